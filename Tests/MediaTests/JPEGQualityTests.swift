import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskMedia

@Suite struct JPEGQualityTests {
    @Test(arguments: [10, 35, 50, 60, 75, 85, 92, 95])
    func estimatesOurFiles(quality: Int) throws {
        let image = Image(width: 16, height: 16, filledWith: (1, 2, 3))
        let bytes = try PictureWriter(jpegQuality: quality).bytes(of: image, fileExtension: "jpg", named: "x")
        #expect(JPEGQuality.estimate(of: bytes) == quality)
    }

    @Test(arguments: [
        ([UInt8](), "no bytes"), ([0xFF, 0xD8], "a beginning"), ([0xFF, 0xD8, 0xFF, 0xDB, 0, 2], "no table in it"),
        ([0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, 1, 2], "half a table"),
        ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "a length of nothing"),
        ([0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0, 0], "a picture before its tables"), ([0x89, 0x50, 0x4E, 0x47, 0], "a PNG"),
    ])
    func otherBytesHaveNoQuality(bytes: [UInt8], reason: String) {
        #expect(JPEGQuality.estimate(of: bytes) == nil, "\(reason)")
    }

    @Test func missingFilesHaveNoQuality() { #expect(JPEGQuality.estimate(of: URL(filePath: "/nowhere/x.jpg")) == nil) }
}
