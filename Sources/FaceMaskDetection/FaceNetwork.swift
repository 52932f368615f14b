package import FaceMaskCore
internal import Foundation
internal import FaceMaskInference
internal import FaceMaskModelFiles

/// The face detection networks that can be read.
package enum FaceNetwork: Hashable, Sendable {
    /// Our own network (``FaceCell``), with its file's manifest.
    case own(DetectorManifest)
    /// CenterFace (Xu et al. 2019, arXiv:1911.03599): one map at a quarter of the picture's size.
    case centerFace
    /// YuNet (Wu et al. 2023, https://doi.org/10.1007/s11633-023-1423-y): three maps, at an eighth and less.
    case yuNet

    /// Returns our own network if the file at `url` carries a detector's manifest; throws if that is faulty. A file that
    /// can't be read at all gives `nil`: the inference library refuses it.
    static func own(at url: URL) throws -> FaceNetwork? {
        do {
            return .own(try ModelFile.detectorManifest(of: url))
        } catch  where ![.faultyManifest, .unsupportedManifest].contains(error.code) {
            return nil
        }
    }

    /// Returns the other network that these outputs belong to. Errors call it `file`.
    static func foreign(_ outputs: [FaceMaskInference.Port], file: String) throws -> FaceNetwork {
        if outputs.map({ $0.shape.count == 4 ? $0.shape[1] : nil }) == CenterFaceMaps.depths { return .centerFace }
        if outputs.map({ $0.shape.count == 3 ? $0.shape[2] : nil }) == YuNetMaps.depths { return .yuNet }
        throw InferenceError(
            code: .wrongNetwork, subject: file,
            reason: "it carries no manifest of our face detector, and its outputs "
                + "\(outputs.map(\.name).joined(separator: ", ")) are neither CenterFace's nor YuNet's")
    }

    /// The default for the least score of reported faces; docs/measurements.md has the measurement.
    ///
    /// It belongs to the kind of network, not to a file: CenterFace and YuNet have no manifest, and the training of our
    /// own calibrates its scores to probabilities, so that one number fits every file.
    package var defaultScore: Float {
        switch self {
        case .own: 0.6
        case .centerFace: 0.35
        case .yuNet: 0.6
        }
    }

    /// Throws unless the outputs have the shapes that the network emits for a canvas.
    func check(_ outputs: [FaceMaskInference.Port], canvas: WorkingSize.Canvas, file: String) throws {
        guard case .own = self else { return }
        let expected = FaceCell.strides.map { [1, FaceCell.Channel.count, canvas.height / $0, canvas.width / $0] }
        guard outputs.map(\.shape) != expected else { return }
        throw InferenceError(
            code: .wrongNetwork, subject: file,
            reason: "its outputs have the shapes \(outputs.map { $0.shape.map { $0 ?? 0 } }), "
                + "those of our face detector are \(expected)")
    }

    /// Fills the network's input with a picture at `place` on the canvas.
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

    /// Returns a face for every cell whose score is above `minimumScore`, in pixels of the canvas, not yet suppressed.
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
