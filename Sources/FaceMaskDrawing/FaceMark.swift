package import FaceMaskCore

/// What is drawn for one face: a box in its state's colour, a label beside it, dots.
package struct FaceMark: Hashable, Sendable {
    /// Pixels of the picture.
    package var box: Box
    /// Decides the colour, the line and the sign; `nil` is unsure.
    package var state: MaskState?
    /// The label's text, in any script; with an empty one only the state's sign is drawn.
    package var label: String
    /// Marked with dots, in pixels of the picture.
    package var points: [Point]

    package init(box: Box, state: MaskState?, label: String = "", points: [Point] = []) {
        (self.box, self.state, self.label, self.points) = (box, state, label, points)
    }
}
