import FaceMask
import FaceMaskSynthesis

/// Lays something on each bare face of a photo.
struct FaceMasker: Sendable {
    let settings: SynthesisSettings
    private let synthesizer = FaceSynthesizer()

    private static let attempts = 4

    init(settings: SynthesisSettings) { self.settings = settings }

    /// What was made of a photo.
    struct Made: Sendable {
        var faces: [SynthesisRecord.MadeFace]
        /// `nil` where nothing was laid on.
        var image: Image?
        /// The steps of the largest of the faces that got something.
        var steps: ExplainedSteps?
    }

    /// Candidates come by falling area.
    func made(
        of photo: SynthesisPhotos.Photo, variant: Int, _ candidates: [FaceCandidate], in image: Image, explains: Bool
    ) throws -> Made {
        var made = Made(faces: candidates.map(SynthesisRecord.MadeFace.init))
        var current = image
        // Who is larger is mostly in front: what they wear is painted last.
        for (index, candidate) in candidates.enumerated().reversed() where candidate.reason == nil {
            guard let mesh = candidate.mesh else { continue }
            var generator = settings.generator(photo: photo.relativePath, variant: variant, face: index)
            guard let (recipe, laid) = try visible(on: mesh, candidate, in: current, using: &generator) else {
                made.faces[index].reason = .hidden
                continue
            }
            made.faces[index].take(recipe, laid, state: recipe.state(by: settings.rule))
            current = laid.image
            if explains { made.steps = ExplainedSteps(photo: image, face: candidate.face, mesh: mesh, laid: laid) }
        }
        if made.faces.contains(where: { $0.recipe != nil }) { made.image = current }
        return made
    }

    /// What the generator draws, once more where too little of it would show: nobody could see how such a mask is worn.
    /// `nil` where nothing that was drawn shows.
    private func visible(
        on mesh: FaceMesh, _ candidate: FaceCandidate, in image: Image, using generator: inout SeededGenerator
    ) throws -> (SynthesisRecipe, SynthesizedFace)? {
        // Who wears a mask already, or may, still does under a hand, or with another one on the forehead.
        let choice = candidate.verdict.state == .notWorn ? settings.choice : settings.choice.rightlyWorn
        for _ in 0..<Self.attempts {
            let recipe = SynthesisRecipe.draw(choice, using: &generator)
            let laid = try synthesizer.synthesize(recipe, on: mesh, in: image)
            if laid.visibleArea >= recipe.leastArea { return (recipe, laid) }
        }
        return nil
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
    fileprivate init(_ candidate: FaceCandidate) {
        let face = candidate.face
        self.init(
            state: candidate.verdict.state?.label,
            box: [face.box.x1, face.box.y1, face.box.x2, face.box.y2].map(Self.pixels),
            landmarks: (face.landmarks?.points ?? []).map { [Self.pixels($0.x), Self.pixels($0.y)] })
        reason = candidate.reason
        describe(candidate.mesh, face)
    }

    fileprivate mutating func take(_ recipe: SynthesisRecipe, _ laid: SynthesizedFace, state: MaskState) {
        self.state = state.label
        self.recipe = recipe
        outline = laid.outline.map { [Self.pixels($0.x), Self.pixels($0.y)] }
    }

    private mutating func describe(_ mesh: FaceMesh?, _ face: Face) {
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
