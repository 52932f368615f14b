internal import FaceMaskCore
package import Foundation

/// The files of a folder that `facemask synthesize` writes.
package enum SynthesisFiles {
    /// The records, one JSON object per line for each picture.
    package static let recordsName = "records.jsonl"
    /// The annotations in COCO's JSON.
    package static let annotationsName = "annotations.json"
    /// The settings, in JSON.
    package static let settingsName = "settings.json"

    /// Returns whether a folder is the output of `facemask synthesize`, by its records and settings.
    package static func exist(in folder: URL) -> Bool {
        [recordsName, settingsName].allSatisfy { FolderWalk.kind(of: folder.appending(path: $0)) == .file }
    }
}

extension SceneDataset {
    /// Reads the output of `facemask synthesize` from its records, whatever its layout: only the faces that an object
    /// was drawn over, since the labels of others are unknown. Each picture refers to the photo that it was created
    /// from: all variants of a photo must stay on one side of a split.
    ///
    /// A damaged record is a fault; the others are read. Throws `DatasetError` if no record has a face.
    package init(synthesisFolder folder: URL) throws {
        let file = folder.appending(path: SynthesisFiles.recordsName)
        let text: Data
        do {
            text = try Data(contentsOf: file)
        } catch {
            throw DatasetError(.unreadableAnnotations, subject: file.path, reason: systemReason(of: error))
        }
        let decoder = JSONDecoder()
        var pictures: [String: AnnotatedPicture] = [:]
        var faults: [AnnotationFault] = []
        for (index, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                let record = try decoder.decode(SynthesizedPicture.self, from: line)
                guard let name = record.file else { continue }
                guard let path = Self.safePath(name) else {
                    faults.append(
                        AnnotationFault(subject: "The picture '\(name)'", reason: "its path leads outside the folder"))
                    continue
                }
                // A picture that was created twice has two records, of which the last one is valid.
                pictures[path] = record.picture(in: folder, path: path)
            } catch {
                faults.append(
                    AnnotationFault(
                        subject: "Record \(index + 1) of \(SynthesisFiles.recordsName)",
                        reason: (error as? DecodingError)?.clause ?? systemReason(of: error)))
            }
        }
        guard pictures.values.contains(where: { !$0.faces.isEmpty }) else {
            throw DatasetError(
                .unreadableAnnotations, subject: file.path, reason: "it has no face that an object was drawn over")
        }
        self.init(root: folder, pictures: Array(pictures.values), faults: faults)
    }
}

/// The decoded parts of a record.
private struct SynthesizedPicture: Decodable {
    struct SynthesizedFace: Decodable {
        let state: String?
        let box: [Double]
        let recipe: Presence?

        var annotated: AnnotatedFace? {
            guard recipe != nil, let state = state.flatMap({ MaskState(label: $0) }), box.count == 4 else { return nil }
            let extent = Box(coco: [box[0], box[1], box[2] - box[0], box[3] - box[1]])
            return extent.map { AnnotatedFace(state: state, extent: .pixels($0)) }
        }
    }

    /// A value of any type, of which only the presence matters.
    struct Presence: Decodable {
        init(from decoder: any Decoder) {}
    }

    let file: String?
    let sourceHash: String?
    let width: Double
    let height: Double
    let faces: [SynthesizedFace]

    private enum CodingKeys: String, CodingKey {
        case file, width, height, faces
        case sourceHash = "source_hash"
    }

    func picture(in folder: URL, path: String) -> AnnotatedPicture {
        AnnotatedPicture(
            url: folder.appending(path: path), relativePath: path, faces: faces.compactMap(\.annotated),
            declaredSize: AnnotatedPicture.Size(width: width, height: height), originalHash: sourceHash,
            // Pictures of single faces are too similar to each other.
            mayBeFrame: faces.count > 1)
    }
}
