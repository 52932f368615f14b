internal import FaceMaskCore

/// What a training reports while it runs.
public enum TrainingProgress: Sendable {
    /// The frozen backbone looks at the validation pictures, once.
    case validationFeatures(done: Int, of: Int)
    /// Within an epoch, counted from 1: pictures done.
    case pictures(epoch: Int, done: Int, of: Int)
    /// An epoch ended and its checkpoint is on disk.
    case epoch(TrainingHistory.Epoch)
}
