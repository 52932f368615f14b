public import FaceMaskCore

/// How large a picture is when a detector sees it: large enough for its small faces, small enough for its large ones
/// and for the time it takes.
public struct WorkingSize: Hashable, Sendable {
    /// Shorter pictures are enlarged to it, in pixels of the longer side.
    public var minimumLongSide: Int
    /// Longer pictures are reduced to it.
    public var maximumLongSide: Int

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32

    /// Creates a rule. docs/design.md has the measurement behind the defaults.
    public init(minimumLongSide: Int = 320, maximumLongSide: Int = 640) {
        self.minimumLongSide = minimumLongSide
        self.maximumLongSide = maximumLongSide
    }

    /// Width and height in pixels, multiples of 32, of nearly the picture's proportions; at least 32.
    public func size(for image: Image) -> (width: Int, height: Int) {
        let longSide = max(image.width, image.height)
        let target = min(max(longSide, minimumLongSide), maximumLongSide)
        let factor = Double(target) / Double(longSide)
        func side(_ length: Int) -> Int {
            let cells = (Double(length) * factor / Double(Self.granularity)).rounded()
            return max(Int(cells), 1) * Self.granularity
        }
        return (side(image.width), side(image.height))
    }
}
