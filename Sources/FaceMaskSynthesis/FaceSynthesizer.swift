internal import FaceMaskDrawing
package import FaceMaskCore

/// A photo with an object drawn over a face.
package struct SynthesizedFace: Sendable {
    /// The whole photo.
    package let image: Image
    /// The outline of the object, in pixels; empty if it is outside the picture.
    package let outline: [Point]
    /// Returns the object on grey: the part of the picture with this corner and size, in pixels.
    package func overlay(left: Int, top: Int, width: Int, height: Int) -> Image {
        var picture = Image(width: width, height: height, filledWith: (128, 128, 128))
        guard let layer else { return picture }
        for y in 0..<height {
            let row = Int(Float(top + y) / factor.y) - layer.top
            for x in 0..<width where (0..<layer.height).contains(row) {
                let column = Int(Float(left + x) / factor.x) - layer.left
                guard (0..<layer.width).contains(column) else { continue }
                let color = layer.colors[row * layer.width + column]
                func level(_ channel: Int) -> UInt8 { UInt8(min(max(color[channel] + 128 * (1 - color.w), 0), 255)) }
                picture[x, y] = (level(0), level(1), level(2))
            }
        }
        return picture
    }
    /// The visible area: its opaque pixels divided by the square of the distance from the eyes to the chin. It is more
    /// than 1 for a mask over nose and mouth.
    package let visibleArea: Float
    let layer: OverlayLayer?
    /// The size of a pixel of the layer in pixels of the photo.
    var factor = SIMD2<Float>(1, 1)
}

/// Draws masks and other objects over bare faces. The first face takes some tenths of a second longer. It may be used
/// from several threads at once.
package struct FaceSynthesizer: Sendable {
    /// How far the outline may deviate from the edge, as a fraction of the face's size.
    private static let outlineTolerance: Float = 0.012

    /// The minimum opacity of a visible part of a translucent object.
    private static let minimumOpacity: Float = 0.03

    /// The maximum size at which faces are drawn, in pixels from the eyes to the chin: the art has no finer detail, and
    /// memory grows with the area. Larger faces are drawn reduced.
    private let largestScale: Float

    /// Creates a synthesizer.
    package init() { largestScale = 640 }

    init(largestScale: Float) { self.largestScale = largestScale }

    /// Draws the object of `recipe` over the face of `mesh` in `image`. The same arguments always give the same pixels.
    ///
    /// - Throws: `DrawingError` if the art can't be drawn.
    package func synthesize(_ recipe: SynthesisRecipe, on mesh: FaceMesh, in image: Image) throws -> SynthesizedFace {
        let step = HeadPose(mesh).scale / largestScale
        guard step > 1 else { return try laid(recipe, on: mesh, in: image, into: image, factor: SIMD2(1, 1)) }
        let small = image.resized(
            width: max(Int(Float(image.width) / step), 1), height: max(Int(Float(image.height) / step), 1))
        let factor = SIMD2(
            Float(image.width) / Float(small.width), Float(image.height) / Float(small.height))
        let smallMesh = FaceMesh(points: mesh.points.map { $0 / SIMD3(factor, factor.x) }, presence: mesh.presence)
        return try laid(recipe, on: smallMesh, in: small, into: image, factor: factor)
    }

    /// Draws for `image` and composites the result into `photo`, which is larger by `factor`.
    private func laid(
        _ recipe: SynthesisRecipe, on mesh: FaceMesh, in image: Image, into photo: Image, factor: SIMD2<Float>
    ) throws -> SynthesizedFace {
        var generator = SeededGenerator(seed: recipe.seed)
        let face = FittedFace(mesh, isTented: recipe.subject.isWornCorrectly)
        let (pose, light) = (face.pose, FaceLight(of: image, face.surface, mesh: mesh))
        let white = light.white * recipe.exposure
        let person = PersonColors(
            skin: light.skin / white, clothes: clothesColor(below: face, in: image).map { $0 / white })
        let overlay = overlay(recipe, on: face, person, &generator)
        let lights = lights(on: overlay, light, white: white)
        guard let renderer = try SurfaceRenderer(overlay, lights: lights, scale: pose.scale, in: image) else {
            return SynthesizedFace(image: photo, outline: [], visibleArea: 0, layer: nil)
        }
        let compositor = OverlayCompositor(
            light: light, grain: PhotoGrain(of: image, face.surface), scale: pose.scale)
        let (layer, shadow) = compositor.fitted(renderer.layer(), overlay, in: image)
        let outline = layer.outline(
            above: overlay.isSheer ? Self.minimumOpacity : 0.5,
            tolerance: max(pose.scale * Self.outlineTolerance, 0.75))
        return SynthesizedFace(
            image: compositor.composed(layer, shadow: shadow, in: photo, factor: factor, using: &generator),
            outline: outline.map { Point(x: $0.x * factor.x, y: $0.y * factor.y) },
            visibleArea: Float(layer.colors.count { $0.w > 0.5 }) / (pose.scale * pose.scale), layer: layer,
            factor: factor)
    }

    private func overlay(
        _ recipe: SynthesisRecipe, on face: FittedFace, _ person: PersonColors, _ generator: inout SeededGenerator
    ) -> Overlay {
        let maker = OverlayMaker()
        return switch recipe.subject {
        case .mask(let mask): maker.overlay(mask, on: face, using: &generator)
        case .occluder(let occluder):
            maker.overlay(occluder, of: person, on: face, using: &generator)
        }
    }

    /// Returns the mean colour of the shoulders, 0…255 each; `nil` if they are outside the photo.
    private func clothesColor(below face: FittedFace, in image: Image) -> SIMD4<Float>? {
        let eyes = face.pose.place(SIMD3())
        var (sum, count) = (SIMD4<Float>(), Float(0))
        for place: SIMD2<Float> in [[-1.25, 2.1], [1.25, 2.1], [-0.9, 2.3], [0.9, 2.3]] {
            let (x, y) = (eyes.x + place.x * face.pose.scale, eyes.y + place.y * face.pose.scale)
            guard x >= 0, y >= 0, x < Float(image.width), y < Float(image.height) else { continue }
            let color = image[Int(x), Int(y)]
            sum += SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0)
            count += 1
        }
        return count > 0 ? sum / count : nil
    }

    /// Returns the brightness of art at each point of the surface, as a factor: art is drawn for white light.
    private func lights(on overlay: Overlay, _ light: FaceLight, white: Float) -> [Float] {
        let factor = white / 255
        return overlay.surface.points.indices.map { index in
            guard overlay.isShaded else { return factor }
            return factor
                * light.brightness(
                    at: overlay.surface.points[index], normal: overlay.surface.normals[index],
                    baseNormal: overlay.base.normals[index])
        }
    }
}

extension SynthesisRecipe.Subject {
    fileprivate var isWornCorrectly: Bool {
        if case .mask(let mask) = self { mask.way == .correct && mask.kind.hidesFace } else { false }
    }
}
