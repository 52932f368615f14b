package import FaceMaskCore

extension AnnotatedVideoFile {
    /// An annotated video whose failure doesn't stop the analysis of its source.
    package struct Attempt: Sendable {
        private var video: AnnotatedVideoFile?
        /// Why the video ended early or couldn't begin.
        package private(set) var failure: Failure?

        /// Calls `open`, and keeps its error.
        package init(_ open: () throws -> AnnotatedVideoFile) {
            do {
                video = try open()
            } catch {
                failure = Failure(error)
            }
        }

        /// Adds a frame that is annotated already; after a failure, does nothing.
        package mutating func write(_ annotated: Image, at time: Double) async {
            await attempt { video in try await video.write(annotated, at: time) }
        }

        /// Gives the file its name; after a failure, does nothing.
        package mutating func finish() async {
            await attempt { video in try await video.finish() }
        }

        /// Why the sound isn't copied, a clause.
        package var omittedSound: String? { get async { await video?.omittedSound } }

        private mutating func attempt(_ step: (inout AnnotatedVideoFile) async throws -> Void) async {
            guard var video else { return }
            do {
                try await step(&video)
                self.video = video
            } catch {
                failure = Failure(error)
                self.video = nil
            }
        }
    }
}
