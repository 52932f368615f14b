internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskClassification
internal import FaceMaskCore
internal import FaceMaskDetection
internal import FaceMaskInference
internal import FaceMaskSynthesis
internal import Foundation

/// A face of a photo, and whether an object can be drawn over it.
struct FaceCandidate: Sendable {
    var face: Face
    var verdict: Verdict
    var mesh: FaceMesh?
    /// The reason that it can't be used; `nil` if it can.
    var reason: SkipReason?
}

/// The networks that find bare faces; `nil` for the default ones.
package struct BareFaceNetworks: Sendable {
    /// The name or file of the face detector.
    package var faceDetector: String?
    /// The TFLite file of Face Mesh.
    package var faceMesh: String?

    /// Creates a choice of networks.
    package init(faceDetector: String? = nil, faceMesh: String? = nil) {
        (self.faceDetector, self.faceMesh) = (faceDetector, faceMesh)
    }
}

/// Finds the faces in photos that objects can be drawn over.
struct BareFaceFinder: Sendable {
    private let limits: BareFaceLimits
    private let analyzer: FrameAnalyzer
    private let meshFinder: FaceMeshFinder

    /// The side of the detector's fine pass, in pixels. Faces that get a mask are large in their photo: half the
    /// default side finds them in half the time.
    private static let fineSide = 320
    /// The minimum score of a face by the mesh's network.
    private static let minimumPresence: Float = 0.5
    /// The maximum distance between the five points of the detector and those of the mesh, as a share of the face's
    /// size: networks that differ by more have not found the same face (docs/measurements.md).
    private static let maximumDisagreement: Float = 0.4

    /// Reads the networks, for `parallelism` photos at a time.
    init(limits: BareFaceLimits, networks: BareFaceNetworks, parallelism: Int) throws {
        self.limits = limits
        let engine = try Engine()
        // One thread for each request: photos are processed concurrently instead.
        let compile = CompileOptions.several(parallelism, threads: parallelism)
        let detector = try FaceDetector(
            contentsOf: try ModelLocator.faceDetector(named: networks.faceDetector), engine: engine,
            options: FaceDetector.Options(workingSize: WorkingSize(fineSide: Self.fineSide)), compile: compile)
        meshFinder = try FaceMeshFinder(
            contentsOf: try networks.faceMesh.map { URL(filePath: $0) } ?? ModelLocator.faceMesh(), engine: engine,
            compile: compile)
        let classifier = try MaskClassifier(
            contentsOf: try ModelLocator.defaultClassifier(), engine: engine, compile: compile)
        analyzer = FrameAnalyzer(detector: detector, classifier: classifier)
    }

    /// Returns the faces of a picture by descending area.
    func candidates(in image: Image) async throws -> [FaceCandidate] {
        let sightings = try await analyzer.analyze(image).sightings.sorted { $0.face.box.area > $1.face.box.area }
        var candidates: [FaceCandidate] = []
        for sighting in sightings {
            let (face, verdict) = (sighting.face, sighting.verdict)
            var candidate = FaceCandidate(face: face, verdict: verdict)
            if min(face.box.width, face.box.height) < Float(limits.minimumSide) {
                candidate.reason = .tooSmall
            } else if !limits.includesMasked, verdict.state != .notWorn {
                candidate.reason = verdict.state == nil ? .maybeMasked : .masked
            } else {
                candidate.mesh = try await meshFinder.mesh(of: face, in: image)
                candidate.reason = skipReason(for: candidate.mesh, of: face)
            }
            candidates.append(candidate)
        }
        return candidates
    }

    private func skipReason(for mesh: FaceMesh?, of face: Face) -> SkipReason? {
        guard let mesh, let landmarks = face.landmarks, mesh.presence >= Self.minimumPresence else {
            return .uncertainLandmarks
        }
        if abs(HeadPose(mesh).yaw) > Float(limits.maximumTurn) { return .tooTurned }
        return mesh.disagreement(with: landmarks) > Self.maximumDisagreement ? .uncertainLandmarks : nil
    }
}
