import FaceMaskCore
import Foundation
import FaceMaskMedia

/// A second of video of the sample portrait, which moves to the right for eight frames and is absent in the last two.
enum Clip {
    /// Written once for all tests, removed with the machine's temporary files.
    static var path: String { get async throws { try await written.value.path } }

    private static let written = Task {
        let portrait = try PictureReader().read(Playground.portrait).resized(width: 256, height: 256)
        let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-clip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "clip.mp4")
        var options = VideoWriter.Options()
        options.frameRate = 10
        options.quality = 18
        let writer = try VideoWriter(file, options: options)
        for index in 0..<10 {
            let room = Image(width: 320, height: 256, filledWith: (90, 110, 130))
            let frame = index < 8 ? room.with(portrait, movedBy: index * 4) : room
            try await writer.write(frame, at: Double(index) / 10)
        }
        try await writer.finish()
        return file
    }
}

extension Image {
    fileprivate func with(_ picture: Image, movedBy distance: Int) -> Image {
        var pixels = pixels
        for y in 0..<picture.height {
            let start = (y * width + distance) * 3
            pixels.replaceSubrange(start..<(start + picture.width * 3), with: picture.row(y))
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}
