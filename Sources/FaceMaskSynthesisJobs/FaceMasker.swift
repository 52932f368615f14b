internal import FaceMaskCore
internal import FaceMaskSynthesis

/// Draws an object over each bare face of a photo, by the settings.
struct FaceMasker: Sendable {
    let settings: SynthesisSettings
    private let synthesizer = FaceSynthesizer()

    /// The number of recipes that are tried for a face until one is sufficiently visible.
    private static let attempts = 4

    init(settings: SynthesisSettings) { self.settings = settings }

    /// A picture made from a photo.
    struct MaskedPhoto: Sendable {
        var faces: [SynthesisRecord.RecordedFace]
        /// The picture; `nil` if nothing was drawn.
        var image: Image?
        /// The steps of the largest face that was changed.
        var steps: ExplainedSteps?
    }

    /// Creates a picture from a photo; `candidates` are its faces in descending order of area.
    func mask(
        _ candidates: [FaceCandidate], of photo: SynthesisPhotos.Photo, variant: Int, in image: Image, explains: Bool
    ) throws -> MaskedPhoto {
        var result = MaskedPhoto(faces: candidates.map(SynthesisRecord.RecordedFace.init))
        var current = image
        // A larger face is usually in front, so its mask is painted last.
        for (index, candidate) in candidates.enumerated().reversed() where candidate.reason == nil {
            guard let mesh = candidate.mesh else { continue }
            var generator = settings.generator(photo: photo.relativePath, variant: variant, face: index)
            guard let (recipe, laid) = try visible(on: mesh, candidate, in: current, using: &generator) else {
                result.faces[index].reason = .hidden
                continue
            }
            result.faces[index].take(recipe, laid, state: recipe.state(by: settings.rule))
            current = laid.image
            if explains { result.steps = ExplainedSteps(photo: image, face: candidate.face, mesh: mesh, laid: laid) }
        }
        if result.faces.contains(where: { $0.recipe != nil }) { result.image = current }
        return result
    }

    /// Draws recipes until one is sufficiently visible: it would be unclear how a hidden mask is worn. Returns `nil` if
    /// none is.
    private func visible(
        on mesh: FaceMesh, _ candidate: FaceCandidate, in image: Image, using generator: inout SeededGenerator
    ) throws -> (SynthesisRecipe, SynthesizedFace)? {
        // A face that wears a mask, or may wear one, still does under a hand or with a second mask on the forehead.
        let choice = candidate.verdict.state == .notWorn ? settings.choice : settings.choice.correctlyWorn
        for _ in 0..<Self.attempts {
            let recipe = SynthesisRecipe.draw(choice, using: &generator)
            let laid = try synthesizer.synthesize(recipe, on: mesh, in: image)
            if laid.visibleArea >= recipe.minimumArea { return (recipe, laid) }
        }
        return nil
    }
}

extension SynthesisRecipe {
    /// The minimum visible area (`SynthesizedFace.visibleArea`): about a third of a mask under the chin, which is the
    /// smallest one. Shields and beards don't hide the face.
    fileprivate var minimumArea: Float {
        switch subject {
        case .mask(let mask): mask.kind.hidesFace ? 0.2 : 0
        case .occluder(let occluder): occluder == .beard ? 0 : 0.1
        }
    }
}

extension SynthesisRecord.RecordedFace {
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

    /// Detectors are less precise than a hundredth of a pixel.
    private static func pixels(_ value: Float) -> Float { (value * 100).rounded() / 100 }
}
