package import FaceMaskCore

/// The rule for the size at which a detector sees a picture: large enough for small faces, small enough for large ones
/// and for a short run time.
///
/// A picture keeps its proportions and is centred on a canvas. There are few canvases, at most four squares for
/// photos, since the inference library keeps memory for every size that it meets.
package struct WorkingSize: Hashable, Sendable {
    /// The size of a network's input, in pixels; multiples of 32.
    package struct Canvas: Hashable, Sendable {
        /// Columns.
        package var width: Int
        /// Rows.
        package var height: Int

        /// Creates a size.
        package init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
    }

    /// One run of the network over a picture or a part of it.
    package struct SearchPass: Hashable, Sendable {
        /// The size of the network's input.
        package var canvas: Canvas
        /// The searched part of the picture, in the picture's pixels.
        package var region: Box
        /// The region's place on the canvas: whole pixels, inside it, at least one pixel wide and high.
        package var place: Box
        /// The minimum longer side, in pixels of the canvas, of faces that this pass reports. A finer pass finds smaller
        /// ones.
        package var minimumFaceSide: Float
        /// Whether this pass is the only one if its faces are conclusive, see `isConclusive(of:from:)`.
        package var isQuickPass = false
        /// The maximum longer side of faces that this pass reports. A tile's edge may cut larger ones; a coarser pass
        /// finds them.
        package var maximumFaceSide: Float = .infinity

        /// Whether this pass reports a face with the given box, in pixels of the canvas.
        func reports(_ box: Box) -> Bool {
            let side = max(box.width, box.height)
            return minimumFaceSide <= side && side <= maximumFaceSide
        }
    }

    /// The side of the canvas for small pictures and, without a quick pass, for large faces in large pictures; `nil`
    /// searches at the fine side only.
    package var coarseSide: Int?
    /// The side of the canvas on which large pictures are searched for small faces; `nil` takes the network's default,
    /// see `applyDefaults(forOwnNetwork:)`.
    package var fineSide: Int?
    /// The maximum factor by which a picture is enlarged to fill the fine canvas.
    var largestEnlargement = Double.infinity
    /// Whether pictures that are hardly larger than ``closeSide`` are searched on a canvas of that side.
    var searchesClosely = false
    /// Whether photos may get a quick pass if the network is suited to it. A conclusive quick pass leaves out faces with
    /// low scores that a fine pass might find, and measurements of the network itself need those.
    package var allowsQuickPass = true
    /// The side of the canvas for the quick pass, which replaces the coarse pass and comes before the fine one; `nil` for
    /// no quick pass.
    var quickSide: Int?
    /// Whether the fine canvas is trimmed to the picture's shape, in three steps: 1, 3/4 and 3/5 of its side, which are
    /// the shapes of cameras (4:3 and 16:9). This saves two fifths of the time for sources whose pictures all have one
    /// shape.
    package var isTrimmed: Bool

    /// The longer side of the smallest face to find, in pixels of the picture. If set, the fine pass is as large as such
    /// a face requires, whatever `fineSide` is, in tiles if no canvas is large enough.
    package var smallestFace: Float?

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32
    /// Pictures whose longer side is below this multiple of the coarse side get a single pass: enlarging them finds no
    /// more faces.
    static let smallestLarge = 1.5
    /// The coarse pass reports faces of at least this share of its side. The fine pass finds smaller ones better, and
    /// what the coarse one reports of them is more often wrong.
    static let largeFaceShare: Float = 0.25
    /// The fine side for the frames of videos, of which many are searched each second: a larger one finds smaller faces
    /// and halves the rate.
    package static let videoSide = 640
    /// The side of the canvas for pictures that are hardly larger than it.
    static let closeSide = 640
    /// The maximum factor by which pictures are reduced to fit onto the canvas for pictures that are hardly larger.
    static let largestReduction = 1.25
    /// The side of the canvas for our own network's quick pass over photos; docs/measurements.md has the measurement.
    static let defaultQuickSide = 256
    /// The share of the coarse canvas that a picture fills: with a margin around it, a face that fills the whole picture
    /// is found.
    static let coarseFill = 0.875
    fileprivate static let trimmedShares = [0.6, 0.75, 1]

    /// Creates a rule. docs/measurements.md has the measurements behind the defaults.
    package init(coarseSide: Int? = 224, fineSide: Int? = nil, isTrimmed: Bool = false) {
        self.coarseSide = coarseSide
        self.fineSide = fineSide
        self.isTrimmed = isTrimmed
    }

    /// Returns the passes over a picture: a quick pass first if there is one, then from the finest to the coarsest.
    package func searchPasses(for image: Image) -> [SearchPass] {
        searchPasses(for: Box(width: image.width, height: image.height))
    }

    /// Returns the passes over a picture of that size.
    func searchPasses(for picture: Box) -> [SearchPass] {
        if let smallestFace { return searchPasses(for: picture, smallestFace: smallestFace) }
        let longest = Double(max(picture.width, picture.height))
        let isClose = searchesClosely && longest <= Double(Self.closeSide) * Self.largestReduction
        let fineSide = isClose ? Self.closeSide : Self.multiple(of: Double(self.fineSide ?? Self.videoSide))
        let most = largestEnlargement * longest / Double(fineSide)
        var fine = Self.pass(over: picture, side: fineSide, fill: min(most, 1))
        if isTrimmed { fine.trim() }
        guard let coarseSide else { return [fine] }
        let side = Self.multiple(of: Double(coarseSide))
        guard longest >= Self.smallestLarge * Double(coarseSide) else {
            return [Self.pass(over: picture, side: side, fill: Self.coarseFill)]
        }
        if let quickSide {
            // Without a margin: of 400 portraits that faces fill, as many are found with a quick pass as without
            // (docs/measurements.md).
            var quick = Self.pass(over: picture, side: Self.multiple(of: Double(quickSide)), fill: 1)
            quick.ignoresSmallFaces()
            quick.isQuickPass = true
            return [quick, fine]
        }
        var coarse = Self.pass(over: picture, side: side, fill: Self.coarseFill)
        coarse.ignoresSmallFaces()
        return [fine, coarse]
    }

    static func multiple(of side: Double) -> Int {
        max(Int((side / Double(granularity)).rounded()), 1) * granularity
    }

    /// Returns a pass over the whole picture, of which the longer side fills the share `fill` of a square canvas.
    static func pass(over picture: Box, side: Int, fill: Double) -> SearchPass {
        let factor = fill * Double(side) / Double(max(picture.width, picture.height))
        let width = max(Int((Double(picture.width) * factor).rounded()), 1)
        let height = max(Int((Double(picture.height) * factor).rounded()), 1)
        let (left, top) = ((side - width) / 2, (side - height) / 2)
        return SearchPass(
            canvas: Canvas(width: side, height: side), region: picture,
            place: Box(x1: Float(left), y1: Float(top), x2: Float(left + width), y2: Float(top + height)),
            minimumFaceSide: 0)
    }
}

