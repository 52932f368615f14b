internal import FaceMaskModelFiles
internal import Foundation

/// The loop over the epochs of a training, the same for every recipe: it resumes, keeps the best weights, saves a
/// checkpoint after each epoch, and ends.
struct EpochLoop<Recipe: TrainingRecipe> {
    typealias History = Recipe.History

    let recipe: Recipe
    let identity: Checkpoint<Recipe>.Identity
    /// The folder of the checkpoints.
    let folder: URL

    /// The state of a training.
    struct State {
        var history: History
        /// The weights of the best epoch; `nil` before the first one, or if the last epoch's are used.
        var best: BestWeights?
    }

    /// Starts a training, or restores the network's state from the last checkpoint.
    func start(_ network: some Checkpointable, isResumed: Bool) throws -> State {
        guard isResumed else { return State(history: History(epochs: []), best: nil) }
        let history = try Checkpoint.restore(network, identity: identity, from: folder)
        return State(
            history: history,
            best: type(of: network).keepsBestEpoch ? try BestWeights.restore(from: folder) : nil)
    }

    /// Trains to the recipe's last epoch or until its patience ends.
    ///
    /// - Parameters:
    ///   - network: The network in training, which `start` has prepared.
    ///   - state: What `start` returned.
    ///   - epoch: Trains for one epoch and evaluates the network; its `seconds` are set by this method.
    ///   - onEpoch: Receives each epoch after its checkpoint is saved.
    /// - Returns: The state after the last epoch.
    /// - Throws: What `epoch` throws; `TrainingError.cannotSave`; `CancellationError`.
    func run(
        _ network: some Checkpointable, from state: State,
        epoch: (_ number: Int, _ history: History) async throws -> History.Epoch,
        onEpoch: (History.Epoch) -> Void
    ) async throws -> State {
        var state = state
        while state.history.epochs.count < recipe.epochs, isWorthwhile(state.history) {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            var row = try await epoch(state.history.epochs.count + 1, state.history)
            row.seconds = start.duration(to: .now) / .seconds(1)
            if type(of: network).keepsBestEpoch, state.history.epochs.allSatisfy({ $0.quality < row.quality }) {
                let best = BestWeights(tensors: try network.bestTensors())
                try best.save(in: folder)
                state.best = best
            }
            state.history.epochs.append(row)
            try Checkpoint.save(network, history: state.history, identity: identity, in: folder)
            onEpoch(row)
        }
        return state
    }

    /// Returns whether the quality improved within the last epochs, as many as the recipe's patience.
    private func isWorthwhile(_ history: History) -> Bool {
        let epochs = history.epochs
        guard let patience = recipe.earlyStoppingPatience,
            let best = epochs.indices.max(by: { epochs[$0].quality < epochs[$1].quality })
        else { return true }
        return epochs.count - 1 - best < patience
    }

    /// Throws if an epoch's loss isn't finite; `name` is its name in the error.
    static func requireFinite(_ loss: Double, _ name: String, epoch: Int) throws {
        guard loss.isFinite else {
            throw TrainingError(code: .diverged, subject: "epoch \(epoch)", reason: "\(name) is \(loss)")
        }
    }
}

/// Divides indices into batches of `size`; the last one may be smaller.
func batches(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
}
