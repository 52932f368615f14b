import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

struct PictureReaderTests {
    @Test("agrees with Pillow", arguments: Fixture.expectations.keys.sorted())
    func readsFixture(_ name: String) throws {
        let expected = try #require(Fixture.expectations[name])
        let image = try PictureReader().read(Fixture.url(name))
        #expect(image.width == expected.width && image.height == expected.height)
        for point in expected.points {
            let pixel = image[point[0], point[1]]
            let differences = zip([pixel.red, pixel.green, pixel.blue], point[2...]).map { abs(Int($0) - $1) }
            #expect(differences.allSatisfy { $0 <= expected.tolerance }, "\(point) is \(pixel)")
        }
        let size = try PictureReader().size(of: Fixture.url(name))
        #expect(size == (expected.width, expected.height))
    }

    @Test func fixturesExist() { #expect(Fixture.expectations.count > 60) }

    @Test("an orientation turns whole pictures, across strips", arguments: 1...8, [(40, 301), (301, 40)])
    func orientation(_ value: Int, _ size: (Int, Int)) throws {
        let folder = try TemporaryFolder()
        let url = folder.path("plain.jpg")
        try PictureWriter().write(gradient(width: size.0, height: size.1), to: url)
        let plain = [UInt8](try Data(contentsOf: url))
        let exif: [UInt8] =
            Array("Exif\0\0MM\0*".utf8) + bigEndian(8)
            + [0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(value), 0, 0, 0, 0, 0, 0]
        let segment = [0xFF, 0xE1] + bigEndian(exif.count + 2, bytes: 2) + exif
        let stored = try PictureReader().read(plain, named: "plain")
        let image = try PictureReader().read(Array(plain[..<2]) + segment + plain[2...], named: "turned")
        #expect(image == upright(stored, value))
    }

    @Test("rows without padding are filled to the last pixel", arguments: 1...40)
    func anyWidth(_ width: Int) throws {
        let image = gradient(width: width, height: 3)
        let rows = (0..<3).map { image.row($0).flatMap { [$0, $0] } }
        let wide = PNGBuilder.picture(width: width, bits: 16, colorType: 2, rows: rows)
        #expect(largestDifference(try PictureReader().read(wide, named: "16 bit"), image) <= 1)
        let gray = PNGBuilder.picture(
            width: width, bits: 8, colorType: 0, rows: (0..<3).map { y in (0..<width).map { image[$0, y].red } })
        let expected = (0..<3).flatMap { y in
            (0..<width).flatMap { [image[$0, y].red, image[$0, y].red, image[$0, y].red] }
        }
        #expect(try PictureReader().read(gray, named: "grey").pixels == expected)
    }

    @Test func transparencyIsCompositedOnWhite() throws {
        // Red at full, half and no opacity; black at half.
        let row: [UInt8] = [255, 0, 0, 255, 255, 0, 0, 128, 255, 0, 0, 0, 0, 0, 0, 128]
        let bytes = PNGBuilder.picture(width: 4, bits: 8, colorType: 6, rows: [row])
        let image = try PictureReader().read(bytes, named: "alpha")
        #expect(image.pixels == [255, 0, 0, 255, 127, 127, 255, 255, 255, 127, 127, 127])
    }

    @Test("content decides, not the name", arguments: [("rgb.png", "a.jpg"), ("plain.jpg", "b.gif"), ("rgb.bmp", "c")])
    func content(_ fixture: String, _ name: String) throws {
        let folder = try TemporaryFolder()
        let url = try folder.file(name, Fixture.bytes(fixture))
        #expect(try PictureReader().read(url) == PictureReader().read(Fixture.url(fixture)))
    }

    @Test func anyFileName() throws {
        let folder = try TemporaryFolder()
        let url = try folder.file("new\nline 😷 100%.png", Fixture.bytes("rgb.png"))
        #expect(try PictureReader().read(url).width == 24)
    }

    @Test func sizeIsFoundAfterLongMetadata() throws {
        let plain = try Fixture.bytes("plain.jpg")
        let segment = [0xFF, 0xED] + bigEndian(65_000, bytes: 2) + [UInt8](repeating: 1, count: 64_998)
        let folder = try TemporaryFolder()
        let url = try folder.file("long.jpg", Array(plain[..<2]) + segment + segment + segment + plain[2...])
        #expect(try PictureReader().size(of: url) == (24, 16))
    }

    @Test func thePixelLimitIsInclusive() throws {
        let url = try Fixture.url("rgb.png")
        #expect(try PictureReader(maximumPixels: 24 * 16).read(url).width == 24)
        #expect(try code { _ = try PictureReader(maximumPixels: 24 * 16 - 1).read(url) } == .tooLarge)
    }

    @Test func threadsDoNotInterfere() async throws {
        let names = ["plain.jpg", "rgba.png", "lossy.webp", "plain.gif", "orientation-6.tiff", "progressive.jpg"]
        let urls = try names.map { try Fixture.url($0) }
        let expected = try urls.map { try PictureReader().read($0) }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<60 {
                group.addTask { try PictureReader().read(urls[index % 6]) == expected[index % 6] }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test func extensionsAreLowerCase() {
        #expect(PictureReader.fileExtensions.isSuperset(of: ["jpg", "jpeg", "png", "webp", "bmp", "tiff", "gif"]))
        #expect(PictureReader.fileExtensions.allSatisfy { $0 == $0.lowercased() })
    }

    /// The definition of the EXIF orientations, pixel by pixel.
    private func upright(_ stored: Image, _ value: Int) -> Image {
        let (right, bottom) = (stored.width - 1, stored.height - 1)
        var result = value < 5 ? stored : Image(width: stored.height, height: stored.width)
        for y in 0..<result.height {
            for x in 0..<result.width {
                result[x, y] =
                    switch value {
                    case 2: stored[right - x, y]
                    case 3: stored[right - x, bottom - y]
                    case 4: stored[x, bottom - y]
                    case 5: stored[y, x]
                    case 6: stored[y, bottom - x]
                    case 7: stored[right - y, bottom - x]
                    case 8: stored[right - y, x]
                    default: stored[x, y]
                    }
            }
        }
        return result
    }
}
