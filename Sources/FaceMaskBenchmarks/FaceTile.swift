internal import FaceMaskCore
internal import Foundation

/// A face with its surroundings, from which pictures and videos are composed.
struct FaceTile: Sendable {
    private let picture: Image
    /// Where the face lies in the picture, as shares of its sides.
    private let face: Box

    private static let gridWidth = 1280
    private static let gridHeight = 960
    /// The largest side of a tile: its face fills at most a third of the grid's height, as in front of a camera.
    private static let largestSide = 480
    /// The surroundings on each side, as a share of the face's size.
    private static let margin: Float = 0.5

    /// Cuts out the face of the highest score. Without any face, the middle of the first picture takes its place.
    init(from samples: [SamplePictures.Sample]) {
        let found = samples.flatMap { sample in sample.faces.map { (sample.image, $0) } }
        let (image, box) =
            found.max { $0.1.score < $1.1.score }.map { ($0.0, $0.1.box) }
            ?? samples.first.map {
                ($0.image, Box(width: $0.image.width, height: $0.image.height).scaled(x: 0.5, y: 0.5))
            }
            ?? (Image(width: 64, height: 64), Box(width: 64, height: 64))
        let around = box.expanded(by: Self.margin).clipped(toWidth: image.width, height: image.height)
        picture = image.resized(from: around, width: Self.largestSide, height: Self.largestSide)
        face = Box(
            x1: (box.x1 - around.x1) / around.width, y1: (box.y1 - around.y1) / around.height,
            x2: (box.x2 - around.x1) / around.width, y2: (box.y2 - around.y1) / around.height)
    }

    /// A picture of `count` faces in rows on grey, and where they are.
    func grid(of count: Int) -> (image: Image, faces: [Face]) {
        let (width, height) = (Self.gridWidth, Self.gridHeight)
        let rows = max(Int((Double(count) * Double(height) / Double(width)).squareRoot().rounded(.up)), 1)
        let columns = (count + rows - 1) / rows
        let side = min(width / columns, height / rows, Self.largestSide)
        var image = Image(width: width, height: height, filledWith: (112, 116, 120))
        let tile = picture.resized(width: side, height: side)
        let places = (0..<count).map { index in
            (x: index % columns * (width / columns), y: index / columns * (height / rows))
        }
        for place in places { image.paste(tile, x: place.x, y: place.y) }
        let box = face.scaled(x: Float(side), y: Float(side))
        let faces = places.map { place in
            Face(
                box: Box(
                    x1: box.x1 + Float(place.x), y1: box.y1 + Float(place.y), x2: box.x2 + Float(place.x),
                    y2: box.y2 + Float(place.y)), score: 1)
        }
        return (image, faces)
    }

    /// The frame at `index` of a video of three faces that move to and fro in front of `landscape`.
    func frame(_ index: Int, before landscape: Image) -> Image {
        var image = landscape
        let tile = picture.resized(width: landscape.height / 4, height: landscape.height / 4)
        for person in 0..<3 {
            let room = landscape.width - tile.width
            let step = (index * (3 + person) + person * room / 3) % (2 * room)
            image.paste(tile, x: step < room ? step : 2 * room - step, y: landscape.height * (1 + 3 * person) / 12)
        }
        return image
    }
}

extension Image {
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
