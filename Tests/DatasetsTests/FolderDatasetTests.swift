import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct FolderDatasetTests {
    @Test func `lists pictures below any depth in byte order`() throws {
        let tree = try TemporaryTree([
            "with_mask/b.jpg", "with_mask/a.JPG", "with_mask/B.png", "with_mask/deep/er/x.jpg", "without_mask/é.jpg",
            "without_mask/z.jpg",
        ])
        let dataset = try tree.dataset()
        #expect(
            dataset.pictures.map(\.relativePath) == [
                "with_mask/B.png", "with_mask/a.JPG", "with_mask/b.jpg", "with_mask/deep/er/x.jpg",
                "without_mask/z.jpg", "without_mask/é.jpg",
            ])
        #expect(dataset.pictures.map(\.state) == [.worn, .worn, .worn, .worn, .notWorn, .notWorn])
        #expect(dataset.notes.isEmpty)
        for picture in dataset.pictures { #expect(FileManager.default.fileExists(atPath: picture.url.path)) }
    }

    @Test func `the states' order is fixed, whatever the folders are called`() throws {
        let tree = try TemporaryTree(["incorrect/a.jpg", "no-mask/a.jpg", "Mask/a.jpg"])
        #expect(try tree.dataset().states == [.worn, .notWorn, .wornIncorrectly])
    }

    @Test func `two spellings of one class are merged, and it says so`() throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "Masked/b.jpg", "without_mask/a.jpg"])
        let dataset = try tree.dataset()
        #expect(dataset.pictures.filter { $0.state == .worn }.count == 2)
        #expect(dataset.classFolders[.worn] == ["Masked", "with_mask"])
        #expect(dataset.notes == ["The folders 'Masked', 'with_mask' are one class, with_mask."])
    }

    @Test func `what is passed over is reported, hidden names are not`() throws {
        let tree = try TemporaryTree([
            "with_mask/a.jpg", "with_mask/notes.txt", "with_mask/.hidden.jpg", ".git/with_mask/a.jpg",
            "without_mask/a.jpg", "people/a.jpg", "readme.md", "c.jpg",
        ])
        let dataset = try tree.dataset()
        #expect(dataset.pictures.count == 2)
        #expect(dataset.ignoredFolders == ["people"])
        #expect(dataset.ignoredFiles == ["c.jpg", "readme.md", "with_mask/notes.txt"])
        #expect(dataset.notes.count == 2)
    }

    @Test func `names with a newline and emoji are names`() throws {
        let names = ["with_mask/two\nlines.jpg", "with_mask/😷.jpg", "without_mask/ %20 #?.jpg"]
        let tree = try TemporaryTree(names)
        let dataset = try tree.dataset()
        #expect(dataset.pictures.map(\.relativePath) == names)
        for picture in dataset.pictures {
            #expect(try Data(contentsOf: picture.url) == Data(picture.relativePath.utf8))
        }
    }

    @Test func `links are followed, loops end, every folder is listed once`() throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg", "elsewhere/b.jpg"])
        try tree.link("with_mask/loop", to: "..")
        try tree.link("with_mask/other", to: "../without_mask")
        try tree.link("with_mask/self", to: "self")
        try tree.link("with_mask/more", to: "../elsewhere")
        try tree.link("with_mask/again", to: "../elsewhere")
        try tree.link("with_mask/linked.jpg", to: "a.jpg")
        let dataset = try tree.dataset()
        #expect(
            dataset.pictures.map(\.relativePath) == [
                "with_mask/a.jpg", "with_mask/linked.jpg", "with_mask/more/b.jpg", "without_mask/a.jpg",
            ])
        #expect(
            dataset.ignoredFiles == ["with_mask/again", "with_mask/loop", "with_mask/other", "with_mask/self"])
    }

    @Test func `a dangling link named like a picture stays in the list for the reader to report`() throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg"])
        try tree.link("with_mask/gone.jpg", to: "nowhere.jpg")
        try tree.link("with_mask/gone", to: "nowhere")
        let dataset = try tree.dataset()
        #expect(dataset.pictures.map(\.relativePath).contains("with_mask/gone.jpg"))
        #expect(dataset.ignoredFiles == ["with_mask/gone"])
    }

    @Test(
        arguments: [
            ("empty", [], .emptyFolder, "it is empty"),
            ("only hidden names", [".hidden/a.jpg"], .emptyFolder, "it is empty"),
            ("files only", ["a.jpg"], .noClassFolder, "it contains no folder"),
            ("other folders", ["cats/a.jpg", "dogs/a.jpg"], .noClassFolder, "it contains 'cats', 'dogs'"),
            (
                "one level too high", ["train/with_mask/a.jpg"], .noClassFolder,
                "the folder 'train' in it contains class"
            ),
            (
                "one class", ["with_mask/a.jpg", "cats/a.jpg"], .tooFewClasses,
                "only the class with_mask (next to it: 'cats'"
            ),
            ("one class twice", ["with_mask/a.jpg", "mask/a.jpg"], .tooFewClasses, "only the class with_mask"),
            (
                "empty class folder", ["with_mask/a.jpg", "without_mask/"], .classWithoutPictures,
                "holds no pictures (jpg"
            ),
            (
                "class of texts", ["with_mask/a.jpg", "without_mask/a.txt"], .classWithoutPictures,
                "holds no pictures (jpg"
            ),
        ] as [(String, [String], DatasetError.Code, String)])
    func `what can't be a dataset is refused in a sentence`(
        reason: String, paths: [String], code: DatasetError.Code, clause: String
    ) throws {
        let tree = try TemporaryTree(paths)
        let error = try #require(throws: DatasetError.self) { try tree.dataset() }
        #expect(error.code == code, "\(reason)")
        #expect(error.description.contains(clause), "\(error)")
        #expect(error.description.contains(tree.root.path) && error.description.hasSuffix("."))
    }

    @Test func `a missing root and a file as root are refused`() throws {
        let tree = try TemporaryTree(["file.jpg"])
        let missing = tree.root.appendingPathComponent("missing")
        let absent = #expect(throws: DatasetError.self) { try FolderDataset(scanning: missing, fileExtensions: []) }
        #expect(absent?.code == .noSuchFolder)
        let file = tree.root.appendingPathComponent("file.jpg")
        let wrong = #expect(throws: DatasetError.self) { try FolderDataset(scanning: file, fileExtensions: []) }
        #expect(wrong?.code == .notAFolder)
    }

    @Test(.enabled(if: getuid() != 0, "root lists every folder"))
    func `a folder without permission is refused with the system's reason`() throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg"])
        let folder = tree.root.appendingPathComponent("without_mask").path
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder) }
        let error = try #require(throws: DatasetError.self) { try tree.dataset() }
        #expect(error.code == .unreadableFolder)
    }
}
