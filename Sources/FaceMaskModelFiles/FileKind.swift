/// The kind of a file, recognized by its first bytes. The raw value is a phrase for people.
///
/// Used only to explain why a file can't be read as the expected kind.
enum FileKind: String {
    case empty = "empty"
    case onnx = "an ONNX network"
    case safetensors = "a safetensors file"
    case tflite = "a TensorFlow Lite network"
    case hdf5 = "an HDF5 file, such as Keras writes"
    case zip = "a zip archive, such as a PyTorch or Keras checkpoint"
    case pickle = "a Python pickle, such as an old PyTorch checkpoint"
    case gzip = "a gzip archive"
    case jpeg = "a JPEG picture"
    case png = "a PNG picture"
    case gif = "a GIF picture"
    case webP = "a WebP picture"
    case tiff = "a TIFF picture"
    case pdf = "a PDF document"
    case text = "a text file"

    /// The published signatures: the bytes, their offset, and the kind.
    private static let signatures: [(bytes: [UInt8], offset: Int, kind: FileKind)] = [
        ([0xFF, 0xD8, 0xFF], 0, .jpeg),
        ([0x89] + Array("PNG\r\n".utf8), 0, .png),
        (Array("GIF8".utf8), 0, .gif),
        (Array("WEBP".utf8), 8, .webP),
        (Array("II*\0".utf8), 0, .tiff),
        (Array("MM\0*".utf8), 0, .tiff),
        (Array("%PDF-".utf8), 0, .pdf),
        (Array("TFL3".utf8), 4, .tflite),
        ([0x89] + Array("HDF\r\n".utf8), 0, .hdf5),
        (Array("PK\u{3}\u{4}".utf8), 0, .zip),
        ([0x1F, 0x8B], 0, .gzip),
        ([0x80, 0x02], 0, .pickle),
    ]

    /// The versions of ONNX's intermediate representation that one byte after the first field's tag can hold.
    private static let onnxVersions: ClosedRange<UInt8> = 1...127
    /// Long enough to distinguish text from binary data.
    private static let textSampleLength = 512

    /// Recognizes a file; `nil` if it is none of these kinds.
    init?(bytes: [UInt8]) {
        if let match = Self.signatures.first(where: { bytes.dropFirst($0.offset).starts(with: $0.bytes) }) {
            self = match.kind
        } else if bytes.isEmpty {
            self = .empty
        } else if bytes.count > 8, bytes[8] == UInt8(ascii: "{"), bytes[4..<8].allSatisfy({ $0 == 0 }) {
            self = .safetensors
        } else if bytes.count > 1, bytes[0] == 0x08, Self.onnxVersions.contains(bytes[1]) {
            // Every known writer begins with field 1, ir_version, as a number.
            self = .onnx
        } else if bytes.prefix(Self.textSampleLength).allSatisfy(Self.isText) {
            self = .text
        } else {
            return nil
        }
    }

    /// Returns whether the byte may occur in text: tab, line feed, form feed, carriage return, or no control character;
    /// bytes above 127 are parts of letters.
    private static func isText(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte != 0x7F) || [0x09, 0x0A, 0x0C, 0x0D].contains(byte)
    }

    /// Returns the error for `bytes` that could not be read as a file of kind `self` for `reason`.
    func refusal(of bytes: [UInt8], subject: String, reason: String) -> ModelFileError {
        switch FileKind(bytes: bytes) {
        case self: ModelFileError(.damaged, subject, reason)
        case .empty: ModelFileError(.wrongKind, subject, "empty instead of \(rawValue)")
        case let other?: ModelFileError(.wrongKind, subject, "\(other.rawValue) instead of \(rawValue)")
        case nil: ModelFileError(.wrongKind, subject, "of an unknown kind instead of \(rawValue)")
        }
    }
}
