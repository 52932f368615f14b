/// A sequence whose elements are produced by a separate task, ahead of the loop that takes them.
///
/// The producing task starts with the iterator. It is cancelled when the iterator is released, and when the task that calls
/// `next()` is cancelled. When `next()` returns `nil` or throws, the producing task has ended; after the release of the iterator
/// it ends on its own; a caller that must wait for its end calls `cancel()`. In a cancelled task the sequence simply ends.
package struct ProducedSequence<Element: Sendable>: AsyncSequence, Sendable {
    private let ahead: Int
    private let produce: @Sendable (Output) async throws -> Void

    /// Creates a sequence of the elements that `produce` appends. At most `ahead` of them, at least 1, wait or are being made.
    /// An error that `produce` throws comes after them. It must return soon after its task is cancelled.
    package init(ahead: Int, _ produce: @escaping @Sendable (Output) async throws -> Void) {
        precondition(ahead > 0, "there is room for one element")
        (self.ahead, self.produce) = (ahead, produce)
    }

    /// The producing task's end of the sequence.
    package struct Output: Sendable {
        fileprivate let elements = OrderedQueue<Element>()
        fileprivate let room: AsyncSemaphore

        /// Waits for room, then makes an element and appends it.
        ///
        /// - Throws: `CancellationError` when no further elements are wanted, or what `make` throws.
        package func append(_ make: () async throws -> Element) async throws {
            try await room.acquire()
            do {
                elements.append(try await make())
            } catch {
                room.release()
                throw error
            }
        }
    }

    /// Takes the elements while further ones are being produced.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let production: Production<Element>

        /// Returns the next element; `nil` at the end and in a cancelled task.
        package func next() async throws -> Element? { try await production.next() }

        /// Cancels the producing task and waits for its end.
        package func cancel() async { await production.end() }
    }

    /// Starts the producing task.
    package func makeAsyncIterator() -> Iterator {
        Iterator(production: Production(into: Output(room: AsyncSemaphore(limit: ahead)), produce))
    }
}

/// Owns the producing task.
private final class Production<Element: Sendable>: Sendable {
    private typealias Output = ProducedSequence<Element>.Output

    private let output: ProducedSequence<Element>.Output
    private let task: Task<Void, Never>

    init(
        into output: ProducedSequence<Element>.Output,
        _ produce: @escaping @Sendable (ProducedSequence<Element>.Output) async throws -> Void
    ) {
        self.output = output
        // The only unstructured task of our libraries: an iterator's lifetime is no scope in which a task group can wait. The
        // task doesn't retain this object, whose `deinit` cancels it.
        task = Task {
            do {
                try await produce(output)
                output.elements.finish()
            } catch {
                output.elements.finish(.failure(error))
            }
        }
    }

    deinit { task.cancel() }

    func next() async throws -> Element? {
        do {
            let element = try await withTaskCancellationHandler {
                try await output.elements.next()
            } onCancel: {
                task.cancel()
            }
            if let element, !Task.isCancelled {
                output.room.release()
                return element
            }
            await end()
            return nil
        } catch {
            await end()
            if Task.isCancelled { return nil }
            throw error
        }
    }

    /// Cancels the task and waits for its end.
    func end() async {
        task.cancel()
        await task.value
    }
}
