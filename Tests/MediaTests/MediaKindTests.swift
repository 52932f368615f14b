import Foundation
import FaceMaskMedia
import Testing

struct MediaKindTests {
    @Test(
        "A file's kind follows its extension, and where that says nothing, its bytes",
        arguments: [
            ("photo.jpg", "", MediaKind.picture, "a picture's extension, whatever is in it"),
            ("PHOTO.JPEG", "\0\0\0 ftypisom", .picture, "in capitals"),
            ("clip.mp4", "", .video, "a video's extension"), ("clip.MKV", "x", .video, "in capitals"),
            ("clip", "\0\0\0 ftypisom\0\0\u{2}\0", .video, "none, and an MP4's bytes"),
            ("clip.bin", "RIFF\0\0\0\0AVI LIST", .video, "an unknown one, and an AVI's bytes"),
            ("noise", "hello", .picture, "none, and a text's bytes"), ("nothing", "", .picture, "none, and no bytes"),
            ("short", "\0\0\0", .picture, "none, and fewer bytes than any mark"),
        ])
    func kinds(name: String, content: String, kind: MediaKind, reason: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-kind-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(content.utf8).write(to: file)
        #expect(MediaKind(of: file) == kind, "\(reason)")
    }

    @Test("What isn't there counts as a picture, unless its name says otherwise")
    func missing() {
        #expect(MediaKind(of: URL(filePath: "/nowhere/x")) == .picture)
        #expect(MediaKind(of: URL(filePath: "/nowhere/x.mov")) == .video)
    }
}
