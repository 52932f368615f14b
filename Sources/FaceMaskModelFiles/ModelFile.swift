package import FaceMaskCore
package import Foundation
import SwiftProtobuf

/// A classifier's file: an ONNX network that contains its manifest.
package struct ModelFile: Sendable {
    /// The manifest in the file; it has no ``ModelManifest/fault``.
    package let manifest: ModelManifest
    /// The whole file, to be loaded by an inference library.
    package let bytes: [UInt8]

    /// Reads a file that is already in memory; errors call it `name`.
    package init(bytes: [UInt8], name: String) throws(ModelFileError) {
        manifest = try Self.manifest(in: bytes, name: name)
        self.bytes = bytes
    }

    /// Reads the manifest of the file at `url`.
    package static func manifest(of url: URL) throws(ModelFileError) -> ModelManifest {
        try manifest(in: FileContents.mapped(url), name: url.path(percentEncoded: false))
    }

    /// Reads the manifest of a face detector's file at `url`.
    package static func detectorManifest(of url: URL) throws(ModelFileError) -> DetectorManifest {
        let name = url.path(percentEncoded: false)
        let entries = try header(of: FileContents.mapped(url), name: name).metadataProps
        return try ONNXManifest.detector(from: entries.map { (key: $0.key, value: $0.value) }, name: name)
    }

    private static func manifest(
        in bytes: some SwiftProtobufContiguousBytes & Collection<UInt8>, name: String
    ) throws(ModelFileError) -> ModelManifest {
        let entries = try header(of: bytes, name: name).metadataProps.map { (key: $0.key, value: $0.value) }
        return try ONNXManifest.manifest(from: entries, name: name)
    }

    private static func header(
        of bytes: some SwiftProtobufContiguousBytes & Collection<UInt8>, name: String
    ) throws(ModelFileError) -> ONNXModelHeaderProto {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        let header: ONNXModelHeaderProto
        do {
            header = try ONNXModelHeaderProto(serializedBytes: bytes, options: options)
        } catch {
            throw FileKind.onnx.refusal(of: Array(bytes), subject: name, reason: "it is truncated or was changed")
        }
        guard header.hasGraph else {
            throw FileKind.onnx.refusal(of: Array(bytes), subject: name, reason: "it contains no network")
        }
        return header
    }
}
