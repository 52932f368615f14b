import FaceMaskCore
import FaceMaskFormats
import Foundation

/// Stores a manifest in an ONNX file's `metadata_props`: each field is an entry `facemask.<field>`, plain text for
/// strings and JSON for everything else, so that it is legible in viewers of ONNX files.
enum ONNXManifest {
    /// The prefix of the keys of FaceMask's entries; other entries are unchanged.
    static let keyPrefix = "facemask."

    /// A field of the manifest with its conversion to and from text.
    private struct Field {
        let key: String
        let text: (ModelManifest) throws -> String
        let read: (String, inout ModelManifest) throws -> Void

        static func text(_ name: String, _ path: WritableKeyPath<ModelManifest, String>) -> Field {
            Field(key: keyPrefix + name, text: { $0[keyPath: path] }, read: { $1[keyPath: path] = $0 })
        }

        static func json<Value: Codable>(_ name: String, _ path: WritableKeyPath<ModelManifest, Value>) -> Field {
            Field(
                key: keyPrefix + name,
                text: { try $0[keyPath: path].json() },
                read: { text, manifest in
                    manifest[keyPath: path] = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
                })
        }
    }

    private static var format: Field { .json("format", \.format) }

    private static var otherFields: [Field] {
        [
            .text("name", \.name),
            .text("architecture", \.architecture),
            .json("preprocessing", \.preprocessing),
            .json("labels", \.labels),
            .json("temperature", \.temperature),
            .json("thresholds", \.thresholds),
            .json("training", \.training),
            .json("metrics", \.metrics),
            .text("licence", \.licence),
        ]
    }

    /// Returns the entries for a valid manifest, sorted by key, so that equal manifests give equal files.
    static func entries(for manifest: ModelManifest) throws(ModelFileError) -> [(key: String, value: String)] {
        if let fault = manifest.fault { throw ModelFileError(.unwritable, manifest.name, "its manifest \(fault)") }
        var entries: [(key: String, value: String)] = []
        for field in [format] + otherFields {
            do {
                entries.append((field.key, try field.text(manifest)))
            } catch {
                throw ModelFileError(.unwritable, manifest.name, "its manifest's \(clause(for: error, at: field.key))")
            }
        }
        return entries.sorted { $0.key < $1.key }
    }

    /// The key of a detector's manifest, which is a single entry in JSON.
    private static let detectorKey = keyPrefix + "detector"

    /// Returns the entry for a valid manifest of a detector.
    static func entry(for manifest: DetectorManifest) throws(ModelFileError) -> (key: String, value: String) {
        if let fault = manifest.fault { throw ModelFileError(.unwritable, manifest.name, "its manifest \(fault)") }
        do {
            return (detectorKey, try manifest.json())
        } catch {
            throw ModelFileError(.unwritable, manifest.name, "its manifest's \(clause(for: error, at: detectorKey))")
        }
    }

    /// Reads a detector's manifest from an ONNX file's entries; errors call the file `name`.
    static func detector(
        from entries: [(key: String, value: String)], name: String
    ) throws(ModelFileError) -> DetectorManifest {
        let texts = entries.filter { $0.key == detectorKey }.map(\.value)
        guard let text = texts.first else {
            throw ModelFileError(.noManifest, name, "it has no entry '\(detectorKey)'")
        }
        guard texts.count == 1 else { throw ModelFileError(.faultyManifest, name, "has '\(detectorKey)' twice") }
        let manifest: DetectorManifest
        do {
            manifest = try JSONDecoder().decode(DetectorManifest.self, from: Data(text.utf8))
        } catch {
            throw ModelFileError(.faultyManifest, name, "has a bad \(clause(for: error, at: detectorKey))")
        }
        if manifest.format != DetectorManifest.currentFormat {
            throw ModelFileError(.unsupportedManifest, name, manifest.fault ?? "has format \(manifest.format)")
        }
        if let fault = manifest.fault { throw ModelFileError(.faultyManifest, name, fault) }
        return manifest
    }

    /// Reads the manifest from an ONNX file's entries; errors call the file `name`.
    static func manifest(
        from entries: [(key: String, value: String)], name: String
    ) throws(ModelFileError) -> ModelManifest {
        let own = entries.filter { $0.key.hasPrefix(keyPrefix) }
        guard !own.isEmpty else { throw ModelFileError(.noManifest, name, "it has no entry '\(keyPrefix)…'") }
        let values = Dictionary(grouping: own, by: \.key).mapValues { $0.map(\.value) }
        var manifest = blank
        // A later format may have other fields, so the format is checked before a missing field is reported.
        try read(format, from: values, into: &manifest, name: name)
        if manifest.format != ModelManifest.currentFormat {
            throw ModelFileError(.unsupportedManifest, name, manifest.fault ?? "has format \(manifest.format)")
        }
        for field in otherFields { try read(field, from: values, into: &manifest, name: name) }
        if let fault = manifest.fault { throw ModelFileError(.faultyManifest, name, fault) }
        return manifest
    }

    private static func read(
        _ field: Field, from values: [String: [String]], into manifest: inout ModelManifest, name: String
    ) throws(ModelFileError) {
        guard let texts = values[field.key] else {
            throw ModelFileError(.faultyManifest, name, "has no entry '\(field.key)'")
        }
        guard texts.count == 1 else { throw ModelFileError(.faultyManifest, name, "has '\(field.key)' twice") }
        do {
            try field.read(texts[0], &manifest)
        } catch {
            throw ModelFileError(.faultyManifest, name, "has a bad \(clause(for: error, at: field.key))")
        }
    }

    /// The initial manifest, which is overwritten field by field.
    private static var blank: ModelManifest {
        ModelManifest(
            name: "", architecture: "",
            preprocessing: Preprocessing(inputWidth: 0, inputHeight: 0, mean: [], scale: []), labels: [],
            training: .init(recipe: "", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: ""), licence: "")
    }

    private static func clause(for error: any Error, at key: String) -> String {
        "entry '\(key)' (\(JSONFault.clause(for: error)))"
    }
}
