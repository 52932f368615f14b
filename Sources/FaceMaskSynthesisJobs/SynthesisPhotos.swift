internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFiles
internal import FaceMaskMedia
internal import Foundation

/// The photos of a synthesis, each with a unique name.
struct SynthesisPhotos {
    /// One photo.
    struct Photo: Sendable {
        /// The file's path as the user gave it.
        let path: String
        /// The path below the given folder, or the file's name; the photo's random numbers depend on it.
        let relativePath: String
        /// The name of the files that are created from it.
        var stem = ""

        /// The standardized path, the same for every spelling of it.
        var identity: String { Self.identity(of: path) }

        static func identity(of path: String) -> String {
            URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
        }
    }

    private(set) var all: [Photo] = []
    /// Sources without a photo.
    private(set) var failures: [Failure] = []
    /// The number of pictures that were skipped because an earlier run made them.
    private(set) var madeEarlier = 0

    /// Selects the photos: files in the output folder and results of earlier runs elsewhere are left out.
    ///
    /// - Throws: `Failure` if no photo is left.
    init(_ items: [PictureSources.Item], output: String) throws {
        let output = Self.resolved(output)
        var outputs = SynthesisFolders()
        var known: Set<String> = []
        for item in items {
            switch item {
            case .failure(let failure, _): failures.append(failure)
            case .picture(let source) where source.kind == .video:
                failures.append(
                    Failure(.badData, "'\(source.path)' is a video; give photos instead."))
            case .picture(let source):
                let place = Self.resolved(source.path)
                if place.hasPrefix(output.hasSuffix("/") ? output : output + "/") { continue }
                if outputs.contain(place) {
                    madeEarlier += 1
                    continue
                }
                let photo = Photo(path: source.path, relativePath: source.relativePath)
                if known.insert(photo.identity).inserted { all.append(photo) }
            }
        }
        if all.isEmpty, let failure = failures.first { throw failure }
        if all.isEmpty {
            throw Failure(
                .noInput,
                "All given pictures were made by an earlier 'facemask synthesize'; give photos of bare "
                    + "faces.")
        }
    }

    /// Gives each photo the name of its earlier pictures, or a free one.
    mutating func nameAll(after earlier: [SynthesisRecord], variants: Int) {
        var names = SynthesisNames(variants: variants)
        var kept: [String: String] = [:]
        for record in earlier {
            kept[SynthesisPhotos.Photo.identity(of: record.source)] = record.name
            names.keep(record.name)
        }
        for index in all.indices {
            all[index].stem =
                kept[all[index].identity]
                ?? names.take(PathParts(all[index].relativePath).stem, path: all[index].relativePath)
        }
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
    }
}

/// Recognises folders with results of earlier runs.
private struct SynthesisFolders {
    private var known: [String: Bool] = [:]

    /// Returns whether a picture is in such a folder, or in one of its subfolders.
    mutating func contain(_ picture: String) -> Bool {
        let folder = PathParts.withoutSlash(PathParts(picture).folder)
        return isOutput(folder) || isOutput(PathParts.withoutSlash(PathParts(folder).folder))
    }

    private mutating func isOutput(_ folder: String) -> Bool {
        if let answer = known[folder] { return answer }
        let answer = SynthesisFiles.exist(in: URL(filePath: folder))
        known[folder] = answer
        return answer
    }
}
