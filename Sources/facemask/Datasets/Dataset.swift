import ArgumentParser

struct Dataset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes datasets of faces ready for training, and looks into them.",
        subcommands: [DatasetPrepare.self, DatasetInspect.self])
}
