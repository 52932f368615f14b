public import FaceMaskCore
internal import Foundation
internal import Inference
internal import ModelFiles

/// The networks that find faces and can be read.
public enum FaceNetwork: Hashable, Sendable {
    /// Our own (``FaceCell``), with what its file says of itself.
    case own(DetectorManifest)
    /// CenterFace (Xu et al. 2019, arXiv:1911.03599): one map at a quarter of the picture's size.
    case centerFace
    /// YuNet (Wu et al. 2023, https://doi.org/10.1007/s11633-023-1423-y): three maps, at an eighth and less.
    case yuNet

    /// Our own, when the file at `url` carries a detector's manifest; throws when that is faulty. What can't be read at
    /// all is left to the inference library to refuse.
    static func own(at url: URL) throws -> FaceNetwork? {
        do {
            return .own(try ModelFile.detectorManifest(of: url))
        } catch  where ![.faultyManifest, .unsupportedManifest].contains(error.code) {
            return nil
        }
    }

    /// Which one else these outputs belong to; `file` is what errors call it.
    static func foreign(_ outputs: [Inference.Port], file: String) throws -> FaceNetwork {
        if outputs.map({ $0.shape.count == 4 ? $0.shape[1] : nil }) == CenterFaceMaps.depths { return .centerFace }
        if outputs.map({ $0.shape.count == 3 ? $0.shape[2] : nil }) == YuNetMaps.depths { return .yuNet }
        throw InferenceError(
            code: .wrongNetwork, subject: file,
            reason: "it carries no manifest of our face detector, and its outputs "
                + "\(outputs.map(\.name).joined(separator: ", ")) are neither CenterFace's nor YuNet's")
    }

    /// Faces below it are not reported unless told otherwise; docs/design.md has the measurement.
    public var usualScore: Float {
        switch self {
        case .own: 0.6
        case .centerFace: 0.35
        case .yuNet: 0.6
        }
    }

    /// Throws unless the outputs are what the network gives for a canvas.
    func check(_ outputs: [Inference.Port], canvas: WorkingSize.Canvas, file: String) throws {
        guard case .own = self else { return }
        let expected = FaceCell.strides.map { [1, FaceCell.Channel.count, canvas.height / $0, canvas.width / $0] }
        guard outputs.map(\.shape) != expected else { return }
        throw InferenceError(
            code: .wrongNetwork, subject: file,
            reason: "its outputs have the shapes \(outputs.map { $0.shape.map { $0 ?? 0 } }), "
                + "those of our face detector are \(expected)")
    }

    /// Fills the network's input with a picture that lies at `place` on the canvas.
    func fill(_ input: inout MutableSpan<Float>, with image: Image, at place: Box, on canvas: WorkingSize.Canvas) {
        if case .own(let manifest) = self {
            let canvas = DetectorCanvas(width: canvas.width, height: canvas.height, pictureAt: place)
            return manifest.preprocessing.fill(&input, with: image, on: canvas)
        }
        // `[1, 3, height, width]`, 0…255, black beside the picture; CenterFace wants RGB, YuNet BGR.
        input.update(repeating: 0)
        let (left, top) = (Int(place.x1), Int(place.y1))
        let pixels = image.pixels.span
        let planeSize = canvas.width * canvas.height
        let planes = (0..<3).map { (self == .yuNet ? 2 - $0 : $0) * planeSize }
        for row in 0..<image.height {
            let (target, source) = ((row + top) * canvas.width + left, row * image.width * 3)
            for column in 0..<image.width {
                for channel in 0..<3 {
                    input[planes[channel] + target + column] = Float(pixels[source + column * 3 + channel])
                }
            }
        }
    }

    /// Every cell whose score is above `minimumScore` as a face in pixels of the canvas; not yet suppressed.
    func faces(
        in outputs: borrowing Outputs, canvas: WorkingSize.Canvas, above minimumScore: Float
    ) throws -> [Face] {
        let (width, height) = (canvas.width, canvas.height)
        return switch self {
        case .own: try FaceCellMaps(outputs, width: width, height: height).faces(above: minimumScore)
        case .centerFace: try CenterFaceMaps(outputs, width: width, height: height).faces(above: minimumScore)
        case .yuNet: try YuNetMaps(outputs, width: width, height: height).faces(above: minimumScore)
        }
    }
}
