import ArgumentParser
import FaceMask
import FaceMaskInference

@main
struct Facemask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facemask",
        abstract: "Finds faces in photos, videos and cameras and says of each whether it wears its mask.",
        discussion: """
            Start with a photo or a folder of photos:

              facemask detect photo.jpg

            or with the webcam:

              facemask watch cam

            Everything runs on this machine; nothing is sent anywhere but where an alert's rule says. \
            Exit codes: 0 all well, 64 wrong use, 65 damaged data, 66 no such input, 69 a missing library, \
            70 a bug of ours, 74 input or output failed. Completions for your shell: \
            facemask --generate-completion-script bash (or zsh, fish).
            """,
        version: FaceMaskVersion.current,
        subcommands: subcommands)

    static func main() async {
        ProcessHeap.suitNetworks()
        Console.prepare()
        await main(nil)
    }

    private static var subcommands: [any ParsableCommand.Type] {
        #if Training
        [Detect.self, Watch.self, Synthesize.self, Train.self, Evaluate.self, Dataset.self, Bench.self, Info.self]
        #else
        [Detect.self, Watch.self, Synthesize.self, Evaluate.self, Dataset.self, Bench.self, Info.self]
        #endif
    }
}
