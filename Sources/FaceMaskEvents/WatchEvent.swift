package import FaceMaskCore
package import Foundation

/// The identity of a watched source: a camera, a stream or a file.
package struct SourceID: Hashable, Sendable, CustomStringConvertible {
    /// The path, address or camera name as the user gave it, without passwords.
    package let name: String

    package init(_ name: String) { self.name = name }

    package var description: String { name }
}

/// Something that became known about a watched source.
package struct WatchEvent: Hashable, Sendable {
    /// The source that it is about.
    package var source: SourceID
    /// The run of the source in which it happened. Track numbers and sequence numbers restart with each session.
    package var session: UUID
    /// The number within the session, from 0. A gap means that events were dropped on the way.
    package var sequence: UInt64
    /// When the event was made, by the clock on the wall.
    package var wallTime: Date
    /// Seconds on the source's own clock.
    package var mediaTime: Double
    /// The frames of the session that were dropped until then, since newer ones were there. A total, so that a consumer
    /// that misses events still knows it.
    package var droppedFrames = 0
    /// What became known.
    package var body: Body

    /// What became known.
    package enum Body: Hashable, Sendable {
        /// The result of the next frame.
        case frame(FrameResult)
        /// Something happened to a person; follows the frame in which it became known.
        case person(PersonEvent)
        /// A rule's condition has held for its time.
        case alert(Alert)
        /// The source was connected, lost or found again.
        case source(SourceStatus)
        /// The source, or an output that was made of it, failed.
        case failure(SourceFailure)
    }
}

/// Numbers and dates the events of one session of a source.
package struct EventSequence: Sendable {
    private let source: SourceID
    private let session: UUID
    private let now: @Sendable () -> Date
    private var next: UInt64 = 0

    /// Starts a session. `now` gives the time on the wall.
    package init(source: SourceID, session: UUID = UUID(), now: @escaping @Sendable () -> Date = { Date() }) {
        (self.source, self.session, self.now) = (source, session, now)
    }

    /// Returns the next event; `mediaTime` is in seconds on the source's clock, and `droppedFrames` counts those of the
    /// session so far.
    package mutating func event(
        _ body: WatchEvent.Body, at mediaTime: Double, droppedFrames: Int = 0
    ) -> WatchEvent {
        defer { next += 1 }
        return WatchEvent(
            source: source, session: session, sequence: next, wallTime: now(), mediaTime: mediaTime,
            droppedFrames: droppedFrames, body: body)
    }
}
