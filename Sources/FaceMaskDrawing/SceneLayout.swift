import FaceMaskCore

/// Turns a scene into marks with their labels laid out and placed.
struct SceneLayout {
    let style: AnnotationStyle
    let scene: AnnotatedScene
    let typesetter: Typesetter

    /// Labels shrink to this before they are shortened; below it no letter can be told from another.
    static let smallestFont: Float = 8
    /// The sign's side as a share of the em: the height of a capital letter (DejaVu Sans: 0.73 em).
    static let signShare: Float = 0.73
    /// Words squeezed into less than this many of the smallest ems say nothing.
    static let fewestEms: Float = 5
    /// A lone sign that is larger than this share of the picture would hide what it speaks of.
    static let largestSignShare: Float = 0.25

    /// A label's parts before it has a place.
    private struct Draft {
        var text: TextLine?
        var signSide: Float
        var padding: Float
        var width: Float
        var height: Float
    }

    /// Marks for all who can be seen, in their order. A box that is empty, not finite, or outside the picture has
    /// nothing to draw.
    func marks() -> [SightingMark] {
        let picture = Box(width: scene.width, height: scene.height)
        let seen: [(person: AnnotatedScene.Person, box: Box)] = scene.people.compactMap { person in
            let visible = person.box.clipped(toWidth: scene.width, height: scene.height)
            return person.box.isEmpty || visible.isEmpty ? nil : (person, visible.onWholePixels)
        }
        var placer = LabelPlacer(picture: picture, faces: seen.map(\.box))
        return seen.enumerated().map { index, item in
            let metrics = AnnotationMetrics(
                box: item.box, pictureWidth: scene.width, pictureHeight: scene.height)
            var mark = SightingMark(box: item.box, look: StateLook(of: item.person.state), metrics: metrics)
            mark.landmarks = visible(item.person.landmarks)
            if let draft = draft(for: item.person.words, metrics: metrics) {
                mark.label = label(draft, at: placer.place(width: draft.width, height: draft.height, atFace: index))
            }
            return mark
        }
    }

    private func visible(_ landmarks: Landmarks?) -> [Point] {
        guard style.drawsLandmarks, let landmarks else { return [] }
        let picture = Box(width: scene.width, height: scene.height)
        // A point is drawn when its centre can be seen; that leaves out what isn't a number, too.
        return landmarks.points.filter {
            $0.x >= picture.x1 && $0.x < picture.x2 && $0.y >= picture.y1 && $0.y < picture.y2
        }
    }

    /// Words and sign when both fit into the picture, else the sign, else nothing.
    private func draft(for words: String, metrics: AnnotationMetrics) -> Draft? {
        let padding = metrics.padding
        if !words.isEmpty, let text = typesetter.line(words, font: Font(size: metrics.fontSize, isBold: true)) {
            let sign = Self.signSide(for: metrics.fontSize)
            let room = Float(scene.width) - 3 * padding - sign
            if room >= Self.fewestEms * Self.smallestFont, text.fit(width: room, smallest: Self.smallestFont) {
                let side = Self.signSide(for: text.font.size)
                let draft = Draft(
                    text: text, signSide: side, padding: padding, width: 3 * padding + side + text.width,
                    height: max(text.height, side) + padding)
                if draft.height <= Float(scene.height) { return draft }
            }
        }
        let side = Self.signSide(for: Self.smallestFont)
        let draft = Draft(text: nil, signSide: side, padding: 2, width: side + 4, height: side + 4)
        let room = Float(min(scene.width, scene.height)) * Self.largestSignShare
        return draft.width <= room ? draft : nil
    }

    /// An even number of pixels, so that upright strokes in the middle of a sign are crisp.
    private static func signSide(for fontSize: Float) -> Float { (fontSize * signShare / 2).rounded() * 2 }

    private func label(_ draft: Draft, at plate: Box) -> SightingMark.Label {
        let (left, top) = (plate.x1 + draft.padding, (plate.center.y - draft.signSide / 2).rounded(.down))
        let sign = Box(x1: left, y1: top, x2: left + draft.signSide, y2: top + draft.signSide)
        let textTop = (plate.center.y - (draft.text?.height ?? 0) / 2).rounded(.down)
        return SightingMark.Label(
            plate: plate, sign: sign, text: draft.text, textCorner: Point(x: sign.x2 + draft.padding, y: textTop))
    }
}
