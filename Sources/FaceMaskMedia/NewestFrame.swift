import FaceMaskCFFmpeg
import Synchronization

/// Holds the frame that a live source's thread decoded last, and replaces it if nobody takes it.
final class NewestFrame: Sendable {
    /// The metadata of a frame.
    struct Label: Sendable {
        let shape: VideoShape
        /// Seconds since opening began.
        let time: Double
        /// The frame's number among all decoded frames.
        let index: Int
    }

    private struct State: ~Copyable {
        var information: VideoInformation?
        let picture: PictureFrame
        /// `nil` if there is no frame that wasn't taken.
        var label: Label?
        var end: Result<Void, any Error>?
        var waiting: [CheckedContinuation<Void, Never>] = []

        init(_ picture: consuming PictureFrame) { self.picture = picture }
    }

    private let state: Mutex<State>

    init() throws(Fault) { state = Mutex(State(try PictureFrame())) }

    func open(_ information: VideoInformation) { change { $0.information = information } }

    /// Stores a frame and moves the pixels out of `picture`.
    func put(_ picture: borrowing PictureFrame, _ label: Label) {
        let source = FrameAddress(picture)
        change { state in
            FrameAddress(state.picture).take(from: source)
            state.label = label
        }
    }

    /// Ends the source; a frame that wasn't taken remains available. Only the first call has an effect.
    func end(_ result: Result<Void, any Error>) {
        change { state in
            if state.end == nil { state.end = result }
        }
    }

    /// Changes the state and resumes the tasks that wait for the change.
    private func change(_ body: (inout sending State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until the source is open and returns its information.
    func information() async throws -> VideoInformation {
        await wait { $0.information != nil }
        if let information = state.withLock({ $0.information }) { return information }
        try state.withLock { $0.end }?.get()
        throw CancellationError()
    }

    /// Waits for a frame to take; returns `false` if there will be no more.
    func arrival() async throws -> Bool {
        await wait { $0.label != nil }
        if state.withLock({ $0.label != nil }) { return true }
        try state.withLock { $0.end }?.get()
        return false
    }

    /// Takes the frame and moves its pixels into `picture`; returns `nil` if another task took it first.
    func take(into picture: borrowing PictureFrame) -> Label? {
        let target = FrameAddress(picture)
        return state.withLock { state in
            guard let label = state.label else { return nil }
            target.take(from: FrameAddress(state.picture))
            state.label = nil
            return label
        }
    }

    /// Waits until `isReady` is true, or until the end.
    private func wait(until isReady: (borrowing State) -> Bool) async {
        while !state.withLock({ isReady($0) || $0.end != nil }) {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if isReady(state) || state.end != nil { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        }
    }
}

/// The address of a frame, as a number: only the pixels move between threads, under the lock, never the pointer.
private struct FrameAddress: Sendable {
    private let address: UInt

    init(_ picture: borrowing PictureFrame) { address = UInt(bitPattern: picture.frame) }

    /// Moves the pixels of `other` to this frame.
    func take(from other: FrameAddress) {
        let (target, source) = (
            UnsafeMutablePointer<AVFrame>(bitPattern: address), UnsafeMutablePointer<AVFrame>(bitPattern: other.address)
        )
        av_frame_unref(target)
        av_frame_move_ref(target, source)
    }
}
