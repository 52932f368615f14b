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
    ///   - relabellings: Paths of lists of pictures with their true states.
    /// - Throws: `Failure` if a file can't be read, `DatasetError` if a line isn't a decision.
    package init(exclusions: [String], relabellings: [String]) throws {
        self.exclusions = try exclusions.map { try Self.list($0, kind: .exclusion) }
        self.relabellings = try relabellings.map { try Self.list($0, kind: .relabelling) }
    }

    /// Returns the name under which a picture is excluded, `nil` if it isn't; `names` are all its hashes and paths.
    func exclusion(of names: [String]) -> String? {
        exclusions.lazy.compactMap { $0.subject(among: names) }.first
    }

    /// Returns the state that a list gives to a picture, and the picture's name in it; later lists take precedence.
    /// `names` are all hashes and paths of the picture.
    func relabelling(of names: [String]) -> (subject: String, state: MaskState)? {
        for list in relabellings.reversed() {
            if let subject = list.subject(among: names), let state = list.state(of: [subject]) {
                return (subject, state)
            }
        }
        return nil
    }

    /// All hashes and paths in the lists.
    var subjects: Set<String> { Set((exclusions + relabellings).flatMap(\.subjects)) }

    private static func list(_ path: String, kind: DecisionList.Kind) throws -> DecisionList {
        try DecisionList(try InputFile.text(path, what: "The list of decisions"), kind: kind, name: path)
    }
}
