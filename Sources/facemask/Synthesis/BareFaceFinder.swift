import FaceMaskClassification
import FaceMaskDetection
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskSynthesis

/// A face, and whether something can be laid on it.
struct FaceCandidate: Sendable {
    var face: Face
    var verdict: Verdict
    var mesh: FaceMesh?
    /// Why not.
    var reason: SkipReason?
}

/// Finds the faces that something can be laid on.
struct BareFaceFinder: Sendable {
    private let limits: BareFaceLimits
    private let detector: FaceDetector
    private let classifier: MaskClassifier
    private let finder: FaceMeshFinder

    /// Faces that get a mask fill a good part of their photo: a fine look at half the usual size finds them in half the
    /// time.
    private static let fineSide = 320
    /// Below this the mesh's network says that there is no face.
    private static let leastPresence: Float = 0.5
    /// Two networks that look for the same five points and differ by more have not seen the same face (docs/design.md).
    private static let greatestDisagreement: Float = 0.4

    init(options: BareFaceOptions, parallelism: Int) throws {
        limits = options.limits
        let engine = try Engine()
        // One thread a network: several photos are worked on side by side instead.
        let compile = CompileOptions(
            hint: .throughput, threads: parallelism, streams: parallelism, cacheFolder: CompileOptions.userCacheFolder)
        detector = try FaceDetector(
            contentsOf: try ModelLocator.faceDetector(named: options.faceDetector), engine: engine,
            options: FaceDetector.Options(workingSize: WorkingSize(fineSide: Self.fineSide)), compile: compile)
        finder = try FaceMeshFinder(
            contentsOf: try options.faceMesh.map { URL(filePath: $0) } ?? ModelLocator.faceMesh(), engine: engine,
            compile: compile)
        classifier = try MaskClassifier(
            contentsOf: try ModelLocator.defaultClassifier(), engine: engine, compile: compile)
    }

    /// The faces of a picture by falling area, each with what speaks against it.
    func candidates(in image: Image) async throws -> [FaceCandidate] {
        let faces = try await detector.faces(in: image).sorted { $0.box.area > $1.box.area }
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: image)
        var candidates: [FaceCandidate] = []
        for (face, verdict) in zip(faces, verdicts) {
            var candidate = FaceCandidate(face: face, verdict: verdict)
            if min(face.box.width, face.box.height) < Float(limits.leastSide) {
                candidate.reason = .tooSmall
            } else if !limits.takesMasked, verdict.state != .notWorn {
                candidate.reason = verdict.state == nil ? .maybeMasked : .masked
            } else {
                candidate.mesh = try await finder.mesh(of: face, in: image)
                candidate.reason = doubt(about: candidate.mesh, of: face)
            }
            candidates.append(candidate)
        }
        return candidates
    }

    private func doubt(about mesh: FaceMesh?, of face: Face) -> SkipReason? {
        guard let mesh, let landmarks = face.landmarks, mesh.presence >= Self.leastPresence else {
            return .uncertainLandmarks
        }
        if abs(HeadPose(mesh).yaw) > Float(limits.greatestTurn) { return .tooTurned }
        return mesh.disagreement(with: landmarks) > Self.greatestDisagreement ? .uncertainLandmarks : nil
    }
}
