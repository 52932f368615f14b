import FaceMaskCore

/// The appearance of one curve, both in the plot and in the legend.
struct CurveStyle {
    /// Shapes as a second cue in addition to the colour.
    enum Marker: CaseIterable {
        case disc
        case square
        case diamond
        case triangle
    }

    let pen: Pen
    let marker: Marker
    let markerRadius: Float
    /// Whether all points have markers, or only isolated ones.
    let marksAllPoints: Bool

    /// The minimum distance of markers in pixels at the design size; closer ones would merge into a thick line.
    static let markerDistance: Float = 13

    /// Creates the style of the curve at index `place` of its plot, drawn in an area of the given width.
    init(of series: LinePlot.Series, place: Int, unit: Float, width: Float) {
        let index = max(series.colorIndex ?? place, 0)
        let dash: Pen.Dash =
            switch series.line {
            case .solid: .solid
            case .dashed: .dashed
            case .dotted: .dotted
            }
        // Two pixels at the design size: clearly heavier than axes and grid.
        pen = Pen(color: Color.lines[index % Color.lines.count], width: 2 * unit, dash: dash)
        marker = Marker.allCases[index % Marker.allCases.count]
        markerRadius = 3.5 * unit
        marksAllPoints = Float(series.points.count) * Self.markerDistance * unit <= width
    }

    /// Draws a marker; shapes are scaled to appear equally large.
    func drawMarker(at center: Point, on canvas: borrowing Canvas) {
        func corner(_ x: Float, _ y: Float) -> Point {
            Point(x: center.x + x * markerRadius, y: center.y + y * markerRadius)
        }
        switch marker {
        case .disc:
            canvas.fillDisc(at: center, radius: markerRadius, with: pen.color)
        case .square:
            let corners = [corner(-0.9, -0.9), corner(0.9, -0.9), corner(0.9, 0.9), corner(-0.9, 0.9)]
            canvas.fill(corners, with: pen.color)
        case .diamond:
            canvas.fill([corner(0, -1.25), corner(1.25, 0), corner(0, 1.25), corner(-1.25, 0)], with: pen.color)
        case .triangle:
            canvas.fill([corner(0, -1.2), corner(1.15, 0.85), corner(-1.15, 0.85)], with: pen.color)
        }
    }
}
