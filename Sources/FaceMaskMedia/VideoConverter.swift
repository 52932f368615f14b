import FaceMaskCFFmpeg
import FaceMaskCore

/// Converts decoded frames of one shape to upright RGB pictures with square pixels.
struct VideoConverter: ~Copyable {
    let shape: VideoShape
    private let scaler: VideoScaler
    /// The buffer for a frame before it is rotated or cropped; `nil` if swscale writes the result directly.
    private let stored: Holder?

    private struct Holder: ~Copyable {
        let picture: PictureFrame
        let layout: PixelLayout

        init(width: Int, height: Int) throws(Fault) {
            let picture = try PictureFrame(width: width, height: height, format: AV_PIX_FMT_RGB24)
            layout = try PixelLayout(of: picture.frame, ignoresAlpha: true)
            self.picture = picture
        }
    }

    /// The padding after the pixels that vector code may write to: two registers of AVX2.
    private static let slack = 64

    init(_ shape: VideoShape) throws(Fault) {
        let size = shape.squareSize
        let scaler = try VideoScaler(
            from: .init(width: shape.width, height: shape.height, format: shape.format, colors: shape.colors),
            to: .init(width: size.width, height: size.height, format: AV_PIX_FMT_RGB24, colors: nil),
            flags: Self.flags(for: shape))
        stored = shape.orientation == .upright ? nil : try Holder(width: size.width, height: size.height)
        self.shape = shape
        self.scaler = scaler
    }

    /// The number of columns that swscale's fast path converts at a time; it leaves out the remainder.
    private static let quickColumns = 8

    /// swscale's fast path where its result is correct, otherwise interpolated chroma and late rounding.
    private static func flags(for shape: VideoShape) -> Int32 {
        let isQuick = shape.width.isMultiple(of: quickColumns) && shape.height.isMultiple(of: 2)
        return isQuick ? SWS_BILINEAR : SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT
    }

    func image(from picture: borrowing PictureFrame) throws(Fault) -> Image {
        let (width, height) = shape.uprightSize
        let count = width * height * 3
        var fault: Fault?
        let pixels = [UInt8](unsafeUninitializedCapacity: count + Self.slack) { output, initializedCount in
            guard let start = output.baseAddress else { return }
            do throws(Fault) {
                try fill(start, rowLength: width * 3, from: picture)
                initializedCount = count
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return Image(width: width, height: height, pixels: pixels)
    }

    private func fill(
        _ output: UnsafeMutablePointer<UInt8>, rowLength: Int, from picture: borrowing PictureFrame
    ) throws(Fault) {
        let planes = picture.planes.map { UnsafePointer($0) }
        if shape.orientation == .upright {
            return try scaler.scale(
                planes, strides: picture.strides, into: [output, nil, nil, nil], strides: [Int32(rowLength), 0, 0, 0])
        }
        try turn(planes, picture.strides, into: output, rowLength: rowLength)
    }

    private func turn(
        _ planes: [UnsafePointer<UInt8>?], _ strides: [Int32], into output: UnsafeMutablePointer<UInt8>,
        rowLength: Int
    ) throws(Fault) {
        switch stored {
        case .some(let stored):
            try scaler.scale(planes, strides: strides, into: stored.picture.planes, strides: stored.picture.strides)
            let weaver = PixelInterleaver(
                stored.picture.frame, layout: stored.layout, rows: 0..<stored.layout.height,
                orientation: shape.orientation)
            let (width, height) = shape.uprightSize
            weaver?.interleave(into: output, rowLength: rowLength, width: width, height: height)
        case .none: break
        }
    }
}
