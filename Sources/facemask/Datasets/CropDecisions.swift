import FaceMaskFiles
import FaceMaskDatasets
import FaceMask

/// The lists of decisions that a person gave.
struct CropDecisions: Sendable {
    private let exclusions: [DecisionList]
    private let relabellings: [DecisionList]

    /// Nothing decided.
    init() { (exclusions, relabellings) = ([], []) }

    init(exclusions: [String], relabellings: [String]) throws {
        self.exclusions = try exclusions.map { try Self.list($0, kind: .exclusion) }
        self.relabellings = try relabellings.map { try Self.list($0, kind: .relabelling) }
    }

    /// What decides that a picture known by `names` is left out, as its list names it.
    func exclusion(of names: [String]) -> String? {
        exclusions.lazy.compactMap { $0.subject(among: names) }.first
    }

    /// The state that a picture known by `names` shows in truth, and what decides it; later lists win.
    func relabelling(of names: [String]) -> (subject: String, state: MaskState)? {
        for list in relabellings.reversed() {
            if let subject = list.subject(among: names), let state = list.state(of: [subject]) {
                return (subject, state)
            }
        }
        return nil
    }

    /// Everything that the lists name.
    var subjects: Set<String> { Set((exclusions + relabellings).flatMap(\.subjects)) }

    private static func list(_ path: String, kind: DecisionList.Kind) throws -> DecisionList {
        try DecisionList(try InputFile.text(path, what: "The list of decisions"), kind: kind, name: path)
    }
}
