import FaceMaskCore
import FaceMaskDatasetTools
import FaceMaskDatasets
import FaceMaskFormats
import Foundation

/// The findings of an inspection as text for people.
struct InspectionText {
    let findings: InspectionFindings

    private static let shownSuspects = 20

    var text: String {
        (counts + [""] + sizes + copies + unreadable + [""] + labels).joined(separator: "\n") + "\n"
    }

    private var counts: [String] {
        let listed = findings.pictures.map(\.listed)
        let states = MaskState.allCases.filter { state in listed.contains { $0.state == state } }
        let origins = Dictionary(grouping: listed) { $0.origin ?? "" }
        var table = TextTable(columns: ["origin"] + states.map(\.label) + ["pictures"])
        func add(_ name: String, _ pictures: [ListedPicture]) {
            let numbers = states.map { state in pictures.count { $0.state == state } } + [pictures.count]
            table.add([name] + numbers.map { String($0) })
        }
        for name in origins.keys.sorted() where !name.isEmpty { add(name, origins[name] ?? []) }
        add("all", listed)
        return table.lines
    }

    private var sizes: [String] {
        let sides = findings.bySize.compactMap { findings.pictures[$0].side }
        guard !sides.isEmpty else { return [] }
        let isFace = findings.pictures.contains { $0.listed.faceSide != nil }
        let quantiles = [(0.0, "least"), (0.05, "5 %"), (0.25, "25 %"), (0.5, "half"), (0.95, "95 %"), (1, "most")]
            .map { "\($1) \(Int(sides[Int($0 * Double(sides.count - 1))].rounded()))" }
        return ["shorter side of the \(isFace ? "face" : "picture") in pixels: \(quantiles.joined(separator: ", "))"]
    }

    private var copies: [String] {
        let contents = Dictionary(grouping: findings.pictures.compactMap { $0.content?.hash }) { $0 }
        let repeats = contents.values.reduce(0) { $0 + $1.count - 1 }
        let grouped = findings.groups.reduce(0) { $0 + $1.count }
        let mixed = findings.mixed.reduce(0) { $0 + $1.count }
        return [
            "\(Phrases.count(repeats, "copy", "copies")) of other files, byte for byte",
            "\(Phrases.count(findings.groups.count, "group")) of near-copies or of one photo, "
                + "\(Phrases.count(grouped, "picture")), the largest of \(findings.groups.first?.count ?? 0)",
            "\(Phrases.count(findings.mixed.count, "group")) of look-alikes with different labels, "
                + "\(Phrases.count(mixed, "picture"))",
        ]
    }

    private var unreadable: [String] {
        [Phrases.count(findings.unreadable.count, "unreadable file")]
            + findings.unreadable.compactMap { findings.pictures[$0].fault.map { "  " + printable($0) } }
    }

    private var labels: [String] {
        guard let labels = findings.labels else {
            return [
                "wrong labels: not checked, since this needs a classifier's predictions for pictures that it did not "
                    + "learn from; give --predictions"
            ]
        }
        let states = PredictionTable.states
        let missing = findings.pictures.count - labels.predicted
        var lines = [
            "\(Phrases.count(labels.predicted, "picture")) with a prediction, \(missing) without; "
                + "\(Phrases.count(labels.strangers, "prediction")) about other files",
            String(format: "wrong labels: %.1f %% by estimate, ", labels.joint.errorRate * 100)
                + Phrases.count(labels.suspects.count, "suspect"),
        ]
        var table = TextTable(columns: ["label \\ estimate"] + states.map(\.label))
        for (state, row) in zip(states, labels.joint.counts) { table.add([state.label] + row.map { String($0) }) }
        lines += table.lines
        for suspect in labels.suspects.prefix(Self.shownSuspects) {
            let picture = findings.pictures[suspect.picture].listed
            lines.append(
                String(format: "  %.2f ", suspect.probabilities.suggested) + "\(suspect.suggested.label), not "
                    + "\(picture.state.label): \(printable(picture.file))")
        }
        let more = labels.suspects.count - Self.shownSuspects
        return more > 0 ? lines + ["  and \(more) more"] : lines
    }
}
