internal import FaceMaskCore
internal import FaceMaskTrainers

extension Image {
    /// Draws a face's box, red where it is ignored, and its points.
    mutating func outline(_ face: SceneFace) {
        let color: (red: UInt8, green: UInt8, blue: UInt8) = face.isIgnored ? (255, 0, 0) : (0, 255, 0)
        let (left, top) = (max(Int(face.box.x1), 0), max(Int(face.box.y1), 0))
        let (right, bottom) = (min(Int(face.box.x2), width - 1), min(Int(face.box.y2), height - 1))
        guard left <= right, top <= bottom else { return }
        for x in left...right {
            self[x, top] = color
            self[x, bottom] = color
        }
        for y in top...bottom {
            self[left, y] = color
            self[right, y] = color
        }
        for point in face.landmarks?.points ?? [] where Box(width: width, height: height).isAround(point) {
            self[Int(point.x), Int(point.y)] = (255, 255, 0)
        }
    }
}

extension Box {
    fileprivate func isAround(_ point: Point) -> Bool {
        x1 <= point.x && point.x < x2 && y1 <= point.y && point.y < y2
    }
}
