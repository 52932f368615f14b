package import FaceMaskCore
import SwiftProtobuf

extension ONNXGraph {
    /// The version of ONNX's file format, from ONNX 1.10 of 2021: old enough for every reader in use.
    private static let intermediateVersion: Int64 = 8
    /// The version of the operators; 13 is the first whose Softmax works on one axis.
    private static let operatorVersion: Int64 = 13

    /// Returns the bytes of an ONNX file with this network and a valid manifest; equal networks give equal bytes. A
    /// network that never leaves the process may have no manifest.
    package func serialized(manifest: ModelManifest?) throws(ModelFileError) -> [UInt8] {
        try serialized(
            entries: manifest.map { manifest throws(ModelFileError) in try ONNXManifest.entries(for: manifest) } ?? [])
    }

    /// Returns the bytes of an ONNX file with this network and the manifest of a face detector.
    package func serialized(detector manifest: DetectorManifest) throws(ModelFileError) -> [UInt8] {
        try serialized(entries: [try ONNXManifest.entry(for: manifest)])
    }

    private func serialized(entries: [(key: String, value: String)]) throws(ModelFileError) -> [UInt8] {
        precondition(!graph.input.isEmpty && !graph.output.isEmpty, "the network has an input and an output")
        var model = ONNXModelProto()
        model.irVersion = Self.intermediateVersion
        model.producerName = "FaceMask"
        model.graph = graph
        var operators = ONNXOperatorSetIdProto()
        operators.domain = ""
        operators.version = Self.operatorVersion
        model.opsetImport = [operators]
        model.metadataProps = entries.map { entry in
            var property = ONNXStringStringEntryProto()
            property.key = entry.key
            property.value = entry.value
            return property
        }
        do {
            return try model.serializedBytes()
        } catch {
            throw ModelFileError(.unwritable, graph.name, "the encoder reported: \(error)")
        }
    }
}
