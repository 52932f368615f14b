import Foundation
import Testing

/// Operations that an ordinary user may not perform. Since root may do everything, its tests run as `nobody`, if
/// others can access the program.
@Suite(.enabled(if: OrdinaryUser.isPossible, "needs an unprivileged user who can access the program"))
struct PermissionTests {
    @Test(arguments: [
        ("chmod 000 one.png", "one.png --no-pictures", 66, "Cannot read 'one.png': permission is denied"),
        ("chmod 000 nothing", "nothing", 66, "The folder 'nothing' can't be listed"),
        ("chmod 000 album/inner", "album --no-pictures", 66, "The folder 'album/inner' can't be listed"),
        ("chmod 555 .", "one.png", 74, "Cannot write 'one.masked.png': permission is denied"),
        ("chmod 555 nothing", "one.png --output nothing", 74, "The output folder 'nothing' can't be written to"),
        ("chmod 555 nothing", "one.png --output nothing/new", 74, "The output folder 'nothing/new' can't be created"),
    ])
    func missingPermissionsAreReported(before: String, arguments: String, code: Int32, sentence: String) async throws {
        let playground = try Playground()
        let line = "\(before); \(OrdinaryUser.prefix) facemask detect \(arguments)"
        let outcome = try await Command.run(line, in: playground.root)
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.errors.contains("facemask: \(sentence)"), "\(outcome.errors)")
        _ = try await Command.run("chmod -R u+rwX .", in: playground.root)
    }
}

private enum OrdinaryUser {
    private static let asNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent"

    /// The prefix of a command that runs without privileges.
    static let prefix = geteuid() == 0 ? asNobody : ""

    static var isPossible: Bool {
        guard geteuid() == 0 else { return true }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "\(asNobody) '\(Command.program.path)' --version >/dev/null 2>&1"]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
