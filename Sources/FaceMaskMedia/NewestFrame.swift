import FaceMaskCFFmpeg
import Synchronization

/// The place where a live source's thread puts the frame that it decoded last, over the one that nobody took.
final class NewestFrame: Sendable {
    /// What is known of a frame besides its pixels.
    struct Label: Sendable {
        let shape: VideoShape
        /// Seconds since opening began.
        let time: Double
        /// Counts all frames that were decoded.
        let index: Int
    }

    private struct State: ~Copyable {
        var information: VideoInformation?
        let picture: PictureFrame
        /// Nil when there is no frame that wasn't taken.
        var label: Label?
        var end: Result<Void, any Error>?
        var waiting: [CheckedContinuation<Void, Never>] = []

        init(_ picture: consuming PictureFrame) { self.picture = picture }
    }

    private let state: Mutex<State>

    init() throws(Fault) { state = Mutex(State(try PictureFrame())) }

    func open(_ information: VideoInformation) { change { $0.information = information } }

    /// Takes the pixels of `picture` along, which is empty then.
    func put(_ picture: borrowing PictureFrame, _ label: Label) {
        let source = PicturePlace(picture)
        change { state in
            PicturePlace(state.picture).take(from: source)
            state.label = label
        }
    }

    /// Nothing more comes; a frame that waits is still to be had. The first end counts.
    func end(_ result: Result<Void, any Error>) {
        change { state in
            if state.end == nil { state.end = result }
        }
    }

    /// Changes the state and wakes whoever waits for that.
    private func change(_ body: (inout sending State) -> Void) {
        let waiting = state.withLock { state in
            body(&state)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// What the source says of itself, once it is open.
    func information() async throws -> VideoInformation {
        await wait { $0.information != nil }
        if let information = state.withLock({ $0.information }) { return information }
        try state.withLock { $0.end }?.get()
        throw CancellationError()
    }

    /// Waits until there is a frame to take; false when none comes any more.
    func arrival() async throws -> Bool {
        await wait { $0.label != nil }
        if state.withLock({ $0.label != nil }) { return true }
        try state.withLock { $0.end }?.get()
        return false
    }

    /// Takes the frame out, its pixels into `picture`; nil when somebody else was quicker.
    func take(into picture: borrowing PictureFrame) -> Label? {
        let target = PicturePlace(picture)
        return state.withLock { state in
            guard let label = state.label else { return nil }
            target.take(from: PicturePlace(state.picture))
            state.label = nil
            return label
        }
    }

    /// Waits until `isReady`, or until the end.
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

/// Where a frame lies, as a number: only its pixels go from thread to thread, under the lock, never the pointer.
private struct PicturePlace: Sendable {
    private let address: UInt

    init(_ picture: borrowing PictureFrame) { address = UInt(bitPattern: picture.frame) }

    /// Moves the pixels of `other` here.
    func take(from other: PicturePlace) {
        let (target, source) = (
            UnsafeMutablePointer<AVFrame>(bitPattern: address), UnsafeMutablePointer<AVFrame>(bitPattern: other.address)
        )
        av_frame_unref(target)
        av_frame_move_ref(target, source)
    }
}
