internal import FaceMaskTorch

/// libtorch, the library that trainings use.
package enum TrainingLibrary {
    /// The version, such as `1.13.1`. Throws `TorchError` if the library can't be loaded.
    package static var version: String { get throws { try Torch.libraryVersion } }
}
