import FaceMaskCore

/// Turns a scene into marks with their labels laid out and placed.
struct SceneLayout {
    let style: AnnotationStyle
    let scene: Scene
    let typesetter: Typesetter

    /// Labels shrink to this before they are shortened; below it no letter can be told from another.
    static let smallestFont: Float = 8
    /// The sign's side as a share of the em: the height of a capital letter (DejaVu Sans: 0.73 em).
    static let signShare: Float = 0.73

    /// A label's parts before it has a place.
    private struct Draft {
        var text: TextLine?
        var signSide: Float
        var padding: Float
        var width: Float
        var height: Float
    }

    /// Marks for all sightings that can be seen, in their order. A box that is empty, not finite, or outside the
    /// picture has nothing to draw.
    func marks() -> [SightingMark] {
        let picture = Box(width: scene.width, height: scene.height)
        let seen: [(sighting: Sighting, box: Box)] = scene.sightings.compactMap { sighting in
            let box = sighting.face.box
            let visible = box.clipped(toWidth: scene.width, height: scene.height)
            return box.isEmpty || visible.isEmpty ? nil : (sighting, visible.onWholePixels)
        }
        var placer = LabelPlacer(picture: picture, faces: seen.map(\.box))
        return seen.enumerated().map { index, item in
            let metrics = AnnotationMetrics(
                box: item.box, pictureWidth: scene.width, pictureHeight: scene.height)
            var mark = SightingMark(box: item.box, look: StateLook(of: item.sighting.verdict.state), metrics: metrics)
            mark.landmarks = landmarks(of: item.sighting.face)
            if let draft = draft(for: item.sighting.verdict, metrics: metrics) {
                mark.label = label(draft, at: placer.place(width: draft.width, height: draft.height, atFace: index))
            }
            return mark
        }
    }

    private func landmarks(of face: Face) -> [Point] {
        guard style.drawsLandmarks, let landmarks = face.landmarks else { return [] }
        let picture = Box(width: scene.width, height: scene.height)
        // A point is drawn when its centre can be seen; that leaves out what isn't a number, too.
        return landmarks.points.filter {
            $0.x >= picture.x1 && $0.x < picture.x2 && $0.y >= picture.y1 && $0.y < picture.y2
        }
    }

    /// Words and sign when both fit into the picture, else the sign, else nothing.
    private func draft(for verdict: Verdict, metrics: AnnotationMetrics) -> Draft? {
        let padding = metrics.padding
        let words = style.label(verdict)
        if !words.isEmpty, let text = typesetter.line(words, font: Font(size: metrics.fontSize, isBold: true)) {
            let sign = (metrics.fontSize * Self.signShare).rounded()
            let room = Float(scene.width) - 3 * padding - sign
            if room > 0, text.fit(width: room, smallest: Self.smallestFont) {
                let side = min(sign, (text.font.size * Self.signShare).rounded())
                let draft = Draft(
                    text: text, signSide: side, padding: padding, width: 3 * padding + side + text.width,
                    height: max(text.height, side) + padding)
                if draft.height <= Float(scene.height) { return draft }
            }
        }
        let side = (Self.smallestFont * Self.signShare).rounded()
        let draft = Draft(text: nil, signSide: side, padding: 2, width: side + 4, height: side + 4)
        // A sign that fills most of the picture would hide what it speaks of.
        return min(scene.width, scene.height) >= 2 * Int(draft.width) ? draft : nil
    }

    private func label(_ draft: Draft, at plate: Box) -> SightingMark.Label {
        let sign = Box(
            x1: plate.x1 + draft.padding, y1: plate.center.y - draft.signSide / 2,
            x2: plate.x1 + draft.padding + draft.signSide, y2: plate.center.y + draft.signSide / 2)
        let textTop = (plate.center.y - (draft.text?.height ?? 0) / 2).rounded(.down)
        return SightingMark.Label(
            plate: plate, sign: sign, text: draft.text, textCorner: Point(x: sign.x2 + draft.padding, y: textTop))
    }
}
