package import FaceMaskCore

/// What became of one photo.
package enum PhotoOutcome: Sendable {
    /// The result, and the path of the annotated picture or why it couldn't be written; `nil` where none is wanted.
    case analyzed(PhotoResult, PhotoTimes, annotated: Result<String, Failure>?)
    case failed(Failure, source: String)
}

/// The wall-clock time of each stage of a photo, or of several together.
package struct PhotoTimes: Hashable, Sendable {
    package var reading = Duration.zero
    package var detection = Duration.zero
    package var classification = Duration.zero
    /// Annotating and writing.
    package var annotation = Duration.zero

    package init() {}

    package static func += (sum: inout PhotoTimes, times: PhotoTimes) {
        sum.reading += times.reading
        sum.detection += times.detection
        sum.classification += times.classification
        sum.annotation += times.annotation
    }
}
