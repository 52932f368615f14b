package import FaceMaskCore

/// Receives the events of all sources: standard output, a table, a store, a broker.
///
/// An `EventHub` calls it from one task, one event after the other, each source's events in their order. A consumer that
/// takes its time delays nobody else.
package protocol EventConsumer: Sendable {
    /// What messages call it, in the middle of a sentence: `standard output`.
    var name: String { get }
    /// How events wait for it.
    var buffering: EventBuffering { get }
    /// Whether watching is pointless without it, so that everything ends when it fails.
    var isEssential: Bool { get }
    /// Whether it needs events of this kind; the others don't fill its queue. Called by whoever publishes, so it must
    /// return at once.
    func wants(_ body: WatchEvent.Body) -> Bool
    /// Takes the next event. After an error it gets no more.
    func consume(_ event: WatchEvent) async throws
    /// Completes its work: no more events follow. Not called after an error.
    func finish() async throws
    /// Makes a `consume` that is under way return soon, since its queue overflowed. No more events follow.
    func abandon()
}

extension EventConsumer {
    package var isEssential: Bool { false }
    package func wants(_ body: WatchEvent.Body) -> Bool { true }
    package func abandon() {}
}

/// How events wait for a consumer that is busy.
package enum EventBuffering: Hashable, Sendable {
    /// Only the newest ones wait, this many; older ones are dropped and counted. For what only shows the present.
    case newest(Int)
    /// This many may wait. One more of a live source, and the consumer has failed: it would miss something.
    case lossless(Int)

    /// The most events that wait; at least 1.
    package var capacity: Int {
        switch self {
        case .newest(let count), .lossless(let count): max(count, 1)
        }
    }
}

/// The failure of one consumer; the others go on.
package struct ConsumerFailure: Hashable, Sendable {
    /// What went wrong, to switch on.
    package enum Code: Hashable, Sendable {
        /// The consumer threw an error.
        case failed
        /// More events waited for it than its lossless queue holds.
        case overflowed
    }

    package let code: Code
    /// The consumer's name.
    package let consumer: String
    /// Whether watching is pointless without it: an essential consumer threw an error. One that is only too slow still
    /// has readers, and ends nothing.
    package let endsWatching: Bool
    /// The sentence and category for people and exit codes.
    package let failure: Failure
}
