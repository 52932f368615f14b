package import Foundation
internal import FaceMaskCore

extension SceneDataset {
    /// Reads annotations in YOLO's format: a text file next to each picture, or in `labels` if the picture is in
    /// `images`, with a line for each box: class index, centre, width and height as fractions of the picture.
    ///
    /// The names of the classes are in `data.yaml`, `classes.txt` or `obj.names` below `root`. A picture without a text
    /// file is left out. A damaged line is a fault; the others are read. Throws `DatasetError` if no class is a state
    /// or no picture has a text file.
    package init(yoloFolder root: URL, fileExtensions: Set<String>) throws {
        let names = try YOLONames(in: root).names
        let states = names.mapValues { MaskState(label: $0) }
        guard states.values.contains(where: { $0 != nil }) else {
            throw DatasetError(
                .unreadableAnnotations, subject: root.path,
                reason: "none of its classes (\(FolderDataset.quoted(names.values.sorted()))) is named after a state")
        }
        var walk = FolderWalk(fileExtensions: fileExtensions, reserving: [])
        let files = try walk.files(below: root, relativePath: "")
        var faults = names.sorted { $0.key < $1.key }.filter { MaskState(label: $0.value) == nil }
            .map { AnnotationFault(subject: "The class '\($0.value)'", reason: "its name is not a state") }
        var pictures: [AnnotatedPicture] = []
        for (url, path) in files.sorted(by: { FolderWalk.byteOrder($0.relativePath, $1.relativePath) }) {
            let path = String(path.drop { $0 == "/" })
            guard let (label, text) = Self.labels(of: path, below: root) else { continue }
            let read = YOLOLabels(text, states: states, subject: label)
            faults += read.faults
            pictures.append(AnnotatedPicture(url: url, relativePath: path, faces: read.faces))
        }
        guard !pictures.isEmpty else {
            throw DatasetError(
                .unreadableAnnotations, subject: root.path,
                reason: "none of its \(files.count) picture(s) has a text file of labels")
        }
        self.init(root: root, pictures: pictures, faults: faults)
    }

    private static func labels(of picture: String, below root: URL) -> (path: String, text: String)? {
        let stem = (picture as NSString).deletingPathExtension
        var parts = stem.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        var candidates = [stem + ".txt"]
        if let index = parts.dropLast().lastIndex(of: "images") {
            parts[index] = "labels"
            candidates.insert(parts.joined(separator: "/") + ".txt", at: 0)
        }
        for path in candidates {
            if let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) { return (path, text) }
        }
        return nil
    }
}

/// The lines of one text file.
private struct YOLOLabels {
    private(set) var faces: [AnnotatedFace] = []
    private(set) var faults: [AnnotationFault] = []

    /// The number of fields of a line: tools that write predictions append the score.
    private static let fieldCounts = 5...6

    init(_ text: String, states: [Int: MaskState?], subject: String) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            if fields.isEmpty { continue }
            let name = "Line \(index + 1) of '\(subject)'"
            let numbers = fields.dropFirst().prefix(4).compactMap { Double($0) }.map { Float($0) }
            guard Self.fieldCounts.contains(fields.count), numbers.count == 4, numbers.allSatisfy(\.isFinite),
                numbers[2] > 0, numbers[3] > 0
            else {
                faults.append(
                    AnnotationFault(subject: name, reason: "it is not a class and four numbers with an area"))
                continue
            }
            guard let number = Int(fields[0]), let state = states[number] else {
                faults.append(AnnotationFault(subject: name, reason: "the class '\(fields[0])' has no name"))
                continue
            }
            // A class whose name isn't a state is already a fault.
            guard let state else { continue }
            let (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
            let box = Box(x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2)
            faces.append(AnnotatedFace(state: state, extent: .shares(box)))
        }
    }
}
