package import FaceMaskCore

/// The mark of one face: a box in its state's colour, a label next to it, and dots.
package struct FaceMark: Hashable, Sendable {
    /// The box, in pixels of the picture.
    package var box: Box
    /// The state, which determines colour, line and sign; `nil` is unsure.
    package var state: MaskState?
    /// The label's text, in any script; if it is empty, only the state's sign is drawn.
    package var label: String
    /// The points that are marked with dots, in pixels of the picture.
    package var points: [Point]

    package init(box: Box, state: MaskState?, label: String = "", points: [Point] = []) {
        (self.box, self.state, self.label, self.points) = (box, state, label, points)
    }
}
