/// Finds faces in pictures.
public protocol FaceDetecting: Sendable {
    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    func faces(in image: Image) async throws -> [Face]
}

/// Says of faces how they wear their mask.
public protocol MaskClassifying: Sendable {
    /// Returns one verdict for each of `faces`, in their order; all faces of a picture are one batch.
    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict]
}
