internal import FaceMaskModelFiles
internal import FaceMaskTorch

extension Tensor {
    /// Loads the values of a checkpoint's tensor, which must have the same shape; errors name `path`.
    func read(_ name: String, of file: SafetensorsFile, from path: String) throws {
        guard file.shape(of: name) == shape else {
            throw TrainingError(
                code: .cannotResume, subject: path, reason: "its checkpoint has no '\(name)' of the right shape")
        }
        try write(try file.floats(name))
    }
}
