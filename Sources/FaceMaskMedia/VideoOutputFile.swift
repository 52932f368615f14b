import Foundation

/// The temporary path of an unfinished recording: in the folder of the requested file, under a name that is visible and
/// playable.
///
/// With a hidden temporary name, the recording of a killed program would be lost; with the requested name, an
/// incomplete video would replace a complete one.
struct VideoOutputFile {
    /// The file that FFmpeg writes.
    let path: String
    /// The path of the finished file; `nil` for a device or pipe, which is written directly.
    private let finalPath: String?

    /// The extensions of the output container.
    static let extensions: Set<String> = ["mp4", "m4v"]
    /// The maximum number of interrupted recordings of one name; a further one is refused.
    private static let maximumNames = 100

    /// Creates an empty file, so that an unwritable path is reported before the first frame.
    init(_ url: URL) throws(Fault) {
        let target = try AtomicFile.target(of: url)
        var status = stat()
        let isThere = stat(target, &status) == 0
        if isThere && status.st_mode & S_IFMT == S_IFDIR { throw Fault(.notWritable, "it is a folder") }
        if isThere && status.st_mode & S_IFMT != S_IFREG {
            (path, finalPath) = (target, nil)
            return
        }
        guard Self.extensions.contains(url.pathExtension.lowercased()) else {
            throw Fault(.notAVideoName, "videos are written as MP4 only")
        }
        path = try Self.makePartial(for: URL(filePath: target))
        finalPath = target
    }

    /// Moves the finished recording to its final path.
    func finish() throws(Fault) {
        guard let finalPath else { return }
        guard rename(path, finalPath) == 0 else { throw AtomicFile.fault(errno) }
    }

    /// Removes the recording.
    func remove() {
        if finalPath != nil { unlink(path) }
    }

    /// Creates `clip.partial.mp4` for `clip.mp4`, or `clip.partial-2.mp4` if the former exists from a killed recording.
    private static func makePartial(for target: URL) throws(Fault) -> String {
        let stem = target.deletingPathExtension().path(percentEncoded: false)
        for number in 1...maximumNames {
            let path = "\(stem).partial\(number == 1 ? "" : "-\(number)").\(target.pathExtension)"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                close(descriptor)
                return path
            }
            guard errno == EEXIST else { throw AtomicFile.fault(errno) }
        }
        throw Fault(.notWritable, "\(maximumNames) interrupted recordings of that name are there")
    }
}
