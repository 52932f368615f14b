package import FaceMaskAnnotation
internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskMedia
package import Foundation

/// What is made of a source besides its events.
package struct SessionOutputs: Sendable {
    /// What annotated frames show of people.
    package var style = AnnotationStyle()
    /// The path of the annotated video; `nil` for none.
    package var videoPath: String?
    /// The file whose sound the annotated video gets; `nil` for none.
    package var soundSource: URL?
    /// The time, in seconds, that becomes the annotated video's beginning; the first frame's when `nil`.
    package var videoStart: Double?
    /// Where the best pictures of the people go; `nil` for nowhere.
    package var crops: BestCrops?
    /// Where the frames are shown; `nil` for nowhere.
    package var preview: (grid: PreviewGrid, place: Int)?

    package init(style: AnnotationStyle = AnnotationStyle()) { self.style = style }
}

/// Writes the outputs of one session. A failure of one doesn't stop the others.
struct SessionWriter {
    private let outputs: SessionOutputs
    private var annotator: FrameAnnotator
    private var video: AnnotatedVideoFile.Attempt?
    private var preview: PreviewPlace<ContinuousClock>?
    private var crops: BestCrops?
    /// The time that annotating and writing took.
    private(set) var time = Duration.zero
    private var annotationFailure: Failure?
    /// What went wrong, in the order of the outputs.
    var failures: [Failure] {
        [crops?.failure.map { Failure($0) }, annotationFailure, video?.failure].compactMap(\.self)
    }

    /// About how many frames a second come, where that is known.
    var frameRate: Double?

    /// Recordings are shown as they are played, live pictures as they come.
    init(_ outputs: SessionOutputs, isLive: Bool) {
        self.outputs = outputs
        annotator = FrameAnnotator(style: outputs.style)
        crops = outputs.crops
        preview = outputs.preview.map {
            PreviewPlace($0.place, in: $0.grid, playedBy: isLive ? nil : ContinuousClock())
        }
    }

    /// Keeps the best pictures of the people in `frame`, and writes those of the people who left into `events`.
    mutating func addCrops(of frame: FrameResult, in image: Image, events: inout [PersonEvent]) {
        crops?.add(frame, in: image)
        crops?.write(for: &events)
    }

    /// Writes and shows an annotated frame. Returns `false` once the person has closed the window.
    ///
    /// - Throws: Why the window can't show it.
    mutating func write(_ frame: Frame, with result: FrameResult) async throws -> Bool {
        guard outputs.videoPath != nil || preview != nil, annotationFailure == nil else { return true }
        let start = ContinuousClock.now
        let annotated: Image
        do { annotated = try annotator.annotated(frame.image, with: result) } catch {
            annotationFailure = Failure(error)
            return true
        }
        if let path = outputs.videoPath {
            let attempt = video ?? openVideo(path, at: frame.time)
            video = attempt
            await video?.write(annotated, at: frame.time)
        }
        time += start.duration(to: .now)
        return try await preview?.show(annotated, of: frame) ?? true
    }

    private func openVideo(_ path: String, at time: Double) -> AnnotatedVideoFile.Attempt {
        AnnotatedVideoFile.Attempt {
            try AnnotatedVideoFile(
                path: path, frameRate: frameRate, start: outputs.videoStart ?? time, soundOf: outputs.soundSource)
        }
    }

    /// Completes the video, closes the window, and writes the pictures of the people who leave last into `events`.
    mutating func finish(events: inout [PersonEvent]) async {
        await preview?.close()
        await video?.finish()
        crops?.write(for: &events)
    }

    /// The path of the annotated video, once it is complete.
    var annotatedPath: String? {
        video != nil && video?.failure == nil && annotationFailure == nil ? outputs.videoPath : nil
    }
    /// Why the annotated video is without sound, a clause.
    var omittedSound: String? { get async { await video?.omittedSound } }
}
