internal import FaceMaskModelFiles
internal import FaceMaskTorch

extension Tensor {
    /// Takes the values of a checkpoint's tensor, which must be of this one's shape; `path` is what an error names.
    func read(_ name: String, of file: SafetensorsFile, from path: String) throws {
        guard file.shape(of: name) == shape else {
            throw TrainingError(
                code: .cannotResume, subject: path, reason: "its checkpoint has no '\(name)' of the right shape")
        }
        try write(try file.floats(name))
    }
}
