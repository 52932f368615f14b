import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskMedia

@Suite struct PhotoTests {
    private static let pictures =
        (1...8).map { "orientation-\($0).jpg" } + [
            "plain.jpg", "progressive.jpg", "half-chroma.jpg", "full-chroma.jpg", "17x9.jpg", "lossy.webp",
        ]

    /// Small enough to reduce every fixture.
    private static let overviewSide = 8

    @Test("a small picture is its own overview", arguments: pictures + ["rgb.png", "cmyk.jpg", "gray.jpg"])
    func small(_ name: String) throws {
        let photo = try PictureReader().photo(Fixture.url(name))
        let image = try PictureReader().read(Fixture.url(name))
        // Expectations copy their operands, which a photo doesn't allow.
        let (isReduced, overview, again) = (photo.isReduced, photo.overview, try photo.image())
        let part = try photo.part(holding: Box(x1: 0, y1: 0, x2: 1, y2: 1)).image
        #expect(!isReduced && overview == image && again == image && part == image)
    }

    @Test("parts of a reduced picture are those of the whole", arguments: pictures)
    func parts(_ name: String) throws {
        let photo = try PictureReader().photo(Fixture.url(name), overviewSide: Self.overviewSide)
        let image = try PictureReader().read(Fixture.url(name), overviewSide: Self.overviewSide)
        let (isReduced, overview, again) = (photo.isReduced, photo.overview, try photo.image())
        let size = (photo.width, photo.height)
        #expect(isReduced && size == (image.width, image.height))
        #expect(max(overview.width, overview.height) == Self.overviewSide)
        let (right, bottom) = (Float(image.width), Float(image.height))
        #expect(again == image)
        let regions = [
            Box(x1: 0, y1: 0, x2: 1, y2: 1), Box(x1: right - 1, y1: bottom - 1, x2: right, y2: bottom),
            Box(x1: right / 3, y1: bottom / 2, x2: right / 2, y2: bottom * 0.9),
            Box(x1: -5, y1: bottom / 3, x2: right + 9, y2: bottom / 2),
        ]
        for region in regions {
            let part = try photo.part(holding: region)
            let inside = region.clipped(toWidth: image.width, height: image.height)
            #expect(Float(part.x) <= inside.x1 && Float(part.y) <= inside.y1)
            #expect(Float(part.x + part.image.width) >= inside.x2 && Float(part.y + part.image.height) >= inside.y2)
            for y in Int(inside.y1)..<Int(inside.y2.rounded(.up)) {
                for x in Int(inside.x1)..<Int(inside.x2.rounded(.up)) {
                    #expect(part.image[x - part.x, y - part.y] == image[x, y], "\(region), \(x), \(y)")
                }
            }
        }
    }

    /// Two ways of averaging, of which one averages chroma by itself. Of 17 × 9 pixels nothing is left to compare.
    @Test("an overview looks like the picture", arguments: pictures.filter { $0 != "17x9.jpg" })
    func overview(_ name: String) throws {
        let image = try PictureReader().read(Fixture.url(name))
        let side = max(image.width, image.height) / 2
        let overview = try PictureReader().photo(Fixture.url(name), overviewSide: side).overview
        let resized = image.resized(width: overview.width, height: overview.height)
        let differences = zip(overview.pixels, resized.pixels).map { abs(Int($0) - Int($1)) }
        let mean = Double(differences.reduce(0, +)) / Double(differences.count)
        #expect(mean < 6, "\(mean)")
    }

    @Test("what can't be read can't be a photo") func broken() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "facemask-photo-\(UUID().uuidString).jpg")
        try Data(Fixture.bytes("plain.jpg").prefix(300)).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        do {
            _ = try PictureReader().photo(url)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .truncated)
        }
    }
}
