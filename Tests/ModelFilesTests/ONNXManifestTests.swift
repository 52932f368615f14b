import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskModelFiles

@Suite struct ONNXManifestTests {
    private func manifest(with changes: [String: String?]) throws -> ModelManifest {
        var entries = try ONNXManifest.entries(for: awkwardManifest)
        for (field, value) in changes {
            let key = "facemask." + field
            entries.removeAll { $0.key == key }
            if let value { entries.append((key, value)) }
        }
        return try ONNXManifest.manifest(from: entries, name: "a.onnx")
    }

    @Test func everyFieldIsPreserved() throws {
        let manifest = try manifest(with: [:])
        #expect(manifest == awkwardManifest)
        #expect(manifest.training.seed == .max)
    }

    @Test func everyFieldHasItsEntrySortedByKey() throws {
        let keys = try ONNXManifest.entries(for: awkwardManifest).map(\.key)
        let fields = Mirror(reflecting: awkwardManifest).children.compactMap(\.label)
        #expect(keys == fields.map { "facemask." + $0 }.sorted())
    }

    @Test(arguments: [
        ("name", "42", "text stays as it is"),
        ("architecture", awkwardManifest.architecture, "whatever it holds"),
        ("licence", "", "also when empty"),
        ("format", "1", "numbers are JSON"),
        ("labels", #"["with_mask","without_mask","mask_weared_incorrect"]"#, "so are lists"),
        ("thresholds", #"{"minimumFaceSide":24.5,"minimumProbability":0.6}"#, "parts are sorted"),
        ("temperature", "1.7320508", "the shortest text that gives the same number"),
    ])
    func entriesAreLegible(field: String, text: String, reason: String) throws {
        let entries = try ONNXManifest.entries(for: awkwardManifest)
        #expect(entries.first { $0.key == "facemask." + field }?.value == text, "\(reason)")
    }

    @Test(
        arguments: [
            ("labels", nil, "has no entry 'facemask.labels'"),
            ("format", nil, "has no entry 'facemask.format'"),
            ("licence", nil, "has no entry 'facemask.licence'"),
            ("labels", "with_mask", "has a bad entry 'facemask.labels' (the value is not valid)"),
            ("labels", "", "has a bad entry 'facemask.labels' (the value is not valid)"),
            ("labels", "[1, 2]", "has a bad entry 'facemask.labels' (at 'Index 0': the value has the wrong type)"),
            ("labels", #"["with_mask"]"#, "names 1 label(s), but two or more are needed"),
            ("labels", #"["with_mask", "cat"]"#, "has the unknown label 'cat'"),
            ("labels", #"["mask", "with_mask"]"#, "names a label twice"),
            ("temperature", "-1", "has the temperature -1.0"),
            ("temperature", "null", "has a bad entry 'facemask.temperature' (the value has the wrong type)"),
            ("temperature", "NaN", "has a bad entry 'facemask.temperature' (the value is not valid)"),
            ("format", "1.5", "has a bad entry 'facemask.format' (the value is not valid)"),
            ("thresholds", "{}", "has a bad entry 'facemask.thresholds' ('minimumProbability' is missing)"),
        ] as [(String, String?, String)])
    func faultsAreNamed(field: String, value: String?, reason: String) throws {
        #expect(throws: ModelFileError(.faultyManifest, "a.onnx", reason)) { try manifest(with: [field: value]) }
    }

    @Test func aLaterFormatIsReportedBeforeMissingFields() {
        #expect(throws: ModelFileError(.unsupportedManifest, "a.onnx", "has format 2, but this version reads 1")) {
            try manifest(with: ["format": "2", "labels": nil, "temperature": "warm"])
        }
    }

    @Test func aDuplicateEntryIsAFault() throws {
        let entries = try ONNXManifest.entries(for: awkwardManifest)
        #expect(throws: ModelFileError(.faultyManifest, "a.onnx", "has 'facemask.architecture' twice")) {
            try ONNXManifest.manifest(from: entries + [entries[0]], name: "a.onnx")
        }
    }

    @Test func otherEntriesAreIgnored() throws {
        let entries = try ONNXManifest.entries(for: awkwardManifest) + [("author", "someone"), ("author", "twice")]
        #expect(try ONNXManifest.manifest(from: entries, name: "a.onnx") == awkwardManifest)
        #expect(throws: ModelFileError(.noManifest, "a.onnx", "it has no entry 'facemask.…'")) {
            try ONNXManifest.manifest(from: [("author", "someone")], name: "a.onnx")
        }
    }

    @Test func numbersThatJSONLacksAreRefused() {
        var manifest = awkwardManifest
        manifest.metrics["loss"] = .nan
        #expect(throws: ModelFileError.self) { try ONNXManifest.entries(for: manifest) }
    }
}
