import FaceMaskCore
import Testing

@Suite struct FaceMeshTests {
    /// All points coincide except those of the five landmarks.
    private func mesh() -> FaceMesh {
        var points = [SIMD3<Float>](repeating: SIMD3(50, 50, 0), count: FaceMesh.pointCount)
        for (index, x, y) in [(33, 20, 40), (133, 40, 40), (159, 30, 36), (145, 30, 44)] {
            points[index] = [Float(x), Float(y), 0]
        }
        for (index, x, y) in [(362, 60, 40), (263, 80, 40), (386, 70, 36), (374, 70, 44)] {
            points[index] = [Float(x), Float(y), 0]
        }
        points[1] = [50, 60, -20]
        points[61] = [35, 80, 0]
        points[291] = [65, 80, 0]
        return FaceMesh(points: points, presence: 1)
    }

    @Test func fivePointsAreThoseOfDetectors() {
        let landmarks = mesh().landmarks
        #expect(
            landmarks.points
                == [[30, 40], [70, 40], [50, 60], [35, 80], [65, 80]].map { Point(x: $0[0], y: $0[1]) })
        #expect(landmarks.size == 40)
        #expect(landmarks.eyes == Point(x: 50, y: 40) && landmarks.mouth == Point(x: 50, y: 80))
    }

    @Test func disagreementIsTheWorstPointInSharesOfTheFace() {
        var landmarks = mesh().landmarks
        #expect(mesh().disagreement(with: landmarks) == 0)
        landmarks.nose.x += 10
        #expect(mesh().disagreement(with: landmarks) == 0.25)
        landmarks.leftEye.y -= 20
        // The eyes' middle moved too, and the face counts as longer.
        #expect(abs(mesh().disagreement(with: landmarks) - 20 / 50) < 1e-4)
    }
}

@Suite struct TurnedSquareTests {
    /// Brightness grows by 1 a pixel to the right and by 2 a pixel down.
    private let slope = Image(
        width: 60, height: 40,
        pixels: (0..<(60 * 40)).flatMap { index -> [UInt8] in
            let level = UInt8(index % 60 + index / 60 * 2)
            return [level, level, level]
        })

    @Test(arguments: [
        (SIMD2<Float>(1, 0), "upright"), (SIMD2<Float>(0.6, 0.8), "turned"), (SIMD2<Float>(-1, 0), "upside down"),
        (SIMD2<Float>(0, -1), "on its side"),
    ])
    func showsTheRequestedPositions(across: SIMD2<Float>, reason: String) {
        let square = TurnedSquare(center: Point(x: 30, y: 20), side: 16, across: across)
        let cutout = slope.cutout(of: square, pixels: 16)
        for (x, y) in [(0, 0), (15, 0), (3, 12), (8, 8)] {
            let place = square.point(at: SIMD2(Float(x) + 0.5, Float(y) + 0.5) / 16)
            let expected = place.x - 0.5 + (place.y - 0.5) * 2
            #expect(abs(Float(cutout[x, y].red) - expected) <= 1, "\(reason) at \(x), \(y)")
        }
    }

    @Test func reducesBeforeItSkipsPixels() {
        var fine = Image(width: 64, height: 64)
        for y in 0..<64 { for x in 0..<64 where (x + y) % 2 == 0 { fine[x, y] = (200, 200, 200) } }
        let square = TurnedSquare(center: Point(x: 32, y: 32), side: 40, across: SIMD2(1, 0))
        let small = fine.cutout(of: square, pixels: 10)
        #expect(small.pixels.allSatisfy { (95...105).contains($0) })
    }

    @Test func repeatsEdgePixelsBeyondThePicture() {
        let square = TurnedSquare(center: Point(x: 0, y: 0), side: 20, across: SIMD2(1, 0))
        let cutout = slope.cutout(of: square, pixels: 20)
        #expect(cutout[0, 0].red == 0 && cutout[19, 0].red == 9)
        let outside = TurnedSquare(center: Point(x: -900, y: 900), side: 300, across: SIMD2(1, 0))
        #expect(slope.cutout(of: outside, pixels: 8)[4, 4].red == 78)
    }
}
