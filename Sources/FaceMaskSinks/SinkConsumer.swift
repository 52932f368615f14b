package import FaceMaskEvents

/// Writes the events of all sources in one format.
///
/// It holds up no camera: results wait in a long queue while the reader is busy. When the queue is full, its reader can't
/// follow; it then gets nothing more, which is an error.
package actor SinkConsumer: EventConsumer {
    package nonisolated let name: String
    /// The results that may wait: at ten frames a second more than 25 minutes of one camera.
    package nonisolated let buffering = EventBuffering.lossless(16_384)
    package nonisolated let isEssential: Bool

    private var sink: any ResultSink
    private let buffer: TextBuffer
    private let write: @Sendable (String) async throws -> Void
    private let stopWriting: @Sendable () -> Void

    /// Creates a consumer.
    ///
    /// - Parameters:
    ///   - name: What messages call it, in the middle of a sentence.
    ///   - isEssential: Whether watching is pointless without it, as without a reader of standard output. When a broker
    ///     fails, the watch goes on.
    ///   - makeSink: Makes the sink; it writes to the closure that it gets.
    ///   - write: Writes text, and returns when it is written.
    ///   - stopWriting: Makes a `write` that is under way throw soon.
    package init(
        name: String, isEssential: Bool, makeSink: @Sendable (@escaping (String) -> Void) -> any ResultSink,
        write: @escaping @Sendable (String) async throws -> Void, stopWriting: @escaping @Sendable () -> Void = {}
    ) {
        let buffer = TextBuffer()
        (self.name, self.isEssential) = (name, isEssential)
        (self.buffer, self.write, self.stopWriting) = (buffer, write, stopWriting)
        sink = makeSink { buffer.text += $0 }
    }

    package func consume(_ event: WatchEvent) async throws {
        try sink.receive(event)
        try await flush()
    }

    package func finish() async throws {
        try sink.finish()
        try await flush()
    }

    package nonisolated func abandon() { stopWriting() }

    private func flush() async throws {
        guard !buffer.text.isEmpty else { return }
        let text = buffer.text
        buffer.text = ""
        try await write(text)
    }

    /// What the sink wrote and is not passed on yet.
    private final class TextBuffer {
        var text = ""
    }
}
