public import FaceMaskCore

/// How large a picture is when a detector sees it: large enough for its small faces, small enough for its large ones
/// and for the time it takes.
///
/// A picture is laid, in its own proportions, into the middle of a square canvas. There are two canvases at most, since
/// the inference library keeps memory for every size it ever saw.
public struct WorkingSize: Hashable, Sendable {
    /// One look at a picture.
    public struct Look: Hashable, Sendable {
        /// The side of the square that the network sees, in pixels, a multiple of 32.
        public var side: Int
        /// Where the picture lies on the canvas: whole pixels, inside it, at least one pixel wide and high.
        public var place: Box
        /// Faces whose longer side is shorter, in pixels of the canvas, are left to the other look.
        public var minimumFaceSide: Float
    }

    /// The side of the canvas for small pictures, and for large faces in large pictures; `nil` looks only at the fine
    /// size.
    public var coarseSide: Int?
    /// The side of the canvas on which large pictures are searched for small faces.
    public var fineSide: Int

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32
    /// Pictures whose longer side is below this multiple of the coarse side are looked at once: enlarging them finds
    /// no more.
    private static let smallestLarge = 1.5
    /// The coarse look answers for faces of at least this share of its side. The fine look finds the smaller ones
    /// better, and what the coarse one reports of them is more often wrong.
    private static let largeFaceShare: Float = 0.25
    /// How much of the coarse canvas a picture fills: a face that fills its picture is found when there is a rim.
    private static let coarseFill = 0.875

    /// Creates a rule. docs/design.md has the measurement behind the defaults.
    public init(coarseSide: Int? = 224, fineSide: Int = 640) {
        self.coarseSide = coarseSide
        self.fineSide = fineSide
    }

    /// How a picture is looked at, finest first.
    public func looks(at image: Image) -> [Look] {
        let fine = Self.look(at: image, side: Self.multiple(of: fineSide), fill: 1)
        guard let coarseSide else { return [fine] }
        var coarse = Self.look(at: image, side: Self.multiple(of: coarseSide), fill: Self.coarseFill)
        guard Double(max(image.width, image.height)) >= Self.smallestLarge * Double(coarseSide) else { return [coarse] }
        coarse.minimumFaceSide = Self.largeFaceShare * Float(coarse.side)
        return [fine, coarse]
    }

    private static func multiple(of side: Int) -> Int {
        max(Int((Double(side) / Double(granularity)).rounded()), 1) * granularity
    }

    private static func look(at image: Image, side: Int, fill: Double) -> Look {
        let factor = fill * Double(side) / Double(max(image.width, image.height))
        let width = max(Int((Double(image.width) * factor).rounded()), 1)
        let height = max(Int((Double(image.height) * factor).rounded()), 1)
        let (left, top) = ((side - width) / 2, (side - height) / 2)
        return Look(
            side: side, place: Box(x1: Float(left), y1: Float(top), x2: Float(left + width), y2: Float(top + height)),
            minimumFaceSide: 0)
    }
}
