internal import FaceMaskDrawing
internal import FaceMaskCore

/// Renders a surface with its art as triangles with a depth buffer, which hides parts that face away or are behind
/// others.
struct SurfaceRenderer {
    private let surface: FaceSurface
    /// The place of each point of the grid in the art.
    private let places: [SIMD2<Float>]
    private let hair: HairRule?
    private let art: ArtPixels
    private let artBox: Box
    /// The colour of white art at each point of the grid.
    private let lights: [Float]
    private let left: Int
    private let top: Int
    private let width: Int
    private let height: Int
    /// The number of samples along each side of a pixel.
    private let samples: Int
    private let visibleCells: [Bool]

    /// The resolution of art relative to the picture, and its limit in pixels for each unit of the sheet.
    private static let artDetail: Float = 1.4
    private static let artLimit: Float = 380
    /// Smaller faces, in pixels from the eyes to the chin, are rendered with more samples for each pixel.
    private static let smallFaces: (three: Float, two: Float) = (50, 220)

    /// Returns `nil` if the art is outside the picture.
    init?(_ overlay: Overlay, lights: [Float], scale: Float, in image: Image) throws {
        surface = overlay.surface
        self.lights = lights
        samples = scale < Self.smallFaces.three ? 3 : scale < Self.smallFaces.two ? 2 : 1
        hair = overlay.hair
        places = overlay.spread == 1 ? FaceSurface.places : FaceSurface.places.map(overlay.artPlace)
        let first = overlay.artPlace(SIMD2(FaceSurface.across.lowerBound, FaceSurface.down.lowerBound))
        let last = overlay.artPlace(SIMD2(FaceSurface.across.upperBound, FaceSurface.down.upperBound))
        artBox = Box(x1: first.x, y1: first.y, x2: last.x, y2: last.y)
        let detail = min(max(scale * Self.artDetail, 40), Self.artLimit)
        art = try overlay.artwork.rendered(
            artBox, width: Int(artBox.width * detail), height: Int(artBox.height * detail))
        visibleCells = Self.cells(of: art)
        guard let part = Self.part(of: image, showing: visibleCells, of: surface) else { return nil }
        (left, top) = (Int(part.x1), Int(part.y1))
        (width, height) = (Int(part.width), Int(part.height))
    }

    func layer() -> OverlayLayer {
        let (columns, rows) = (width * samples, height * samples)
        var depths = [Float](repeating: .infinity, count: columns * rows)
        var fine = [SIMD4<Float>](repeating: SIMD4(), count: columns * rows)
        var sides = [Float](repeating: 0, count: columns * rows)
        let corners = surface.points.map { point in
            SIMD3(
                (point.x - Float(left)) * Float(samples) - 0.5, (point.y - Float(top)) * Float(samples) - 0.5,
                point.z * Float(samples))
        }
        eachTriangle(corners) { triangle, _ in
            triangle.cover(columns, rows) { index, weights in
                depths[index] = min(depths[index], triangle.depth(weights))
            }
        }
        // Parts that are less than a pixel deeper belong to the same surface.
        let tolerance = Float(samples)
        eachTriangle(corners) { triangle, isVisible in
            guard isVisible else { return }
            triangle.cover(columns, rows) { index, weights in
                guard triangle.depth(weights) <= depths[index] + tolerance else { return }
                let (place, light) = triangle.blend(weights)
                let color = artColor(at: place)
                guard color.w > fine[index].w else { return }
                fine[index] = color * SIMD4(light, light, light, 1)
                sides[index] = hair?.side(of: place) ?? 0
            }
        }
        return reduced(fine, sides)
    }

