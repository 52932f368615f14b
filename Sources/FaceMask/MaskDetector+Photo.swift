internal import FaceMaskClassification
public import FaceMaskAnalysis
public import FaceMaskCore
public import FaceMaskMedia
public import Foundation

extension MaskDetector {
    /// Reads the picture file at `url` and returns the faces in it. Boxes and landmarks are in pixels of the upright
    /// photo.
    ///
    /// - Throws: `MediaError` if the file can't be read.
    public func photo(at url: URL) async throws -> PhotoResult {
        let photo = try PictureReader().photo(url)
        let (width, height) = (photo.width, photo.height)
        let analysis = try await analyze(photo)
        let path = url.isFileURL ? url.path(percentEncoded: false) : url.absoluteString
        return PhotoResult(source: path, width: width, height: height, sightings: analysis.sightings)
    }

    /// Returns the faces in `photo` in descending order of score, with the time that each stage took. Faces are detected
    /// in the photo's overview and cropped from the photo itself. Boxes and landmarks are in pixels of the photo.
    ///
    /// - Throws: `MediaError` if there is not enough memory.
    public func analyze(_ photo: borrowing Photo) async throws -> ImageAnalysis {
        let overview = photo.overview
        let scale = (x: Float(photo.width) / Float(overview.width), y: Float(photo.height) / Float(overview.height))
        var detected = try await analyzer.detectedFaces(in: overview)
        if photo.isReduced { detected.faces = detected.faces.map { $0.scaled(x: scale.x, y: scale.y) } }
        let start = ContinuousClock.now
        let cutouts = try detected.faces.map { face in
            try manifest.preprocessing.cutout(ofFace: face.box, inWidth: photo.width, height: photo.height) {
                region throws(MediaError) in try photo.part(holding: region)
            }
        }
        let cropping = start.duration(to: .now)
        var analysis = try await detected.classified { [classifier] in
            try await classifier.verdicts(on: $0, cutouts: cutouts)
        }
        analysis.times.classification += cropping
        return analysis
    }
}

extension Face {
    fileprivate func scaled(x: Float, y: Float) -> Face {
        Face(box: box.scaled(x: x, y: y), score: score, landmarks: landmarks?.scaled(x: x, y: y))
    }
}
