internal import FaceMaskTorch

/// The library behind training.
public enum TrainingLibrary {
    /// libtorch's version, such as `1.13.1`. Throws a sentence when it can't be loaded.
    public static var version: String { get throws { try Torch.libraryVersion } }
}
