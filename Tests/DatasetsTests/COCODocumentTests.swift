import FaceMaskDatasets
import FaceMaskCore
import Foundation
import Testing

@Suite struct COCODocumentTests {
    private typealias Document = COCODocument<[String: String]>

    private static let landmarks = Landmarks(
        leftEye: Point(x: 1, y: 2), rightEye: Point(x: 3, y: 4), nose: Point(x: 5, y: 6), leftMouth: Point(x: 7, y: 8),
        rightMouth: Point(x: 9, y: 10))

    private static let document = Document([
        Document.Picture(
            file: "with_mask/a.jpg", width: 100, height: 80,
            faces: [
                .init(
                    state: .worn, box: Box(x1: 10, y1: 20, x2: 40, y2: 60), landmarks: landmarks,
                    outline: [Point(x: 12, y: 30), Point(x: 38, y: 30), Point(x: 25, y: 58)], note: ["made": "by us"]),
                .init(state: nil, box: Box(x1: 50, y1: 20, x2: 60, y2: 30), landmarks: nil),
            ]),
        Document.Picture(file: "b.jpg", width: 50, height: 50, faces: []),
    ])

    @Test func isReadBack() throws {
        let tree = try TemporaryTree(["with_mask/a.jpg", "b.jpg"])
        try tree.write("annotations.json", Self.document.json(noteName: "note"))
        let dataset = try SceneDataset(cocoFile: tree.root.appending(path: "annotations.json"))
        #expect(dataset.faults.isEmpty)
        let picture = try #require(dataset.pictures.first { !$0.faces.isEmpty })
        #expect(picture.relativePath == "with_mask/a.jpg")
        #expect(
            picture.faces == [.init(state: .worn, extent: .pixels(Box(x1: 10, y1: 20, x2: 40, y2: 60)))],
            "what nobody can tell is left out")
    }

    @Test func hasTheKeysOfOtherPrograms() throws {
        let data = try Self.document.json(noteName: "note")
        #expect(try Self.document.json(noteName: "note") == data)
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
        let face = try #require(json["annotations"]?.first)
        #expect(face["keypoints"] as? [Double] == [1, 2, 2, 3, 4, 2, 5, 6, 2, 7, 8, 2, 9, 10, 2])
        #expect(face["segmentation"] as? [[Double]] == [[12, 30, 38, 30, 25, 58]])
        #expect(face["area"] as? Double == 1200 && face["note"] as? [String: String] == ["made": "by us"])
        #expect(json["annotations"]?.map { $0["iscrowd"] as? Int } == [0, 1])
        #expect(json["categories"]?.map { $0["name"] as? String } == MaskState.allCases.map(\.label))
    }
}
