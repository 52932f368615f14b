#if Training
import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskTrainers

/// Keras' results, written by scripts/reference/augmentation.py.
private struct WarpCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Draw: Decodable, Sendable {
        var rotation: Double?
        var xShift: Double?
        var yShift: Double?
        var shear: Double?
        var xZoom: Double?
        var yZoom: Double?
        var flip: Bool?
    }

    var reason: String
    var side: Int
    var seed: UInt32
    var cell: Int
    var draw: Draw
    var pixels: Data

    var testDescription: String { reason }

    var change: Augmentation.Draw {
        Augmentation.Draw(
            rotation: draw.rotation ?? 0, xShift: draw.xShift ?? 0, yShift: draw.yShift ?? 0,
            shear: draw.shear ?? 0, xZoom: draw.xZoom ?? 1, yZoom: draw.yZoom ?? 1, isFlipped: draw.flip ?? false)
    }

    static func all() throws -> [WarpCase] { try PackageFiles.fixture("augmentation.json", of: "TrainingTests") }
}

struct WarpTests {
    @Test(arguments: try WarpCase.all())
    private func agreesWithKerasWithinOneLevel(reference: WarpCase) throws {
        let picture = Pattern.picture(
            width: reference.side, height: reference.side, seed: reference.seed, cell: reference.cell)
        let expected = Image(width: reference.side, height: reference.side, pixels: [UInt8](reference.pixels))
        let warped = picture.warped(by: reference.change)
        #expect(try #require(largestDifference(warped, expected)) <= 1)
        let differing = zip(warped.pixels, expected.pixels).count { $0.0 != $0.1 }
        // Exact halves, which fractions such as 1.15 make many of, may be rounded otherwise.
        #expect(differing * 50 <= expected.pixels.count, "\(differing) differ")
    }

    @Test func noChangeLeavesThePicture() {
        let picture = Pattern.picture(width: 13, height: 8, seed: 2)
        #expect(picture.warped(by: .init()) == picture)
    }

    @Test func twoFlipsUndoEachOther() {
        let picture = Pattern.picture(width: 13, height: 8, seed: 2)
        let once = picture.warped(by: .init(isFlipped: true))
        #expect(once != picture && once.warped(by: .init(isFlipped: true)) == picture)
    }

    @Test func aPictureThatIsNotSquareTurnsAboutItsCentre() {
        let picture = Pattern.picture(width: 20, height: 9, seed: 3)
        var turned = picture
        for y in 0..<9 { for x in 0..<20 { turned[x, y] = picture[19 - x, 8 - y] } }
        #expect(largestDifference(picture.warped(by: .init(rotation: 180)), turned) ?? 255 <= 1)
    }

    @Test func shiftsAreSharesOfTheirOwnSide() {
        let picture = Pattern.picture(width: 20, height: 10, seed: 3)
        let right = picture.warped(by: .init(xShift: 0.2))
        let down = picture.warped(by: .init(yShift: 0.2))
        for y in 0..<10 { for x in 0..<20 { #expect(right[x, y] == picture[min(x + 4, 19), y]) } }
        for y in 0..<10 { for x in 0..<20 { #expect(down[x, y] == picture[x, min(y + 2, 9)]) } }
    }

    @Test(arguments: [1e9, -1e9, 1e300])
    func extremeDrawsStayInsideThePicture(shift: Double) {
        let picture = Pattern.picture(width: 5, height: 4, seed: 3)
        let warped = picture.warped(by: .init(xShift: shift, yShift: -shift, xZoom: 50, yZoom: 0.001))
        #expect(warped.pixels.count == picture.pixels.count)
    }

    @Test func onePixelIsEnough() {
        let picture = Image(width: 1, height: 1, filledWith: (1, 2, 3))
        #expect(picture.warped(by: .init(rotation: 33, xShift: 0.2, xZoom: 2, isFlipped: true)) == picture)
    }
}

struct DrawTests {
    private static let count = 4000

    /// What is drawn, its range, and how to read it.
    struct Range: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bounds: ClosedRange<Double>
        var value: @Sendable (Augmentation.Draw) -> Double
    }

    /// The numbers of the original program.
    @Test(arguments: [
        Range(testDescription: "rotation in degrees", bounds: -20...20) { $0.rotation },
        Range(testDescription: "shift across", bounds: -0.2...0.2) { $0.xShift },
        Range(testDescription: "shift down", bounds: -0.2...0.2) { $0.yShift },
        Range(testDescription: "shear in degrees", bounds: -0.15...0.15) { $0.shear },
        Range(testDescription: "zoom across", bounds: 0.85...1.15) { $0.xZoom },
        Range(testDescription: "zoom down", bounds: 0.85...1.15) { $0.yZoom },
    ])
    func drawsFillTheirRangeEvenly(range: Range) {
        var generator = SeededGenerator(seed: 1)
        let shares = (0..<Self.count).map { _ in
            let value = range.value(Augmentation.seed.draw(using: &generator))
            return (value - range.bounds.lowerBound) / (range.bounds.upperBound - range.bounds.lowerBound)
        }
        #expect(shares.allSatisfy { (0...1).contains($0) })
        for tenth in 0..<10 {
            let inside = shares.count { Int(min($0, 0.999_999) * 10) == tenth }
            // 400 are expected; beyond four standard deviations (76) by chance once in 10⁴.
            #expect(abs(inside - Self.count / 10) < 80, "\(inside) in tenth \(tenth)")
        }
    }

    @Test func halfOfThePicturesAreMirrored() {
        var generator = SeededGenerator(seed: 2)
        let flipped = (0..<Self.count).count { _ in Augmentation.seed.draw(using: &generator).isFlipped }
        #expect(abs(flipped - Self.count / 2) < 130)
        var plain = Augmentation.seed
        plain.horizontalFlip = false
        #expect(!(0..<100).contains { _ in plain.draw(using: &generator).isFlipped })
    }

    @Test func valuesAreDrawnIndependently() {
        var generator = SeededGenerator(seed: 3)
        let draws = (0..<Self.count).map { _ in Augmentation.seed.draw(using: &generator) }
        let pairs =
            draws.map { ($0.rotation / 20, $0.xShift / 0.2) }
            + draws.map { (($0.xZoom - 1) / 0.15, ($0.yZoom - 1) / 0.15) }
        let products = pairs.map { first, second in first * second }
        let covariance = products.reduce(0, +) / Double(pairs.count)
        // Each factor has the variance 1/3, so each product has the deviation 1/3.
        let deviation = 1 / (3 * Double(pairs.count).squareRoot())
        #expect(abs(covariance) < 4 * deviation)
    }

    @Test func theSameSeedDrawsTheSame() {
        func draws(_ seed: UInt64) -> [Augmentation.Draw] {
            var generator = SeededGenerator(seed: seed)
            return (0..<5).map { _ in Augmentation.seed.draw(using: &generator) }
        }
        #expect(draws(1) == draws(1) && draws(1) != draws(2))
    }
}
#endif
