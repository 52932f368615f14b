internal import FaceMaskCore

extension WorkingSize {
    /// The longer side, in pixels of the canvas, from which most faces are found: docs/measurements.md has the average
    /// precision by size.
    private static let smallestFound = 12.0
    /// The maximum factor by which pictures are enlarged: more finds no more faces.
    private static let largestEnlargement = 2.0
    /// The sides of the canvases for whole pictures.
    private static let sides = [160, 224, 288, 352, 448, 544, 640, 768, 960]
    /// The side of a tile. Pictures that would need a larger canvas are tiled.
    private static let tileSide = 960
    /// The overlap of neighbouring tiles. A face up to that side is completely inside one of them; larger ones are found at a
    /// scale, smaller by a power of `levelStep`, at which they are below it.
    private static let tileOverlap = 192
    private static let levelStep = 4.0
    /// Below this side our own network finds large faces as well without the coarse pass: above 128 pixels an average
    /// precision of .87 to .89 on the validation scenes, on canvases of 448 to 576.
    private static let smallestTwice = 577.0
    /// The share of that limit from which on the smaller scale reports faces too, so that no size falls between two
    /// scales.
    private static let levelShare = 0.8

    /// Returns passes that find faces with a longer side of `smallestFace` pixels of the picture, and all larger ones,
    /// from the finest to the coarsest.
    func searchPasses(for picture: Box, smallestFace: Float) -> [SearchPass] {
        let longest = Double(max(picture.width, picture.height))
        let factor = min(Self.smallestFound / Double(max(smallestFace, 1)), Self.largestEnlargement)
        var side = longest * factor
        var passes: [SearchPass] = []
        while side > Double(Self.tileSide) {
            passes += tiles(of: picture, factor: side / longest, isFinest: passes.isEmpty)
            side /= Self.levelStep
        }
        let canvas = Self.sides.first { Double($0) >= side } ?? Self.tileSide
        var whole = Self.pass(over: picture, side: canvas, fill: max(side / Double(canvas), 1 / Double(canvas)))
        if !passes.isEmpty { whole.minimumFaceSide = Self.minimumSideOfLevel }
        if isTrimmed { whole.trim() }
        passes.append(whole)
        if let coarseSide, side >= (searchesClosely ? Self.smallestTwice : Self.smallestLarge * Double(coarseSide)) {
            var coarse = Self.pass(over: picture, side: Self.multiple(of: Double(coarseSide)), fill: Self.coarseFill)
            coarse.ignoresSmallFaces()
            passes.append(coarse)
        }
        return passes
    }

    private static let minimumSideOfLevel = Float(Double(tileOverlap) / levelStep * levelShare)

    /// Returns squares that cover the picture, enlarged by `factor`.
    private func tiles(of picture: Box, factor: Double, isFinest: Bool) -> [SearchPass] {
        let columns = Self.parts(of: Double(picture.width) * factor)
        let rows = Self.parts(of: Double(picture.height) * factor)
        return rows.flatMap { row in
            columns.map { column in
                let region = Box(
                    x1: Float(column.lowerBound / factor), y1: Float(row.lowerBound / factor),
                    x2: Float(column.upperBound / factor), y2: Float(row.upperBound / factor)
                ).intersection(with: picture)
                let width = max(Float((column.upperBound - column.lowerBound).rounded()), 1)
                let height = max(Float((row.upperBound - row.lowerBound).rounded()), 1)
                return SearchPass(
                    canvas: Canvas(width: Self.tileSide, height: Self.tileSide), region: region,
                    place: Box(x1: 0, y1: 0, x2: width, y2: height),
                    minimumFaceSide: isFinest ? 0 : Self.minimumSideOfLevel, maximumFaceSide: Float(Self.tileOverlap))
            }
        }
    }

    /// Returns the tiles' ranges along a side of `length` pixels, evenly spaced.
    private static func parts(of length: Double) -> [Range<Double>] {
        let (side, overlap) = (Double(tileSide), Double(tileOverlap))
        guard length > side else { return [0..<length] }
        let count = Int(((length - overlap) / (side - overlap)).rounded(.up))
        return (0..<count).map { number in
            let start = (length - side) * Double(number) / Double(count - 1)
            return start..<(start + side)
        }
    }
}
