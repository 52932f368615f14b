import FaceMaskCore
import Foundation
@testable import FaceMaskMedia
import Synchronization
import Testing

/// SDL is set up once for a process, so each test that opens a window runs in a separate process.
struct PreviewWindowTests {
    private static let picture = gradient(width: 33, height: 21)

    @Test func picturesAreShownUntilTheWindowIsClosed() async {
        await #expect(processExitsWith: .success) {
            setenv("SDL_VIDEODRIVER", "dummy", 1)
            let window = PreviewWindow(title: "a")
            for (width, height) in [(33, 21), (33, 21), (8, 90), (1, 1), (4000, 3)] {
                let image = gradient(width: width, height: height)
                let isShown = try await window.show(image)
                #expect(isShown, "\(image.width) × \(image.height)")
            }
            await window.close()
            await window.close()
            let isShown = try await window.show(PreviewWindowTests.picture)
            #expect(!isShown, "closed for good")
        }
    }

    @Test func windowsTakeTurns() async {
        await #expect(processExitsWith: .success) {
            setenv("SDL_VIDEODRIVER", "dummy", 1)
            let first = PreviewWindow(title: "a")
            let isShown = try await first.show(PreviewWindowTests.picture)
            #expect(isShown)
            let second = PreviewWindow(title: "b")
            await #expect(throws: MediaError.self) { try await second.show(PreviewWindowTests.picture) }
            await first.close()
            let isShownLater = try await second.show(PreviewWindowTests.picture)
            #expect(!isShownLater, "it has failed for good")
            for title in ["c", "d"] {
                // Released without closing.
                let isShown = try await PreviewWindow(title: title).show(PreviewWindowTests.picture)
                #expect(isShown)
            }
        }
    }

    @Test func aMissingScreenIsReported() async {
        await #expect(processExitsWith: .success) {
            for name in ["DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SDL_VIDEODRIVER"] { unsetenv(name) }
            await PreviewWindowTests.expectRefusal(
                of: PreviewWindow(title: "clip.mp4"),
                because: "there is no screen that this program may use (DISPLAY is not set)")
        }
    }

    @Test func anInvisibleScreenIsRefused() async {
        await #expect(processExitsWith: .success) {
            setenv("SDL_VIDEODRIVER", "dummy", 1)
            await PreviewWindowTests.expectRefusal(
                of: PreviewWindow(title: "clip.mp4", environment: ["DISPLAY": ":7"]),
                because: "there is no screen that this program may use (DISPLAY is ':7')")
        }
    }

    @Test func errorsIncludeSDLsReason() async {
        await #expect(processExitsWith: .success) {
            setenv("SDL_VIDEODRIVER", "nonsense", 1)
            await PreviewWindowTests.expectRefusal(
                of: PreviewWindow(title: "clip.mp4"),
                because: "the window can't be opened (Unable to initialize SDL: nonsense not available)")
        }
    }

    private static func expectRefusal(of window: PreviewWindow, because reason: String) async {
        let error = await #expect(throws: MediaError.self) { try await window.show(picture) }
        #expect(error?.code == .noScreen)
        #expect(
            error?.description == "Cannot show 'clip.mp4': \(reason); "
                + "start it on a desktop, or over SSH with 'ssh -X', or do without the window.")
    }
}

struct PlaybackTests {
    @Test func framesWaitForTheirTimestamps() async throws {
        let clock = LeapingClock()
        var playback = Playback(clock: clock)
        // Its time, how long its making took, and when it is shown.
        let table: [(time: Double, work: Double, shown: Double, why: String)] = [
            (5, 0.5, 0.5, "the first at once"), (5.5, 0.25, 1, "held back"), (6, 0.75, 1.75, "late, at once"),
            (7, 0, 2.5, "and in time again"), (8, 10, 12.5, "far too late"), (9, 0, 13.5, "a new reckoning"),
        ]
        for row in table {
            clock.pass(row.work)
            try await playback.wait(for: Frame(image: Image(width: 1, height: 1), time: row.time, index: 0))
            #expect(abs(clock.seconds - row.shown) < 1e-9, "\(row.why): \(clock.seconds)")
        }
    }
}

/// A clock on which every wait is over at once, and has taken its time.
private final class LeapingClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let start = ContinuousClock.now
    private let passed = Mutex(Duration.zero)

    var now: Instant { start + passed.withLock { $0 } }
    var seconds: Double { passed.withLock { $0 } / .seconds(1) }
    var minimumResolution: Duration { .zero }

    func pass(_ seconds: Double) { passed.withLock { $0 += .seconds(seconds) } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        passed.withLock { $0 = start.duration(to: deadline) }
    }
}
