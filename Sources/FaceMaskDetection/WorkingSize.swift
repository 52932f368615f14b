public import FaceMaskCore

/// How large a picture is when a detector sees it: large enough for its small faces, small enough for its large ones
/// and for the time it takes.
///
/// A picture is laid, in its own proportions, into the middle of a canvas. There are few canvases, since the inference
/// library keeps memory for every size it ever saw: four squares at most for photos.
public struct WorkingSize: Hashable, Sendable {
    /// The size of what a network sees, in pixels, multiples of 32.
    public struct Canvas: Hashable, Sendable {
        /// Columns.
        public var width: Int
        /// Rows.
        public var height: Int

        /// Creates a size.
        public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
    }

    /// One look at a picture.
    public struct SearchPass: Hashable, Sendable {
        /// What the network sees.
        public var canvas: Canvas
        /// The part of the picture that is looked at, in its pixels.
        public var region: Box
        /// Where the picture lies on the canvas: whole pixels, inside it, at least one pixel wide and high.
        public var place: Box
        /// Faces whose longer side is shorter, in pixels of the canvas, are left to a finer look.
        public var minimumFaceSide: Float
        /// Whether it is the only one when the network is sure of all that it sees there, see `isConclusive(of:from:)`.
        public var isQuickPass = false
        /// Faces whose longer side is longer are left to a coarser look: a tile's edge may cut them.
        public var maximumFaceSide: Float = .infinity

        /// Whether it is this look that answers for a face with that box, in pixels of the canvas.
        func answers(for box: Box) -> Bool {
            let side = max(box.width, box.height)
            return minimumFaceSide <= side && side <= maximumFaceSide
        }
    }

    /// The side of the canvas for small pictures, and, where nothing is glanced at, for large faces in large pictures; `nil`
    /// looks only at the fine size.
    public var coarseSide: Int?
    /// The side of the canvas on which large pictures are searched for small faces.
    /// `nil` takes what suits the network, see `applyDefaults(for:)`.
    public var fineSide: Int?
    /// How far a picture is enlarged at most to fill the fine canvas.
    var largestEnlargement = Double.infinity
    /// Whether pictures that are hardly larger than ``nearSide`` are searched on a canvas of that side.
    var looksNear = false
    /// Whether photos may be glanced at where that suits the network. A glance that is enough leaves out what a close look
    /// might see with a low score, which whoever measures the network itself wants.
    public var allowsQuickPass = true
    /// The side of the canvas for a look that comes before the fine one, in the coarse one's place, and alone where it leaves
    /// no doubt; `nil` never glances.
    var glanceSide: Int?
    /// Whether the fine canvas is cut down to the picture's shape, in three steps: 1, 3/4 and 3/5 of its side, which are
    /// the shapes of cameras (4:3 and 16:9). It saves two fifths of the time and suits a source whose pictures are all
    /// of one shape.
    public var isTrimmed: Bool

    /// The longer side of the smallest face that is wanted, in pixels of the picture: then the fine look is as large as
    /// such a face needs, whatever `fineSide` says, in tiles where no canvas is large enough. `nil` looks at `fineSide`.
    public var smallestFace: Float?

    /// Networks halve their input five times; sides are multiples of this.
    static let granularity = 32
    /// Pictures whose longer side is below this multiple of the coarse side are looked at once: enlarging them finds
    /// no more.
    static let smallestLarge = 1.5
    /// The coarse look answers for faces of at least this share of its side. The fine look finds the smaller ones
    /// better, and what the coarse one reports of them is more often wrong.
    static let largeFaceShare: Float = 0.25
    /// The fine side for the frames of videos, which are looked at many times a second: a larger one finds smaller faces
    /// and halves the pace.
    public static let videoSide = 640
    /// The side of the canvas for pictures that are hardly larger than it.
    static let nearSide = 640
    /// How far pictures are reduced at most to fit onto the canvas for those that are hardly larger than it.
    static let largestReduction = 1.25
    /// The side of the canvas on which our own network glances at photos; docs/design.md has the measurement.
    static let usualGlanceSide = 256
    /// How much of the coarse canvas a picture fills: a face that fills its picture is found when there is a rim.
    static let coarseFill = 0.875
    fileprivate static let trimmedShares = [0.6, 0.75, 1]

