import FaceMaskCore
public import Foundation

extension SceneDataset {
    /// The name of the file of records that `facemask synthesize` writes, one JSON object a picture.
    private static let recordsName = "records.jsonl"

    /// Whether `facemask synthesize` filled a folder.
    static func isMade(_ folder: URL) -> Bool {
        [recordsName, "settings.json"].allSatisfy { FolderWalk.kind(of: folder.appending(path: $0)) == .file }
    }

    /// Reads the pictures that `facemask synthesize` made of photos, by its records, however they are laid out: only the
    /// faces that something was laid on, since nobody said of the others what they show. Each picture names the photo
    /// it was made of, whose other variants must stay on the same side of a split.
    ///
    /// A bad record is a fault beside the others; where no record tells of a face, throws `DatasetError`.
    public init(madeFolder folder: URL) throws {
        let file = folder.appending(path: Self.recordsName)
        let text: Data
        do {
            text = try Data(contentsOf: file)
        } catch {
            throw DatasetError(.unreadableAnnotations, subject: file.path, reason: FolderWalk.reason(of: error))
        }
        let decoder = JSONDecoder()
        var pictures: [String: AnnotatedPicture] = [:]
        var faults: [AnnotationFault] = []
        for (index, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                let record = try decoder.decode(MadeRecord.self, from: line)
                guard let name = record.file else { continue }
                guard let path = Self.safePath(name) else {
                    faults.append(
                        AnnotationFault(subject: "The picture '\(name)'", reason: "its path leads outside the folder"))
                    continue
                }
                // A picture that was made twice has two records, of which the last one counts.
                pictures[path] = record.picture(in: folder, path: path)
            } catch {
                faults.append(
                    AnnotationFault(
                        subject: "Record \(index + 1) of \(Self.recordsName)",
                        reason: (error as? DecodingError)?.clause ?? FolderWalk.reason(of: error)))
            }
        }
        guard pictures.values.contains(where: { !$0.faces.isEmpty }) else {
            throw DatasetError(
                .unreadableAnnotations, subject: file.path, reason: "it tells of no face that something was laid on")
        }
        self.init(root: folder, pictures: Array(pictures.values), faults: faults)
    }
}

/// A record as far as it is read.
private struct MadeRecord: Decodable {
    struct MadeFace: Decodable {
        let state: String?
        let box: [Double]
        let recipe: Anything?

        var annotated: AnnotatedFace? {
            guard recipe != nil, let state = state.flatMap({ MaskState(label: $0) }), box.count == 4 else { return nil }
            let extent = Box(coco: [box[0], box[1], box[2] - box[0], box[3] - box[1]])
            return extent.map { AnnotatedFace(state: state, extent: .pixels($0)) }
        }
    }

    /// Something of which only its being there counts.
    struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    let file: String?
    let sourceHash: String?
    let width: Double
    let height: Double
    let faces: [MadeFace]

    private enum CodingKeys: String, CodingKey {
        case file, width, height, faces
        case sourceHash = "source_hash"
    }

    func picture(in folder: URL, path: String) -> AnnotatedPicture {
        AnnotatedPicture(
            url: folder.appending(path: path), relativePath: path, faces: faces.compactMap(\.annotated),
            declaredSize: AnnotatedPicture.Size(width: width, height: height), originalHash: sourceHash,
            // A portrait looks like any other.
            mayBeFrame: faces.count > 1)
    }
}
