internal import FaceMaskCore

extension WorkingSize.SearchPass {
    /// Converts a face that the network found from pixels of the canvas to pixels of the picture.
    func face(_ face: Face, in image: Image) -> Face {
        let (x, y) = (region.width / place.width, region.height / place.height)
        let moved = face.moved(x: -place.x1, y: -place.y1)
        let placed = Face(
            box: moved.box.scaled(x: x, y: y), score: face.score, landmarks: moved.landmarks?.scaled(x: x, y: y)
        ).moved(x: region.x1, y: region.y1)
        return Face(
            box: placed.box.clipped(toWidth: image.width, height: image.height), score: placed.score,
            landmarks: placed.landmarks)
    }
}

extension Face {
    /// The face moved by `x` pixels to the right and `y` pixels down.
    func moved(x: Float, y: Float) -> Face {
        let landmarks = landmarks?.map { Point(x: $0.x + x, y: $0.y + y) }
        return Face(box: box.moved(x: x, y: y), score: score, landmarks: landmarks)
    }
}
