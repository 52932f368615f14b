internal import FaceMaskCore
internal import Foundation
internal import FaceMaskModelFiles
internal import FaceMaskTorch

/// A network in training, whose state a checkpoint saves and restores.
protocol Checkpointable: AnyObject {
    /// Whether the weights of the best epoch are kept; otherwise those of the last one are used.
    static var keepsBestEpoch: Bool { get }

    /// All weights by name.
    func tensors() throws -> [SafetensorsFile.Tensor]
    /// The weights to keep of the best epoch, by name.
    func bestTensors() throws -> [SafetensorsFile.Tensor]
    /// Loads weights that `tensors` returned; errors name `path`.
    func load(_ file: SafetensorsFile, from path: String) throws
    func saveOptimizer(to path: String) throws
    func loadOptimizer(from path: String) throws
}

/// The name of the record in the folder of a checkpoint, which is there once an epoch is complete.
package let checkpointRecordName = "checkpoint.json"

/// The state of a training after a whole epoch: weights, optimizer and history, in a separate folder. The record that
/// names the folder is replaced last, so that a training killed at any moment leaves a complete checkpoint.
struct Checkpoint<Recipe: TrainingRecipe>: Codable {
    /// The identity of a training. Only the same training can be resumed.
    struct Identity: Codable, Hashable, Sendable {
        var recipe: Recipe
        var dataHash: String
        var trainingPictures: Int
        var validationPictures: Int
        var backbone: String
    }

    var identity: Identity
    var history: Recipe.History

    private static var weightsName: String { "weights.safetensors" }
    private static var optimizerName: String { "optimizer.pt" }

    /// Saves the state after the last epoch of the history, and removes the previous one.
    static func save(_ network: some Checkpointable, history: Recipe.History, identity: Identity, in folder: URL) throws
    {
        let epoch = history.epochs.count
        let place = epochFolder(epoch, in: folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let weights = try SafetensorsFile.serialized(tensors: try network.tensors())
        try Data(weights).write(to: place.appending(path: weightsName), options: .atomic)
        do {
            try network.saveOptimizer(to: place.appending(path: optimizerName).path(percentEncoded: false))
        } catch let error as TorchError where error.code == .inputOutput {
            throw TrainingError(
                code: .cannotSave, subject: folder.path(percentEncoded: false), reason: error.reason)
        }
        let record = try JSONEncoder().encode(Checkpoint(identity: identity, history: history))
        try record.write(to: folder.appending(path: checkpointRecordName), options: .atomic)
        // If this fails, the old folder remains, which does no harm.
        try? FileManager.default.removeItem(at: epochFolder(epoch - 1, in: folder))
    }

    /// Restores the network's saved state and returns the history so far.
    static func restore(_ network: some Checkpointable, identity: Identity, from folder: URL) throws -> Recipe.History {
        let path = folder.path(percentEncoded: false)
        func refuse(_ reason: String) -> TrainingError {
            TrainingError(code: .cannotResume, subject: path, reason: reason)
        }
        let data: Data
        do {
            data = try Data(contentsOf: folder.appending(path: checkpointRecordName))
        } catch {
            throw refuse("it has no complete epoch; start without --resume")
        }
        guard let checkpoint = try? JSONDecoder().decode(Checkpoint.self, from: data) else {
            throw refuse("its record '\(checkpointRecordName)' is damaged")
        }
        guard checkpoint.identity.isContinued(by: identity) else {
            throw refuse("it was started with another configuration, backbone or dataset; use the same ones")
        }
        let epoch = checkpoint.history.epochs.count
        let place = epochFolder(epoch, in: folder)
        do {
            try network.load(SafetensorsFile(contentsOf: place.appending(path: weightsName)), from: path)
            try network.loadOptimizer(from: place.appending(path: optimizerName).path(percentEncoded: false))
        } catch let error as ModelFileError {
            throw refuse("its weights after epoch \(epoch) can't be read (\(error.reason)); start without --resume")
        } catch let error as TorchError {
            throw refuse(
                "its optimizer's state after epoch \(epoch) can't be read (\(error.reason)); start without --resume")
        }
        return checkpoint.history
    }

    private static func epochFolder(_ epoch: Int, in folder: URL) -> URL {
        folder.appending(path: "epoch-\(epoch)", directoryHint: .isDirectory)
    }
}

extension Checkpoint.Identity {
    /// Returns whether `other` continues this training; only the number of epochs may differ.
    func isContinued(by other: Self) -> Bool {
        var same = other
        same.recipe.epochs = recipe.epochs
        return same == self
    }
}
