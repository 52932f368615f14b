import FaceMask
import Foundation
import FaceMaskMedia

/// The pictures that are measured with: those that were named, else what the program makes itself.
struct BenchPictures: Sendable {
    /// A picture in a file, and in memory.
    struct Sample: Sendable {
        var path: String
        /// What faces are looked for in: of a large photo the overview.
        var image: Image
        /// Those that the stages get.
        var faces: [Face]
        /// How many the detector finds.
        var found: Int
        /// How often its network runs.
        var runs: Int
    }

    /// The usual ones.
    var samples: [Sample]
    /// For each number of faces a picture with so many, beside and below each other.
    var walls: [Wall]

    struct Wall: Sendable {
        var sample: Sample
        var count: Int
    }

    /// Decoded pictures are kept; together they have at most so many pixels, which are 144 MB.
    private static let pixelLimit = 48_000_000
    private static let countLimit = 8

    /// Reads at most eight of `paths`, evenly spread, and makes pictures of `counts` faces in `folder`.
    init(
        paths: [String], counts: [Int], folder: URL, detector: MaskDetector
    ) async throws {
        let step = max(Double(paths.count) / Double(Self.countLimit), 1)
        samples = []
        var pixels = 0
        for index in stride(from: 0, to: Double(paths.count), by: step) {
            let path = paths[Int(index)]
            let image = try Self.read(path)
            pixels += image.width * image.height
            guard samples.isEmpty || pixels <= Self.pixelLimit else { break }
            let faces = try await detector.detectedFaces(in: image)
            let runs = try await detector.detectorRunCount(for: image)
            samples.append(Sample(path: path, image: image, faces: faces, found: faces.count, runs: runs))
        }
        let tile = FaceTile(from: samples)
        walls = []
        for count in counts {
            let (image, faces) = tile.wall(of: count)
            let file = folder.appending(path: "\(count)-faces.jpg")
            try PictureWriter().write(image, to: file)
            let found = try await detector.detectedFaces(in: image).count
            let runs = try await detector.detectorRunCount(for: image)
            let path = file.path(percentEncoded: false)
            let sample = Sample(path: path, image: image, faces: faces, found: found, runs: runs)
            walls.append(Wall(sample: sample, count: count))
        }
    }

    private static func read(_ path: String) throws -> Image {
        do {
            return try PictureReader().photo(URL(filePath: path)).overview
        } catch {
            throw error.about(path)
        }
    }

    /// The sample portraits, or where there are none a picture of noise in `folder`.
    static func own(in folder: URL) throws -> [String] {
        let portraits = ModelLocator.samplePortraits
        if !portraits.isEmpty { return portraits.map { $0.path(percentEncoded: false) } }
        let file = folder.appending(path: "made-up.jpg")
        try PictureWriter().write(Image.landscape(width: 1024, height: 768), to: file)
        return [file.path(percentEncoded: false)]
    }
}

/// A face with its dependencies, to be laid side by side with itself.
struct FaceTile: Sendable {
    private let picture: Image
    /// Where the face lies in the picture, as shares of its sides.
    private let face: Box

    private static let wallWidth = 1280
    private static let wallHeight = 960
    /// A face fills at most a third of the wall's height: as somebody does who is looked at by a camera.
    private static let mostTile = 480
    /// How much of a face's size is around it.
    private static let margin: Float = 0.5

    /// Cuts the surest face out of the pictures; without any, the middle of the first one stands for a face.
    init(from samples: [BenchPictures.Sample]) {
        let found = samples.flatMap { sample in sample.faces.map { (sample.image, $0) } }
        let (image, box) =
            found.max { $0.1.score < $1.1.score }.map { ($0.0, $0.1.box) }
            ?? samples.first.map {
                ($0.image, Box(width: $0.image.width, height: $0.image.height).scaled(x: 0.5, y: 0.5))
            }
            ?? (Image(width: 64, height: 64), Box(width: 64, height: 64))
        let around = box.expanded(by: Self.margin).clipped(toWidth: image.width, height: image.height)
        picture = image.resized(from: around, width: Self.mostTile, height: Self.mostTile)
        face = Box(
            x1: (box.x1 - around.x1) / around.width, y1: (box.y1 - around.y1) / around.height,
            x2: (box.x2 - around.x1) / around.width, y2: (box.y2 - around.y1) / around.height)
    }

    /// A picture of `count` faces on grey, and where they are.
    func wall(of count: Int) -> (image: Image, faces: [Face]) {
        let (width, height) = (Self.wallWidth, Self.wallHeight)
        let rows = max(Int((Double(count) * Double(height) / Double(width)).squareRoot().rounded(.up)), 1)
        let columns = (count + rows - 1) / rows
        let side = min(width / columns, height / rows, Self.mostTile)
        var image = Image(width: width, height: height, filledWith: (112, 116, 120))
        let tile = picture.resized(width: side, height: side)
        let places = (0..<count).map { index in
            (x: index % columns * (width / columns), y: index / columns * (height / rows))
        }
        for place in places { image.lay(tile, x: place.x, y: place.y) }
        let faces = places.map { place in
            let box = face.scaled(x: Float(side), y: Float(side))
            return Face(
                box: Box(
                    x1: box.x1 + Float(place.x), y1: box.y1 + Float(place.y), x2: box.x2 + Float(place.x),
                    y2: box.y2 + Float(place.y)), score: 1)
        }
        return (image, faces)
    }

    /// Frame `index` of a made-up video: three faces that walk before a landscape.
    func frame(_ index: Int, before landscape: Image) -> Image {
        var image = landscape
        let tile = picture.resized(width: landscape.height / 4, height: landscape.height / 4)
        for person in 0..<3 {
            let room = landscape.width - tile.width
            let step = (index * (3 + person) + person * room / 3) % (2 * room)
            image.lay(tile, x: step < room ? step : 2 * room - step, y: landscape.height * (1 + 3 * person) / 12)
        }
        return image
    }
}

extension Image {
    /// Puts `tile` into the picture, in which it lies whole.
    fileprivate mutating func lay(_ tile: Image, x: Int, y: Int) {
        var pixels = self.pixels
        for row in 0..<tile.height {
            let start = ((y + row) * width + x) * 3
            pixels.replaceSubrange(start..<(start + tile.width * 3), with: tile.row(row))
        }
        self = Image(width: width, height: height, pixels: pixels)
    }

    /// Soft shapes with a little noise, about as hard to encode as a photo.
    static func landscape(width: Int, height: Int) -> Image {
        var generator = SeededGenerator(seed: 7)
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let hill = 60 * sin(Double(x) / 97) + 40 * cos(Double(x + 2 * y) / 61)
                let noise = Double(generator.next() % 17)
                for channel in 0..<3 {
                    let value = 110 + hill * Double(3 - channel) / 3 + noise + Double(y) / Double(height) * 30
                    pixels[(y * width + x) * 3 + channel] = UInt8(min(max(value, 0), 255))
                }
            }
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}
