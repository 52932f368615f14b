/// How closely a detector searches pictures for faces, and which of them it reports.
public struct SearchPolicy: Hashable, Sendable {
    /// The size at which pictures are searched.
    public enum Detail: Hashable, Sendable {
        /// The size follows the picture. A large photo gets a quick pass first, and a fine one if the quick pass is
        /// inconclusive.
        case automatic
        /// The longer side, in pixels, at which the whole picture is searched once, 32…8192. Smaller is faster, larger
        /// finds smaller faces.
        case workingSide(Int)
        /// The longer side of the smallest face to find, in pixels of the picture, 4…10,000. Large pictures are searched
        /// as closely as this requires, in tiles if necessary.
        case smallestFace(Float)
    }

    /// The size at which pictures are searched.
    public let detail: Detail
    /// The minimum score of reported faces, 0…1; `nil` takes the detector's usual score for photos, and 0.1 for videos.
    public let minimumScore: Float?

    /// The automatic policy, which reports faces from the detector's usual score.
    public static let automatic = SearchPolicy(unchecked: .automatic, minimumScore: nil)

    /// Creates a policy.
    ///
    /// - Throws: ``ConfigurationError`` if a value is out of range.
    public init(_ detail: Detail = .automatic, minimumScore: Float? = nil) throws(ConfigurationError) {
        switch detail {
        case .automatic: break
        case .workingSide(let side):
            guard Self.workingSides.contains(side) else {
                throw ConfigurationError("working side", side, allowed: "32 to 8192 pixels")
            }
        case .smallestFace(let side):
            guard Self.smallestFaces.contains(side) else {
                throw ConfigurationError("smallest face", side, allowed: "4 to 10000 pixels")
            }
        }
        if let minimumScore, !Self.scores.contains(minimumScore) {
            throw ConfigurationError("minimum score", minimumScore, allowed: "a number from 0 to 1")
        }
        self.init(unchecked: detail, minimumScore: minimumScore)
    }

    private init(unchecked detail: Detail, minimumScore: Float?) {
        (self.detail, self.minimumScore) = (detail, minimumScore)
    }

    /// The allowed working sides, in pixels.
    package static let workingSides = 32...8192
    /// The allowed sides of the smallest face, in pixels of the picture.
    package static let smallestFaces: ClosedRange<Float> = 4...10_000
    /// The allowed scores.
    package static let scores: ClosedRange<Float> = 0...1
}
