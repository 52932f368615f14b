import FaceMaskAnalysis
import FaceMaskCore
import Synchronization
import TestSupport

/// Finds and classifies frame after frame, but waits with the detection of some frames until it is let go or cancelled.
/// A frame's number is its picture's first byte.
final class GatedStages: FaceDetecting, MaskClassifying {
    struct Refusal: Error {}

    private let gate = NumberedGate()
    private let startedFrames = Mutex<[Int]>([])
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
    var started: [Int] { startedFrames.withLock { $0.sorted() } }
    /// Frames whose detection saw that it was cancelled.
    var cancelled: [Int] { gate.cancelled }
    var runningCount: Int { gate.waiting.count }

    /// Gives up when the test's time is over, as the others do.
    func untilRunning(_ count: Int) async { while runningCount < count, !Task.isCancelled { await Task.yield() } }
    func untilNothingRuns() async { while runningCount > 0, !Task.isCancelled { await Task.yield() } }

    /// Lets all detections through.
    func open() { gate.open() }

    func faces(in image: Image) async throws -> [Face] {
        let frame = Int(image.pixels[0])
        startedFrames.withLock { $0.append(frame) }
        if frame == failingDetection { throw Refusal() }
        if frame >= firstGated { try await gate.pass(frame) }
        return [Face(box: Box(x1: Float(frame), y1: 1, x2: 300, y2: 9), score: 0.9)]
    }

    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        if Int(image.pixels[0]) == failingClassification { throw Refusal() }
        return faces.map { _ in Verdict(probabilities: [.worn: 1], state: .worn) }
    }
}
