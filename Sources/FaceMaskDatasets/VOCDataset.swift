package import Foundation
internal import FaceMaskCore
internal import FoundationXML

extension SceneDataset {
    /// Reads annotations in Pascal VOC's XML, one file for each picture, anywhere below `root`.
    ///
    /// A picture is next to its XML file or in the folder `images` or `JPEGImages` below `root`; its name is the one in
    /// the XML, or that of the XML file. Objects whose names aren't states are left out. A damaged file is a fault; the
    /// others are read. Throws `DatasetError` if no file is an annotation.
    package init(vocFolder root: URL, fileExtensions: Set<String>) throws {
        var walk = FolderWalk(fileExtensions: ["xml"], reserving: [])
        var pictures: [AnnotatedPicture] = []
        var faults: [AnnotationFault] = []
        let files = try walk.files(below: root, relativePath: "")
            .sorted { FolderWalk.byteOrder($0.relativePath, $1.relativePath) }
        for (url, path) in files {
            let path = String(path.drop { $0 == "/" })
            let annotation = VOCFile()
            guard let data = try? Data(contentsOf: url), annotation.read(data) else {
                faults.append(AnnotationFault(subject: "'\(path)'", reason: "it is not a Pascal VOC annotation"))
                continue
            }
            let place = VOCPlace(root: root, file: path, fileExtensions: fileExtensions)
            guard let picture = place.picture(named: annotation.pictureName) else {
                faults.append(AnnotationFault(subject: "'\(path)'", reason: "its picture doesn't exist"))
                continue
            }
            let read = annotation.faces(subject: path)
            faults += read.faults
            pictures.append(
                AnnotatedPicture(
                    url: root.appending(path: picture), relativePath: picture, faces: read.faces,
                    declaredSize: annotation.size))
        }
        guard !pictures.isEmpty else {
            let cause = faults.first.map { ", the first because \($0.reason)" } ?? ""
            throw DatasetError(
                .unreadableAnnotations, subject: root.path,
                reason: "none of its \(files.count) XML file(s) is a Pascal VOC annotation with its picture\(cause)")
        }
        self.init(root: root, pictures: pictures, faults: faults)
    }
}

/// The places where the picture of a file of annotations may be.
private struct VOCPlace {
    private let root: URL
    private let folders: [String]
    private let stem: String
    private let fileExtensions: [String]

    init(root: URL, file: String, fileExtensions: Set<String>) {
        self.root = root
        let parts = file.split(separator: "/").map { String($0) }
        let own = parts.dropLast().map { $0 + "/" }.joined()
        let parent = parts.dropLast(2).map { $0 + "/" }.joined()
        folders = [own, parent + "images/", parent + "JPEGImages/", "images/", "JPEGImages/", ""]
        stem = (parts.last.map { $0 as NSString })?.deletingPathExtension ?? ""
        self.fileExtensions = fileExtensions.sorted()
    }

    func picture(named name: String?) -> String? {
        let stated = name.flatMap(SceneDataset.safePath).map { [$0] } ?? []
        let names = stated + fileExtensions.map { stem + "." + $0 }
        for name in names {
            for folder in folders where FolderWalk.kind(of: root.appending(path: folder + name)) == .file {
                return folder + name
            }
        }
        return nil
    }
}

/// The annotations of one file, collected while it is parsed.
private final class VOCFile: NSObject, XMLParserDelegate {
    private struct Object {
        var name = ""
        var edges: [String: Double] = [:]
    }

    private(set) var pictureName: String?
    private var hasRoot = false
    private var sides: [String: Double] = [:]
    private var objects: [Object] = []
    private var path: [String] = []
    private var text = ""

    /// The maximum nesting of an annotation; libxml2's own limit is far higher.
    private static let deepestElement = 32

    var size: AnnotatedPicture.Size? { AnnotatedPicture.Size(width: sides["width"], height: sides["height"]) }

    func read(_ data: Data) -> Bool {
        let parser = XMLParser(data: data)
        parser.delegate = self
        parser.shouldResolveExternalEntities = false
        // The parser accepts a truncated document, so the end is checked here.
        return parser.parse() && hasRoot && path.isEmpty
    }

    func faces(subject: String) -> (faces: [AnnotatedFace], faults: [AnnotationFault]) {
        var faces: [AnnotatedFace] = []
        var faults: [AnnotationFault] = []
        for (index, object) in objects.enumerated() {
            let name = "Object \(index + 1) of '\(subject)'"
            let edges = ["xmin", "ymin", "xmax", "ymax"].compactMap { object.edges[$0] }.map { Float($0) }
            guard let state = MaskState(label: object.name) else {
                faults.append(AnnotationFault(subject: name, reason: "its name '\(object.name)' is not a state"))
                continue
            }
            guard edges.count == 4, edges.allSatisfy(\.isFinite), edges[2] > edges[0], edges[3] > edges[1] else {
                faults.append(AnnotationFault(subject: name, reason: "its box is not four numbers with an area"))
                continue
            }
            let box = Box(x1: edges[0], y1: edges[1], x2: edges[2], y2: edges[3])
            faces.append(AnnotatedFace(state: state, extent: .pixels(box)))
        }
        return (faces, faults)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        text = ""
        if path == ["annotation"] { hasRoot = true }
        if path == ["annotation", "object"] { objects.append(Object()) }
        if path.count > Self.deepestElement { parser.abortParsing() }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch path.dropFirst().joined(separator: "/") {
        case "filename": pictureName = value
        case "size/width", "size/height": sides[name] = Double(value)
        case "object/name": objects[objects.count - 1].name = value
        case "object/bndbox/\(name)": objects[objects.count - 1].edges[name] = Double(value)
        default: break
        }
        text = ""
        path.removeLast()
    }
}
