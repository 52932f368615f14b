import FaceMaskAnalysis
import FaceMaskCore
import Synchronization

/// A camera that follows a script, in order, over all its connections.
final class ScriptedCamera: FrameStreaming {
    enum Step: Sendable {
        /// A frame with a person at `x`; an empty frame if it is 0.
        case frame(x: UInt8, MaskState = .notWorn)
        /// So many frames are dropped, since newer ones are there.
        case skip(Int)
        /// Frames stop coming; the next step is for the next connection.
        case lost
        /// Frames stop coming until the task is cancelled.
        case hang
        case end
    }

    struct Loss: Error {}

    private let steps: Mutex<ArraySlice<Step>>
    private let count = Mutex(0)

    init(_ steps: [Step]) { self.steps = Mutex(steps[...]) }

    /// A person who stands still for some frames.
    static func standing(_ frames: Int, x: UInt8 = 100, _ state: MaskState = .notWorn) -> [Step] {
        [Step](repeating: .frame(x: x, state), count: frames)
    }

    func open() async throws -> Connection { Connection(camera: self) }
    func fault(behind error: any Error) -> SourceFault { SourceFault(reason: "gone", isPermanent: false) }

    struct Connection: FrameConnection {
        let camera: ScriptedCamera
        func next() async throws -> Frame? { try await camera.nextFrame() }
        func close() {}
    }

    private func nextFrame() async throws -> Frame? {
        switch steps.withLock({ $0.popFirst() }) {
        case .frame(let x, let state):
            let index = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return .scripted(index, x: x, state)
        case .skip(let frames):
            count.withLock { $0 += frames }
            return try await nextFrame()
        case .lost: throw Loss()
        case .end: return nil
        case .hang, nil:
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw CancellationError()
        }
    }
}

extension Frame {
    /// Number `index` of ten frames a second; its first pixel encodes a person's position and mask state.
    static func scripted(_ index: Int, x: UInt8, _ state: MaskState = .notWorn) -> Frame {
        var pixels = [UInt8](repeating: 90, count: 200 * 100 * 3)
        pixels[0] = x
        pixels[1] = state == .worn ? 1 : 0
        return Frame(image: Image(width: 200, height: 100, pixels: pixels), time: Double(index) / 10, index: index)
    }
}

/// Detects the person that the first pixel encodes.
struct ScriptedNetworks: FaceDetecting, MaskClassifying {
    static let analyzer = FrameAnalyzer(detector: ScriptedNetworks(), classifier: ScriptedNetworks())

    func faces(in image: Image) async throws -> [Face] {
        let x = Float(image.pixels[0])
        return x == 0 ? [] : [Face(box: Box(x1: x - 15, y1: 35, x2: x + 15, y2: 65), score: 0.95)]
    }

    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        let state: MaskState = image.pixels[1] == 1 ? .worn : .notWorn
        let other: MaskState = state == .worn ? .notWorn : .worn
        return faces.map { _ in Verdict(probabilities: [state: 0.98, other: 0.02], state: state) }
    }
}

/// A clock on which every wait is over at once, but for those of one length, which only cancelling ends.
struct QuickClock: Clock {
    let endless: Duration?
    let now = ContinuousClock.now
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        guard now.duration(to: deadline) == endless else { return }
        for await _ in AsyncStream<Never>.makeStream().stream {}
        throw CancellationError()
    }
}
