internal import FaceMask
internal import FaceMaskCore
internal import FaceMaskMedia
internal import Foundation

/// The pictures that are measured with.
struct SamplePictures: Sendable {
    /// A picture in a file, and in memory.
    struct Sample: Sendable {
        var path: String
        /// The picture that faces are searched for in: of a large photo, the overview.
        var image: Image
        /// The faces that are cropped and classified.
        var faces: [Face]
        /// How many faces the detector finds.
        var foundCount: Int
        /// How often the detector's network runs.
        var runCount: Int
    }

    /// A picture composed of `count` faces side by side.
    struct Grid: Sendable {
        var sample: Sample
        var count: Int
    }

    /// The pictures in the files.
    var samples: [Sample]
    /// One picture for each number of faces.
    var grids: [Grid]

    /// The most pixels of the pictures that are kept decoded: 144 MB.
    private static let pixelLimit = 48_000_000
    private static let countLimit = 8

    /// Reads at most eight of `paths`, evenly spread, and writes pictures of `faceCounts` faces to `folder`.
    init(paths: [String], faceCounts: [Int], folder: URL, detector: MaskDetector) async throws {
        let step = max(Double(paths.count) / Double(Self.countLimit), 1)
        samples = []
        var pixels = 0
        for index in stride(from: 0, to: Double(paths.count), by: step) {
            let path = paths[Int(index)]
            let image = try Self.read(path)
            pixels += image.width * image.height
            guard samples.isEmpty || pixels <= Self.pixelLimit else { break }
            samples.append(try await Self.sample(image, at: path, faces: nil, detector))
        }
        let tile = FaceTile(from: samples)
        grids = []
        for count in faceCounts {
            let (image, faces) = tile.grid(of: count)
            let file = folder.appending(path: "\(count)-faces.jpg")
            try PictureWriter().write(image, to: file)
            let path = file.path(percentEncoded: false)
            grids.append(Grid(sample: try await Self.sample(image, at: path, faces: faces, detector), count: count))
        }
    }

    /// `faces` are those that are known to be there; `nil` takes those that are found.
    private static func sample(
        _ image: Image, at path: String, faces: [Face]?, _ detector: MaskDetector
    ) async throws -> Sample {
        let found = try await detector.detectedFaces(in: image)
        let runs = try await detector.detectorRunCount(for: image)
        return Sample(path: path, image: image, faces: faces ?? found, foundCount: found.count, runCount: runs)
    }

    private static func read(_ path: String) throws -> Image {
        do {
            return try PictureReader().photo(URL(filePath: path)).overview
        } catch {
            throw error.about(path)
        }
    }

    /// The sample portraits or, where there are none, a generated picture in `folder`.
    static func generatedPaths(in folder: URL) throws -> [String] {
        let portraits = ModelLocator.samplePortraits
        if !portraits.isEmpty { return portraits.map { $0.path(percentEncoded: false) } }
        let file = folder.appending(path: "made-up.jpg")
        try PictureWriter().write(Image.landscape(width: 1024, height: 768), to: file)
        return [file.path(percentEncoded: false)]
    }
}

extension Image {
    /// The number of bytes of its pixels.
    var byteCount: Int { pixels.count }
}
