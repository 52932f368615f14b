import ArgumentParser
import FaceMaskCore

extension ExitCode {
    /// `bench --check`: something became slower.
    static let regression = ExitCode(1)
}

extension ErrorCategory {
    /// The exit code of sysexits.h. Scripts depend on these numbers.
    var exitCode: ExitCode {
        switch self {
        case .usage: ExitCode(64)
        case .badData: ExitCode(65)
        case .noInput: ExitCode(66)
        case .unavailable: ExitCode(69)
        case .defect: ExitCode(70)
        case .inputOutput: ExitCode(74)
        }
    }
}

extension Failure {
    var exitCode: ExitCode { category.exitCode }
}

/// Runs a command's body in a task that a signal cancels; an error becomes a sentence on stderr and an exit code.
///
/// A body that was cancelled throws `CancellationError` when it has said what is left of its work; the program then ends by the
/// signal.
func reportingFailures(_ body: @escaping @Sendable () async throws -> Void) async throws {
    do {
        try await TerminationSignal.cancelling(body)
    } catch let code as ExitCode {
        throw code
    } catch {
        let failure = Failure(error)
        Console.say(failure)
        throw failure.exitCode
    }
}
