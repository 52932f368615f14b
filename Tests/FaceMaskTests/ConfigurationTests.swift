import FaceMask
import Foundation
import Testing

/// Values out of range are refused when they are set, with usage errors that state the range.
struct ConfigurationTests {
    @Test(
        arguments: [
            (SearchPolicy.Detail.automatic, nil, "the defaults"), (.workingSide(32), 0, "the least values"),
            (.workingSide(8192), 1, "the greatest values"), (.smallestFace(4), 0.5, "the smallest face"),
            (.smallestFace(10_000), nil, "the largest smallest face"),
        ] as [(SearchPolicy.Detail, Float?, String)])
    func policiesInRangeAreKept(detail: SearchPolicy.Detail, score: Float?, reason: String) throws {
        let policy = try SearchPolicy(detail, minimumScore: score)
        #expect(policy.detail == detail && policy.minimumScore == score, "\(reason)")
    }

    @Test(
        arguments: [
            (SearchPolicy.Detail.workingSide(0), nil, "The working side 0 is out of range; give 32 to 8192 pixels."),
            (.workingSide(-640), nil, "The working side -640 is out of range; give 32 to 8192 pixels."),
            (.workingSide(8193), nil, "The working side 8193 is out of range; give 32 to 8192 pixels."),
            (.smallestFace(3.5), nil, "The smallest face 3.5 is out of range; give 4 to 10000 pixels."),
            (.smallestFace(.nan), nil, "The smallest face nan is out of range; give 4 to 10000 pixels."),
            (.automatic, 5, "The minimum score 5.0 is out of range; give a number from 0 to 1."),
            (.automatic, -0.1, "The minimum score -0.1 is out of range; give a number from 0 to 1."),
            (.automatic, .nan, "The minimum score nan is out of range; give a number from 0 to 1."),
        ] as [(SearchPolicy.Detail, Float?, String)])
    func otherPoliciesAreRefused(detail: SearchPolicy.Detail, score: Float?, sentence: String) {
        let error = #expect(throws: ConfigurationError.self) { try SearchPolicy(detail, minimumScore: score) }
        #expect(error?.description == sentence && error?.category == .usage)
    }

    @Test(arguments: [0, -1, 1025])
    func invalidThreadCountsAreRefused(threads: Int) {
        let error = #expect(throws: ConfigurationError.self) { try ComputeOptions(threads: threads) }
        #expect(error?.category == .usage)
        #expect(
            error?.description == "The number of threads \(threads) is out of range; give a number from 1 to 1024.")
    }

    @Test(arguments: [(0, 10), (10, 0), (-1, -1)])
    func picturesHavePixels(width: Int, height: Int) {
        let error = #expect(throws: ConfigurationError.self) { try PixelSize(width: width, height: height) }
        #expect(error?.category == .usage)
    }

    @Test func presetsHaveTheirWorkload() throws {
        #expect(MaskDetector.Configuration.photo == MaskDetector.Configuration())
        #expect(MaskDetector.Configuration.photos.workload == .batch)
        #expect(MaskDetector.Configuration.videos.purpose == .videos)
        #expect(SearchPolicy.automatic == (try SearchPolicy()))
        #expect(ComputeOptions.fast == (try ComputeOptions()))
    }

    @Test(
        arguments: [
            (nil, .shipped), ("facemask", .shipped), ("centerface", .centerFace),
            ("my.onnx", .file(URL(filePath: "my.onnx"))),
        ] as [(String?, DetectorModel)])
    func detectorsHaveNames(name: String?, model: DetectorModel) { #expect(DetectorModel(named: name) == model) }

    @Test func missingModelsAreReported() async {
        var configuration = MaskDetector.Configuration.photo
        configuration.classifier = .file(URL(filePath: "/no/such/model.onnx"))
        let error = await #expect(throws: (any Error).self) { try await MaskDetector.load(configuration) }
        #expect((error as? any UserFacingError)?.category == .noInput, "\(String(describing: error))")
    }
}
