/// The zeros around a picture, on each of its sides.
package struct Padding: Hashable, Sendable {
    /// Columns to the left.
    package var left: Int
    /// Columns to the right.
    package var right: Int
    /// Rows above.
    package var top: Int
    /// Rows below.
    package var bottom: Int

    /// Creates the padding of four sides.
    package init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }
}
