public import FaceMaskCore

/// A face detector and a mask classifier, which analyse pictures and the frames of videos.
public struct FrameAnalyzer: Sendable {
    let detector: any FaceDetecting
    let classifier: any MaskClassifying
    /// The score from which most of the detector's faces are faces, 0…1. Weaker ones are reported, too, if the detector
    /// does so.
    public let defaultScore: Float

    /// Creates an analyzer.
    public init(detector: any FaceDetecting, classifier: any MaskClassifying, defaultScore: Float = 0.5) {
        self.detector = detector
        self.classifier = classifier
        self.defaultScore = defaultScore
    }

    /// Detects the faces in `image` and classifies each of them.
    public func analyze(_ image: Image) async throws -> ImageAnalysis {
        try await classify(detectedFaces(in: image), in: image)
    }

    /// Detects the faces in `image`.
    package func detectedFaces(in image: Image) async throws -> DetectedFaces {
        try await DetectedFaces { try await detector.faces(in: image) }
    }

    private func classify(_ detected: DetectedFaces, in image: Image) async throws -> ImageAnalysis {
        try await detected.classified { try await classifier.verdicts(on: $0, in: image) }
    }

    /// Classifies the faces of a frame, if it is to be analyzed, and takes their appearance.
    func classify(_ detected: DetectedFrame) async throws -> AnalyzedFrame {
        let frame = detected.frame
        guard let faces = detected.faces else { return AnalyzedFrame(frame: frame, sightings: nil) }
        var analysis = try await classify(faces, in: frame.image)
        for index in analysis.sightings.indices {
            analysis.sightings[index].appearance = Appearance(of: analysis.sightings[index].face.box, in: frame.image)
        }
        return AnalyzedFrame(frame: frame, sightings: analysis.sightings, times: analysis.times)
    }
}

/// A frame between the two networks.
struct DetectedFrame: Sendable {
    var frame: Frame
    /// The faces in the frame; `nil` if it isn't to be analyzed.
    var faces: DetectedFaces?

    init(_ frame: Frame, faces: DetectedFaces? = nil) { (self.frame, self.faces) = (frame, faces) }
}
