public import FaceMaskCore
internal import Foundation

/// Random changes to a training face that simulate photos from other sources: framed differently, small, blurred,
/// compressed, in bad light, with a mask of another colour, behind a hand. Shares are probabilities, 0…1.
public struct FaceAugmentation: Codable, Hashable, Sendable {
    /// The box's sides are multiplied by a factor from 1 − this to 1 + twice this: other detectors have wider boxes.
    public var scale = 0.12
    /// The maximum shift of the box either way, as a share of its sides.
    public var shift = 0.08
    /// The maximum rotation either way, in degrees.
    public var rotation = 20.0
    /// The share of faces that are rotated and put into perspective.
    public var turned = 0.5
    /// The maximum ratio by which one edge of the face is longer than the opposite one, minus 1.
    public var perspective = 0.15
    /// The share of faces that are scaled down and back up.
    public var lowResolution = 0.45
    /// The minimum side of the face's crop in the reduced picture, in pixels.
    public var leastSide = 12.0
    /// The same for masks worn incorrectly: in fewer pixels this isn't visible, and the network would learn to guess it
    /// for every blurred mask.
    public var leastSideWornIncorrectly = 32.0
    /// The share that is compressed as JPEG, of quality 25 to 90.
    public var compressed = 0.3
    /// The share that is blurred by defocus or motion.
    public var blurred = 0.2
    /// The share that gets noise, of a standard deviation up to 18 levels.
    public var noisy = 0.25
    /// The share whose exposure, contrast, colours and light change.
    public var relit = 0.6
    /// The share whose colours are partly or completely removed.
    public var grey = 0.12
    /// The share of masks that get another colour or pattern.
    public var recoloured = 0.3
    /// The share of bare faces that get an object other than a mask in front of the mouth.
    public var occluded = 0.12
    /// The share of bare faces that get a beard.
    public var bearded = 0.08
    /// The share of bare faces on which a mask is drawn, worn correctly or not; their state changes accordingly.
    public var drawn = 0.08

    /// Creates the augmentation of the default recipe.
    public init() {}

    /// The minimum shorter side of a face that gets a drawn mask, in pixels: on smaller ones its state isn't visible.
    private static let minimumDrawnSide: Float = 48

    /// Compresses a picture as a JPEG of a quality, 1…100, and decompresses it.
    public typealias Compression = @Sendable (_ image: Image, _ quality: Int) throws -> Image

    /// Returns the network's input for a face with random changes, and its state. Half of the faces are mirrored.
    func cutout(
        of face: FacePicture, by preprocessing: Preprocessing, compress: Compression,
        using generator: inout SeededGenerator
    ) throws -> (image: Image, state: MaskState) {
        var face = face
        if face.state != .notWorn, happens(recoloured, &generator) { face.recolourMask(using: &generator) }
        if face.state == .notWorn {
            if happens(bearded, &generator) { face.growBeard(using: &generator) }
            if happens(drawn, &generator), min(face.box.width, face.box.height) >= Self.minimumDrawnSide {
                face.drawMask(using: &generator)
            } else if happens(occluded, &generator) {
                face.occludeMouth(using: &generator)
            }
        }
        let region = preprocessing.crop(of: framed(face.box, &generator), in: face.image)
        var image: Image
        if happens(turned, &generator) {
            let turn = HeadTurn(
                degrees: either(rotation, &generator), leaning: either(perspective, &generator),
                tilting: either(perspective, &generator))
            image = face.image.turned(around: region, by: turn, limit: 2 * preprocessing.inputWidth)
        } else {
            image = face.image.resized(
                from: region, width: min(Int(region.width.rounded(.up)), 2 * preprocessing.inputWidth),
                height: min(Int(region.height.rounded(.up)), 2 * preprocessing.inputHeight))
        }
        if happens(lowResolution, &generator) {
            let least = face.state == .wornIncorrectly ? leastSideWornIncorrectly : leastSide
            image = reduced(image, to: least, &generator)
        }
        if happens(compressed, &generator) { image = try compress(image, Int.random(in: 25...90, using: &generator)) }
        image = preprocessing.cutout(of: Box(width: image.width, height: image.height), from: image)
        if happens(blurred, &generator) { image = image.blurred(by: Blur.draw(using: &generator)) }
        if happens(relit, &generator) { image = image.relit(by: Light.draw(using: &generator)) }
        if happens(grey, &generator) { image = image.desaturated(by: .random(in: 0.5...1.2, using: &generator)) }
        if happens(noisy, &generator) {
            image = image.noisy(deviation: .random(in: 2...18, using: &generator), using: &generator)
        }
        return (Bool.random(using: &generator) ? image.mirrored : image, face.state)
    }

    /// Returns the network's input for a face as in detection.
    static func plainCutout(of face: FacePicture, by preprocessing: Preprocessing) -> Image {
        preprocessing.cutout(ofFace: face.box, in: face.image)
    }

    private func framed(_ box: Box, _ generator: inout SeededGenerator) -> Box {
        let factor = Float(1 + .random(in: -scale...(2 * scale), using: &generator))
        let stretch = Float(1 + either(scale / 2, &generator))
        let (width, height) = (box.width * factor * stretch, box.height * factor / stretch)
        let x = box.center.x + box.width * Float(either(shift, &generator))
        let y = box.center.y + box.height * Float(either(shift, &generator))
        return Box(x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2)
    }

    /// Draws sides evenly by their logarithm, so that half and twice are equally likely.
    private func reduced(_ image: Image, to least: Double, _ generator: inout SeededGenerator) -> Image {
        let longer = Double(max(image.width, image.height))
        guard longer > least else { return image }
        let side = exp(Double.random(in: log(least)...log(longer), using: &generator))
        func pixels(_ size: Int) -> Int { max(Int((Double(size) * side / longer).rounded()), 4) }
        return image.resized(width: pixels(image.width), height: pixels(image.height))
    }

    private func happens(_ share: Double, _ generator: inout SeededGenerator) -> Bool {
        Double.random(in: 0..<1, using: &generator) < share
    }

    private func either(_ range: Double, _ generator: inout SeededGenerator) -> Double {
        .random(in: -range...range, using: &generator)
    }
}

/// A face in a picture, to be modified.
struct FacePicture {
    var image: Image
    /// The box in pixels of the picture.
    var box: Box
    /// The landmarks in pixels of the picture; `nil` if unknown: then nothing is drawn on the face.
    var landmarks: Landmarks?
    var state: MaskState
}
