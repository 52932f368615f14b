import FaceMaskCFFmpeg

/// The supported input formats of pictures, recognized by a file's first bytes and never by its name.
enum PictureFormat: CaseIterable {
    case jpeg, png, webp, bmp, tiff, gif

    /// The number of bytes that `init(of:)` examines: up to the third sync byte of an MPEG transport stream.
    static let signatureLength = 2 * transportPacket + 1

    /// The length of a packet in ISO/IEC 13818-1; each starts with the byte 0x47.
    private static let transportPacket = 188

    init(of bytes: ByteReader) throws(Fault) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: "RIFF"), bytes.starts(with: "WEBP", at: 8) {
            self = .webp
        } else if bytes.starts(with: "GIF87a") || bytes.starts(with: "GIF89a") {
            self = .gif
        } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
            self = .tiff
        } else if try Self.isBitmap(bytes) {
            self = .bmp
        } else {
            throw Self.refusal(of: bytes)
        }
    }

    var codec: AVCodecID {
        switch self {
        case .jpeg: AV_CODEC_ID_MJPEG
        case .png: AV_CODEC_ID_PNG
        case .webp: AV_CODEC_ID_WEBP
        case .bmp: AV_CODEC_ID_BMP
        case .tiff: AV_CODEC_ID_TIFF
        case .gif: AV_CODEC_ID_GIF
        }
    }

    /// The signature of two letters isn't distinctive, so the header's length must also be a known one.
    private static func isBitmap(_ bytes: ByteReader) throws(Fault) -> Bool {
        guard bytes.starts(with: "BM") else { return false }
        let headerLength = try bytes.number(4, at: 14, .little)
        return headerLength == 12 || (40...124).contains(headerLength)
    }

    private static func refusal(of bytes: ByteReader) -> Fault {
        for (signature, position, name) in foreignPictures where bytes.starts(with: signature, at: position) {
            return Fault(.unsupported, "it is a \(name) picture, a format that is not read")
        }
        let isBaseMedia = bytes.starts(with: "ftyp", at: 4)
        let isVideo =
            isBaseMedia || isTransportStream(bytes) || videoNumbers.contains { bytes.starts(with: $0) }
            || videoNames.contains { bytes.starts(with: $0, at: $1) }
        return isVideo
            ? Fault(.isVideo, "it is a video or sound file, not a picture")
            : Fault(.notAPicture, "its content is not that of a picture, whatever its name says")
    }

    private static func isTransportStream(_ bytes: ByteReader) -> Bool {
        (0..<3).allSatisfy { (try? bytes.byte(at: $0 * transportPacket)) == 0x47 }
    }

    /// Pictures that FFmpeg 5.1 can't decode from a file's bytes alone: signature, position, name.
    private static let foreignPictures: [(StaticString, Int, String)] = [
        ("ftyphei", 4, "HEIC"), ("ftyphev", 4, "HEIC"), ("ftypmif1", 4, "HEIF"), ("ftypmsf1", 4, "HEIF"),
        ("ftypavi", 4, "AVIF"), ("jP  ", 4, "JPEG 2000"), ("JXL ", 4, "JPEG XL"), ("8BPS", 0, "Photoshop"),
        ("II+\0", 0, "BigTIFF"), ("MM\0+", 0, "BigTIFF"),
    ]

    /// Matroska and WebM; MPEG program and elementary streams; ASF.
    private static let videoNumbers: [[UInt8]] = [
        [0x1A, 0x45, 0xDF, 0xA3], [0, 0, 1, 0xBA], [0, 0, 1, 0xB3], [0x30, 0x26, 0xB2, 0x75],
    ]

    private static let videoNames: [(StaticString, Int)] = [
        ("AVI ", 8), ("WAVE", 8), ("OggS", 0), ("FLV\u{1}", 0), ("moov", 4), ("mdat", 4),
    ]
}
