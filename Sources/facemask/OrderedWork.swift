/// Works on several inputs side by side and hands the results on in the order of the inputs.
///
/// When `isWanted` turns false nothing new is started; what is under way is finished and handed on.
/// What `work` throws ends everything.
/// At most `parallelism` are being worked on or wait to be handed on, so memory doesn't grow with their number.
func workInOrder<Input: Sendable, Output: Sendable>(
    on inputs: [Input], parallelism: Int, while isWanted: () -> Bool = { true },
    _ work: @escaping @Sendable (Input) async throws -> Output, receive: (Output) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
        var started = 0
        func start() {
            guard started < inputs.count, isWanted() else { return }
            let (index, input) = (started, inputs[started])
            started += 1
            group.addTask { (index, try await work(input)) }
        }
        for _ in 0..<parallelism { start() }
        var early: [Int: Output] = [:]
        var next = 0
        while let (index, output) = try await group.next() {
            early[index] = output
            while let output = early.removeValue(forKey: next) {
                try receive(output)
                next += 1
                start()
            }
        }
    }
}