    /// Creates a rule. docs/design.md has the measurement behind the defaults.
    public init(coarseSide: Int? = 224, fineSide: Int? = nil, isTrimmed: Bool = false) {
        self.coarseSide = coarseSide
        self.fineSide = fineSide
        self.isTrimmed = isTrimmed
    }

    /// How a picture is looked at: a glance first where there is one, then the finest look.
    public func looks(at image: Image) -> [SearchPass] { looks(at: Box(width: image.width, height: image.height)) }

    /// How a picture of that size is looked at.
    func looks(at picture: Box) -> [SearchPass] {
        if let smallestFace { return looks(at: picture, for: smallestFace) }
        let longest = Double(max(picture.width, picture.height))
        let isNear = looksNear && longest <= Double(Self.nearSide) * Self.largestReduction
        let fineSide = isNear ? Self.nearSide : Self.multiple(of: Double(self.fineSide ?? Self.videoSide))
        let most = largestEnlargement * longest / Double(fineSide)
        var fine = Self.look(at: picture, side: fineSide, fill: min(most, 1))
        if isTrimmed { fine.trim() }
        guard let coarseSide else { return [fine] }
        let side = Self.multiple(of: Double(coarseSide))
        guard longest >= Self.smallestLarge * Double(coarseSide) else {
            return [Self.look(at: picture, side: side, fill: Self.coarseFill)]
        }
        if let glanceSide {
            // Without a rim: of 400 portraits that faces fill, as many are found with a glance as without (docs/design.md).
            var glance = Self.look(at: picture, side: Self.multiple(of: Double(glanceSide)), fill: 1)
            glance.ignoresSmallFaces()
            glance.isQuickPass = true
            return [glance, fine]
        }
        var coarse = Self.look(at: picture, side: side, fill: Self.coarseFill)
        coarse.ignoresSmallFaces()
        return [fine, coarse]
    }

    static func multiple(of side: Double) -> Int {
        max(Int((side / Double(granularity)).rounded()), 1) * granularity
    }

    static func look(at picture: Box, side: Int, fill: Double) -> SearchPass {
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
    /// Settles how photos are searched for small faces, where nobody said it. Our own network costs so little that it looks
    /// more closely than others; enlarged too far, portraits show it faces in badges and folds (docs/design.md has both
    /// measurements).
    mutating func applyDefaults(forOwnNetwork isOwn: Bool) {
        guard fineSide == nil else { return }
        fineSide = isOwn ? 960 : 640
        guard isOwn else { return }
        (largestEnlargement, looksNear) = (1.25, true)
        if allowsQuickPass, !isTrimmed { glanceSide = Self.usualGlanceSide }
    }
}

extension WorkingSize.SearchPass {
    /// Leaves to the fine look what that sees better.
    mutating func ignoresSmallFaces() {
        minimumFaceSide = WorkingSize.largeFaceShare * Float(canvas.width)
    }

    /// A glance at a picture leaves doubt where it shows a weaker face than the usual, down to this score.
    static let uncertainScore: Float = 0.1
    /// A glance leaves doubt where it shows a face whose longer side is below this share of the picture's: others of its
    /// size may be missing.
    static let doubtShare: Float = 0.15

    /// Whether a finer look would show nothing else than `faces`, in pixels of the canvas: there are some, all but those too
    /// weak to be a doubt have at least `usualScore`, and all are large. docs/design.md has the measurement.
    func isConclusive(of faces: [Face], from usualScore: Float) -> Bool {
        let least = Self.doubtShare * max(place.width, place.height)
        // A score that is no number is a doubt.
        let faces = faces.filter { !($0.score < Self.uncertainScore) }
        return !faces.isEmpty
            && faces.allSatisfy { $0.score >= usualScore && max($0.box.width, $0.box.height) >= least }
    }

    /// Cuts the canvas down to the smallest of its steps that holds the picture.
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
