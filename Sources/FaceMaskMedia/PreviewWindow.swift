public import FaceMaskCore
import Foundation

/// A window that shows one picture after the other, by SDL through FFmpeg.
///
/// The person closes it with q, Escape or its own button, and that is noticed when the next picture is shown. A program
/// has one window at a time: FFmpeg takes keys and clicks from one queue for all windows and doesn't ask whose they are.
public actor PreviewWindow {
    private let title: String
    private let environment: [String: String]
    private var device: PreviewDevice?
    private var hasEnded = false

    /// SDL wants one thread for as long as the program runs, so all windows share it.
    private static let executor = ThreadExecutor(name: "video window")

    /// The thread on which SDL is called.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { Self.executor.asUnownedSerialExecutor() }

    /// Creates a window called `title`; it opens with its first picture.
    public init(title: String) { self.init(title: title, environment: ProcessInfo.processInfo.environment) }

    init(title: String, environment: [String: String]) {
        (self.title, self.environment) = (title, environment)
    }

    // On the window's thread, because it may close the window.
    isolated deinit { device = nil }

    /// Shows `image`; false, for good, once the person or `close` has closed the window.
    ///
    /// Returns when the picture is on the screen. The window opens at the picture's size, or smaller where that is
    /// larger than most screens, and opens anew when the pictures' size changes. The person may resize it.
    ///
    /// - Throws: `MediaError` when there is no screen, this FFmpeg has no SDL, or another window is open.
    public func show(_ image: Image) throws(MediaError) -> Bool {
        guard !hasEnded else { return false }
        do throws(Fault) {
            if device?.shows(image) != true {
                // SDL has no place for two.
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
