/// The marker segments of ITU-T T.81, annex B.
extension PictureHeader {
    private enum Marker {
        static let frames: Set<Int> = Set(0xC0...0xCF).subtracting([0xC4, 0xC8, 0xCC])
        static let standalone: Set<Int> = Set(0xD0...0xD8).union([0x00, 0x01])
        static let endOfImage = 0xD9
        static let startOfScan = 0xDA
        static let application1 = 0xE1
        static let application14 = 0xEE
    }

    static func jpeg(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        var header: PictureHeader?
        var orientation = Orientation.upright
        var isAdobe = false
        var components = 0
        var position = 2
        while true {
            let (marker, segment) = try nextMarker(in: bytes, from: position)
            switch marker {
            case let frame where Marker.frames.contains(frame):
                header = PictureHeader(
                    width: try bytes.number(2, at: segment + 5), height: try bytes.number(2, at: segment + 3))
                components = try bytes.byte(at: segment + 7)
            case Marker.application1 where bytes.starts(with: "Exif\0\0", at: segment + 2):
                let count = try bytes.number(2, at: segment) - 8
                let exif = try bytes.part(at: segment + 8, count: max(count, 0), named: "the EXIF block")
                orientation = Orientation(exif: exif) ?? orientation
            case Marker.application14 where bytes.starts(with: "Adobe", at: segment + 2):
                isAdobe = true
            case Marker.startOfScan:
                guard components < 4 || isAdobe else {
                    throw Fault(.unsupported, "it is in CMYK without Adobe's marker, so that its colours are unknown")
                }
                guard var header else { throw Fault(.damaged, "its pixels come before its size") }
                header.orientation = orientation
                return header
            case Marker.endOfImage:
                throw Fault(.damaged, "it ends before any pixels")
            default:
                break
            }
            position = Marker.standalone.contains(marker) ? segment : segment + (try bytes.number(2, at: segment))
        }
    }

    /// Checks that the end marker is there; FFmpeg would silently paint missing parts grey.
    static func checkEndOfJPEG(_ bytes: ByteReader) throws(Fault) {
        var position = 2
        while true {
            let (marker, segment) = try nextMarker(in: bytes, from: position)
            if marker == Marker.endOfImage { return }
            position = Marker.standalone.contains(marker) ? segment : segment + (try bytes.number(2, at: segment))
        }
    }

    /// Returns the next marker at or after `position`, and the position after it. Between scans, everything up to the
    /// marker is entropy-coded data, in which a 0xFF is followed by 0.
    private static func nextMarker(in bytes: ByteReader, from position: Int) throws(Fault) -> (Int, Int) {
        var position = try bytes.firstPosition(of: 0xFF, from: position)
        var marker = 0xFF
        while marker == 0xFF {  // Any number of fill bytes may precede a marker's code.
            position += 1
            marker = try bytes.byte(at: position)
        }
        return (marker, position + 1)
    }
}
