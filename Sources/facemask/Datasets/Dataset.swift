import ArgumentParser

struct Dataset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prepares datasets of faces for training, and inspects them.",
        subcommands: [DatasetPrepare.self, DatasetInspect.self])
}
