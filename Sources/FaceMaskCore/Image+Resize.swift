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

    /// Rows first: they are summed over contiguous bytes and leave only `height` rows for the gathering along the columns.
    private static func resample(
        _ source: UnsafeBufferPointer<UInt8>, stride: Int, rows: TriangleFilter, columns: TriangleFilter,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        let firstByte = columns.firstInput * 3
        let byteCount = (columns.lastInput - columns.firstInput) * 3
        // One number more than the pixels have: the last of them is read as four.
        var sums = [Float](repeating: 0, count: byteCount + 1)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            let line = unsafe UnsafeMutableBufferPointer(rebasing: sums[..<byteCount])
            let all = UnsafeBufferPointer(sums)
            for y in 0..<rows.count {
                let start = rows.starts[y] * stride + firstByte
                unsafe rows.withWeights(of: y) { weights in
                    unsafe sum(source, from: start, stride: stride, weights: weights, into: line)
                }
                let target = unsafe UnsafeMutableBufferPointer(rebasing: output[(y * columns.count * 3)...])
                unsafe gather(all, columns: columns, into: target)
            }
        }
    }

    /// The weighted sum of rows `stride` bytes apart. Sixteen sums at a time stay in registers until all rows are in.
    @inline(__always)
    private static func sum(
        _ source: UnsafeBufferPointer<UInt8>, from start: Int, stride: Int, weights: UnsafeBufferPointer<Float>,
        into sums: UnsafeMutableBufferPointer<Float>
    ) {
        guard let bytes = unsafe UnsafeRawPointer(source.baseAddress),
            let target = UnsafeMutableRawPointer(sums.baseAddress)
        else { return }
        let blocks = sums.count / 16
        for block in 0..<blocks {
            var values = SIMD16<Float>(repeating: 0)
            for tap in 0..<weights.count {
                let row = unsafe bytes.loadUnaligned(
                    fromByteOffset: start + tap * stride + block * 16, as: SIMD16<UInt8>.self)
                unsafe values += weights[tap] * SIMD16<Float>(row)
            }
            unsafe target.storeBytes(of: values, toByteOffset: block * 64, as: SIMD16<Float>.self)
        }
        for index in (blocks * 16)..<sums.count {
            var value: Float = 0
            for tap in 0..<weights.count { unsafe value += weights[tap] * Float(source[start + tap * stride + index]) }
            unsafe sums[index] = value
        }
    }

    /// The weighted sums of pixels of a row, of which one number follows the last. Offsets stay inside `sums`, so none
    /// overflows: checking each would take a quarter of the time.
    private static func gather(
        _ sums: UnsafeBufferPointer<Float>, columns: TriangleFilter, into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let numbers = unsafe UnsafeRawPointer(sums.baseAddress) else { return }
        let firstInput = columns.firstInput
        let pixelBytes = 3 * MemoryLayout<Float>.stride
        unsafe columns.withTaps { starts, tapCounts, weights in
            for x in 0..<columns.count {
                var pixel = SIMD4<Float>(repeating: 0.5)
                let first = unsafe (starts[x] &- firstInput) &* pixelBytes
                let taps = unsafe tapCounts[x]
                for tap in 0..<taps {
                    let weight = unsafe weights[x &* columns.maximumTaps &+ tap]
                    unsafe pixel +=
                        weight
                        * numbers.loadUnaligned(fromByteOffset: first &+ tap &* pixelBytes, as: SIMD4<Float>.self)
                }
                unsafe target[x &* 3] = UInt8(min(max(pixel.x, 0), 255))
                unsafe target[x &* 3 &+ 1] = UInt8(min(max(pixel.y, 0), 255))
                unsafe target[x &* 3 &+ 2] = UInt8(min(max(pixel.z, 0), 255))
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

    /// The weights of one output pixel's taps.
    @inline(__always)
    fileprivate func withWeights(of output: Int, _ body: (UnsafeBufferPointer<Float>) -> Void) {
        let range = (output * maximumTaps)..<(output * maximumTaps + tapCounts[output])
        unsafe weights.withUnsafeBufferPointer { weights in
            unsafe body(UnsafeBufferPointer(rebasing: weights[range]))
        }
    }

    /// The first input pixel, the number of taps and the weights of all output pixels.
    @inline(__always)
    fileprivate func withTaps(
        _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int>, UnsafeBufferPointer<Float>) -> Void
    ) {
        unsafe starts.withUnsafeBufferPointer { starts in
            unsafe tapCounts.withUnsafeBufferPointer { counts in
                unsafe weights.withUnsafeBufferPointer { weights in unsafe body(starts, counts, weights) }
            }
        }
    }

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
