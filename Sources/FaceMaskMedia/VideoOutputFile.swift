import Foundation

/// Where a recording lies until it is finished: beside the wanted file, under a name that can be seen and played.
///
/// A hidden temporary name would lose a recording whose program was killed; the wanted name would put half a video in
/// the place of a whole one.
struct VideoOutputFile {
    /// The file that FFmpeg writes.
    let path: String
    /// The file that it becomes; nil for a device or pipe, which is written as it is.
    private let finalPath: String?

    /// The extensions of the container that is written.
    static let extensions: Set<String> = ["mp4", "m4v"]
    /// So many interrupted recordings of one name are kept before a new one is refused.
    private static let mostNames = 100

    /// Makes an empty file, so that a path which can't be written is known before the first frame.
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

    /// Puts the finished recording in its place.
    func finish() throws(Fault) {
        guard let finalPath else { return }
        guard rename(path, finalPath) == 0 else { throw AtomicFile.fault(errno) }
    }

    /// Removes what was recorded.
    func remove() {
        if finalPath != nil { unlink(path) }
    }

    /// `clip.mp4` becomes `clip.partial.mp4`, or `clip.partial-2.mp4` when that is there from a killed recording.
    private static func makePartial(for target: URL) throws(Fault) -> String {
        let stem = target.deletingPathExtension().path(percentEncoded: false)
        for number in 1...mostNames {
            let path = "\(stem).partial\(number == 1 ? "" : "-\(number)").\(target.pathExtension)"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                close(descriptor)
                return path
            }
            guard errno == EEXIST else { throw AtomicFile.fault(errno) }
        }
        throw Fault(.notWritable, "\(mostNames) interrupted recordings of that name lie there")
    }
}
