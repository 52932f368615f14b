import CFFmpeg
import FaceMaskCore

/// Turns a decoded picture of any pixel format into an upright 8-bit RGB `Image`, transparency laid over white.
///
/// The colours of YUV pictures go through planes of 8 bits: swscale's accurate rounding and interpolated chroma agree
/// with libjpeg within three levels there, and are faster than its packed output (72 against 151 µs for 224 × 224).
enum PixelConverter {
    /// Room after the pixels for what vector code may write past the last row: two registers of AVX2.
    private static let slack = 64

    static func image(from picture: borrowing PictureFrame, header: PictureHeader) throws(Fault) -> Image {
        let layout = try PixelLayout(of: picture.frame, ignoresAlpha: header.ignoresAlpha)
        let orientation = header.orientation
        let size = orientation.swapsSides ? (layout.height, layout.width) : (layout.width, layout.height)
        let count = size.0 * size.1 * 3
        var fault: Fault?
        let pixels = [UInt8](unsafeUninitializedCapacity: count + slack) { output, initializedCount in
            guard let start = output.baseAddress else { return }
            do throws(Fault) {
                if layout.target == AV_PIX_FMT_RGB24 && orientation == .upright {
                    try picture.scale(
                        layout.conversion, into: [start, nil, nil, nil], strides: [Int32(layout.width * 3), 0, 0, 0])
                } else {
                    let colors = try PictureFrame(
                        width: layout.paddedWidth, height: layout.paddedHeight, format: layout.target)
                    try picture.scale(layout.conversion, into: colors.planes, strides: colors.strides)
                    weave(colors, layout, orientation, into: start, width: size.0, height: size.1)
                }
                initializedCount = count
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return Image(width: size.0, height: size.1, pixels: pixels)
    }

    private static func weave(
        _ colors: borrowing PictureFrame, _ layout: PixelLayout, _ orientation: Orientation,
        into output: UnsafeMutablePointer<UInt8>, width: Int, height: Int
    ) {
        PixelWeaver(colors.frame, layout: layout, orientation: orientation)?
            .weave(into: output, width: width, height: height)
    }
}
