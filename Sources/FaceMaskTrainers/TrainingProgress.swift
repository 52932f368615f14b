/// The progress of a trainer.
package enum TrainingProgress<Epoch: Sendable>: Sendable {
    /// The frozen backbone computes the features of the validation pictures, once.
    case validationFeatures(done: Int, of: Int)
    /// Within an epoch, counted from 1: the number of finished inputs, and the mean loss so far if it is known.
    case inputs(epoch: Int, done: Int, of: Int, loss: Double?)
    /// An epoch ended and its checkpoint is saved.
    case epoch(Epoch)
}
