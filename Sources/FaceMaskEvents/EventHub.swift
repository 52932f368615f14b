internal import FaceMaskCore

/// Hands events to consumers, each of which has a queue of its own.
///
/// Whatever is live calls `publish`, which never waits: a consumer that can't follow loses old events or fails, as its
/// buffering says. What can wait, such as a file, calls `deliver`, which waits until each queue has room, so that nothing is
/// lost. `run` must be under way while `deliver` is used.
package struct EventHub: Sendable {
    private let lanes: [EventLane]

    /// Creates a hub. `report` is called at most once for each consumer, when it fails.
    package init(_ consumers: [any EventConsumer], report: @escaping @Sendable (ConsumerFailure) -> Void) {
        lanes = consumers.map { EventLane($0, report: report) }
    }

    /// Hands an event on without waiting for anybody.
    package func publish(_ event: WatchEvent) {
        for lane in lanes where lane.consumer.wants(event.body) { lane.publish(event) }
    }

    /// Hands an event on as soon as every consumer has room for it.
    package func deliver(_ event: WatchEvent) async {
        for lane in lanes where lane.consumer.wants(event.body) { await lane.deliver(event) }
    }

    /// Says that no more events follow: `run` returns when the consumers have taken all that wait.
    package func finish() {
        for lane in lanes { lane.finish() }
    }

    /// Feeds the consumers until `finish` was called and all have finished or failed. Call it once.
    ///
    /// It is not ended by cancellation: what was published before is still consumed, and files get their ends.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes { group.addTask { await lane.run() } }
        }
    }

    /// The failures so far, in the consumers' order.
    package var failures: [ConsumerFailure] { lanes.compactMap(\.failure) }

    /// How many events each consumer missed, by its name; consumers that missed none are left out.
    package var dropped: [String: Int] {
        lanes.reduce(into: [:]) { if $1.dropped > 0 { $0[$1.consumer.name, default: 0] += $1.dropped } }
    }
}
