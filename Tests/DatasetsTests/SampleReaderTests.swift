import FaceMaskCore
import Foundation
import Synchronization
import Testing

@testable import FaceMaskDatasets

struct SampleReaderTests {
    private let reader = SampleReader(
        preprocessing: Preprocessing(inputWidth: 24, inputHeight: 16, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1]),
        pictures: FakePictures(),
        contentHash: fakeHash)

    @Test(arguments: [1, 3, 64])
    func `reads every picture once, in the dataset's order, at any parallelism`(width: Int) async throws {
        let names = (10..<16).flatMap { ["with_mask/\($0).jpg", "without_mask/\($0).jpg"] }
        let tree = try TemporaryTree(names)
        let dataset = try tree.dataset()
        let set = try await reader.samples(of: dataset.pictures, width: width)
        #expect(set.samples.map(\.picture) == dataset.pictures)
        #expect(set.unreadable.isEmpty && set.repeatedContents == 0)
        let first = try #require(set.samples.first)
        let image = try FakePictures().picture(at: first.picture.url).image
        #expect(first.cutout == image.resized(width: 24, height: 16))
        #expect(first.contentHash == (try fakeHash(Data(contentsOf: first.picture.url))))
        #expect(first.perceptualHash == PerceptualHash(of: first.cutout))
    }

    @Test func `a face is cropped from the original picture with the margin of detection`() async throws {
        let face = Box(x1: 20, y1: 30, x2: 40, y2: 50)
        let preprocessing = Preprocessing(
            inputWidth: 24, inputHeight: 16, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1], cropMargin: 0.25)
        let reader = SampleReader(
            preprocessing: preprocessing, pictures: FakePictures(face: face), contentHash: fakeHash)
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg"])
        let first = try #require(try await reader.samples(of: tree.dataset().pictures).samples.first)
        let image = try FakePictures().picture(at: first.picture.url).image
        let region = Box(x1: 15, y1: 25, x2: 45, y2: 55)
        #expect(first.cutout == image.resized(from: region, width: 24, height: 16))
    }

    @Test func `lists and skips unreadable pictures with the reason`() async throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "with_mask/b.jpg", "without_mask/a.jpg", "without_mask/c.jpg"])
        try tree.write("with_mask/b.jpg", Data("broken".utf8))
        try tree.link("without_mask/gone.jpg", to: "nowhere.jpg")
        let set = try await reader.samples(of: tree.dataset().pictures)
        #expect(set.samples.count == 3)
        #expect(set.unreadable.map(\.picture.relativePath) == ["with_mask/b.jpg", "without_mask/gone.jpg"])
        #expect(set.unreadable.first?.reason == "it is no picture")
    }

    @Test func `a class without readable pictures is an error`() async throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg"])
        try tree.write("without_mask/a.jpg", Data("broken".utf8))
        let pictures = try tree.dataset().pictures
        let error = await #expect(throws: DatasetError.self) { try await reader.samples(of: pictures) }
        #expect(error?.code == .classUnreadable)
        #expect(error?.description.contains("'without_mask/a.jpg', because: it is no picture") == true)
    }

    @Test func `progress counts to the end, one by one`() async throws {
        let tree = try TemporaryTree((0..<9).map { "with_mask/\($0).jpg" } + ["without_mask/a.jpg"])
        let calls = Mutex<[Int]>([])
        let pictures = try tree.dataset().pictures
        _ = try await reader.samples(of: pictures) { done, total in
            #expect(total == 10)
            calls.withLock { $0.append(done) }
        }
        #expect(calls.withLock(\.self) == Array(1...10))
    }

    @Test func `a cancelled pass ends with an error, not with half a set`() async throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "without_mask/a.jpg"])
        let pictures = try tree.dataset().pictures
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { try await reader.samples(of: pictures) }
            }
        }
    }

    @Test func `the data hash depends on contents, not on names or order`() async throws {
        let one = try TemporaryTree([])
        let other = try TemporaryTree([])
        for (tree, names) in [(one, ["a", "b"]), (other, ["z", "y"])] {
            try tree.write("with_mask/\(names[0]).jpg", Data("first".utf8))
            try tree.write("with_mask/\(names[1]).jpg", Data("second".utf8))
            try tree.write("without_mask/x.jpg", Data("first".utf8))
        }
        let set = try await reader.samples(of: one.dataset().pictures)
        let renamed = try await reader.samples(of: other.dataset().pictures)
        #expect(set.repeatedContents == 1)
        #expect(try reader.dataHash(of: set.samples) == reader.dataHash(of: renamed.samples.reversed()))
        #expect(try reader.dataHash(of: set.samples) != reader.dataHash(of: Array(set.samples.dropLast())))
    }
}
