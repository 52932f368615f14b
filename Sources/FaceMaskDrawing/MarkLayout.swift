import FaceMaskCore

/// Lays out the labels of marks and places them in the picture.
struct MarkLayout {
    /// The picture's width in pixels.
    let width: Int
    /// The picture's height in pixels.
    let height: Int
    let typesetter: Typesetter

    /// The minimum font size to which labels shrink before they are shortened; below it letters are illegible.
    static let smallestFont: Float = 8
    /// The sign's side as a share of the em: the height of a capital letter (DejaVu Sans: 0.73 em).
    static let signShare: Float = 0.73
    /// Text in fewer than this many of the smallest ems is incomprehensible.
    static let minimumEms: Float = 5
    /// A sign without text that is larger than this share of the picture would hide the face.
    static let largestSignShare: Float = 0.25

    /// A label's parts before it is placed.
    private struct Draft {
        var text: TextLine?
        var signSide: Float
        var padding: Float
        var width: Float
        var height: Float
    }

    /// Returns the visible marks in their order. A box that is empty, not finite or outside the picture isn't drawn.
    func placed(_ marks: [FaceMark]) -> [PlacedMark] {
        let seen: [(mark: FaceMark, box: Box)] = marks.compactMap { mark in
            let visible = mark.box.clipped(toWidth: width, height: height)
            return mark.box.isEmpty || visible.isEmpty ? nil : (mark, visible.onWholePixels)
        }
        var placer = LabelPlacer(picture: Box(width: width, height: height), faces: seen.map(\.box))
        return seen.enumerated().map { index, item in
            let metrics = AnnotationMetrics(box: item.box, pictureWidth: width, pictureHeight: height)
            var mark = PlacedMark(box: item.box, style: StateStyle(of: item.mark.state), metrics: metrics)
            mark.points = visible(item.mark.points)
            if let draft = draft(for: item.mark.label, metrics: metrics) {
                mark.label = label(draft, at: placer.place(width: draft.width, height: draft.height, atFace: index))
            }
            return mark
        }
    }

    /// Returns the points whose centres are visible, which excludes coordinates that aren't numbers.
    private func visible(_ points: [Point]) -> [Point] {
        let picture = Box(width: width, height: height)
        return points.filter { $0.x >= picture.x1 && $0.x < picture.x2 && $0.y >= picture.y1 && $0.y < picture.y2 }
    }

    /// Returns text and sign if both fit into the picture, otherwise the sign, otherwise nothing.
    private func draft(for label: String, metrics: AnnotationMetrics) -> Draft? {
        let padding = metrics.padding
        if !label.isEmpty, let text = typesetter.line(label, font: Font(size: metrics.fontSize, isBold: true)) {
            let sign = Self.signSide(for: metrics.fontSize)
            let room = Float(width) - 3 * padding - sign
            if room >= Self.minimumEms * Self.smallestFont, text.fit(width: room, smallest: Self.smallestFont) {
                let side = Self.signSide(for: text.font.size)
                let draft = Draft(
                    text: text, signSide: side, padding: padding, width: 3 * padding + side + text.width,
                    height: max(text.height, side) + padding)
                if draft.height <= Float(height) { return draft }
            }
        }
        let side = Self.signSide(for: Self.smallestFont)
        let draft = Draft(text: nil, signSide: side, padding: 2, width: side + 4, height: side + 4)
        let room = Float(min(width, height)) * Self.largestSignShare
        return draft.width <= room ? draft : nil
    }

    /// Returns an even number of pixels, so that vertical strokes in the middle of a sign are crisp.
    private static func signSide(for fontSize: Float) -> Float { (fontSize * signShare / 2).rounded() * 2 }

    private func label(_ draft: Draft, at plate: Box) -> PlacedMark.Label {
        let (left, top) = (plate.x1 + draft.padding, (plate.center.y - draft.signSide / 2).rounded(.down))
        let sign = Box(x1: left, y1: top, x2: left + draft.signSide, y2: top + draft.signSide)
        let textTop = (plate.center.y - (draft.text?.height ?? 0) / 2).rounded(.down)
        return PlacedMark.Label(
            plate: plate, sign: sign, text: draft.text, textCorner: Point(x: sign.x2 + draft.padding, y: textTop))
    }
}
