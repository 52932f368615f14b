package import FaceMaskCore

/// A vector drawing: coloured shapes, one over another, in their own coordinate space. It can be rendered at any size.
package struct Artwork: Sendable {
    /// An sRGB colour with an opacity; all components are 0…1.
    package struct Ink: Hashable, Sendable {
        /// Red, 0…1.
        package var red: Float
        /// Green, 0…1.
        package var green: Float
        /// Blue, 0…1.
        package var blue: Float
        /// The opacity: 0 is invisible, 1 is opaque.
        package var opacity: Float

        /// Creates a colour.
        package init(red: Float, green: Float, blue: Float, opacity: Float = 1) {
            (self.red, self.green, self.blue, self.opacity) = (red, green, blue, opacity)
        }
    }

    /// A path of lines and curves; filling closes each of its subpaths.
    package struct Path: Hashable, Sendable {
        /// A segment of a path.
        package enum Step: Hashable, Sendable {
            /// Begins a new subpath.
            case move(Point)
            case line(Point)
            /// A cubic Bézier curve: two control points, and its end.
            case curve(Point, Point, Point)
            case close
        }

        /// The segments in order.
        package var steps: [Step]

        /// Creates a path.
        package init(_ steps: [Step] = []) { self.steps = steps }
    }

    /// A shape that can be drawn.
    package indirect enum Shape: Sendable {
        case fill(Path, Ink)
        /// A line with round ends, of a width in the drawing's units.
        case stroke(Path, Ink, width: Float)
        /// The area of a path, filled with a linear gradient between two points.
        case shade(Path, from: (Point, Ink), to: (Point, Ink))
        /// Shapes that are clipped to a path.
        case clipped(Path, [Shape])
    }

    /// The shapes from bottom to top.
    package var shapes: [Shape]

    /// Creates a drawing.
    package init(_ shapes: [Shape] = []) { self.shapes = shapes }

    /// Returns the part of the drawing in `box`, in its own coordinates, as `width` × `height` pixels, anti-aliased.
    ///
    /// - Throws: `DrawingError`.
    package func rendered(_ box: Box, width: Int, height: Int) throws -> ArtPixels {
        let canvas = try Canvas(clearWidth: width, height: height, subject: "a mask")
        canvas.scale(box, width: width, height: height)
        for shape in shapes { canvas.draw(shape) }
        return ArtPixels(width: width, height: height, pixels: try canvas.words())
    }
}

/// Pixels with transparency.
package struct ArtPixels: Sendable {
    /// The width in pixels.
    package let width: Int
    /// The height in pixels.
    package let height: Int
    /// Row by row: opacity in bits 24–31, then red, green and blue, premultiplied by the opacity.
    package let pixels: [UInt32]
}
