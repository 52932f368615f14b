import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskMedia

@Suite struct JPEGDecoderTests {
    private static let names = Fixture.expectations.keys.filter { $0.hasSuffix(".jpg") }.sorted()

    private func header(of bytes: [UInt8]) throws -> PictureHeader {
        // A separate variable: its reader refers to its memory.
        let bytes = try PictureBytes(bytes)
        return try PictureHeader(of: bytes.reader, format: .jpeg)
    }

    private func decoded(_ bytes: [UInt8]) throws -> Image? {
        let bytes = try PictureBytes(bytes)
        return JPEGDecoder.image(bytes, header: try PictureHeader(of: bytes.reader, format: .jpeg))
    }

    /// Pillow decodes with the same library.
    @Test("agrees with Pillow to a level, or leaves the picture to FFmpeg", arguments: names)
    func agrees(_ name: String) throws {
        let expected = try #require(Fixture.expectations[name])
        guard let image = try decoded([UInt8](try Fixture.bytes(name))) else {
            #expect(["cmyk.jpg", "ycck.jpg"].contains(name), "only inks are left to FFmpeg")
            return
        }
        #expect(image.width == expected.width && image.height == expected.height)
        for point in expected.points {
            let pixel = image[point[0], point[1]]
            let differences = zip([pixel.red, pixel.green, pixel.blue], point[2...]).map { abs(Int($0) - $1) }
            #expect(differences.allSatisfy { $0 <= 1 }, "\(point) is \(pixel)")
        }
    }

    @Test(
        "a cut or damaged file is left to FFmpeg", arguments: ["plain.jpg", "progressive.jpg", "restart-markers.jpg"])
    func refuses(_ name: String) throws {
        let bytes = try [UInt8](Fixture.bytes(name))
        let header = try header(of: bytes)
        let scan = try #require(
            bytes.indices.last { bytes[$0] == 0xFF && $0 + 1 < bytes.count && bytes[$0 + 1] == 0xDA })
        for count in stride(from: scan + 12, to: bytes.count - 2, by: 5) {
            let cut = try PictureBytes(Array(bytes[..<count]))
            #expect(JPEGDecoder.image(cut, header: header) == nil, "cut after \(count) bytes")
        }
        var wrong = header
        wrong.width += 1
        #expect(JPEGDecoder.image(try PictureBytes(bytes), header: wrong) == nil, "the header says another size")
    }

    /// Whatever the bytes, the answer is a picture of the right size or none.
    @Test func survivesNoise() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = try [UInt8](Fixture.bytes("plain.jpg"))
        for _ in 0..<400 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                changed[Int.random(in: 2..<changed.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            guard let header = try? header(of: changed),
                (try? header.check(maximumPixels: 1_000_000)) != nil
            else { continue }
            if let image = JPEGDecoder.image(try PictureBytes(changed), header: header) {
                #expect((image.width, image.height) == header.uprightSize, "\(changed)")
            }
        }
    }
}
