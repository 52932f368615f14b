import CFFmpeg
import FaceMaskCore

/// Turns a decoded picture of any pixel format into an upright 8-bit RGB `Image`, transparency laid over white.
///
/// The colours of YUV pictures go through planes of 8 bits: swscale's accurate rounding and interpolated chroma agree
/// with libjpeg within four levels there, and are faster than its packed output (72 against 151 µs for 224 × 224).
struct PixelConverter {
    private let layout: PixelLayout
    private let orientation: Orientation
    private let width: Int
    private let height: Int

    /// Room after the pixels for what vector code may write past the last row: two registers of AVX2.
    private static let slack = 64
    /// Rows converted at a time, so that what lies between a frame and the result stays in the cache: 12 megapixels
    /// take 63 ms instead of 76.
    private static let stripRows = 128
    /// Rows before and after a strip whose chroma its edge is interpolated from: one chroma row of 4:1:0.
    private static let marginRows = 4

    static func image(from picture: borrowing PictureFrame, header: PictureHeader) throws(Fault) -> Image {
        let layout = try PixelLayout(of: picture.frame, ignoresAlpha: header.ignoresAlpha)
        return try PixelConverter(layout, header.orientation).image(from: picture)
    }

    private init(_ layout: PixelLayout, _ orientation: Orientation) {
        self.layout = layout
        self.orientation = orientation
        (width, height) = orientation.swapsSides ? (layout.height, layout.width) : (layout.width, layout.height)
    }

    private func image(from picture: borrowing PictureFrame) throws(Fault) -> Image {
        let count = width * height * 3
        var fault: Fault?
        let pixels = [UInt8](unsafeUninitializedCapacity: count + Self.slack) { output, initializedCount in
            guard let start = output.baseAddress else { return }
            do throws(Fault) {
                try fill(start, from: picture)
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
            weave(strip, skipping: first - firstConverted, rows: rows, into: output)
        }
    }

    /// Puts the stored `rows`, which begin in `strip` after the rows to skip, where they belong in the upright picture.
    private func weave(
        _ strip: borrowing PictureFrame, skipping skippedRows: Int, rows: Range<Int>,
        into output: UnsafeMutablePointer<UInt8>
    ) {
        guard
            let weaver = PixelWeaver(
                strip.frame, layout: layout, rows: skippedRows..<(skippedRows + rows.count), orientation: orientation)
        else { return }
        let position = orientation.reversesRows ? layout.height - rows.upperBound : rows.lowerBound
        if orientation.swapsSides {
            weaver.weave(into: output + position * 3, rowLength: width * 3, width: rows.count, height: height)
        } else {
            weaver.weave(
                into: output + position * width * 3, rowLength: width * 3, width: width, height: rows.count)
        }
    }
}