extension WorkingSize {
    /// Sets what the user left open, as it suits the network. Our own network is fast enough to search photos more
    /// closely than others. Pictures enlarged too far, however, make it report badges and folds in portraits as faces.
    /// docs/measurements.md has both measurements.
    mutating func applyDefaults(forOwnNetwork isOwn: Bool) {
        guard fineSide == nil else { return }
        fineSide = isOwn ? 960 : 640
        guard isOwn else { return }
        (largestEnlargement, searchesClosely) = (1.25, true)
        if allowsQuickPass, !isTrimmed { quickSide = Self.defaultQuickSide }
    }
}

extension WorkingSize.SearchPass {
    /// Leaves small faces to the fine pass, which finds them better.
    mutating func ignoresSmallFaces() {
        minimumFaceSide = WorkingSize.largeFaceShare * Float(canvas.width)
    }

    /// A quick pass is inconclusive if it finds a face whose score is below the usual one, down to this score.
    static let uncertainScore: Float = 0.1
    /// A quick pass is inconclusive if it finds a face whose longer side is below this share of the picture's: it may
    /// have missed others of that size.
    static let smallFaceShare: Float = 0.15

    /// Whether a finer pass would find nothing but `faces`, in pixels of the canvas: there are some, all of them are
    /// large, and all have at least `defaultScore`, apart from those below `uncertainScore`, which don't count.
    /// docs/measurements.md has the measurement.
    func isConclusive(of faces: [Face], from defaultScore: Float) -> Bool {
        let least = Self.smallFaceShare * max(place.width, place.height)
        // A score that is not a number makes the pass inconclusive.
        let faces = faces.filter { !($0.score < Self.uncertainScore) }
        return !faces.isEmpty
            && faces.allSatisfy { $0.score >= defaultScore && max($0.box.width, $0.box.height) >= least }
    }

    /// Trims the canvas to the smallest of its steps that holds the picture.
    mutating func trim() {
        func trimmed(_ side: Int, holding length: Float) -> Int {
            let steps = WorkingSize.trimmedShares.map { WorkingSize.multiple(of: Double(side) * $0) }
            return steps.first { Float($0) >= length } ?? side
        }
        let (width, height) = (place.width, place.height)
        canvas = WorkingSize.Canvas(
            width: trimmed(canvas.width, holding: width), height: trimmed(canvas.height, holding: height))
        let left = Float((canvas.width - Int(width)) / 2)
        let top = Float((canvas.height - Int(height)) / 2)
        place = Box(x1: left, y1: top, x2: left + width, y2: top + height)
    }
}
