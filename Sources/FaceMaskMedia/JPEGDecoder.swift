import FaceMaskCTurboJPEG
import FaceMaskCore

/// Decodes common JPEG files with libjpeg-turbo, whose colours match those of most programs. FFmpeg can decode them
/// too, but it loads some 80 libraries, which takes longer than all other work for a single photo.
enum JPEGDecoder {
    /// The colour spaces that are decoded here; FFmpeg decodes the others, such as CMYK.
    private static let colorSpaces = [TJCS_YCbCr, TJCS_RGB, TJCS_GRAY].map { Int32($0.rawValue) }

    /// Stops at any fault, and at a progressive file with more than 500 scans.
    private static let flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS

    /// Returns the upright picture; `nil` if the file is unusual or damaged or there isn't enough memory, in which case
    /// FFmpeg decodes it or reports the reason.
    static func image(_ bytes: borrowing PictureBytes, header: PictureHeader) -> Image? {
        guard let decoder = tjInitDecompress() else { return nil }
        defer { tjDestroy(decoder) }
        let file = bytes.bytes.assumingMemoryBound(to: UInt8.self)
        var (width, height, sampling, colors): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        guard
            tjDecompressHeader3(
                decoder, file.baseAddress, UInt(file.count), &width, &height, &sampling, &colors) == 0,
            Int(width) == header.width, Int(height) == header.height, colorSpaces.contains(colors)
        else { return nil }
        var isWhole = false
        let pixels = [UInt8](unsafeUninitializedCapacity: header.width * header.height * 3) { output, count in
            isWhole =
                tjDecompress2(
                    decoder, file.baseAddress, UInt(file.count), output.baseAddress, width, 0, height,
                    Int32(TJPF_RGB.rawValue), flags) == 0
            count = isWhole ? output.count : 0
        }
        guard isWhole else { return nil }
        return Image(width: header.width, height: header.height, pixels: pixels).upright(from: header.orientation)
    }
}

extension Image {
    /// Returns the stored picture turned upright.
    func upright(from orientation: Orientation) -> Image {
        guard orientation != .upright else { return self }
        let walk = orientation.walk(width: width, height: height, pixelStride: 3, rowStride: width * 3)
        let (columns, rows) = orientation.swapsSides ? (height, width) : (width, height)
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            pixels.withUnsafeBufferPointer { stored in
                for row in 0..<rows {
                    for column in 0..<columns {
                        let from = walk.start + row * walk.rowStep + column * walk.columnStep
                        let to = (row * columns + column) * 3
                        for channel in 0..<3 { output[to + channel] = stored[from + channel] }
                    }
                }
            }
            count = pixels.count
        }
        return Image(width: columns, height: rows, pixels: turned)
    }
}
