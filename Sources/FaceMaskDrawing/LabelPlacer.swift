import FaceMaskCore

/// Places labels next to their boxes, inside the picture and, if possible, without covering other labels and faces.
struct LabelPlacer {
    private let picture: Box
    private let faces: [Box]
    private var taken: [Box] = []

    /// The costs of covering a pixel of the label's own face, of another face, and of another label. A covered label
    /// can't be read at all; covering another face is more misleading than covering the label's own.
    private static let ownFaceCost: Float = 1
    private static let otherFaceCost: Float = 2
    private static let labelCost: Float = 20

    /// Creates a placer for a picture in which `faces` are the visible boxes.
    init(picture: Box, faces: [Box]) {
        self.picture = picture
        self.faces = faces
    }

    /// Returns and reserves the place with the lowest cost for a label of the given size, no larger than the picture,
    /// for the face with this index.
    mutating func place(width: Float, height: Float, atFace index: Int) -> Box {
        let face = faces[index]
        let places = candidates(width: width, height: height, at: face)
        var best = (place: places[0], cost: Float.infinity)
        for place in places {
            let cost = self.cost(of: place, forFace: index)
            if cost < best.cost { best = (place, cost) }
            if cost == 0 { break }
        }
        taken.append(best.place)
        return best.place
    }

    /// Returns places in order of preference: above the box, below it, then inside it, left-aligned before
    /// right-aligned.
    private func candidates(width: Float, height: Float, at face: Box) -> [Box] {
        let tops = [face.y1 - height, face.y2, face.y1, face.y2 - height]
        let lefts = [face.x1, face.x2 - width]
        let inside = tops.filter { $0 >= picture.y1 && $0 + height <= picture.y2 }
        return (inside.isEmpty ? [face.y1] : inside).flatMap { top in
            lefts.map { left in
                let x = max(min(left, picture.x2 - width), picture.x1)
                let y = max(min(top, picture.y2 - height), picture.y1)
                return Box(x1: x, y1: y, x2: x + width, y2: y + height)
            }
        }
    }

    private func cost(of place: Box, forFace index: Int) -> Float {
        var cost: Float = 0
        for other in faces.indices {
            let price = other == index ? Self.ownFaceCost : Self.otherFaceCost
            cost += price * place.intersection(with: faces[other]).area
        }
        for label in taken { cost += Self.labelCost * place.intersection(with: label).area }
        return cost
    }
}
