import FaceMask
import FaceMaskDetection
import Foundation
import Testing

struct PhotoTests {
    /// The lines of the README, unchanged.
    @Test func threeLinesDetectMasks() async throws {
        let url = Portrait.url
        let detector = try await MaskDetector.load()
        let image = try Image(contentsOf: url)
        let faces = try await detector.faces(in: image)
        #expect(faces.map(\.verdict.state) == [.notWorn])
    }

    @Test func aFileGivesTheResultOfItsPicture() async throws {
        let detector = try await Detectors.photo
        let result = try await detector.photo(at: Portrait.url)
        #expect(result.source == Portrait.url.path(percentEncoded: false))
        #expect((result.width, result.height) == (512, 512))
        #expect(try await result.sightings == detector.faces(in: Portrait.image))
        await #expect(throws: MediaError.self) { try await detector.photo(at: URL(filePath: "/no/such/photo.jpg")) }
    }

    @Test func stagesTakeTime() async throws {
        let analysis = try await Detectors.photo.analyze(Portrait.image)
        #expect(analysis.times.detection > .zero && analysis.times.classification > .zero)
        let empty = try await Detectors.photo.analyze(Image(width: 64, height: 64))
        #expect(empty.sightings.isEmpty && empty.times.detection > .zero)
    }

    /// Measurements of the single steps measure the same as the whole.
    @Test func separateStagesGiveTheSameResult() async throws {
        let detector = try await Detectors.photo
        let image = try Portrait.image
        let whole = try await detector.faces(in: image)
        let faces = try await detector.detectedFaces(in: image)
        #expect(faces == whole.map(\.face))
        let probabilities = try await detector.probabilities(of: detector.cutouts(of: faces, in: image))
        #expect(probabilities == whole.map(\.verdict.probabilities))
        let runs = try await detector.detectorRunCount(for: image)
        let inputs = detector.detectorInputs(for: image, count: runs)
        #expect(inputs.count == runs)
        for input in inputs {
            #expect(input.shape.count == 4)
            // [1, height, width, 3]
            let picture = input.picture
            #expect(picture.height <= input.shape[1] && picture.width <= input.shape[2])
        }
    }

    /// Exact results, and those for a single photo, come from the file in 32-bit floats on every machine.
    @Test(arguments: [(false, false), (false, true), (true, true)])
    func theExactClassifierUsesFloats(forMany: Bool, isExact: Bool) throws {
        #expect(try ModelLocator.classifier(forMany: forMany, isExact: isExact) == ModelLocator.defaultClassifier())
    }
}

struct CropTests {
    /// The crop that detection makes, in the picture's own pixels.
    private func crop(of face: Face, in image: Image, margin: Float) -> Image {
        let box = face.box.expanded(by: margin).clipped(toWidth: image.width, height: image.height)
        let (x1, y1) = (Int(box.x1.rounded(.down)), Int(box.y1.rounded(.down)))
        let (x2, y2) = (Int(box.x2.rounded(.up)), Int(box.y2.rounded(.up)))
        var crop = Image(width: x2 - x1, height: y2 - y1)
        for y in 0..<crop.height {
            for x in 0..<crop.width { crop[x, y] = image[x1 + x, y1 + y] }
        }
        return crop
    }

    @Test func aCropGetsTheVerdictOfItsFace() async throws {
        let detector = try await Detectors.photo
        let image = try Portrait.image
        let whole = try #require(try await detector.faces(in: image).first)
        let crop = crop(of: whole.face, in: image, margin: detector.manifest.preprocessing.cropMargin)
        let verdict = try await detector.verdict(onCrop: crop)
        #expect(verdict.state == whole.verdict.state)
        // The crop's edges are rounded to whole pixels.
        for (state, probability) in whole.verdict.probabilities {
            #expect(abs(verdict.probabilities[state, default: -1] - probability) < 0.02)
        }
        #expect(try await detector.verdicts(onCrops: [crop, crop]).map(\.state) == [verdict.state, verdict.state])
        #expect(try await detector.verdicts(onCrops: []).isEmpty)
    }

    /// The threshold for the size of a face doesn't apply to crops.
    @Test func aSmallCropGetsAVerdict() async throws {
        let detector = try await Detectors.photo
        let verdict = try await detector.verdict(onCrop: Image(width: 1, height: 1))
        #expect(abs(verdict.probabilities.values.reduce(0, +) - 1) < 1e-4)
    }
}

struct ImageDataTests {
    @Test func bytesGiveThePictureOfTheirFile() throws {
        let data = try Data(contentsOf: Portrait.url)
        #expect(try Image(data: data) == Portrait.image)
    }

    @Test(
        arguments: [
            ([], .empty, "nothing"), (Array("hello, world".utf8), .notAPicture, "text"),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], .truncated, "the beginning of a JPEG"),
        ] as [([UInt8], MediaError.Code, String)])
    func otherBytesAreReported(bytes: [UInt8], code: MediaError.Code, reason: String) {
        let error = #expect(throws: MediaError.self) { try Image(data: Data(bytes)) }
        #expect(error?.code == code, "\(reason): \(String(describing: error))")
        #expect(error?.description.contains("'image data'") == true && error?.category == .badData)
    }
}
