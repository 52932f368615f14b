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
    /// What is measured as a whole.
    package var pipelines: Pipelines

    /// The ways from a file to its answer that programs use.
    package struct Pipelines: Sendable {
        /// Processes the file at a path; the results are dropped.
        package typealias Pipeline = @Sendable (_ path: String) async throws -> Void

        package var picture: @Sendable (MaskDetector) -> Pipeline
        package var video: @Sendable (MaskDetector, FrameSelection) -> Pipeline

        package init(
            picture: @escaping @Sendable (MaskDetector) -> Pipeline,
            video: @escaping @Sendable (MaskDetector, FrameSelection) -> Pipeline
        ) {
            (self.picture, self.video) = (picture, video)
        }
    }

    package init(threads: Int, detector: MaskDetector.Configuration, pipelines: Pipelines) {
        (self.threads, self.detector, self.pipelines) = (threads, detector, pipelines)
    }

    /// 1, and the most threads.
    var threadCounts: [Int] { threads == 1 ? [1] : [1, threads] }
}
