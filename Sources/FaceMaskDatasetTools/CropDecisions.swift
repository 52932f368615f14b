internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFiles

/// The lists of decisions that apply to one crop set.
package struct CropDecisions: Sendable {
    private let exclusions: [DecisionList]
    private let relabellings: [DecisionList]

    /// Creates decisions without any list.
    package init() { (exclusions, relabellings) = ([], []) }

    /// Reads lists from files.
    ///
    /// - Parameters:
    ///   - exclusions: Paths of lists of pictures to leave out.
    ///   - relabellings: Paths of lists of pictures with the state that they show.
    /// - Throws: `Failure` when a file can't be read, `DatasetError` when a line is no decision.
    package init(exclusions: [String], relabellings: [String]) throws {
        self.exclusions = try exclusions.map { try Self.list($0, kind: .exclusion) }
        self.relabellings = try relabellings.map { try Self.list($0, kind: .relabelling) }
    }

    /// Returns the name under which a picture is excluded, `nil` when it isn't; `names` are all its hashes and paths.
    func exclusion(of names: [String]) -> String? {
        exclusions.lazy.compactMap { $0.subject(among: names) }.first
    }

    /// Returns the state that a list gives to a picture, and the name under which it does; later lists win. `names` are
    /// all hashes and paths of the picture.
    func relabelling(of names: [String]) -> (subject: String, state: MaskState)? {
        for list in relabellings.reversed() {
            if let subject = list.subject(among: names), let state = list.state(of: [subject]) {
                return (subject, state)
            }
        }
        return nil
    }

    /// All hashes and paths that the lists name.
    var subjects: Set<String> { Set((exclusions + relabellings).flatMap(\.subjects)) }

    private static func list(_ path: String, kind: DecisionList.Kind) throws -> DecisionList {
        try DecisionList(try InputFile.text(path, what: "The list of decisions"), kind: kind, name: path)
    }
}
