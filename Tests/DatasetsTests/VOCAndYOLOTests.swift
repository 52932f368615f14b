import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct VOCAndYOLOTests {
    private static func object(_ name: String, _ box: String) -> String {
        "<object><name>\(name)</name>\(box)</object>"
    }

    private static let box = "<bndbox><xmin>10</xmin><ymin>5</ymin><xmax>30</xmax><ymax>45</ymax></bndbox>"

    /// The objects of one file, how many faces and faults they give, and why.
    private static let objects: [(xml: String, faces: Int, faults: Int, reason: String)] = [
        (object("with_mask", box), 1, 0, "a plain one"),
        (object(" mask_weared_incorrect\n", box), 1, 0, "blanks around the name"),
        (object("with_mask", box) + object("without_mask", box), 2, 0, "two"),
        (object("dog", box), 0, 1, "not a state"),
        (object("with_mask", ""), 0, 1, "no box"),
        (object("with_mask", "<bndbox><xmin>10</xmin></bndbox>"), 0, 1, "a box with one edge"),
        (object("with_mask", box.replacing("45", with: "nan")), 0, 1, "an edge that is not a number"),
        (object("with_mask", box.replacing("45", with: "1e999")), 0, 1, "an edge beyond all numbers"),
        (object("with_mask", box.replacing("45", with: "5")), 0, 1, "no height"),
        (object("with_mask", box + "<part><name>nose</name><bndbox><xmin>1</xmin></bndbox></part>"), 1, 0, "parts"),
        ("", 0, 0, "nobody"),
    ]

    @Test(arguments: objects.indices)
    func `VOC: each object is independent`(index: Int) throws {
        let (xml, faces, faults, reason) = Self.objects[index]
        let tree = try TemporaryTree(["images/a.jpg"])
        let size = "<filename>a.jpg</filename><size><width>100</width><height>50</height></size>"
        try tree.write("annotations/a.xml", Data("<annotation>\(size)\(xml)</annotation>".utf8))
        let scenes = try SceneDataset(vocFolder: tree.root, fileExtensions: ["jpg"])
        #expect(scenes.pictures.map(\.relativePath) == ["images/a.jpg"], "\(reason)")
        #expect(scenes.pictures.first?.faces.count == faces, "\(reason)")
        #expect(scenes.faults.count == faults, "\(reason): \(scenes.faults)")
        #expect(scenes.pictures.first?.declaredSize == AnnotatedPicture.Size(width: 100, height: 50))
    }

    private static let files: [(xml: String, picture: String?, reason: String)] = [
        ("<annotation><filename>b.png</filename></annotation>", "JPEGImages/b.png", "the stated name"),
        ("<annotation/>", "a.jpg", "no stated name: the file's own"),
        ("<annotation><filename>gone.jpg</filename></annotation>", "a.jpg", "a stated name that is not there"),
        ("<annotation><filename>../../etc/passwd</filename></annotation>", "a.jpg", "a name that leads outside"),
        ("<annotation><filename>b.png</filename>", nil, "cut off"),
        ("<html></html>", nil, "another document"),
        ("", nil, "no bytes"),
        (
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation><filename>&x;</filename></annotation>",
            "a.jpg", "a file of the machine as an entity"
        ),
    ]

    @Test(arguments: files.indices)
    func `VOC: the picture's location`(index: Int) throws {
        let (xml, picture, reason) = Self.files[index]
        let tree = try TemporaryTree(["a.jpg", "good.jpg", "JPEGImages/b.png"])
        try tree.write("a.xml", Data(xml.utf8))
        try tree.write("good.xml", Data("<annotation/>".utf8))
        let scenes = try SceneDataset(vocFolder: tree.root, fileExtensions: ["jpg", "png"])
        let expected = [picture, "good.jpg"].compactMap(\.self).sorted()
        #expect(scenes.pictures.map(\.relativePath) == expected, "\(reason)")
        #expect(scenes.faults.count == (picture == nil ? 1 : 0), "\(reason)")
    }

    @Test func `VOC: entities that multiply end`() throws {
        let tree = try TemporaryTree(["a.jpg"])
        let entities = (1...20).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }
        let xml =
            "<!DOCTYPE a [<!ENTITY e0 \"x\">\(entities.joined())]><annotation><filename>&e20;</filename></annotation>"
        try tree.write("a.xml", Data(xml.utf8))
        // Refused, or read without the name: it only has to end.
        let scenes = try? SceneDataset(vocFolder: tree.root, fileExtensions: ["jpg"])
        #expect((scenes?.pictures.count ?? 0) <= 1)
    }

    @Test func `VOC: a folder without annotations is refused`() throws {
        let tree = try TemporaryTree(["a.jpg"])
        try tree.write("a.xml", Data("<html/>".utf8))
        #expect(throws: DatasetError.self) { try SceneDataset(vocFolder: tree.root, fileExtensions: ["jpg"]) }
    }

    /// The lines of one text file with the classes with_mask and dog, how many faces and faults they give, and why.
    private static let labels: [(text: String, faces: Int, faults: Int, reason: String)] = [
        ("0 0.5 0.5 0.2 0.4", 1, 0, "a plain one"),
        ("0 0.5 0.5 0.2 0.4\r\n0 0.1 0.1 0.1 0.1\r\n\r\n", 2, 0, "lines from Windows"),
        ("0 0.5 0.5 0.2 0.4 0.93", 1, 0, "a prediction with its score"),
        ("1 0.5 0.5 0.2 0.4", 0, 0, "a class of no interest is told once"),
        ("7 0.5 0.5 0.2 0.4", 0, 1, "a class without a name"),
        ("-1 0.5 0.5 0.2 0.4", 0, 1, "a negative class"),
        ("0 0.5 0.5 0.2", 0, 1, "three numbers"),
        ("0 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2", 0, 1, "an outline is no box"),
        ("0 0.5 0.5 0 0.4", 0, 1, "no width"),
        ("0 nan 0.5 0.2 0.4", 0, 1, "not a number"),
        ("0 0.5 0.5 inf 0.4", 0, 1, "endless"),
        ("with_mask 0.5 0.5 0.2 0.4", 0, 1, "a name for a number"),
        ("0 5 5 0.2 0.4", 1, 0, "outside: known when the picture is read"),
        ("", 0, 0, "nobody"),
    ]

    @Test(arguments: labels.indices)
    func `YOLO: each line is independent`(index: Int) throws {
        let (text, faces, faults, reason) = Self.labels[index]
        let tree = try TemporaryTree(["train/images/a.jpg", "train/images/unlabelled.jpg"])
        try tree.write("classes.txt", Data("with_mask\ndog\n".utf8))
        try tree.write("train/labels/a.txt", Data(text.utf8))
        let scenes = try SceneDataset(yoloFolder: tree.root, fileExtensions: ["jpg"])
        #expect(scenes.pictures.map(\.relativePath) == ["train/images/a.jpg"], "\(reason)")
        #expect(scenes.pictures.first?.faces.count == faces, "\(reason)")
        #expect(scenes.faults.count == faults + 1, "\(reason): \(scenes.faults)")
    }

    @Test func `YOLO: shares become pixels`() throws {
        let tree = try TemporaryTree(["a.jpg"])
        try tree.write("data.yaml", Data("names: [without_mask]".utf8))
        try tree.write("a.txt", Data("0 0.5 0.5 0.2 0.4".utf8))
        let scenes = try SceneDataset(yoloFolder: tree.root, fileExtensions: ["jpg"])
        let boxes = scenes.pictures.first?.boxes(in: Image(width: 200, height: 100)) ?? []
        let box = try #require(boxes.first)
        for (value, expected) in [(box.x1, 80), (box.y1, 30), (box.x2, 120), (box.y2, 70)] as [(Float, Float)] {
            #expect(abs(value - expected) < 0.001)
        }
    }

    private static let yaml: [(text: String, names: [Int: String], reason: String)] = [
        ("names: ['a', \"b\"]", [0: "a", 1: "b"], "in brackets"),
        ("nc: 2\nnames: [a,\n  b]\npath: x", [0: "a", 1: "b"], "brackets over two lines"),
        ("names:\n  - a\n  - b # the other\nnc: 2", [0: "a", 1: "b"], "hyphens"),
        ("names:\n- a\n- b", [0: "a", 1: "b"], "hyphens without indentation"),
        ("names:\n  0: a\n  5: b\n", [0: "a", 5: "b"], "numbers"),
        ("names: {0: a, 1: b}", [0: "a", 1: "b"], "numbers in braces"),
        ("# names: [x]\nnames: [a]", [0: "a"], "a comment"),
        ("train: images", [:], "none"),
        ("names:", [:], "none after the key"),
    ]

    @Test(arguments: yaml.indices)
    func `YOLO: names in YAML`(index: Int) {
        let (text, names, reason) = Self.yaml[index]
        #expect(YOLONames.names(inYAML: text) == names, "\(reason)")
    }

    @Test func `the kind of a source is recognized by its content`() throws {
        let tree = try TemporaryTree([
            "classes/with_mask/a.jpg", "voc/images/a.jpg", "yolo/a.jpg", "coco/images/a.jpg", "none/a.jpg", "x.zip",
        ])
        try tree.write("voc/annotations/a.xml", Data("<annotation/>".utf8))
        try tree.write("yolo/classes.txt", Data("mask".utf8))
        try tree.write("yolo/a.txt", Data("0 0.5 0.5 0.2 0.4".utf8))
        let coco = #"{"categories":[{"id":1,"name":"mask"}],"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[]}"#
        try tree.write("coco/x.json", Data(coco.utf8))
        func source(_ path: String) throws -> DatasetSource {
            try DatasetSource(at: tree.root.appending(path: path), fileExtensions: ["jpg"])
        }
        guard case .folders(let folders) = try source("classes") else { throw Unexpected() }
        #expect(folders.states == [.worn])
        for path in ["voc", "yolo", "coco", "coco/x.json"] {
            guard case .scenes(let scenes) = try source(path) else { throw Unexpected() }
            #expect(scenes.pictures.count == 1, "\(path)")
        }
        for path in ["none", "x.zip", "gone"] { #expect(throws: DatasetError.self) { try source(path) } }
    }

    private struct Unexpected: Error {}
}
