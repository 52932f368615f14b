import FaceMaskCore

/// A mark with its label laid out and placed.
struct PlacedMark {
    /// The visible part of the face's box, in whole pixels.
    let box: Box
    let style: StateStyle
    let metrics: AnnotationMetrics
    /// `nil` if the picture is too small for one.
    var label: Label?
    var points: [Point] = []

    /// A plate in the state's colour with its sign and text.
    struct Label {
        var plate: Box
        var sign: Box
        /// `nil` if there is only room for the sign.
        var text: TextLine?
        var textCorner: Point
    }

    /// The colour of dark edges: translucent, so that they darken the photo but don't hide it.
    static let casingColor = Color.black.withOpacity(0.55)

    /// Dots are twice as wide as the line, which gives them the same visual weight.
    private var dotRadius: Float { metrics.lineWidth }

    /// Returns whether drawing can change a pixel of `tile`.
    func touches(_ tile: Box) -> Bool {
        let reach = metrics.casing + 1
        func meets(_ part: Box) -> Bool { !tile.intersection(with: part).isEmpty }
        if let label, meets(label.plate) { return true }
        let dots = points.map { Box(x1: $0.x, y1: $0.y, x2: $0.x, y2: $0.y).grown(by: dotRadius + reach) }
        if dots.contains(where: meets) { return true }
        let hollow = box.grown(by: -(metrics.lineWidth + reach))
        return meets(box.grown(by: reach)) && (hollow.isEmpty || tile.intersection(with: hollow) != tile)
    }

    /// Draws the box and the points.
    func drawFace(on canvas: borrowing Canvas) {
        drawBox(on: canvas)
        for point in points {
            canvas.fillDisc(at: point, radius: dotRadius + metrics.casing, with: Self.casingColor)
            canvas.fillDisc(at: point, radius: dotRadius, with: style.color)
        }
    }

    private func drawBox(on canvas: borrowing Canvas) {
        let line = metrics.lineWidth
        guard min(box.width, box.height) > 2 * line else { return canvas.fill(box, with: style.color) }
        // The line is just inside edges on whole pixels, so its pixels have the pure colour.
        let path = box.grown(by: -line / 2)
        canvas.stroke(path, with: Pen(color: Self.casingColor, width: line + 2 * metrics.casing))
        canvas.stroke(path, with: Pen(color: style.color, width: line, dash: style.dash))
    }

    /// Draws the label; called after all boxes are drawn, so that no line crosses it.
    func drawLabel(on canvas: borrowing Canvas) {
        guard let label else { return }
        let ink = style.color.ink
        canvas.fill(label.plate, with: style.color)
        style.sign.draw(on: canvas, in: label.sign, color: ink)
        if let text = label.text { canvas.show(text, at: label.textCorner, color: ink) }
    }
}

extension Box {
    /// Returns the box expanded on every side by `distance` pixels.
    func grown(by distance: Float) -> Box {
        Box(x1: x1 - distance, y1: y1 - distance, x2: x2 + distance, y2: y2 + distance)
    }
}
