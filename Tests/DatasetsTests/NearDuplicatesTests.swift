import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct NearDuplicatesTests {
    private static let original = pattern(seed: 1)
    private static let limit = NearDuplicates.defaultMaximumDistance

    private static func moved(_ image: Image, _ source: (_ x: Int, _ y: Int) -> (Int, Int)) -> Image {
        var result = image
        for y in 0..<image.height {
            for x in 0..<image.width {
                let (column, row) = source(x, y)
                let isInside = (0..<image.width).contains(column) && (0..<image.height).contains(row)
                result[x, y] = isInside ? image[column, row] : (0, 0, 0)
            }
        }
        return result
    }

    private static func turned(_ image: Image, degrees: Float) -> Image {
        let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let middle = Float(image.width - 1) / 2
        return moved(image) { x, y in
            let (dx, dy) = (Float(x) - middle, Float(y) - middle)
            return (
                Int((cosine * dx - sine * dy + middle).rounded()), Int((sine * dx + cosine * dy + middle).rounded())
            )
        }
    }

    private static func noisy(_ image: Image) -> Image {
        var generator = SeededGenerator(seed: 9)
        return Image(
            width: image.width, height: image.height,
            pixels: image.pixels.map { UInt8(min(max(Int($0) + Int.random(in: -20...20, using: &generator), 0), 255)) })
    }

    private static let copies: [(String, Image)] = [
        ("the same", original),
        ("enlarged", original.resized(width: 200, height: 200)),
        ("stretched", original.resized(width: 120, height: 60)),
        ("blurred", original.resized(width: 20, height: 20).resized(width: 64, height: 64)),
        ("noisy", noisy(original)),
        ("darker", Image(width: 64, height: 64, pixels: original.pixels.map { $0 / 2 })),
        ("mirrored", moved(original) { (63 - $0, $1) }),
        ("turned, black corners", turned(original, degrees: 11)),
        ("turned the other way", turned(original, degrees: -20)),
        ("mirrored and turned", turned(moved(original) { (63 - $0, $1) }, degrees: 17)),
    ]

    @Test(arguments: 0..<10)
    func `a near-copy is near`(index: Int) {
        let (reason, image) = Self.copies[index]
        let distance = PerceptualHash(of: image).distance(to: PerceptualHash(of: Self.original))
        #expect(distance <= Self.limit, "\(reason): \(distance)")
    }

    @Test func `other pictures are far, symmetrically`() {
        let hashes = (0..<12).map { PerceptualHash(of: pattern(seed: $0)) }
        for (index, first) in hashes.enumerated() {
            #expect(first.distance(to: first) == 0)
            for second in hashes.dropFirst(index + 1) {
                let distance = first.distance(to: second)
                #expect(distance == second.distance(to: first))
                #expect((Self.limit + 1...256).contains(distance))
                #expect(first.distance(to: second, limit: Self.limit) > Self.limit)
            }
        }
    }

    @Test func `pictures of one colour and of one pixel have a hash`() {
        let black = PerceptualHash(of: Image(width: 50, height: 30))
        #expect(black == PerceptualHash(of: Image(width: 1, height: 1, filledWith: (200, 10, 77))))
        #expect(black.distance(to: PerceptualHash(of: Image(width: 3, height: 999, filledWith: (255, 255, 255)))) == 0)
    }

    @Test func `groups are numbered in order and joined by chains`() {
        let (one, other) = (PerceptualHash(of: pattern(seed: 1)), PerceptualHash(of: pattern(seed: 2)))
        let mirror = PerceptualHash(of: Self.copies[6].1)
        #expect(NearDuplicates.groups(of: [other, one, other, mirror]) == [0, 1, 0, 1])
        #expect(NearDuplicates.groups(of: [one, other], maximumDistance: 256) == [0, 0])
        #expect(NearDuplicates.groups(of: []) == [])
    }

    @Test func `the summary shows an excessive grouping`() {
        let summary = GroupSummary(of: [0, 1, 0, 2, 0])
        #expect(summary.groups == 3 && summary.largestGroup == 3 && summary.picturesWithTwin == 3)
        #expect(GroupSummary(of: []).largestGroup == 0)
    }
}
