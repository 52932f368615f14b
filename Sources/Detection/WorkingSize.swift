public import FaceMaskCore

/// How large a picture is when a detector sees it: large enough for its small faces, small enough for its large ones
/// and for the time it takes.
public struct WorkingSize: Hashable, Sendable {
    /// Smaller pictures are enlarged to it, in pixels of the longer side.
    public var minimumLongSide: Int
    /// Larger pictures are reduced to it.
    public var maximumLongSide: Int
    /// Pictures seen larger than this are seen a second time, this large: a face that fills the picture is found at a
    /// few hundred pixels and missed at many hundreds. `nil` looks once.
    public var coarseLongSide: Int?

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32
    /// A second look at nearly the same size finds nothing new.
    private static let coarseRatio = 1.5

    /// Creates a rule. docs/design.md has the measurement behind the defaults.
    public init(minimumLongSide: Int = 224, maximumLongSide: Int = 736, coarseLongSide: Int? = 224) {
        self.minimumLongSide = minimumLongSide
        self.maximumLongSide = maximumLongSide
        self.coarseLongSide = coarseLongSide
    }

    /// The sizes at which a picture is seen, the largest first: width and height in pixels, multiples of 32, of nearly
    /// the picture's proportions; at least 32.
    public func sizes(for image: Image) -> [(width: Int, height: Int)] {
        let longSide = min(max(max(image.width, image.height), minimumLongSide), maximumLongSide)
        let fine = Self.size(of: image, longSide: longSide)
        guard let coarseLongSide, Double(longSide) >= Self.coarseRatio * Double(coarseLongSide) else { return [fine] }
        return [fine, Self.size(of: image, longSide: coarseLongSide)]
    }

    private static func size(of image: Image, longSide: Int) -> (width: Int, height: Int) {
        let factor = Double(longSide) / Double(max(image.width, image.height))
        func side(_ length: Int) -> Int {
            max(Int((Double(length) * factor / Double(granularity)).rounded()), 1) * granularity
        }
        return (side(image.width), side(image.height))
    }
}
