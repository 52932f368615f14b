import ArgumentParser
import FaceMask
import FaceMaskInference

@main
struct Facemask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facemask",
        abstract: "Finds faces in photos, videos and cameras, and classifies how each wears a mask.",
        discussion: """
            Start with a photo or a folder of photos:

              facemask detect photo.jpg

            or with the webcam:

              facemask watch cam

            Everything runs on this machine; nothing is sent anywhere except by the alerts that you define. \
            Exit codes: 0 success, 64 wrong usage, 65 invalid data, 66 missing input, 69 missing library, \
            70 internal error, 74 input or output error. For completions in your shell, run \
            facemask --generate-completion-script bash (or zsh, fish).
            """,
        version: FaceMaskVersion.current,
        subcommands: subcommands)

    static func main() async {
        ProcessHeap.tuneForNetworks()
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
