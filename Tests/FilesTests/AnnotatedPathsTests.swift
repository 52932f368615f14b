import FaceMaskMedia
import Testing

@testable import FaceMaskFiles

@Suite struct AnnotatedPathsTests {
    struct Plan: Sendable {
        let sources: [String]
        var folder: String?
        let targets: [String?]
        var notes = 0
        let reason: String
    }

    @Test(arguments: [
        Plan(sources: ["a/b.jpg"], targets: ["a/b.masked.jpg"], reason: "beside the original"),
        Plan(sources: ["a/b.jpg"], folder: "out", targets: ["out/b.masked.jpg"], reason: "in a folder"),
        Plan(
            sources: ["b.webp", "b.png"], targets: ["b.webp.masked.png", "b.masked.png"],
            reason: "formats that can't be written become PNG"),
        Plan(sources: ["b.JFIF"], targets: ["b.JFIF.masked.jpg"], reason: "another name of JPEG"),
        Plan(sources: ["a.mp4", "a.mov"], targets: ["a.masked.mp4", "a.mov.masked.mp4"], reason: "videos become MP4"),
        Plan(
            sources: ["x/b.jpg", "y/b.jpg"], folder: "out", targets: ["out/b.masked.jpg", "out/b-2.masked.jpg"],
            notes: 1,
            reason: "what would collide gets a number"),
        Plan(
            sources: ["b.jpg", "./b.jpg"], targets: ["b.masked.jpg", "./b.masked.jpg"],
            reason: "the same file twice is written once"),
        Plan(
            sources: ["b.jpg", "b.masked.jpg"], targets: ["b.masked.jpg"], notes: 1,
            reason: "our own picture of another input is left out"),
        Plan(sources: ["b.masked.jpg"], targets: ["b.masked.masked.jpg"], reason: "unless its original isn't there"),
    ])
    func targetsNeverCollide(plan: Plan) {
        let items = plan.sources.map { path in
            let kind: MediaKind = path.hasSuffix(".mp4") || path.hasSuffix(".mov") ? .video : .picture
            return PictureSources.Item.picture(.init(path: path, relativePath: PathParts(path).name, kind: kind))
        }
        let paths = AnnotatedPaths(items: items, folder: plan.folder)
        #expect(paths.targets == plan.targets, "\(plan.reason)")
        #expect(paths.items.count == plan.targets.count, "\(plan.reason)")
        #expect(paths.notesForPeople.count == plan.notes, "\(plan.reason)")
    }
}
