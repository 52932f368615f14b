import FaceMaskAnalysis
import FaceMaskCore
import Synchronization

/// Finds and classifies frame after frame, but waits with the detection of some frames until it is let go or cancelled.
/// A frame's number is its picture's first byte.
final class GatedStages: FaceDetecting, MaskClassifying {
    struct Refusal: Error {}

    private struct State {
        var started: [Int] = []
        var cancelled: [Int] = []
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var isOpen = false
    }

    private let state = Mutex(State())
    /// The first frame that waits; those before it don't.
    private let firstGated: Int
    private let failingDetection: Int?
    private let failingClassification: Int?

    init(firstGated: Int, failingDetection: Int? = nil, failingClassification: Int? = nil) {
        self.firstGated = firstGated
        self.failingDetection = failingDetection
        self.failingClassification = failingClassification
    }

    var analyzer: FrameAnalyzer { FrameAnalyzer(detector: self, classifier: self) }
    /// Frames whose detection began.
    var started: [Int] { state.withLock { $0.started.sorted() } }
    /// Frames whose detection saw that it was cancelled.
    var cancelled: [Int] { state.withLock { $0.cancelled.sorted() } }
    var runningCount: Int { state.withLock(\.waiting.count) }

    /// Gives up when the test's time is over, as the others do.
    func untilRunning(_ count: Int) async { while runningCount < count, !Task.isCancelled { await Task.yield() } }
    func untilNothingRuns() async { while runningCount > 0, !Task.isCancelled { await Task.yield() } }

    /// Lets all detections through.
    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    func faces(in image: Image) async throws -> [Face] {
        let frame = Int(image.pixels[0])
        state.withLock { $0.started.append(frame) }
        if frame == failingDetection { throw Refusal() }
        if frame >= firstGated { try await pass(frame) }
        return [Face(box: Box(x1: Float(frame), y1: 1, x2: 300, y2: 9), score: 0.9)]
    }

    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        if Int(image.pixels[0]) == failingClassification { throw Refusal() }
        return faces.map { _ in Verdict(probabilities: [.worn: 1], state: .worn) }
    }

    private func pass(_ frame: Int) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isOpen { return .success(()) }
                    state.waiting[frame] = continuation
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.cancelled.append(frame)
                return state.waiting.removeValue(forKey: frame)
            }
            continuation?.resume(throwing: CancellationError())
        }
    }
}
