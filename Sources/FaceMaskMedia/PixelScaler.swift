import FaceMaskCFFmpeg

/// A conversion between pixel formats: the formats and the sizes.
struct PixelConversion {
    var width: Int
    var height: Int
    let source: AVPixelFormat
    let target: AVPixelFormat
    /// The number of source rows that share one row of chroma, as a power of two.
    var chromaShift = 0
    /// The size of the result, if it differs from the source's.
    var reducedSize: (width: Int, height: Int)?

    /// Interpolates chroma and rounds late; without these flags, colours at edges are off by up to 30 levels. A smaller
    /// result is averaged over areas.
    fileprivate var flags: Int32 {
        let kernel = reducedSize == nil ? SWS_BILINEAR : SWS_AREA
        return kernel | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
    }
}

/// An swscale context for one conversion.
struct PixelScaler: ~Copyable {
    private let context: OpaquePointer
    private let conversion: PixelConversion

    /// `isFullRange` means that the source's YUV ranges over 0…255 although its format's name doesn't say so.
    init(_ conversion: PixelConversion, isFullRange: Bool = false) throws(Fault) {
        try MediaLibrary.load(.pictures)
        let (width, height) = (Int32(conversion.width), Int32(conversion.height))
        let size = conversion.reducedSize ?? (conversion.width, conversion.height)
        guard
            let context = sws_getContext(
                width, height, conversion.source, Int32(size.width), Int32(size.height), conversion.target,
                conversion.flags, nil, nil, nil)
        else { throw Fault(.unsupported, "its kind of pixels cannot be converted") }
        if isFullRange {
            let bt601 = sws_getCoefficients(SWS_CS_ITU601)
            // Brightness, contrast and saturation unchanged, the latter two in 16.16 fixed point.
            sws_setColorspaceDetails(context, bt601, 1, bt601, 1, 0, 1 << 16, 1 << 16)
        }
        self.context = context
        self.conversion = conversion
    }

    deinit { sws_freeContext(context) }

    /// Converts the conversion's number of rows, starting at `firstRow` of `source`, into the memory at `planes`, whose
    /// rows are `strides` bytes apart.
    func scale(
        _ source: borrowing PictureFrame, firstRow: Int = 0, into planes: [UnsafeMutablePointer<UInt8>?],
        strides: [Int32]
    ) throws(Fault) {
        let sourceStrides = source.strides
        let rows = source.planes.enumerated().map { index, plane -> UnsafePointer<UInt8>? in
            let isChroma = index == 1 || index == 2
            let row = isChroma ? firstRow >> conversion.chromaShift : firstRow
            return plane.map { UnsafePointer($0 + row * Int(sourceStrides[index])) }
        }
        guard sws_scale(context, rows, sourceStrides, 0, Int32(conversion.height), planes, strides) > 0 else {
            throw Fault(.outOfMemory, "its pixels could not be converted")
        }
    }
}
