import FaceMaskCore
import FaceMaskDatasets
import FaceMaskDetection
import FaceMask
import Foundation
import FaceMaskInference

/// Finds the faces of labelled photos.
struct FaceCutter: Sendable {
    private let detector: FaceDetector
    /// The shorter side of a face in pixels of the photo, at least.
    private let leastSide: Float

    /// How much of its sides a picture without a found face is widened by, one after the other: a face that fills its
    /// picture is found when it has dependencies, as the detector has learnt it.
    private static let widenings: [Float] = [0.5, 1]
    /// The score with which a face counts in a picture that has none above the detector's own limit. Somebody said that
    /// there is one, so the likeliest place is right nearly always where it is large: of 60 such faces that were looked
    /// at, nine in ten were right, and the others filled less than `leastShare` of the picture's shorter side.
    private static let leastScore: Float = 0.1
    private static let leastShare: Float = 0.2

    init(detectorFile: URL, engine: Engine, least: Float) throws {
        detector = try FaceDetector(
            contentsOf: detectorFile, engine: engine,
            options: FaceDetector.Options(minimumScore: Self.leastScore),
            compile: CompileOptions(hint: .throughput, cacheFolder: CompileOptions.userCacheFolder))
        leastSide = least
    }

    /// The faces to cut out of a photo, and how many were passed over.
    struct Found: Sendable {
        var faces: [FoundFace] = []
        var tooSmall = 0
        /// Whether nobody drew a box and none was found.
        var hasNoFace = false
    }

    func faces(of photo: LabelledPhoto, in image: Image) async throws -> Found {
        var found = Found()
        switch photo.content {
        case .largestFace(let state):
            guard let face = try await largestFace(in: image) else {
                found.hasNoFace = true
                return found
            }
            found.faces = [FoundFace(state: state, box: face.box, kind: .detected, landmarks: face.landmarks)]
        case .scene(let picture):
            guard let boxes = picture.boxes(in: image) else {
                throw Failure(
                    .badData,
                    "The boxes of '\(photo.path)' are left out: they are those of a picture with other "
                        + "proportions.")
            }
            found.faces = FoundFace.matching(
                picture.faces, boxes: boxes, with: try await detector.faces(in: image).filter(isUsual))
        }
        let count = found.faces.count
        found.faces.removeAll { !(min($0.box.width, $0.box.height) >= leastSide) }
        found.tooSmall = count - found.faces.count
        return found
    }

    /// Faces are what the detector's users get: whether more of them pass a lower limit makes no difference to these.
    private func isUsual(_ face: Face) -> Bool { face.score >= detector.network.usualScore }

    /// The largest face, or, where there is none, the likeliest one of the picture and its widened copies.
    private func largestFace(in image: Image) async throws -> Face? {
        var seen = try await detector.faces(in: image)
        for widening in Self.widenings where !seen.contains(where: isUsual) {
            let left = Int((Float(image.width) * widening).rounded())
            let top = Int((Float(image.height) * widening).rounded())
            seen += try await detector.faces(in: image.widened(left: left, top: top)).map {
                $0.moved(x: Float(-left), y: Float(-top), clippedToWidth: image.width, height: image.height)
            }
        }
        let usual = seen.filter(isUsual)
        if let largest = usual.max(by: { $0.box.area < $1.box.area }) { return largest }
        let leastSide = Float(min(image.width, image.height)) * Self.leastShare
        return seen.filter { min($0.box.width, $0.box.height) >= leastSide }.max { $0.score < $1.score }
    }
}

extension Face {
    fileprivate func moved(x: Float, y: Float, clippedToWidth width: Int, height: Int) -> Face {
        func move(_ point: Point) -> Point { Point(x: point.x + x, y: point.y + y) }
        let landmarks = landmarks.map {
            Landmarks(
                leftEye: move($0.leftEye), rightEye: move($0.rightEye), nose: move($0.nose),
                leftMouth: move($0.leftMouth), rightMouth: move($0.rightMouth))
        }
        let box = Box(x1: box.x1 + x, y1: box.y1 + y, x2: box.x2 + x, y2: box.y2 + y)
        return Face(box: box.clipped(toWidth: width, height: height), score: score, landmarks: landmarks)
    }
}

extension Image {
    /// The picture with `left` columns on either side and `top` rows above and below, in the colour of its edge.
    fileprivate func widened(left: Int, top: Int) -> Image {
        var pixels: [UInt8] = []
        pixels.reserveCapacity((width + 2 * left) * (height + 2 * top) * 3)
        for y in -top..<(height + top) {
            let row = row(min(max(y, 0), height - 1))
            for _ in 0..<left { pixels += row.prefix(3) }
            pixels += row
            for _ in 0..<left { pixels += row.suffix(3) }
        }
        return Image(width: width + 2 * left, height: height + 2 * top, pixels: pixels)
    }
}
