/// Works on several inputs side by side and hands the results on in the order of the inputs.
///
/// When `isWanted` turns false nothing new is started; what is under way is finished and handed on.
/// What `work` throws ends everything.
/// At most `parallelism` are being worked on, and as many and `waiting` more are worked on or wait to be handed on, so
/// memory doesn't grow with their number. Small results may wait in some number: then one that takes long keeps no core idle.
func workInOrder<Input: Sendable, Output: Sendable>(
    on inputs: [Input], parallelism: Int, waiting: Int = 0, while isWanted: () -> Bool = { true },
    _ work: @escaping @Sendable (Input) async throws -> Output, receive: (Output) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
        var (started, running, next) = (0, 0, 0)
        var early: [Int: Output] = [:]
        func startMore() {
            let end = min(inputs.count, next + parallelism + waiting)
            while running < parallelism, started < end, isWanted() {
                let (index, input) = (started, inputs[started])
                started += 1
                running += 1
                group.addTask { (index, try await work(input)) }
            }
        }
        startMore()
        while let (index, output) = try await group.next() {
            running -= 1
            early[index] = output
            while let output = early.removeValue(forKey: next) {
                try receive(output)
                next += 1
            }
            startMore()
        }
    }
}
