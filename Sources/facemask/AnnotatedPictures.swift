import Drawing
import FaceMask
import Foundation
import Media

/// Writes pictures again with their faces marked.
struct AnnotatedPictures: Sendable {
    /// `nil` writes beside each original.
    private let folder: URL?
    private let annotator = SceneAnnotator()
    private let writer = PictureWriter()

    /// Makes the folder when it is missing; throws when it can't be written to, before any work is done.
    init(folder path: String?) throws {
        folder = path.map { URL(filePath: $0, directoryHint: .isDirectory) }
        guard let path, let folder else { return }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be made: \(reason(of: error)).", exitCode: .inputOutput)
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be written to; check its permissions.",
                exitCode: .inputOutput)
        }
    }

    /// Returns the path that was written.
    func write(_ scene: Scene, of image: Image, source: PictureSources.PictureSource) throws -> String {
        let target = target(for: source)
        if folder != nil {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try writer.write(try annotator.annotate(image, with: scene), to: target)
        return target.relativePath
    }

    /// `party/photo.webp` becomes `party/photo.masked.png`: formats that can't be written become PNG.
    private func target(for source: PictureSources.PictureSource) -> URL {
        let place = folder.map { $0.appending(path: source.relativePath) } ?? URL(filePath: source.path)
        let isJPEG = ["jpg", "jpeg"].contains(place.pathExtension.lowercased())
        let isWritable = isJPEG || place.pathExtension.lowercased() == "png"
        let name = place.deletingPathExtension().lastPathComponent + PictureSources.annotatedMark
        return place.deletingLastPathComponent()
            .appending(path: "\(name).\(isWritable ? place.pathExtension : "png")")
    }
}
