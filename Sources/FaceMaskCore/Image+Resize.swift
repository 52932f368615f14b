extension Image {
    /// Stretches the part of the picture inside `region` to `width` × `height` pixels.
    ///
    /// Separable triangle filter whose support grows with the reduction, so that shrinking averages and enlarging
    /// interpolates: the method of Pillow's `Image.resize(…, Resampling.BILINEAR, box: region)`, to which
    /// it agrees within one level. `region` may have fractional edges; it must not be empty and is clipped to the
    /// picture. Time grows with the pixels of `region`, not of the picture.
    public func resized(from region: Box? = nil, width: Int, height: Int) -> Image {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        let whole = Box(width: self.width, height: self.height)
        let region = region?.intersection(with: whole) ?? whole
        precondition(!region.isEmpty, "the region lies inside the picture")
        if region == whole && width == self.width && height == self.height { return self }

        let columns = TriangleFilter(from: region.x1, to: region.x2, limit: self.width, count: width)
        let rows = TriangleFilter(from: region.y1, to: region.y2, limit: self.height, count: height)
        let resampled = unsafe [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                unsafe Self.resample(source, stride: self.width * 3, rows: rows, columns: columns, into: output)
            }
            count = width * height * 3
        }
        return Image(width: width, height: height, pixels: resampled)
    }

    /// Rows first: they are summed over contiguous bytes, which the compiler turns into vector code, and leave only
    /// `height` rows for the gathering along the columns.
    private static func resample(
        _ source: UnsafeBufferPointer<UInt8>, stride: Int, rows: TriangleFilter, columns: TriangleFilter,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        let firstByte = columns.firstInput * 3
        let byteCount = (columns.lastInput - columns.firstInput) * 3
        var sums = [Float](repeating: 0, count: byteCount)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            for y in 0..<rows.count {
                unsafe sums.update(repeating: 0)
                for tap in 0..<rows.tapCounts[y] {
                    let weight = rows.weights[y * rows.maximumTaps + tap]
                    let start = (rows.starts[y] + tap) * stride + firstByte
                    for index in 0..<byteCount { unsafe sums[index] += weight * Float(source[start + index]) }
                }
                let target = unsafe UnsafeMutableBufferPointer(rebasing: output[(y * columns.count * 3)...])
                unsafe gather(UnsafeBufferPointer(sums), columns: columns, into: target)
            }
        }
    }

    private static func gather(
        _ sums: UnsafeBufferPointer<Float>, columns: TriangleFilter, into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        unsafe columns.weights.withUnsafeBufferPointer { weights in
            for x in 0..<columns.count {
                var pixel = SIMD4<Float>(repeating: 0.5)
                let first = (columns.starts[x] - columns.firstInput) * 3
                for tap in 0..<columns.tapCounts[x] {
                    let weight = unsafe weights[x * columns.maximumTaps + tap]
                    let index = first + tap * 3
                    unsafe pixel += weight * SIMD4(sums[index], sums[index + 1], sums[index + 2], 0)
                }
                unsafe target[x * 3] = UInt8(min(max(pixel.x, 0), 255))
                unsafe target[x * 3 + 1] = UInt8(min(max(pixel.y, 0), 255))
                unsafe target[x * 3 + 2] = UInt8(min(max(pixel.z, 0), 255))
            }
        }
    }
}

/// For each output pixel along one axis: the first input pixel it draws on, how many, and their weights, which sum to 1.
struct TriangleFilter {
    let count: Int
    let maximumTaps: Int
    private(set) var starts: [Int] = []
    private(set) var tapCounts: [Int] = []
    /// `count × maximumTaps`.
    private(set) var weights: [Float]

    var firstInput: Int { starts[0] }
    var lastInput: Int { starts[count - 1] + tapCounts[count - 1] }

    /// Spreads `count` output pixels over the input's pixels `from ..< to`; none at or beyond `limit` is read.
    init(from: Float, to: Float, limit: Int, count: Int) {
        let step = Double(to - from) / Double(count)
        let support = max(step, 1)
        self.count = count
        maximumTaps = Int(support.rounded(.up)) * 2 + 1
        weights = [Float](repeating: 0, count: count * maximumTaps)
        starts.reserveCapacity(count)
        tapCounts.reserveCapacity(count)
        for output in 0..<count {
            let center = Double(from) + (Double(output) + 0.5) * step
            let start = max(Int(center - support + 0.5), 0)
            let taps = max(min(Int(center + support + 0.5), limit) - start, 1)
            let triangle = (0..<taps).map { max(1 - abs((Double(start + $0) + 0.5 - center) / support), 0) }
            let sum = triangle.reduce(0, +)
            for tap in 0..<taps {
                weights[output * maximumTaps + tap] = Float(sum > 0 ? triangle[tap] / sum : (tap == 0 ? 1 : 0))
            }
            starts.append(start)
            tapCounts.append(taps)
        }
    }
}
