internal import COpenVINO
internal import Synchronization

extension CompileOptions {
    /// The options, but for a precision that the processor only emulates: told to, the library would use it, slowly.
    func suited(to core: Handle) -> CompileOptions {
        guard precision == .fast, !Self.multipliesBFloat16(core) else { return self }
        var options = self
        options.precision = .exact
        return options
    }

    /// Whether the processor does. It is asked once: a process has one.
    private static func multipliesBFloat16(_ core: Handle) -> Bool {
        answer.withLock { known in
            let answer = known ?? capabilities(core).split(separator: " ").contains("BF16")
            known = answer
            return answer
        }
    }

    private static let answer = Mutex<Bool?>(nil)

    /// What the processor is good at, such as `FP32 INT8 BF16`.
    private static func capabilities(_ core: Handle) -> String {
        var characters: UnsafeMutablePointer<CChar>?
        guard ov_core_get_property(core.pointer, "CPU", "OPTIMIZATION_CAPABILITIES", &characters) == OK,
            let characters
        else { return "" }
        defer { ov_free(characters) }
        return String(cString: characters)
    }
}
