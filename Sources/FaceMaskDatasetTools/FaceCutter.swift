package import FaceMaskCore
package import FaceMaskDatasets
internal import FaceMaskDetection
package import FaceMaskInference
package import Foundation

/// Finds the faces of labelled photos.
package struct FaceCutter: Sendable {
    private let detector: FaceDetector
    /// The minimum shorter side of a face, in pixels of the photo.
    private let minimumSide: Float

    /// The shares of a picture's sides by which it is padded, one after another, if no face is found in it: the
    /// detector was trained on faces with surroundings, and finds a face that fills its picture only with some.
    private static let widenings: [Float] = [0.5, 1]
    /// The minimum score of a face in a picture without a face above the detector's own limit. The dataset states that
    /// there is one, so a large candidate is nearly always right: of 60 such faces that were checked by eye, nine in
    /// ten were, and the others filled less than `minimumShare` of the picture's shorter side.
    private static let minimumScore: Float = 0.1
    private static let minimumShare: Float = 0.2

    /// Reads the detector's network. Faces whose box has a shorter side than `minimumSide` pixels of the photo are left
    /// out.
    package init(detectorFile: URL, engine: Engine, minimumSide: Float) throws {
        detector = try FaceDetector(
            contentsOf: detectorFile, engine: engine,
            options: FaceDetector.Options(minimumScore: Self.minimumScore),
            compile: .several())
        self.minimumSide = minimumSide
    }

    /// The faces to crop from a photo, and the number of those left out.
    package struct Found: Sendable {
        /// The faces, in the order of the annotations.
        package var faces: [FoundFace] = []
        /// The number of faces that are smaller than the limit.
        package var tooSmall = 0
        /// Whether the photo has no boxes and no face was found in it.
        package var hasNoFace = false
    }

    /// Returns the largest face of a photo without boxes, or the annotated faces of one with boxes.
    package func faces(of photo: LabelledPhoto, in image: Image) async throws -> Found {
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
                    "The boxes of '\(photo.path)' can't be used: they belong to a picture with other "
                        + "proportions.")
            }
            found.faces = FoundFace.matching(
                picture.faces, boxes: boxes, with: try await detector.faces(in: image).filter(isAboveDefaultScore))
        }
        let count = found.faces.count
        found.faces.removeAll { !(min($0.box.width, $0.box.height) >= minimumSide) }
        found.tooSmall = count - found.faces.count
        return found
    }

    /// Whether `facemask detect` would report the face, whose limit is higher than this detector's.
    private func isAboveDefaultScore(_ face: Face) -> Bool { face.score >= detector.network.defaultScore }

    /// Returns the largest face or, if there is none, the most probable one in the picture and its padded copies.
    private func largestFace(in image: Image) async throws -> Face? {
        var candidates = try await detector.faces(in: image)
        for widening in Self.widenings where !candidates.contains(where: isAboveDefaultScore) {
            let left = Int((Float(image.width) * widening).rounded())
            let top = Int((Float(image.height) * widening).rounded())
            candidates += try await detector.faces(in: image.widened(left: left, top: top)).map {
                $0.moved(x: Float(-left), y: Float(-top), clippedToWidth: image.width, height: image.height)
            }
        }
        let usual = candidates.filter(isAboveDefaultScore)
        if let largest = usual.max(by: { $0.box.area < $1.box.area }) { return largest }
        let minimumSide = Float(min(image.width, image.height)) * Self.minimumShare
        return candidates.filter { min($0.box.width, $0.box.height) >= minimumSide }.max { $0.score < $1.score }
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
    /// Returns the picture with `left` more columns on either side and `top` more rows above and below, which repeat
    /// its edge pixels.
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
