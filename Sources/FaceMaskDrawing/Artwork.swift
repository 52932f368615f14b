package import FaceMaskCore

/// Flat art: shapes in colours, one over the other, in coordinates of their own. It becomes pixels at any size.
package struct Artwork: Sendable {
    /// An sRGB colour, its parts 0…1, with an opacity.
    package struct Ink: Hashable, Sendable {
        /// Red, 0…1.
        package var red: Float
        /// Green, 0…1.
        package var green: Float
        /// Blue, 0…1.
        package var blue: Float
        /// 0 is invisible, 1 covers.
        package var opacity: Float

        /// Creates a colour.
        package init(red: Float, green: Float, blue: Float, opacity: Float = 1) {
            (self.red, self.green, self.blue, self.opacity) = (red, green, blue, opacity)
        }
    }

    /// A line of straight and bent pieces; filling closes each part of it.
    package struct Path: Hashable, Sendable {
        /// A piece.
        package enum Step: Hashable, Sendable {
            /// Begins a new part.
            case move(Point)
            case line(Point)
            /// A Bézier curve of third degree: two points that it bends towards, and its end.
            case curve(Point, Point, Point)
            case close
        }

        /// The pieces in order.
        package var steps: [Step]

        /// Creates a path.
        package init(_ steps: [Step] = []) { self.steps = steps }
    }

    /// What is drawn.
    package indirect enum Shape: Sendable {
        case fill(Path, Ink)
        /// A line of a width in the art's unit, with round ends.
        case stroke(Path, Ink, width: Float)
        /// The area between two lines of colour, each given by a point, with a smooth change in between.
        case shade(Path, from: (Point, Ink), to: (Point, Ink))
        /// Shapes of which only what lies inside the path shows.
        case clipped(Path, [Shape])
    }

    /// From the lowest to the topmost.
    package var shapes: [Shape]

    /// Creates art.
    package init(_ shapes: [Shape] = []) { self.shapes = shapes }

    /// The part of the art in `box`, in its own coordinates, as `width` × `height` pixels, anti-aliased.
    ///
    /// - Throws: `DrawingError`.
    package func rendered(_ box: Box, width: Int, height: Int) throws -> ArtPixels {
        let canvas = try Canvas(clearWidth: width, height: height, subject: "a mask")
        canvas.scale(box, width: width, height: height)
        for shape in shapes { canvas.draw(shape) }
        return ArtPixels(width: width, height: height, pixels: try canvas.words())
    }
}

/// Pixels that may be see-through.
package struct ArtPixels: Sendable {
    /// Pixels in a row.
    package let width: Int
    /// Rows.
    package let height: Int
    /// Row by row: opacity in bits 24–31, then red, green and blue, these three multiplied by the opacity.
    package let pixels: [UInt32]
}
