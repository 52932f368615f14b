public import FaceMaskCore
import Foundation

/// A window that shows one picture after another, by SDL through FFmpeg.
///
/// The user closes it with q, Escape or its close button, which takes effect when the next picture is shown. A program
/// has one window at a time: FFmpeg reads the events of all windows from one queue without distinguishing them.
public actor PreviewWindow {
    private let title: String
    private let environment: [String: String]
    private var device: PreviewDevice?
    private var hasEnded = false

    /// All windows share one thread, since SDL requires the same thread for the life of the program.
    private static let executor = ThreadExecutor(name: "video window")

    /// The thread on which SDL is called.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { Self.executor.asUnownedSerialExecutor() }

    /// Creates a window called `title`; it opens with its first picture.
    public init(title: String) { self.init(title: title, environment: ProcessInfo.processInfo.environment) }

    init(title: String, environment: [String: String]) {
        (self.title, self.environment) = (title, environment)
    }

    // On the window's thread, because this may close the window.
    isolated deinit { device = nil }

    /// Shows `image`; returns `false` once the user or `close` has closed the window.
    ///
    /// Returns when the picture is on the screen. The window opens at the picture's size, reduced if that is larger
    /// than most screens, and reopens when the pictures' size changes. The user may resize it.
    ///
    /// - Throws: `MediaError` when there is no screen, this FFmpeg has no SDL, or another window is open.
    public func show(_ image: Image) throws(MediaError) -> Bool {
        guard !hasEnded else { return false }
        do throws(Fault) {
            if device?.shows(image) != true {
                // SDL supports only one device at a time.
                device = nil
                device = try PreviewDevice(
                    title: title, width: image.width, height: image.height, environment: environment)
            }
            guard try device?.show(image) == true else {
                close()
                return false
            }
            return true
        } catch {
            close()
            throw error.about(title)
        }
    }

    /// Closes the window. Does nothing when called again.
    public func close() {
        hasEnded = true
        device = nil
    }
}
