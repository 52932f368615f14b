public import Foundation

/// Writes files completely or not at all.
public enum AtomicFile {
    /// Writes `bytes` to the file at `url`.
    ///
    /// They are first written to a temporary file in the same folder, which is then renamed, so that readers never see
    /// half a file, and an older file of that name stays intact if writing fails. A link is followed, and its target is
    /// replaced. A device or pipe, such as `/dev/stdout`, is written directly.
    ///
    /// - Throws: `MediaError`.
    public static func write(_ bytes: some Collection<UInt8>, to url: URL) throws(MediaError) {
        do throws(Fault) {
            let outcome = bytes.withContiguousStorageIfAvailable { storage -> Result<Void, Fault> in
                Result { () throws(Fault) in try write(UnsafeRawBufferPointer(storage), toFile: url) }
            }
            if let outcome { return try outcome.get() }
            try Array(bytes).withUnsafeBufferPointer { storage throws(Fault) in
                try write(UnsafeRawBufferPointer(storage), toFile: url)
            }
        } catch {
            throw error.about(url.subject)
        }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, toFile url: URL) throws(Fault) {
        try write(bytes, toPath: try target(of: url))
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, toPath path: String) throws(Fault) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere && status.st_mode & S_IFMT == S_IFDIR { throw Fault(.notWritable, "it is a folder") }
        if isThere && status.st_mode & S_IFMT != S_IFREG {
            return try fill(path, flags: O_WRONLY, bytes)
        }
        let temporary = temporaryPath(beside: path)
        do throws(Fault) {
            try fill(temporary, flags: O_WRONLY | O_CREAT | O_EXCL, bytes)
            guard rename(temporary, path) == 0 else { throw fault(errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func fill(_ path: String, flags: Int32, _ bytes: UnsafeRawBufferPointer) throws(Fault) {
        // Readable and writable for everyone, restricted by the user's umask, as is usual for new files.
        let descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0o666)
        guard descriptor >= 0 else { throw fault(errno) }
        var written = 0
        var cause: Int32 = 0
        while written < bytes.count, cause == 0, let start = bytes.baseAddress {
            let count = Foundation.write(descriptor, start + written, bytes.count - written)
            if count >= 0 { written += count } else if errno != EINTR { cause = errno }
        }
        // Some file systems report only now that the disk is full.
        if close(descriptor) != 0 && cause == 0 { cause = errno }
        guard cause == 0 else { throw fault(cause) }
    }

    /// Returns the path to write: the target of the link if `url` is one.
    static func target(of url: URL) throws(Fault) -> String {
        guard url.isFileURL else { throw Fault(.notWritable, "it is not the address of a file on this machine") }
        let path = url.path(percentEncoded: false)
        guard !path.utf8.contains(0) else { throw Fault(.notWritable, "its name contains a zero byte") }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        guard let resolved = realpath(path, nil) else {
            throw Fault(.notWritable, "it is a broken link")
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Returns a unique name, short whatever the file's own, and hidden from folder scans.
    private static func temporaryPath(beside path: String) -> String {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return "\(folder).facemask-\(getpid())-\(UInt64.random(in: 0 ... .max)).tmp"
    }

    static func fault(_ cause: Int32) -> Fault {
        switch cause {
        case ENOSPC, EDQUOT: Fault(.diskFull, systemReason(cause))
        case ENOENT, ENOTDIR: Fault(.folderNotFound, "its folder doesn't exist")
        case EROFS: Fault(.notWritable, "its disk is read-only")
        case EACCES, EPERM: Fault(.notWritable, "permission is denied")
        default: Fault(.notWritable, systemReason(cause))
        }
    }
}
