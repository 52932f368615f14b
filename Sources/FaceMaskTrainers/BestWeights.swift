internal import Foundation
internal import FaceMaskModelFiles

/// The weights of the best epoch so far, saved next to the checkpoint for a resumed training.
struct BestWeights {
    var tensors: [SafetensorsFile.Tensor]

    private static let name = "best.safetensors"

    func save(in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let bytes = try SafetensorsFile.serialized(tensors: tensors)
        try Data(bytes).write(to: folder.appending(path: Self.name), options: .atomic)
    }

    static func restore(from folder: URL) throws -> BestWeights {
        do {
            let file = try SafetensorsFile(contentsOf: folder.appending(path: name))
            return BestWeights(
                tensors: try file.names.map { name in
                    SafetensorsFile.Tensor(
                        name: name, shape: file.shape(of: name) ?? [], values: try file.floats(name))
                })
        } catch let error as ModelFileError {
            throw TrainingError(
                code: .cannotResume, subject: folder.path(percentEncoded: false),
                reason: "its best weights can't be read (\(error.reason)); start without --resume")
        }
    }
}
