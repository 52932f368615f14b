import Foundation

/// Reads whole files, up to a limit.
enum FileContents {
    /// The maximum file size: dozens of times the largest network in use here; a larger file is of another kind, or
    /// malicious.
    static let byteLimit = 512 << 20

    /// Returns the bytes of the regular file at `url`, following links, in memory.
    static func bytes(of url: URL, limit: Int = byteLimit) throws(ModelFileError) -> [UInt8] {
        [UInt8](try mapped(url, limit: limit))
    }

    /// Maps the file without copying its bytes, for readers of a small part of them.
    static func mapped(_ url: URL, limit: Int = byteLimit) throws(ModelFileError) -> Data {
        let path = url.path(percentEncoded: false)
        guard url.isFileURL else {
            throw ModelFileError(.unreadable, url.absoluteString, "it is an address; download it, then name the file")
        }
        do {
            let target = url.resolvingSymlinksInPath().path(percentEncoded: false)
            let attributes = try FileManager.default.attributesOfItem(atPath: target)
            let kind = attributes[.type] as? FileAttributeType
            guard kind != .typeSymbolicLink else {
                throw ModelFileError(.noSuchFile, path, "it is a broken link")
            }
            // A pipe or a device has no size to check and may never end.
            guard kind == .typeRegular else {
                let what =
                    kind == .typeDirectory ? "it is a folder; name the file inside" : "it is not a regular file"
                throw ModelFileError(.unreadable, path, what)
            }
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            guard size <= limit else {
                let mebibytes = "it has \(size >> 20) MiB, but at most \(limit >> 20) MiB are expected"
                throw ModelFileError(.tooLarge, path, mebibytes)
            }
            return try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw translated(error, path: path)
        }
    }

    private static func translated(_ error: any Error, path: String) -> ModelFileError {
        if let error = error as? ModelFileError { return error }
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: return ModelFileError(.noSuchFile, path, "there is no such file")
        case .fileReadNoPermission:
            return ModelFileError(.unreadable, path, "permission is denied; 'chmod u+r' gives it to the owner")
        default: return ModelFileError(.unreadable, path, "the system reported: \(error.localizedDescription)")
        }
    }
}
