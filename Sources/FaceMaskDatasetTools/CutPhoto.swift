internal import FaceMask
internal import FaceMaskCore
internal import FaceMaskDatasets
internal import Foundation

/// The crops of one photo, and counts of what was left out.
struct CutPhoto: Sendable {
    let photo: LabelledPhoto
    private(set) var crops: [FaceCrop] = []
    private(set) var fingerprint: PhotoFingerprint?
    private(set) var tooSmall = 0
    private(set) var hasNoFace = false
    private(set) var excluded = 0
    private(set) var relabelled = 0
    /// The hashes and paths in the lists of decisions that applied to it.
    private(set) var usedDecisions: Set<String> = []
    private(set) var failure: Failure?

    /// Crops the photo's faces and writes them to the folder. An error becomes the `failure`.
    ///
    /// - Throws: `CancellationError` only.
    init(_ photo: LabelledPhoto, cutter: FaceCutter, folder: CropSetFolder, decisions: CropDecisions) async throws {
        self.photo = photo
        do {
            let hash = SHA256.hexadecimal(of: try Data(contentsOf: photo.url))
            if let subject = decisions.exclusion(of: [hash, photo.path]) {
                usedDecisions.insert(subject)
                excluded = 1
                return
            }
            let image = try Image(contentsOf: photo.url)
            let found = try await cutter.faces(of: photo, in: image)
            tooSmall = found.tooSmall
            hasNoFace = found.hasNoFace
            var faces: [PerceptualHash] = []
            for (index, face) in found.faces.enumerated() {
                let decision = decisions.relabelling(of: [hash, photo.path])
                guard let crop = try add(face, number: index + 1, of: image, to: folder, decisions, decision) else {
                    continue
                }
                if crop.faceSide >= PhotoGroups.minimumFaceSide, face.kind != .annotated {
                    faces.append(PerceptualHash(of: image.resized(from: face.box, width: 64, height: 64)))
                }
            }
            fingerprint = PhotoFingerprint(
                path: photo.path, contentHash: hash, originalHash: photo.scene?.originalHash,
                whole: PerceptualHash(of: image), faces: faces,
                mayBeFrame: photo.scene?.mayBeFrame ?? false)
        } catch let error as CancellationError {
            throw error
        } catch {
            failure = Failure(error)
        }
    }

    private mutating func add(
        _ face: FoundFace, number: Int, of image: Image, to folder: CropSetFolder, _ decisions: CropDecisions,
        _ photoDecision: (subject: String, state: MaskState)?
    ) throws -> FaceCrop? {
        guard let cut = CropCut(of: face.box, in: image) else { return nil }
        let name = "\(photo.stem)-\(number).jpg"
        let original = "\(face.state.label)/\(name)"
        let written = try folder.write(cut.picture(from: image), as: original)
        let names = [written, original]
        if let subject = decisions.exclusion(of: names) {
            usedDecisions.insert(subject)
            excluded += 1
            try folder.remove(original)
            return nil
        }
        var crop = FaceCrop(
            file: original, state: face.state, source: photo.path, origin: photo.origin, group: 0, hash: written,
            box: cut.moved(face.box), boxKind: face.kind, landmarks: face.landmarks.map(cut.moved),
            faceSide: min(face.box.width, face.box.height))
        if let decision = decisions.relabelling(of: names) ?? photoDecision {
            usedDecisions.insert(decision.subject)
            if decision.state != crop.state {
                relabelled += 1
                crop.state = decision.state
                crop.file = "\(decision.state.label)/\(name)"
                try folder.move(original, to: crop.file)
            }
        }
        crops.append(crop)
        return crop
    }
}
