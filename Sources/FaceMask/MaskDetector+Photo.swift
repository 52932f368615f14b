internal import FaceMaskClassification
public import FaceMaskCore
public import FaceMaskMedia

extension MaskDetector {
    /// Everyone seen in `photo`, by falling score, with the time that each stage took: faces are looked for in its
    /// overview, and cut out of the photo itself. Boxes and landmarks are in the photo's pixels.
    public func timedFaces(in photo: borrowing Photo) async throws -> (sightings: [Sighting], times: StageTimes) {
        let clock = ContinuousClock()
        let start = clock.now
        let (overview, width, height) = (photo.overview, photo.width, photo.height)
        let scale = (x: Float(width) / Float(overview.width), y: Float(height) / Float(overview.height))
        var faces = try await detector.faces(in: overview)
        if photo.isReduced { faces = faces.map { $0.scaled(x: scale.x, y: scale.y) } }
        let found = clock.now
        let cutouts = try faces.map { try cutout(of: $0, from: photo) }
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, cutouts: cutouts)
        let times = StageTimes(detection: found - start, classification: clock.now - found)
        return (zip(faces, verdicts).map { Sighting(face: $0, verdict: $1) }, times)
    }

    private func cutout(of face: Face, from photo: borrowing Photo) throws -> Image {
        let preprocessing = manifest.preprocessing
        let region = preprocessing.crop(of: face.box, inWidth: photo.width, height: photo.height)
        // The filter that reduces the crop reads a little more than it.
        let reach = max(
            region.width / Float(preprocessing.inputWidth), region.height / Float(preprocessing.inputHeight), 1)
        let around = Box(
            x1: region.x1 - reach - 1, y1: region.y1 - reach - 1, x2: region.x2 + reach + 1, y2: region.y2 + reach + 1)
        let part = try photo.part(holding: around)
        let (x, y) = (Float(part.x), Float(part.y))
        return preprocessing.cutout(
            of: Box(x1: region.x1 - x, y1: region.y1 - y, x2: region.x2 - x, y2: region.y2 - y), from: part.image)
    }
}

extension Face {
    fileprivate func scaled(x: Float, y: Float) -> Face {
        Face(box: box.scaled(x: x, y: y), score: score, landmarks: landmarks?.scaled(x: x, y: y))
    }
}
