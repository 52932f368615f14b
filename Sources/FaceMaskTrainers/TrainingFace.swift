package import FaceMaskCore

/// A face for training or validation.
package struct TrainingFace: Sendable {
    /// The mask state of the face.
    package var state: MaskState
    /// The collection that its photo is from; origins are drawn evenly.
    package var origin: String
    /// The face's box in pixels of the picture.
    package var box: Box
    /// In pixels of the picture; `nil` if unknown.
    package var landmarks: Landmarks?
    /// Reads the picture. Called on any thread, each time the face is drawn.
    package var picture: @Sendable () throws -> Image

    /// Creates a face.
    package init(
        state: MaskState, origin: String, box: Box, landmarks: Landmarks?,
        picture: @escaping @Sendable () throws -> Image
    ) {
        self.state = state
        self.origin = origin
        self.box = box
        self.landmarks = landmarks
        self.picture = picture
    }

    func loaded() throws -> FacePicture {
        FacePicture(image: try picture(), box: box, landmarks: landmarks, state: state)
    }
}
