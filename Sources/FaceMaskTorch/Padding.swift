/// The zeros around a picture, on each of its sides.
public struct Padding: Hashable, Sendable {
    /// Columns to the left.
    public var left: Int
    /// Columns to the right.
    public var right: Int
    /// Rows above.
    public var top: Int
    /// Rows below.
    public var bottom: Int

    /// Creates the padding of four sides.
    public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }
}
