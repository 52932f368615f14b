import FaceMask
import Foundation
import Media

/// Turns what the user named (photos, folders, quoted globs, `-` for paths on stdin) into a list of files.
struct PictureSources {
    /// One input: a file to look at, or the reason why there is none.
    enum Item: Sendable {
        case picture(PictureSource)
        case failure(CommandFailure, source: String)
    }

    /// A file, and its place below the folder that the user named, so that outputs can mirror it.
    struct PictureSource: Sendable {
        var path: String
        var relativePath: String
    }

    /// Annotated pictures bear it before their extension; folders are searched without them.
    static let annotatedMark = ".masked"

    let items: [Item]

    init(_ sources: [String]) throws {
        items = try sources.flatMap { source in
            source == "-" ? try Self.pathsOnStandardInput().flatMap(Self.items(for:)) : Self.items(for: source)
        }
    }

    private static func pathsOnStandardInput() throws -> [String] {
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    private static func items(for source: String) -> [Item] {
        if let scheme = source.range(of: "://") {
            return [
                failure(source, "Addresses (\(source[..<scheme.lowerBound])) can't be read yet; download it first.")
            ]
        }
        var isDirectory: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: source, isDirectory: &isDirectory) {
            return isDirectory.boolValue ? pictures(inFolder: source) : [picture(source)]
        }
        if source == "cam" || Int(source) != nil {
            return [
                failure(
                    source, "There is no file '\(source)', and cameras can't be read yet; give a photo or a folder.")
            ]
        }
        let matches = source.contains(where: { "*?[".contains($0) }) ? globMatches(source) : []
        return matches.isEmpty ? [picture(source)] : matches.flatMap(items(for:))
    }

    private static func picture(_ path: String) -> Item {
        .picture(PictureSource(path: path, relativePath: URL(filePath: path).lastPathComponent))
    }

    private static func failure(_ source: String, _ sentence: String) -> Item {
        .failure(CommandFailure(sentence: sentence, exitCode: .noInput), source: source)
    }

    /// Every picture below a folder, in the order of their paths; hidden files and our own outputs are left out.
    private static func pictures(inFolder folder: String) -> [Item] {
        let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        guard let files = FileManager.default.enumerator(atPath: folder) else {
            return [failure(folder, "The folder '\(folder)' can't be read; check its permissions.")]
        }
        let names = files.compactMap { $0 as? String }.filter(isPicture).sorted()
        guard !names.isEmpty else {
            let kinds = PictureReader.fileExtensions.sorted().joined(separator: ", ")
            return [failure(folder, "The folder '\(folder)' holds no pictures (looked for \(kinds)).")]
        }
        return names.map { .picture(PictureSource(path: "\(root)/\($0)", relativePath: $0)) }
    }

    private static func isPicture(_ path: String) -> Bool {
        let name = URL(filePath: path)
        return PictureReader.fileExtensions.contains(name.pathExtension.lowercased())
            && !name.deletingPathExtension().lastPathComponent.hasSuffix(annotatedMark)
            && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func globMatches(_ pattern: String) -> [String] {
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
        return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
            unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }
}
