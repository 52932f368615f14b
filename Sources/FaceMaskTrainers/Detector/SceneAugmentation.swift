internal import FaceMaskCore
internal import Foundation

/// Random crops and changes of pictures with faces, so that faces of all sizes occur at all positions and in any light.
/// Shares are probabilities, 0…1.
package struct SceneAugmentation: Codable, Hashable, Sendable {
    /// The share of inputs that are cropped around one of the faces, whose size is drawn evenly by its logarithm
    /// (data-anchor sampling of PyramidBox, Tang et al. 2018, arXiv:1803.07737). The others are cropped anywhere.
    package var aroundFace = 0.5
    /// The minimum longer side of that face, in pixels of the input.
    package var smallestFace = 9.0
    /// The maximum longer side of that face, as a share of the input's side.
    package var largestFace = 0.95
    /// The maximum enlargement of pictures: beyond it there is only blur to learn from.
    package var largestFactor = 2.5
    /// The minimum and maximum side of other crops, as a share of the picture's longer side.
    package var cuts = [0.35, 1.1]
    /// The share of crops that are rotated, since people tilt their heads.
    package var turned = 0.3
    /// The maximum rotation either way, in degrees.
    package var rotation = 25.0
    /// The share of inputs that are mosaics of four pictures (Bochkovskiy et al. 2020, arXiv:2004.10934).
    package var mosaic = 0.35
    /// The share of masked faces that are replaced by bare ones of other pictures.
    package var exchanged = 0.3
    /// The share that is compressed as JPEG, of quality 25 to 90.
    package var compressed = 0.15
    /// The share that is blurred by defocus or motion.
    package var blurred = 0.12
    /// The share that gets noise, of a standard deviation up to 14 levels.
    package var noisy = 0.12
    /// The share whose exposure, contrast, colours and light change.
    package var relit = 0.5
    /// The share whose colours are partly or completely removed.
    package var grey = 0.1

    /// Creates the augmentation of the default recipe.
    package init() {}

    /// The minimum longer side of faces, in pixels of the input; smaller ones are ignored.
    private static let smallestLearnt: Float = 6
    /// The minimum share of a face inside the crop; faces with less are ignored.
    private static let minimumVisibleShare: Float = 0.4
    /// The minimum share of the input that a whole picture fills: nothing can be learned from the background.
    private static let minimumFill: Float = 0.85
    /// The colour outside the picture during augmentation; the network gets ``DetectorPreprocessing/background`` there.
    private static let background: (red: UInt8, green: UInt8, blue: UInt8) = (128, 128, 128)

    /// Provides data of other scenes.
    struct Others {
        /// Returns another scene, for mosaics.
        var scene: (inout SeededGenerator) throws -> LoadedScene
        /// Returns a bare face to replace a masked one; `nil` if there are none.
        var bareFace: (inout SeededGenerator) throws -> FaceSwapAugmentation?
    }

    /// Returns an input of `side` × `side` pixels made of a scene and others.
    func input(
        of scene: LoadedScene, side: Int, compress: FaceAugmentation.Compression, others: Others,
        using generator: inout SeededGenerator
    ) throws -> LoadedScene {
        var result: LoadedScene
        if happens(mosaic, &generator) {
            result = LoadedScene(
                image: Image(width: side, height: side, filledWith: Self.background), faces: [], shown: [])
            for quarter in 0..<4 {
                let part = try cut(
                    quarter == 0 ? scene : try others.scene(&generator), side: side / 2, others, &generator)
                let (x, y) = (quarter % 2 * side / 2, quarter / 2 * side / 2)
                result.image.paste(part.image, x: x, y: y)
                let origin = Box(x1: Float(-x), y1: Float(-y), x2: 0, y2: 0)
                result.faces += part.faces.map { $0.moved(from: origin, factor: 1) }
                result.shown += part.shown.map { $0.moved(x: Float(x), y: Float(y)) }
            }
        } else {
            result = try cut(scene, side: side, others, &generator)
        }
        if happens(compressed, &generator) {
            result.image = try compress(result.image, Int.random(in: 25...90, using: &generator))
        }
        if happens(blurred, &generator) { result.image = result.image.blurred(by: Blur.draw(using: &generator)) }
        if happens(relit, &generator) { result.image = result.image.relit(by: Light.draw(using: &generator)) }
        if happens(grey, &generator) {
            result.image = result.image.desaturated(by: .random(in: 0.5...1.2, using: &generator))
        }
        if happens(noisy, &generator) {
            result.image = result.image.noisy(deviation: .random(in: 2...14, using: &generator), using: &generator)
        }
        return result
    }

    /// Returns a square of the scene, possibly rotated and mirrored, with the faces in it.
    private func cut(
        _ scene: LoadedScene, side: Int, _ others: Others, _ generator: inout SeededGenerator
    ) throws -> LoadedScene {
        let region = region(of: scene, side: side, &generator)
        let degrees = happens(turned, &generator) ? Double.random(in: -rotation...rotation, using: &generator) : 0
        let across = SIMD2(Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let isMirrored = Bool.random(using: &generator)
        var result =
            degrees == 0
            ? upright(region, of: scene.image, side: side)
            : LoadedScene(
                image: scene.image.cutout(
                    of: TurnedSquare(center: region.center, side: region.width, across: across), pixels: side),
                faces: [])
        let middle = Point(x: Float(side) / 2, y: Float(side) / 2)
        result.faces = scene.faces.compactMap { face -> SceneFace? in
            var face = face.moved(from: region, factor: Float(side) / region.width)
            if degrees != 0 { face = face.turned(about: middle, to: across) }
            return kept(isMirrored ? face.mirrored(inWidth: Float(side)) : face, side: side)
        }
        if isMirrored {
            result.image = result.image.mirrored
            result.shown = result.shown.map { $0.mirrored(inWidth: Float(side)) }
        }
        let faces = result.faces
        for index in faces.indices where FaceSwapAugmentation.suits(faces[index]) && happens(exchanged, &generator) {
            let laid = try others.bareFace(&generator)?
                .lay(over: faces[index], of: &result.image, using: &generator)
            if let face = laid.flatMap({ kept($0, side: side) }) { result.faces[index] = face }
        }
        return result
    }

    /// Returns the part of the picture in a square, on the background.
    private func upright(_ region: Box, of picture: Image, side: Int) -> LoadedScene {
        let factor = Float(side) / region.width
        let seen = region.clipped(toWidth: picture.width, height: picture.height)
        let empty = Image(width: side, height: side, filledWith: Self.background)
        var result = LoadedScene(image: empty, faces: [], shown: [])
        guard !seen.isEmpty else { return result }
        let x = Int(((seen.x1 - region.x1) * factor).rounded())
        let y = Int(((seen.y1 - region.y1) * factor).rounded())
        let width = min(max(Int((seen.width * factor).rounded()), 1), side - x)
        let height = min(max(Int((seen.height * factor).rounded()), 1), side - y)
        if width > 0 && height > 0 {
            result.image.paste(picture.resized(from: seen, width: width, height: height), x: x, y: y)
            result.shown = [Box(width: width, height: height).moved(x: Float(x), y: Float(y))]
        }
        return result
    }

    /// Returns the face as far as it is visible in the input; `nil` if it isn't.
    private func kept(_ face: SceneFace, side: Int) -> SceneFace? {
        let visible = face.box.clipped(toWidth: side, height: side)
        guard !visible.isEmpty else { return nil }
        var face = face
        let isTiny = max(visible.width, visible.height) < Self.smallestLearnt
        if isTiny || visible.area < Self.minimumVisibleShare * face.box.area { face.isIgnored = true }
        face.box = visible
        return face
    }

    /// Returns a square in pixels of the picture, which may extend beyond the picture.
    private func region(of scene: LoadedScene, side: Int, _ generator: inout SeededGenerator) -> Box {
        let (width, height) = (Float(scene.image.width), Float(scene.image.height))
        let longest = max(width, height)
        let certain = scene.faces.filter { !$0.isIgnored }
        if happens(aroundFace, &generator), let face = certain.randomElement(using: &generator) {
            let wanted = exp(
                Double.random(in: log(smallestFace)...log(largestFace * Double(side)), using: &generator))
            let faceSide = max(face.box.width, face.box.height, 1)
            let least = min(Self.minimumFill * Float(side) / longest, Float(largestFactor))
            let factor = min(max(Float(wanted) / faceSide, least), Float(largestFactor))
            let length = Float(side) / factor
            func start(_ low: Float, _ high: Float) -> Float {
                let (first, last) = (high - length, low)
                return first < last
                    ? .random(in: first...last, using: &generator) : (low + high - length) / 2
            }
            let (x, y) = (start(face.box.x1, face.box.x2), start(face.box.y1, face.box.y2))
            return Box(x1: x, y1: y, x2: x + length, y2: y + length)
        }
        let share = Float(Double.random(in: cuts[0]...cuts[1], using: &generator))
        let length = max(longest * share, Float(side) / Float(largestFactor))
        func start(_ size: Float) -> Float {
            .random(in: min(size - length, 0)...max(size - length, 0), using: &generator)
        }
        let (x, y) = (start(width), start(height))
        return Box(x1: x, y1: y, x2: x + length, y2: y + length)
    }

    private func happens(_ share: Double, _ generator: inout SeededGenerator) -> Bool {
        Double.random(in: 0..<1, using: &generator) < share
    }
}
