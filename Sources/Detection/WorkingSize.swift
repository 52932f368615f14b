public import FaceMaskCore

/// How large a picture is when a detector sees it: large enough for its small faces, small enough for its large ones
/// and for the time it takes.
public struct WorkingSize: Hashable, Sendable {
    /// One look at a picture.
    public struct Look: Hashable, Sendable {
        /// Pixels, multiples of 32, of nearly the picture's proportions; at least 32.
        public var width: Int
        /// As `width`.
        public var height: Int
        /// Faces whose longer side is shorter, in pixels of this look, are left to the other look.
        public var minimumFaceSide: Float
    }

    /// The longer side at which small pictures, and large faces in large pictures, are looked for.
    public var coarseLongSide: Int
    /// The longer side at which large pictures are looked at for small faces; `nil` looks once, at the coarse size.
    public var fineLongSide: Int?

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32
    /// Pictures below it, against the coarse size, are looked at once: enlarging them further finds no more.
    private static let smallestLarge = 1.5
    /// The coarse look answers for faces of at least this share of its longer side. The fine look finds the smaller
    /// ones better, and what the coarse one reports of them is more often wrong.
    private static let largeFaceShare: Float = 0.25

    /// Creates a rule. docs/design.md has the measurement behind the defaults.
    public init(coarseLongSide: Int = 224, fineLongSide: Int? = 800) {
        self.coarseLongSide = coarseLongSide
        self.fineLongSide = fineLongSide
    }

    /// How a picture is looked at, finest first.
    public func looks(at image: Image) -> [Look] {
        let longSide = max(image.width, image.height)
        guard let fineLongSide, Double(longSide) >= Self.smallestLarge * Double(coarseLongSide) else {
            let side = fineLongSide == nil ? coarseLongSide : max(longSide, coarseLongSide)
            return [Self.look(at: image, longSide: side, minimumFaceSide: 0)]
        }
        return [
            Self.look(at: image, longSide: fineLongSide, minimumFaceSide: 0),
            Self.look(
                at: image, longSide: coarseLongSide, minimumFaceSide: Self.largeFaceShare * Float(coarseLongSide)),
        ]
    }

    private static func look(at image: Image, longSide: Int, minimumFaceSide: Float) -> Look {
        let factor = Double(longSide) / Double(max(image.width, image.height))
        func side(_ length: Int) -> Int {
            max(Int((Double(length) * factor / Double(granularity)).rounded()), 1) * granularity
        }
        return Look(width: side(image.width), height: side(image.height), minimumFaceSide: minimumFaceSide)
    }
}
