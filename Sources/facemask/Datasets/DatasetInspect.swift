import ArgumentParser
import FaceMaskCore
import FaceMaskDatasetTools
import FaceMaskDatasets
import FaceMaskFiles

struct DatasetInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Inspects a crop set or a folder of class folders: its content, and what may be wrong with it.",
        discussion: """
            Prints counts, sizes and near-copies, and writes an HTML page with the pictures to check: those whose label \
            is probably wrong, look-alikes with different labels, the largest groups of near-copies, the smallest faces \
            and unreadable files. Below each picture is the line to copy into a list of decisions (facemask dataset \
            prepare --exclude, --relabel).

              facemask dataset inspect crops --predictions training/predictions.csv

            Wrong labels are found by confident learning (Northcutt et al. 2021) from predictions for pictures that the \
            classifier did not learn from: a CSV or JSON Lines file with the columns file, with_mask, without_mask and \
            mask_worn_incorrectly, as 'facemask train --folds' writes it. The page contains the pictures: keep it as \
            private as the dataset.
            """)

    @Argument(help: ArgumentHelp("A crop set, or a folder with a folder for each class.", valueName: "folder"))
    var dataset: String

    @Option(help: ArgumentHelp("A classifier's cross-validated predictions for the pictures.", valueName: "file"))
    var predictions: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The HTML page to write.", valueName: "file"))
    var output = "inspection.html"

    @Option(help: ArgumentHelp("The greatest number of pictures in a section of the page.", valueName: "number"))
    var limit = 200

    @Flag(name: .shortAndLong, help: "Print the summary and errors only.")
    var quiet = false

    func validate() throws {
        for (name, value) in [("The dataset", dataset), ("--output", output), ("--predictions", predictions ?? "-")]
        where value.isEmpty {
            throw ValidationError("\(name) is empty.")
        }
        if !(1...10_000).contains(limit) {
            throw ValidationError("--limit \(limit) is out of range; give a number from 1 to 10000.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            try OutputFile.check(output)
            let table = try predictions.map {
                try PredictionTable(try InputFile.text($0, what: "The file of predictions"), name: $0)
            }
            let inspection = DatasetInspection(dataset: dataset, predictions: table)
            let reporter = ConsoleReporter(isQuiet: quiet)
            let findings = try await reporter.run(
                ifInterrupted: { "Interrupted after \($0) of \($1) pictures; nothing is written." },
                { try await inspection.run(report: $0) })
            let text = InspectionText(findings: findings).text
            try Console.output(text)
            let page = InspectionPage(dataset: dataset, findings: findings, summary: text, limit: limit)
            try OutputFile.write(page.html, to: output)
            if !quiet { Console.say("Page with pictures: \(printable(output))") }
        }
    }
}
