/// A sequence whose elements a task of its own produces, up to a number of them ahead of the loop that takes them.
///
/// The task begins with the iterator and is cancelled when the iterator goes away, when the task that takes elements is
/// cancelled while it waits for one, and after the last element. In the first case nobody can wait for its end, which is what
/// `cancel()` is for; otherwise it has ended when `next()` returns `nil` or throws. In a cancelled task the sequence simply ends.
package struct ProducedSequence<Element: Sendable>: AsyncSequence, Sendable {
    private let ahead: Int
    private let produce: @Sendable (Output) async throws -> Void

    /// Creates a sequence of what `produce` hands over, of which at most `ahead` elements, at least 1, wait or are being
    /// made. What it throws comes after them. It must return soon after its task was cancelled.
    package init(ahead: Int, _ produce: @escaping @Sendable (Output) async throws -> Void) {
        precondition(ahead > 0, "there is room for one element")
        (self.ahead, self.produce) = (ahead, produce)
    }

    /// Where the producing task hands over elements.
    package struct Output: Sendable {
        fileprivate let elements = OrderedQueue<Element>()
        fileprivate let room: AsyncSemaphore

        /// Waits for room, then makes an element and hands it over.
        ///
        /// - Throws: `CancellationError` when nobody wants further elements, or what `make` throws.
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

    /// Takes one element after the other, while the next ones are being produced.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let production: Production<Element>

        /// The next element; `nil` at the end and in a cancelled task.
        package func next() async throws -> Element? { try await production.next() }

        /// Cancels the producing task and waits for its end.
        package func cancel() async { await production.end() }
    }

    /// Begins to produce.
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
        // The only unstructured task of our libraries: an iterator's life is no scope in which a task group could wait. The
        // task doesn't keep this object, whose end cancels it.
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
