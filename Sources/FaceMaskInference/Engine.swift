internal import FaceMaskCOpenVINO
package import Foundation
internal import Synchronization

/// The inference library OpenVINO, which reads networks. Creating an engine takes some milliseconds; one for each
/// process is enough.
package final class Engine: Sendable {
    /// The device that the networks run on.
    package let device: Device
    private let core: Handle
    private let importingCores = Mutex<[CompileOptions: Handle]>([:])

    /// Starts OpenVINO for a device. Throws an `InferenceError` with the code `unavailable` if its libraries are incomplete.
    package init(device: Device = .standard) throws {
        self.device = device
        core = Handle(try created(.unavailable, "OpenVINO") { ov_core_create($0) }) { ov_core_free($0) }
    }

    /// The library's version, such as `2026.4.1-…`.
    package static var version: String {
        var version = ov_version()
        guard ov_get_openvino_version(&version) == OK else { return "unknown" }
        defer { ov_version_free(&version) }
        return version.buildNumber.map { String(cString: $0) } ?? "unknown"
    }

    /// The product name of the device.
    package var processor: String {
        var characters: UnsafeMutablePointer<CChar>?
        let status = ov_core_get_property(core.pointer, device.rawValue, "FULL_DEVICE_NAME", &characters)
        guard status == OK, let characters else { return "unknown" }
        defer { ov_free(characters) }
        return String(cString: characters)
    }

    /// Reads an ONNX or TFLite file. Its content decides on the format, not its name.
    ///
    /// - Throws: `InferenceError`.
    package func network(at url: URL) throws -> Network {
        let path = url.path(percentEncoded: false)
        try Self.checkFormat(of: url)
        let model = try created(.unreadableNetwork, path) { ov_core_read_model(core.pointer, path, nil, $0) }
        return read(model, url.lastPathComponent)
    }

    /// Returns the core that imports networks with these options. For imports the library takes its options only from the
    /// core, so each set of options needs a separate core.
    func importingCore(_ options: CompileOptions) throws -> Handle {
        try importingCores.withLock { cores in
            if let core = cores[options] { return core }
            let core = Handle(try created(.unavailable, "OpenVINO") { ov_core_create($0) }) { ov_core_free($0) }
            try options.withProperties(on: device) { properties in
                try check(
                    .notCompilable, "OpenVINO",
                    ov_core_set_properties(
                        core.pointer, device.rawValue, properties.count, properties.baseAddress))
            }
            cores[options] = core
            return core
        }
    }

    /// Refuses files of other formats. OpenVINO would try all its readers on them, some of which write to stderr.
    static func checkFormat(of url: URL) throws {
        let path = url.path(percentEncoded: false)
        func refuse(_ reason: String) -> InferenceError {
            InferenceError(code: .unreadableNetwork, subject: path, reason: reason)
        }
        let start: Data
        do {
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            start = try file.read(upToCount: 8) ?? Data()
        } catch {
            throw refuse(FileManager.default.fileExists(atPath: path) ? "it can't be opened" : "there is no such file")
        }
        // TFLite's FlatBuffers identifier is at offset 4. An ONNX file is a protocol buffer whose first field is
        // number 1, the version, as a variable-length integer: tag 0x08.
        let isTFLite = start.count == 8 && start.suffix(4) == Data("TFL3".utf8)
        guard isTFLite || start.first == 0x08 else {
            throw refuse(start.isEmpty ? "the file is empty" : "it begins like neither format")
        }
    }

    /// Reads an ONNX network from memory. Errors call it `name`.
    ///
    /// - Throws: `InferenceError`.
    package func network(onnx bytes: [UInt8], named name: String) throws -> Network {
        let model = try created(.unreadableNetwork, name) { model in
            bytes.withUnsafeBytes { buffer in
                ov_core_read_model_from_memory_buffer(
                    core.pointer, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, nil, model)
            }
        }
        return read(model, name)
    }

    private func read(_ model: OpaquePointer, _ name: String) -> Network {
        Network(Handle(model, keeping: [core]) { ov_model_free($0) }, core: core, device: device, name: name)
    }
}
