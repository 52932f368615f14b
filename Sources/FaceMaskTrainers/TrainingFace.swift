public import FaceMaskCore

/// A face to learn from or to check on.
public struct TrainingFace: Sendable {
    /// What it shows.
    public var state: MaskState
    /// Who collected its photo; origins are drawn evenly.
    public var origin: String
    /// The face's box in pixels of the picture.
    public var box: Box
    /// In pixels of the picture; `nil` where unknown.
    public var landmarks: Landmarks?
    /// Reads the picture. Called from any thread, each time the face is drawn.
    public var picture: @Sendable () throws -> Image

    /// Creates a face.
    public init(
        state: MaskState, origin: String, box: Box, landmarks: Landmarks?,
        picture: @escaping @Sendable () throws -> Image
    ) {
        self.state = state
        self.origin = origin
        self.box = box
        self.landmarks = landmarks
        self.picture = picture
    }

    func opened() throws -> FacePicture {
        FacePicture(image: try picture(), box: box, landmarks: landmarks, state: state)
    }
}
