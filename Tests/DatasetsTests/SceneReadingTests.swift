import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

/// Annotations as they occur: usable ones are read, others reported, and no path leads outside.
struct SceneReadingTests {
    private static let header =
        #""categories":[{"id":1,"name":"with_mask"},{"id":2,"name":"No Mask"},"#
        + #"{"id":3,"name":"hat"}],"images":[{"id":1,"file_name":"a.jpg","width":100,"height":50}]"#

    /// The annotations of one picture of 100 × 50, how many faces and faults they give, and why.
    private static let annotations: [(json: String, faces: Int, faults: Int, reason: String)] = [
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,20,30]}"#, 1, 0, "a plain one"),
        (#"{"image_id":1,"category_id":2,"bbox":[10.5,5,20,30],"iscrowd":0}"#, 1, 0, "another spelling of the state"),
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,20,30],"iscrowd":1}"#, 0, 0, "a crowd is no face"),
        (#"{"image_id":1,"category_id":3,"bbox":[10,5,20,30]}"#, 0, 0, "a class of no interest is told once"),
        (#"{"image_id":1,"category_id":9,"bbox":[10,5,20,30]}"#, 0, 1, "a category that is not there"),
        (#"{"image_id":7,"category_id":1,"bbox":[10,5,20,30]}"#, 0, 1, "a picture that is not there"),
        (#"{"image_id":1,"category_id":1}"#, 0, 1, "no box"),
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,20]}"#, 0, 1, "three numbers"),
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,0,30]}"#, 0, 1, "no width"),
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,-20,30]}"#, 0, 1, "a negative width"),
        (#"{"image_id":1,"category_id":1,"bbox":[10,5,1e300,30]}"#, 0, 1, "wider than a number holds"),
        (#"{"image_id":1,"category_id":1,"bbox":["NaN",5,20,30]}"#, 0, 1, "a word for a number"),
        (#"{"image_id":1,"category_id":1,"bbox":{"x":1}}"#, 0, 1, "an object for a list"),
        (#""nonsense""#, 0, 1, "no object at all"),
        (#"null"#, 0, 1, "nothing at all"),
        (#"{"image_id":1,"category_id":1,"bbox":[500,5,20,30]}"#, 1, 0, "outside: known when the picture is read"),
    ]

    @Test(arguments: annotations.indices)
    func `COCO: each annotation is independent`(index: Int) throws {
        let (json, faces, faults, reason) = Self.annotations[index]
        let tree = try TemporaryTree(["images/a.jpg"])
        try tree.write("x.json", Data("{\(Self.header),\"annotations\":[\(json)]}".utf8))
        let scenes = try SceneDataset(cocoFile: tree.root.appending(path: "x.json"))
        #expect(scenes.pictures.map(\.relativePath) == ["images/a.jpg"], "\(reason)")
        #expect(scenes.pictures.first?.faces.count == faces, "\(reason)")
        // One fault is always present: the category whose name isn't a state.
        #expect(scenes.faults.count == faults + 1, "\(reason): \(scenes.faults)")
    }

    /// A face of a record, how many faces it gives, and why.
    private static let records: [(json: String, faces: Int, reason: String)] = [
        (#"{"box":[1,2,30,40],"state":"with_mask","recipe":{"seed":1}}"#, 1, "an object was drawn"),
        (#"{"box":[1,2,30,40],"state":"without_mask","reason":"too small"}"#, 0, "its state is unknown"),
        (#"{"box":[1,2,30,40],"state":"with_mask","recipe":null}"#, 0, "nothing was drawn"),
        (#"{"box":[1,2,30],"state":"with_mask","recipe":{}}"#, 0, "three numbers"),
        (#"{"box":[30,40,1,2],"state":"with_mask","recipe":{}}"#, 0, "inside out"),
        (#"{"box":[1,2,30,40],"state":"beard","recipe":{}}"#, 0, "a state that there is not"),
    ]

    @Test(arguments: records.indices, ["", "annotations.json"])
    func `synthesized pictures: changed faces`(index: Int, name: String) throws {
        let (json, faces, reason) = Self.records[index]
        let tree = try TemporaryTree(["with_mask/a.jpg", "with_mask/b.jpg", "settings.json"])
        func line(_ file: String, _ face: String) -> String {
            #"{"source":"x","source_hash":"ab","file":"\#(file)","width":100,"height":50,"faces":[\#(face)]}"# + "\n"
        }
        let other = Self.records[0].json
        let lines = [
            line("with_mask/a.jpg", other + "," + other), line("with_mask/a.jpg", json), line("with_mask/b.jpg", other),
            line("../a.jpg", json), #"{"source":"no face","width":1,"height":1,"faces":[]}"# + "\n", "{\n",
        ]
        try tree.write("records.jsonl", Data(lines.joined().utf8))
        try tree.write("annotations.json", Data(#"{"images":[],"annotations":[],"categories":[]}"#.utf8))
        let source = try DatasetSource(at: tree.root.appending(path: name), fileExtensions: ["jpg"])
        guard case .scenes(let dataset) = source else { throw Wrong() }
        #expect(dataset.pictures.map(\.relativePath) == ["with_mask/a.jpg", "with_mask/b.jpg"])
        #expect(dataset.pictures[0].faces.count == faces, "\(reason)")
        #expect(dataset.pictures.allSatisfy { $0.originalHash == "ab" && !$0.mayBeFrame })
        #expect(dataset.faults.count == 2, "a path that leads outside, half a line")
    }

    private struct Wrong: Error {}

    private static let brokenCOCO: [(text: String, reason: String)] = [
        ("", "no bytes"),
        ("{", "cut off"),
        ("[]", "a list"),
        ("{\(header)}", "no annotations"),
        (#"{"categories":[],"images":[],"annotations":[]}"#, "no categories"),
        (#"{"categories":[{"id":1,"name":"car"}],"images":[],"annotations":[]}"#, "no category of ours"),
        (String(repeating: "[", count: 100_000), "a tower of brackets"),
        ("{\(header),\"annotations\":[{\"bbox\":[NaN,1,2,3]}]}", "a number that JSON does not have"),
    ]

    @Test(arguments: brokenCOCO.indices)
    func `COCO: other files are refused with a reason`(index: Int) throws {
        let (text, reason) = Self.brokenCOCO[index]
        let tree = try TemporaryTree([])
        try tree.write("x.json", Data(text.utf8))
        let error = #expect(throws: DatasetError.self, "\(reason)") {
            try SceneDataset(cocoFile: tree.root.appending(path: "x.json"))
        }
        #expect(error?.code == .unreadableAnnotations, "\(reason)")
    }

    private static let paths: [(path: String, safe: String?, reason: String)] = [
        ("a.jpg", "a.jpg", "plain"),
        ("./b//a.jpg", "b/a.jpg", "the same folder, a doubled slash"),
        (#"b\a.jpg"#, "b/a.jpg", "from Windows"),
        ("../a.jpg", nil, "the folder above"),
        ("b/../../a.jpg", nil, "the folder above, by a detour"),
        (#"..\a.jpg"#, nil, "the folder above, from Windows"),
        ("/etc/passwd", nil, "a file of the machine"),
        ("", nil, "nothing"),
        (".", nil, "the folder itself"),
        ("a\0.jpg", nil, "a byte that ends names"),
    ]

    @Test(arguments: paths.indices)
    func `no path leads outside`(index: Int) {
        let (path, safe, reason) = Self.paths[index]
        #expect(SceneDataset.safePath(path) == safe, "\(reason)")
    }

    @Test func `COCO: strings as identifiers, pictures listed twice, a picture next to the file`() throws {
        let tree = try TemporaryTree(["b.jpg", "images/a.jpg"])
        let json = #"""
            {"categories":[{"id":"m","name":"face_mask"}],
             "images":[{"id":"x","file_name":"a.jpg"},{"id":"y","file_name":"a.jpg"},{"id":"z","file_name":"b.jpg"},
                       {"id":"w","file_name":"../c.jpg"}, {"file_name":"d.jpg"}],
             "annotations":[{"image_id":"x","category_id":"m","bbox":[0,0,9,9]},
                            {"image_id":"y","category_id":"m","bbox":[0,0,9,9]},
                            {"image_id":"y","category_id":"m","bbox":[20,0,9,9]}]}
            """#
        try tree.write("x.json", Data(json.utf8))
        let scenes = try SceneDataset(cocoFile: tree.root.appending(path: "x.json"))
        #expect(scenes.pictures.map(\.relativePath) == ["b.jpg", "images/a.jpg"])
        #expect(scenes.pictures.map(\.faces.count) == [0, 2])
        #expect(scenes.faults.map(\.reason) == ["its path leads outside the folder", "'id' is missing"])
    }

    @Test func `boxes follow a picture that was reduced, and none of other proportions`() {
        let face = AnnotatedFace(state: .worn, extent: .pixels(Box(x1: 10, y1: 10, x2: 30, y2: 40)))
        let picture = AnnotatedPicture(
            url: URL(filePath: "/a"), relativePath: "a", faces: [face],
            declaredSize: AnnotatedPicture.Size(width: 100, height: 80))
        #expect(picture.boxes(in: Image(width: 100, height: 80)) == [Box(x1: 10, y1: 10, x2: 30, y2: 40)])
        #expect(picture.boxes(in: Image(width: 50, height: 40)) == [Box(x1: 5, y1: 5, x2: 15, y2: 20)])
        #expect(picture.boxes(in: Image(width: 80, height: 100)) == nil)
        let outside = AnnotatedFace(state: .worn, extent: .pixels(Box(x1: 500, y1: 0, x2: 510, y2: 9)))
        #expect(outside.box(inWidth: 100, height: 80).isEmpty)
    }
}
