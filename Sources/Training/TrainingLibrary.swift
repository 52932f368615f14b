internal import Torch

/// The library behind training.
public enum TrainingLibrary {
    /// libtorch's version, such as `1.13.1`.
    public static var version: String { Torch.libraryVersion }
}
