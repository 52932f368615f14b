/// Bounds for the number of inputs that an ordered map holds.
package struct OrderedMapLimits: Sendable {
    /// The maximum number of inputs that are processed at a time.
    package let parallelism: Int
    /// The maximum number of further inputs whose results wait to be received. Each takes memory, but without any, a slow
    /// input leaves cores idle.
    package let waiting: Int
    /// The maximum number of inputs that are read before they can be processed.
    package let readAhead: Int

    /// Creates limits: `parallelism` and `readAhead` are at least 1, `waiting` at least 0.
    package init(parallelism: Int, waiting: Int = 0, readAhead: Int = 1) {
        precondition(parallelism > 0 && waiting >= 0 && readAhead > 0, "an ordered map has room for an input")
        (self.parallelism, self.waiting, self.readAhead) = (parallelism, waiting, readAhead)
    }
}

/// Transforms the elements of a sequence concurrently and passes the results on in order.
///
/// At most `limits.parallelism` elements are transformed at a time; together with those that wait to be received and the
/// one that is being received, there are at most `parallelism + waiting`, so memory doesn't grow with the sequence.
/// Elements are started in order, and the sequence is read by one task.
///
/// Everything has ended when the function returns or throws:
/// - An error of `receive` ends it at once: running work is cancelled and its results are dropped.
/// - An error of `transform` or of the sequence is thrown in order: the results before it are received, no further work
///   is started, and the work after it is cancelled.
/// - When the task is cancelled, no further work is started and running work is cancelled. Results that running work still
///   returns are received in order, up to the first error.
///
/// - Throws: What `transform`, `receive` or the sequence throws; `CancellationError` when the task was cancelled before
///   the last result was received.
package func orderedMap<Inputs: AsyncSequence & Sendable, Output: Sendable>(
    _ inputs: Inputs, limits: OrderedMapLimits,
    _ transform: @escaping @Sendable (Inputs.Element) async throws -> Output, receive: (Output) async throws -> Void
) async throws where Inputs.Element: Sendable, Inputs.AsyncIterator: SendableMetatype {
    let mapping = OrderedMapping(limits, transform)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await mapping.read(inputs) }
        group.addTask { await mapping.work() }
        while let output = try await mapping.results.next() {
            try await receive(output)
            mapping.places.release()
        }
    }
}

/// Works on the elements of an array as `orderedMap(_:limits:_:receive:)` does on the elements of a sequence.
package func orderedMap<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], parallelism: Int, waiting: Int = 0,
    _ transform: @escaping @Sendable (Input) async throws -> Output, receive: (Output) async throws -> Void
) async throws {
    try await orderedMap(
        ArraySequence(elements: inputs), limits: OrderedMapLimits(parallelism: parallelism, waiting: waiting),
        transform,
        receive: receive)
}

/// The state that the tasks of one ordered map share.
private struct OrderedMapping<Input: Sendable, Output: Sendable>: Sendable {
    let results = OrderedQueue<Output>()
    /// One permit for each element from the start of its work until its result was received.
    let places: AsyncSemaphore
    private let workers: AsyncSemaphore
    private let inputs = OrderedQueue<Input>()
    /// One permit for each element that was read and isn't worked on yet.
    private let room: AsyncSemaphore
    private let transform: @Sendable (Input) async throws -> Output

    init(_ limits: OrderedMapLimits, _ transform: @escaping @Sendable (Input) async throws -> Output) {
        places = AsyncSemaphore(limit: limits.parallelism + limits.waiting)
        workers = AsyncSemaphore(limit: limits.parallelism)
        room = AsyncSemaphore(limit: limits.readAhead)
        self.transform = transform
    }

    /// Reads the sequence to its end.
    func read<Inputs: AsyncSequence>(_ sequence: Inputs) async where Inputs.Element == Input {
        do {
            var iterator = sequence.makeAsyncIterator()
            try await room.acquire()
            while let input = try await iterator.next() {
                inputs.append(input)
                try await room.acquire()
            }
            // Some sequences simply end in a cancelled task.
            try Task.checkCancellation()
            inputs.finish()
        } catch {
            inputs.finish(.failure(error))
        }
    }

    /// Works on the elements that were read. An error leaves the work on earlier elements alone.
    func work() async {
        await withDiscardingTaskGroup { group in
            do {
                while let input = try await nextInput(), !results.hasFailed {
                    let place = results.reserve()
                    group.addTask {
                        results.put(await result(of: input), at: place)
                        workers.release()
                    }
                }
                results.finish()
            } catch {
                results.finish(.failure(error))
            }
        }
    }

    /// The next element, once it may be worked on.
    private func nextInput() async throws -> Input? {
        try await places.acquire()
        try await workers.acquire()
        let input = try await inputs.next()
        if input != nil { room.release() }
        return input
    }

    private func result(of input: Input) async -> Result<Output, any Error> {
        do {
            try Task.checkCancellation()
            return .success(try await transform(input))
        } catch {
            return .failure(error)
        }
    }
}

/// The elements of an array, one after the other.
private struct ArraySequence<Element: Sendable>: AsyncSequence, Sendable {
    let elements: [Element]

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<Element>

        mutating func next() async -> Element? { rest.popFirst() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(rest: elements[...]) }
}
