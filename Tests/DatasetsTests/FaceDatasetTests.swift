import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

/// Boxes for detectors: key points, plain faces and ignored ones.
struct FaceDatasetTests {
    private static let points = "[10,11,2, 20,11,2, 15,16,1, 11,20,2, 19,20,2]"

    private func dataset(
        _ annotations: String, pictures: String = #"{"id":1,"file_name":"a.jpg"}"#
    ) throws -> FaceDataset {
        let tree = try TemporaryTree(["images/a.jpg", "images/b/c.jpg"])
        let json =
            #"{"categories":[{"id":1,"name":"with_mask"},{"id":4,"name":"somebody"}],"images":[\#(pictures)],"#
            + #""annotations":[\#(annotations)]}"#
        try tree.write("x.json", Data(json.utf8))
        return try FaceDataset(cocoFile: tree.root.appending(path: "x.json"))
    }

    @Test func aFaceHasItsStateAndItsPoints() throws {
        let set = try dataset(
            #"{"image_id":1,"category_id":1,"bbox":[5,6,20,30],"keypoints":\#(Self.points)},"#
                + #"{"image_id":1,"category_id":4,"bbox":[50,6,20,30]},"#
                + #"{"image_id":1,"category_id":4,"bbox":[80,6,20,30],"iscrowd":1}"#)
        let faces = try #require(set.pictures.first).faces
        #expect(faces.map(\.state) == [.worn, nil, nil] && faces.map(\.isIgnored) == [false, false, true])
        #expect(faces[0].box == Box(x1: 5, y1: 6, x2: 25, y2: 36))
        #expect(faces[0].landmarks?.nose == Point(x: 15, y: 16) && faces[1].landmarks == nil)
        #expect(set.faults.isEmpty)
    }

    @Test(arguments: [
        (#""keypoints":[1,2,3]"#, "too few"), (#""keypoints":[1,2,0,1,2,2,1,2,2,1,2,2,1,2,2]"#, "one is unknown"),
        (#""keypoints":[]"#, "none"),
    ])
    func landmarksAreCompleteOrMissing(field: String, why: String) throws {
        let set = try dataset(#"{"image_id":1,"category_id":1,"bbox":[5,6,20,30],\#(field)}"#)
        #expect(set.pictures.first?.faces.map(\.landmarks) == [nil], "\(why)")
    }

    @Test func oneBadObjectDoesNotAffectTheOthers() throws {
        let set = try dataset(
            #"{"image_id":1,"category_id":1,"bbox":[5,6,0,30]},{"image_id":1},"#
                + #"{"image_id":1,"category_id":1,"bbox":[1,2,3,4]}"#,
            pictures: #"{"id":1,"file_name":"a.jpg"},{"id":2,"file_name":"../../etc/passwd"},"#
                + #"{"id":3,"file_name":"b/c.jpg"},7"#)
        #expect(set.pictures.map(\.relativePath) == ["a.jpg", "b/c.jpg"])
        #expect(set.pictures.map(\.faces.count) == [1, 0] && set.faults.count == 4, "\(set.faults)")
    }

    /// Both datasets read the file by the same rules; only what counts as a face differs.
    @Test func damageIsToldAsOfScenes() throws {
        let tree = try TemporaryTree(["images/a.jpg"])
        let json = #"""
            {"categories":[{"id":1,"name":"with_mask"},{"id":4,"name":"somebody"}],
             "images":[{"id":1,"file_name":"a.jpg"},{"id":2,"file_name":"../b.jpg"},7],
             "annotations":[{"image_id":1,"category_id":1,"bbox":[5,6,20,30]},
                            {"image_id":1,"category_id":1,"bbox":[5,6,0,30]},{"image_id":1},
                            {"image_id":1,"category_id":4,"bbox":[50,6,20,30]}]}
            """#
        try tree.write("x.json", Data(json.utf8))
        let file = tree.root.appending(path: "x.json")
        let (faces, scenes) = (try FaceDataset(cocoFile: file), try SceneDataset(cocoFile: file))
        #expect(
            faces.faults.map(\.description) == [
                "Annotation 2 of the list is left out because its box is not four numbers with a width and a height.",
                "Annotation 3 of the list is left out because 'category_id' is missing.",
                "The picture '../b.jpg' is left out because its path leads outside the folder.",
                "Picture 3 of the list is left out because there is an unexpected value at 'Index 2'.",
            ])
        #expect(scenes.faults == [scenes.faults[0]] + faces.faults)
        #expect(scenes.faults[0].description == "The category 'somebody' is left out because its name is not a state.")
        #expect(scenes.pictures.map(\.url) == faces.pictures.map(\.url))
        #expect(scenes.pictures.map(\.relativePath) == ["images/a.jpg"])
        #expect(faces.pictures.map(\.relativePath) == ["a.jpg"], "as trainings name the origins of pictures")
    }

    @Test func aFileWithoutPicturesIsRefused() throws {
        for pictures in ["", #"{"id":2,"file_name":"/etc/passwd"}"#] {
            #expect(throws: DatasetError.self) { try dataset("", pictures: pictures) }
        }
    }
}
