package import FaceMask
package import FaceMaskMedia

/// What is measured, and how thoroughly.
package struct BenchmarkPlan: Sendable {
    /// The pictures and videos to measure with.
    package enum Sources: Sendable {
        /// The sample portraits and a generated video.
        case generated
        /// Paths of files.
        case files(pictures: [String], videos: [String])
    }

    package var sources = Sources.generated
    /// The numbers of faces of the pictures that are composed in addition.
    package var faceCounts: [Int] = []
    /// The most threads that are measured; one thread always is.
    package var threads: Int
    /// How many samples are taken of each stage.
    package var rounds = 5
    /// How many seconds of each video are used at most.
    package var videoSeconds = 20.0
    /// The networks. Their purpose, workload and threads are those of each measurement.
    package var detector: MaskDetector.Configuration
    /// Makes what `facemask detect` processes videos with, from the detector and the frames that are read.
    package var videoPipeline: @Sendable (SharedDetector, FrameSelection) -> VideoPipeline

    /// Processes the video at a path from the file to JSON Lines, which are dropped.
    package typealias VideoPipeline = @Sendable (_ path: String) async throws -> Void

    package init(
        threads: Int, detector: MaskDetector.Configuration,
        videoPipeline: @escaping @Sendable (SharedDetector, FrameSelection) -> VideoPipeline
    ) {
        (self.threads, self.detector, self.videoPipeline) = (threads, detector, videoPipeline)
    }

    /// 1, and the most threads.
    var threadCounts: [Int] { threads == 1 ? [1] : [1, threads] }
}
