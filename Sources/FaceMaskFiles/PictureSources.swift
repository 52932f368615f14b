package import FaceMaskCore
internal import Foundation
package import FaceMaskMedia

/// The files that the user named: photos, videos, folders, quoted globs, and `-` for paths on standard input.
package struct PictureSources {
    /// One input: a file to analyze, or the reason that it can't be.
    package enum Item: Sendable {
        case picture(PictureSource)
        case failure(Failure, source: String)

        /// The file, if there is one.
        package var path: String? {
            if case .picture(let picture) = self { picture.path } else { nil }
        }
    }

    /// A file, and its path relative to the folder that the user named, which outputs mirror.
    package struct PictureSource: Sendable {
        package var path: String
        package var relativePath: String
        package var kind = MediaKind.picture

        package init(path: String, relativePath: String, kind: MediaKind = MediaKind.picture) {
            self.path = path
            self.relativePath = relativePath
            self.kind = kind
        }
    }

    package let items: [Item]

    package init(_ sources: [String]) {
        var isInputRead = false
        items = sources.flatMap { source -> [Item] in
            guard source == StandardInputPaths.name else { return Self.items(for: source) }
            // Standard input can be read only once: a second '-' adds nothing.
            guard !isInputRead else { return [] }
            isInputRead = true
            do {
                return try StandardInputPaths.read().flatMap(Self.items(for:))
            } catch {
                return [.failure(Failure(error), source: source)]
            }
        }
    }

    private static func items(for source: String) -> [Item] {
        var isDirectory: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: source, isDirectory: &isDirectory) {
            return isDirectory.boolValue ? PictureFolder.items(in: source) : [picture(source)]
        }
        if let scheme = source.range(of: "://") {
            if let url = URL(string: source), url.isFileURL { return items(for: url.path(percentEncoded: false)) }
            return [
                failure(
                    source,
                    "Addresses (\(source[..<scheme.lowerBound])) are for 'facemask watch'; download a photo first.")
            ]
        }
        if source == "cam" || Int(source) != nil {
            return [
                failure(
                    source, "There is no file '\(source)'; for a camera, use 'facemask watch \(source)'.")
            ]
        }
        return isGlob(source) ? globItems(source) : [picture(source)]
    }

    private static func picture(_ path: String) -> Item {
        .picture(
            PictureSource(
                path: path, relativePath: PathParts(path).name, kind: MediaKind(of: URL(filePath: path))))
    }

    static func failure(_ source: String, _ sentence: String) -> Item {
        .failure(Failure(.noInput, sentence), source: source)
    }

    private static func isGlob(_ source: String) -> Bool { source.contains(where: { "*?[".contains($0) }) }

    /// Our own outputs are left out, as in folders, unless the pattern finds nothing else.
    private static func globItems(_ pattern: String) -> [Item] {
        let matches = globMatches(pattern)
        guard !matches.isEmpty else {
            return [failure(pattern, "No file matches '\(pattern)'; check the path, or let the shell expand it.")]
        }
        let originals = matches.filter { !AnnotatedPaths.isMarked(PathParts($0).name) }
        return (originals.isEmpty ? matches : originals).flatMap(items(for:))
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
