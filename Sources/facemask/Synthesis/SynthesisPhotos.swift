import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMask
import Foundation
import FaceMaskMedia

/// The photos that something is made of, each with a name that no other has.
struct SynthesisPhotos {
    /// One photo.
    struct Photo: Sendable {
        /// The file, as the user named it.
        let path: String
        /// The path below the folder that was named, or the file's name: its random numbers hang on it.
        let relativePath: String
        /// What files made of it are called.
        var stem = ""

        /// The same for every way of writing the path.
        var identity: String { Self.identity(of: path) }

        static func identity(of path: String) -> String {
            URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
        }
    }

    private(set) var all: [Photo] = []
    /// What there is no photo for.
    private(set) var failures: [Failure] = []
    /// What an earlier run made, which nothing is laid on again.
    private(set) var madeEarlier = 0

    /// What lies in the output folder is none of the photos, wherever that is, nor is what an earlier run made elsewhere.
    init(_ items: [PictureSources.Item], output: String) throws {
        let output = Self.resolved(output)
        var madeFolders = MadeFolders()
        var known: Set<String> = []
        for item in items {
            switch item {
            case .failure(let failure, _): failures.append(failure)
            case .picture(let source) where source.kind == .video:
                failures.append(
                    Failure(.badData, "'\(source.path)' is a video; masks are laid on photos."))
            case .picture(let source):
                let place = Self.resolved(source.path)
                if place.hasPrefix(output.hasSuffix("/") ? output : output + "/") { continue }
                if madeFolders.hold(place) {
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
                "There are only pictures that an earlier 'facemask synthesize' made; name photos of bare "
                    + "faces.")
        }
    }

    /// Gives each photo its name: the one that its earlier pictures have, or one that is free.
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

/// Tells the folders that `synthesize` filled.
private struct MadeFolders {
    private var known: [String: Bool] = [:]

    /// Whether a picture lies in such a folder, or in one of its folders.
    mutating func hold(_ picture: String) -> Bool {
        let folder = PathParts.withoutSlash(PathParts(picture).folder)
        return isMade(folder) || isMade(PathParts.withoutSlash(PathParts(folder).folder))
    }

    private mutating func isMade(_ folder: String) -> Bool {
        if let answer = known[folder] { return answer }
        let answer = SynthesisFolder.isMade(folder)
        known[folder] = answer
        return answer
    }
}
