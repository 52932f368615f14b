import FaceMask
import Foundation
import Media
import Synthesis

/// Which faces get something laid on.
struct BareFaceLimits: Codable, Hashable {
    /// Pixels of the photo.
    var leastSide: Int
    /// Degrees.
    var greatestTurn: Int
    /// Whether faces that seem to wear a mask count too.
    var takesMasked: Bool
}

/// Everything that decides what is made out of a photo.
struct SynthesisSettings: Codable, Hashable {
    var seed: UInt64
    var variants: Int
    var layout: SynthesisLayout
    var choice: SynthesisRecipe.Choice
    var rule: LabelRule
    var faces: BareFaceLimits
    /// Grows when the same settings make other pictures.
    var version = 2

    /// Where the random numbers of a face begin: it hangs on the photo's name and the numbers of the variant and the face,
    /// never on what was made before it.
    func generator(photo: String, variant: Int, face: Int) -> SeededGenerator {
        // FNV-1a, 64 bits (Fowler, Noll and Vo): spreads names that differ by a digit.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(seed)/\(variant)/\(face)/\(photo)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return SeededGenerator(seed: hash)
    }
}

/// The photos that something is made of, each with a name that no other has.
struct SynthesisPhotos {
    /// One photo.
    struct Photo: Sendable {
        /// The file.
        let path: String
        /// For the files made of it; its random numbers hang on it too.
        let stem: String
    }

    private(set) var all: [Photo] = []
    /// What there is no photo for.
    private(set) var failures: [CommandFailure] = []

    private static let longestStem = 100

    /// What lies in the output folder is none of the photos, wherever that is.
    init(_ items: [PictureSources.Item], output: String) throws {
        let output = URL(filePath: output, directoryHint: .isDirectory).standardizedFileURL.path(percentEncoded: false)
        var taken: [String: Int] = [:]
        for item in items {
            switch item {
            case .failure(let failure, _): failures.append(failure)
            case .picture(let source) where source.kind == .video:
                failures.append(
                    CommandFailure(
                        sentence: "'\(source.path)' is a video; masks are laid on photos.", exitCode: .badData))
            case .picture(let source):
                let place = URL(filePath: source.path).standardizedFileURL.path(percentEncoded: false)
                if place.hasPrefix(output.hasSuffix("/") ? output : output + "/") { continue }
                let stem = Self.plain(PathParts(source.relativePath).stem)
                let count = taken[stem.lowercased(), default: 0] + 1
                taken[stem.lowercased()] = count
                all.append(Photo(path: source.path, stem: count == 1 ? stem : "\(stem)~\(count)"))
            }
        }
        if all.isEmpty, let failure = failures.first { throw failure }
    }

    /// Letters and digits of ASCII, hyphens, underscores and full stops: names that every file system and reader takes.
    private static func plain(_ name: String) -> String {
        String(
            name.unicodeScalars.map { scalar in
                let character = Character(scalar)
                return scalar.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
                    ? character : "_"
            }.prefix(longestStem))
    }
}
