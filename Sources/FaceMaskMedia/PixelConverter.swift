import FaceMaskCFFmpeg
import FaceMaskCore

/// Converts a decoded picture of any pixel format to an upright 8-bit RGB `Image`, with transparency composited on
/// white.
///
/// YUV pictures are converted through 8-bit planes: swscale's accurate rounding and interpolated chroma then agree with
/// libjpeg within four levels, and are faster than its packed output (72 against 151 µs for 224 × 224).
struct PixelConverter {
    private let layout: PixelLayout
    private let orientation: Orientation
    private let width: Int
    private let height: Int

    /// The padding after the pixels that vector code may write to: two registers of AVX2.
    private static let slack = 64
    /// The number of rows converted at a time, so that intermediate results stay in the cache: 12 megapixels take 63 ms
    /// instead of 76.
    private static let stripRows = 128
    /// The number of rows before and after a strip from which the chroma at its edges is interpolated: one chroma row
    /// of 4:1:0.
    private static let marginRows = 4

    static func image(from picture: borrowing PictureFrame, header: PictureHeader) throws(Fault) -> Image {
        let layout = try PixelLayout(of: picture.frame, ignoresAlpha: header.ignoresAlpha)
        return try PixelConverter(layout, header.orientation).image(from: picture)
    }

    init(_ layout: PixelLayout, _ orientation: Orientation) {
        self.layout = layout
        self.orientation = orientation
        (width, height) = orientation.swapsSides ? (layout.height, layout.width) : (layout.width, layout.height)
    }

    /// Whether parts of the picture can be converted separately, which requires conversion through planes.
    var canConvertParts: Bool { layout.target == AV_PIX_FMT_GBRP }

    /// Returns the upright picture, reduced to a longer side of `side` pixels by averaging areas.
    func overview(of picture: borrowing PictureFrame, side: Int) throws(Fault) -> Image {
        let factor = Double(side) / Double(max(layout.width, layout.height))
        func reduced(_ length: Int) -> Int { max(Int((Double(length) * factor).rounded()), 1) }
        let size = (width: reduced(layout.width), height: reduced(layout.height))
        var conversion = layout.conversion
        (conversion.width, conversion.height, conversion.reducedSize) = (layout.width, layout.height, size)
        let scaler = try PixelScaler(conversion, isFullRange: layout.isFullRange)
        let planes = try PictureFrame(width: size.width, height: size.height, format: conversion.target)
        try scaler.scale(picture, into: planes.planes, strides: planes.strides)
        let converter = PixelConverter(layout.resized(width: size.width, height: size.height), orientation)
        return try converter.filled { output throws(Fault) in
            converter.interleave(planes, skipping: 0, rows: 0..<size.height, into: output)
        }
    }

    /// Returns the part of the upright picture that contains the given columns and rows with a margin, and the position
    /// of its top left corner. At the outermost pixels of the margin, the chroma may differ from the whole picture's.
    func part(
        of picture: borrowing PictureFrame, columns: Range<Int>, rows: Range<Int>
    ) throws(Fault) -> (image: Image, x: Int, y: Int) {
        let (across, down) = orientation.swapsSides ? (rows, columns) : (columns, rows)
        let stored = (
            columns: Self.widened(across, in: layout.width, isReversed: orientation.reversesColumns),
            rows: Self.widened(down, in: layout.height, isReversed: orientation.reversesRows)
        )
        let rectangle = try PictureFrame(columns: stored.columns, rows: stored.rows, of: picture)
        let own = try PixelLayout(of: rectangle.frame, ignoresAlpha: true)
        let image = try PixelConverter(own, orientation).image(from: rectangle)
        let x = orientation.reversesColumns ? layout.width - stored.columns.upperBound : stored.columns.lowerBound
        let y = orientation.reversesRows ? layout.height - stored.rows.upperBound : stored.rows.lowerBound
        return orientation.swapsSides ? (image, y, x) : (image, x, y)
    }

    /// Expands a range to whole blocks, which no format subdivides, with a margin of at least half a block.
    private static func widened(_ range: Range<Int>, in length: Int, isReversed: Bool) -> Range<Int> {
        let stored = isReversed ? (length - range.upperBound)..<(length - range.lowerBound) : range
        let first = max(stored.lowerBound - partBlock / 2, 0) / partBlock * partBlock
        return first..<min((stored.upperBound + partBlock / 2 + partBlock - 1) / partBlock * partBlock, length)
    }

    private static let partBlock = 16

    private func image(from picture: borrowing PictureFrame) throws(Fault) -> Image {
        try filled { output throws(Fault) in try fill(output, from: picture) }
    }

    /// Returns an upright picture whose bytes `fill` writes.
    private func filled(_ fill: (UnsafeMutablePointer<UInt8>) throws(Fault) -> Void) throws(Fault) -> Image {
        let count = width * height * 3
        var fault: Fault?
        let pixels = [UInt8](unsafeUninitializedCapacity: count + Self.slack) { output, initializedCount in
            guard let start = output.baseAddress else { return }
            do throws(Fault) {
                try fill(start)
                initializedCount = count
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return Image(width: width, height: height, pixels: pixels)
    }

    private func fill(_ output: UnsafeMutablePointer<UInt8>, from picture: borrowing PictureFrame) throws(Fault) {
        var conversion = layout.conversion
        if layout.target == AV_PIX_FMT_RGB24 && orientation == .upright {
            let scaler = try PixelScaler(conversion)
            return try scaler.scale(
                picture, into: [output, nil, nil, nil], strides: [Int32(layout.width * 3), 0, 0, 0])
        }
        conversion.height = min(Self.stripRows + 2 * Self.marginRows, layout.paddedHeight)
        let scaler = try PixelScaler(conversion, isFullRange: layout.isFullRange)
        let strip = try PictureFrame(width: conversion.width, height: conversion.height, format: conversion.target)
        for first in stride(from: 0, to: layout.height, by: Self.stripRows) {
            let rows = first..<min(first + Self.stripRows, layout.height)
            let firstConverted = max(0, min(first - Self.marginRows, layout.paddedHeight - conversion.height))
            try scaler.scale(picture, firstRow: firstConverted, into: strip.planes, strides: strip.strides)
            interleave(strip, skipping: first - firstConverted, rows: rows, into: output)
        }
    }

    /// Writes the stored `rows`, which follow the skipped rows in `strip`, to their places in the upright picture.
    private func interleave(
        _ strip: borrowing PictureFrame, skipping skippedRows: Int, rows: Range<Int>,
        into output: UnsafeMutablePointer<UInt8>
    ) {
        guard
            let weaver = PixelInterleaver(
                strip.frame, layout: layout, rows: skippedRows..<(skippedRows + rows.count), orientation: orientation)
        else { return }
        let position = orientation.reversesRows ? layout.height - rows.upperBound : rows.lowerBound
        if orientation.swapsSides {
            weaver.interleave(into: output + position * 3, rowLength: width * 3, width: rows.count, height: height)
        } else {
            weaver.interleave(
                into: output + position * width * 3, rowLength: width * 3, width: width, height: rows.count)
        }
    }
}
