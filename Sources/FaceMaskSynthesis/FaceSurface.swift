internal import FaceMaskCore

/// The sheet of `MeanFace` on a face: a grid of points in the picture, with depth.
struct FaceSurface {
    /// The numbers of columns and rows of the grid.
    static let columns = 61
    static let rows = 58
    /// The part of the sheet that the grid covers: from behind one ear to behind the other, and from the crown to far
    /// below the chin.
    static let across: ClosedRange<Float> = -1.5...1.5
    static let down: ClosedRange<Float> = -0.85...2.05

    /// The points in pixels of the picture, row by row.
    var points: [SIMD3<Float>]
    /// The normals, pointing away from the face, of length 1.
    private(set) var normals: [SIMD3<Float>] = []

    init(points: [SIMD3<Float>]) {
        self.points = points
        findNormals()
    }

    /// The place of each point of the grid in the sheet.
    static let places: [SIMD2<Float>] = (0..<(rows * columns)).map { index in
        let (column, row) = (Float(index % columns), Float(index / columns))
        return SIMD2(
            across.lowerBound + column / Float(columns - 1) * (across.upperBound - across.lowerBound),
            down.lowerBound + row / Float(rows - 1) * (down.upperBound - down.lowerBound))
    }

    /// Returns the surface lifted off the face by `height` pixels at each place of the sheet.
    func lifted(_ height: (SIMD2<Float>) -> Float) -> FaceSurface {
        FaceSurface(points: points.indices.map { points[$0] + normals[$0] * height(Self.places[$0]) })
    }

    /// Returns the point of a place of the sheet in the picture; for a place outside the grid, that of the nearest
    /// edge.
    func point(at place: SIMD2<Float>) -> SIMD3<Float> {
        func position(_ value: Float, _ range: ClosedRange<Float>, _ count: Int) -> (Int, Float) {
            let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound) * Float(count - 1)
            let whole = min(max(Int(share), 0), count - 2)
            return (whole, min(max(share - Float(whole), 0), 1))
        }
        let (column, x) = position(place.x, Self.across, Self.columns)
        let (row, y) = position(place.y, Self.down, Self.rows)
        let first = row * Self.columns + column
        let upper = points[first] + (points[first + 1] - points[first]) * x
        let second = first + Self.columns
        let lower = points[second] + (points[second + 1] - points[second]) * x
        return upper + (lower - upper) * y
    }

    private mutating func findNormals() {
        normals = points.indices.map { index in
            let (column, row) = (index % Self.columns, index / Self.columns)
            let left = points[column > 0 ? index - 1 : index]
            let right = points[column < Self.columns - 1 ? index + 1 : index]
            let above = points[row > 0 ? index - Self.columns : index]
            let below = points[row < Self.rows - 1 ? index + Self.columns : index]
            let (a, b) = (below - above, right - left)
            // Down × across points to the camera, since `z` increases away from it.
            let cross = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
            return cross / max((cross * cross).sum().squareRoot(), 1e-9)
        }
    }
}

/// Fits the sheet to faces.
struct SurfaceFitter {
    private let anchors: [MeanFace.Anchor]
    private let spline: ThinPlateSpline
    /// The bases of all points of the grid.
    private let bases: [Float]
    private let meanPoints: [SIMD3<Float>]

    /// The bases, computed once, in some tenths of a second: they depend only on the mean face.
    static let tented = SurfaceFitter(.tented)
    static let close = SurfaceFitter(.close)

    /// How far a surface may deviate from the mesh's points, whose noise is a few thousandths of the face's size.
    private static let smoothing: Float = 0.004

    private init(_ fit: MeanFace.Fit) {
        anchors = MeanFace.anchors(fit)
        spline = ThinPlateSpline(places: anchors.map(\.sheet), smoothing: Self.smoothing)
        bases = FaceSurface.places.flatMap(spline.basis)
        meanPoints = Self.sum(bases, spline.coefficients(anchors.map(\.position)))
    }

    /// Returns the surface of a face: the mean face in its pose, bent to the points of the mesh.
    func surface(of mesh: FaceMesh, in pose: HeadPose) -> FaceSurface {
        let gaps = anchors.map { anchor -> SIMD3<Float> in
            guard let index = anchor.index else { return SIMD3() }
            let reference = anchor.weight == 1 ? anchor.position : MeanFace.chinPosition
            return (mesh.points[index] - pose.place(reference)) * anchor.weight
        }
        let bends = Self.sum(bases, spline.coefficients(gaps))
        return FaceSurface(points: zip(meanPoints, bends).map { pose.place($0) + $1 })
    }

    private static func sum(_ bases: [Float], _ coefficients: [SIMD3<Float>]) -> [SIMD3<Float>] {
        let count = coefficients.count
        return (0..<(bases.count / count)).map { point in
            var sum = SIMD3<Float>()
            for index in 0..<count { sum += bases[point * count + index] * coefficients[index] }
            return sum
        }
    }
}
