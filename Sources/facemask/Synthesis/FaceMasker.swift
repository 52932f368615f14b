import Classification
import Detection
import FaceMask
import Foundation
import Inference
import Media
import Synthesis

/// Finds bare faces and lays something on each.
struct FaceMasker: Sendable {
    private let settings: SynthesisSettings
    private let detector: FaceDetector
    private let classifier: MaskClassifier
    private let finder: FaceMeshFinder
    private let synthesizer: FaceSynthesizer
    /// How many photos to work on at once.
    let parallelism: Int

    /// Faces that get a mask fill a good part of their photo: a fine look at half the usual size finds them in half the
    /// time.
    private static let fineSide = 320
    /// Below this the mesh's network says that there is no face.
    private static let leastPresence: Float = 0.5
    /// Two networks that look for the same five points and differ by more have not seen the same face (docs/design.md).
    private static let greatestDisagreement: Float = 0.3

    init(settings: SynthesisSettings, options: BareFaceOptions) throws {
        self.settings = settings
        parallelism = options.threads ?? ProcessInfo.processInfo.activeProcessorCount
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
        synthesizer = FaceSynthesizer()
    }

    /// What was made of a photo.
    struct Made: Sendable {
        var record: SynthesisRecord
        /// `nil` where nothing was laid on.
        var image: Image?
        /// The steps of the face that is the largest of those that got something.
        var steps: ExplainedSteps?
    }

    /// A face, and whether something can be laid on it.
    private struct Candidate {
        var face: Face
        var verdict: Verdict
        var mesh: FaceMesh?
        var reason: SkipReason?
    }

    func made(of photo: SynthesisPhotos.Photo, variant: Int, image: Image, explains: Bool) async throws -> Made {
        let candidates = try await candidates(in: image)
        var record = SynthesisRecord(
            source: photo.path, name: photo.stem, variant: variant, width: image.width, height: image.height, faces: [])
        var current = image
        var steps: ExplainedSteps?
        for (index, candidate) in candidates.enumerated() {
            var entry = SynthesisRecord.MadeFace(candidate.face, state: candidate.verdict.state)
            entry.reason = candidate.reason
            entry.describe(candidate.mesh, candidate.face)
            if candidate.reason == nil, let mesh = candidate.mesh {
                var generator = settings.generator(photo: photo.stem, variant: variant, face: index)
                if let (recipe, laid) = try visible(on: mesh, in: current, using: &generator) {
                    entry.take(recipe, laid, state: recipe.state(by: settings.rule))
                    if explains, steps == nil {
                        steps = ExplainedSteps(photo: image, face: candidate.face, mesh: mesh, laid: laid)
                    }
                    current = laid.image
                } else {
                    entry.reason = .hidden
                }
            }
            record.faces.append(entry)
        }
        let isMade = record.faces.contains { $0.recipe != nil }
        return Made(record: record, image: isMade ? current : nil, steps: steps)
    }

    /// What the generator draws, once more where the picture's edge cuts most of it off: nobody could see how such a mask
    /// is worn. `nil` where nothing that was drawn shows.
    private func visible(
        on mesh: FaceMesh, in image: Image, using generator: inout SeededGenerator
    ) throws -> (SynthesisRecipe, SynthesizedFace)? {
        for _ in 0..<Self.attempts {
            let recipe = SynthesisRecipe.draw(settings.choice, using: &generator)
            let laid = try synthesizer.synthesize(recipe, on: mesh, in: image)
            if laid.visibleArea >= recipe.leastArea { return (recipe, laid) }
        }
        return nil
    }

    private static let attempts = 4

    /// The faces of a picture by falling area, each with what speaks against it.
    private func candidates(in image: Image) async throws -> [Candidate] {
        let faces = try await detector.faces(in: image).sorted { $0.box.area > $1.box.area }
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: image)
        var candidates: [Candidate] = []
        for (face, verdict) in zip(faces, verdicts) {
            var candidate = Candidate(face: face, verdict: verdict)
            if min(face.box.width, face.box.height) < Float(settings.faces.leastSide) {
                candidate.reason = .tooSmall
            } else if !settings.faces.takesMasked, verdict.state != .notWorn {
                candidate.reason = .masked
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
        if abs(HeadPose(mesh).yaw) > Float(settings.faces.greatestTurn) { return .tooTurned }
        return mesh.disagreement(with: landmarks) > Self.greatestDisagreement ? .uncertainLandmarks : nil
    }
}

extension SynthesisRecipe {
    /// How much of it must be seen, see `SynthesizedFace.visibleArea`: about a third of a mask under the chin, which is the
    /// smallest. Shields and beards let the face through.
    fileprivate var leastArea: Float {
        switch subject {
        case .mask(let mask): mask.kind == .faceShield ? 0 : 0.2
        case .occluder(let occluder): occluder == .beard ? 0 : 0.1
        }
    }
}

extension SynthesisRecord.MadeFace {
    fileprivate init(_ face: Face, state: MaskState?) {
        self.init(
            state: state?.label, box: [face.box.x1, face.box.y1, face.box.x2, face.box.y2].map(Self.pixels),
            landmarks: (face.landmarks?.points ?? []).map { [Self.pixels($0.x), Self.pixels($0.y)] })
    }

    fileprivate mutating func take(_ recipe: SynthesisRecipe, _ laid: SynthesizedFace, state: MaskState) {
        self.state = state.label
        self.recipe = recipe
        outline = laid.outline.map { [Self.pixels($0.x), Self.pixels($0.y)] }
    }

    fileprivate mutating func describe(_ mesh: FaceMesh?, _ face: Face) {
        guard let mesh else { return }
        let head = HeadPose(mesh)
        pose = [head.yaw, head.pitch, head.roll].map(Self.tenth)
        self.mesh = mesh.points.map { [$0.x, $0.y, $0.z].map(Self.tenth) }
        disagreement = face.landmarks.map { (mesh.disagreement(with: $0) * 1000).rounded() / 1000 }
    }

    private static func tenth(_ value: Float) -> Float { (value * 10).rounded() / 10 }

    /// A hundredth of a pixel is finer than anything found.
    private static func pixels(_ value: Float) -> Float { (value * 100).rounded() / 100 }
}