    private func reduced(_ fine: [SIMD4<Float>], _ sides: [Float]) -> OverlayLayer {
        var layer = OverlayLayer(
            left: left, top: top, width: width, height: height,
            colors: [SIMD4<Float>](repeating: SIMD4(), count: width * height),
            sides: [Float](repeating: 0, count: width * height))
        let share = 1 / Float(samples * samples)
        for row in 0..<(height * samples) {
            for column in 0..<(width * samples) {
                let from = row * width * samples + column
                let to = row / samples * width + column / samples
                layer.colors[to] += fine[from] * share
                layer.sides[to] = max(layer.sides[to], sides[from])
            }
        }
        return layer
    }

    /// Returns both triangles of every cell that faces the camera.
    @inline(__always)
    private func eachTriangle(_ corners: [SIMD3<Float>], _ body: (Triangle, Bool) -> Void) {
        let columns = FaceSurface.columns
        for row in 0..<(FaceSurface.rows - 1) {
            for column in 0..<(columns - 1) {
                let first = row * columns + column
                let isVisible = visibleCells[row * (columns - 1) + column]
                let (a, b, c, d) = (first, first + 1, first + columns, first + columns + 1)
                for indices in [(a, b, c), (b, d, c)] {
                    let triangle = Triangle(
                        corners: (corners[indices.0], corners[indices.1], corners[indices.2]),
                        places: (
                            places[indices.0], places[indices.1], places[indices.2]
                        ),
                        lights: (lights[indices.0], lights[indices.1], lights[indices.2]))
                    if triangle.area > 1e-6 { body(triangle, isVisible) }
                }
            }
        }
    }

    /// Interpolates bilinearly; the colours are premultiplied.
    private func artColor(at place: SIMD2<Float>) -> SIMD4<Float> {
        let x = min(max((place.x - artBox.x1) / artBox.width * Float(art.width) - 0.5, 0), Float(art.width) - 1.001)
        let y = min(max((place.y - artBox.y1) / artBox.height * Float(art.height) - 0.5, 0), Float(art.height) - 1.001)
        let (column, row) = (Int(x), Int(y))
        let first = row * art.width + column
        func color(_ index: Int) -> SIMD4<Float> {
            let word = art.pixels[index]
            return SIMD4(
                Float(word >> 16 & 255), Float(word >> 8 & 255), Float(word & 255), Float(word >> 24) / 255)
        }
        let upper = color(first) + (color(first + 1) - color(first)) * (x - Float(column))
        let second = first + art.width
        let lower = color(second) + (color(second + 1) - color(second)) * (x - Float(column))
        return upper + (lower - upper) * (y - Float(row))
    }

    /// Returns whether each cell of the grid has art.
    private static func cells(of art: ArtPixels) -> [Bool] {
        let (columns, rows) = (FaceSurface.columns - 1, FaceSurface.rows - 1)
        var cells = [Bool](repeating: false, count: columns * rows)
        for y in 0..<art.height {
            let row = y * rows / art.height
            for x in 0..<art.width where art.pixels[y * art.width + x] >> 24 > 0 {
                cells[row * columns + x * columns / art.width] = true
            }
        }
        return cells
    }

    private static func part(of image: Image, showing cells: [Bool], of surface: FaceSurface) -> Box? {
        var box = Box(x1: .infinity, y1: .infinity, x2: -.infinity, y2: -.infinity)
        let columns = FaceSurface.columns
        for (index, isVisible) in cells.enumerated() where isVisible {
            let first = index / (columns - 1) * columns + index % (columns - 1)
            for corner in [first, first + 1, first + columns, first + columns + 1] {
                let point = surface.points[corner]
                box = Box(
                    x1: min(box.x1, point.x), y1: min(box.y1, point.y), x2: max(box.x2, point.x),
                    y2: max(box.y2, point.y))
            }
        }
        guard !box.isEmpty else { return nil }
        let whole = Box(
            x1: (box.x1 - 4).rounded(.down), y1: (box.y1 - 4).rounded(.down), x2: (box.x2 + 4).rounded(.up),
            y2: (box.y2 + 4).rounded(.up))
        let part = whole.clipped(toWidth: image.width, height: image.height)
        return part.isEmpty ? nil : part
    }
}
