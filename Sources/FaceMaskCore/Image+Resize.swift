extension Image {
    /// Returns the part of the picture inside `region`, stretched to `width` × `height` pixels.
    ///
    /// A separable triangle filter whose support grows with the reduction, so that shrinking averages and enlarging
    /// interpolates: the method of Pillow's `Image.resize(…, Resampling.BILINEAR, box: region)`, with which it agrees
    /// to within one level. `region` may have fractional edges; it must not be empty and is clipped to the picture. The
    /// cost is proportional to the pixels of `region`, not of the picture.
    public func resized(from region: Box? = nil, width: Int, height: Int) -> Image {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        let whole = Box(width: self.width, height: self.height)
        let region = region?.intersection(with: whole) ?? whole
        precondition(!region.isEmpty, "the region overlaps the picture")
        if region == whole && width == self.width && height == self.height { return self }

        let columns = TriangleFilter(from: region.x1, to: region.x2, limit: self.width, count: width)
        let rows = TriangleFilter(from: region.y1, to: region.y2, limit: self.height, count: height)
        // One byte more than the picture has: four bytes are written for each pixel.
        let resampled = unsafe [UInt8](unsafeUninitializedCapacity: width * height * 3 + 1) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                unsafe Self.resample(source, stride: self.width * 3, rows: rows, columns: columns, into: output)
            }
            count = width * height * 3
        }
        return Image(width: width, height: height, pixels: resampled)
    }

    /// Rows first: they are summed over contiguous bytes, and only `height` rows remain for gathering along the
    /// columns.
    private static func resample(
        _ source: UnsafeBufferPointer<UInt8>, stride: Int, rows: TriangleFilter, columns: TriangleFilter,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) {
        let firstByte = columns.firstInput * 3
        let byteCount = (columns.lastInput - columns.firstInput) * 3
        // One pixel and one value more than there are: four values are read for a pixel, and where two are added the
        // second may be beyond the last, with a weight of 0.
        var sums = [Float](repeating: 0, count: byteCount + 4)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            guard let bytes = source.baseAddress, let line = sums.baseAddress, let start = output.baseAddress
            else { return }
            for y in 0..<rows.count {
                unsafe rows.withWeights(of: y) { weights in
                    unsafe sum(
                        bytes + (rows.starts[y] * stride + firstByte), stride: stride, weights: weights, into: line,
                        count: byteCount)
                }
                unsafe gather(line, columns: columns, into: UnsafeMutableRawPointer(start + y * columns.count * 3))
            }
        }
    }

    /// Sums rows `stride` bytes apart with their weights, in loops that the compiler vectorizes.
    @inline(__always)
    private static func sum(
        _ first: UnsafePointer<UInt8>, stride: Int, weights: UnsafeBufferPointer<Float>,
        into sums: UnsafeMutablePointer<Float>, count: Int
    ) {
        let weight = unsafe weights[0]
        guard weights.count > 1 else {
            for index in 0..<count { unsafe sums[index] = weight * Float(first[index]) }
            return
        }
        let (second, secondWeight) = unsafe (first + stride, weights[1])
        for index in 0..<count {
            unsafe sums[index] = weight * Float(first[index]) + secondWeight * Float(second[index])
        }
        // Two rows at a time: each sum is read and written once for both.
        for tap in Swift.stride(from: 2, to: weights.count - 1, by: 2) {
            let (first, weight) = unsafe (first + tap * stride, weights[tap])
            let (second, secondWeight) = unsafe (first + stride, weights[tap + 1])
            for index in 0..<count {
                unsafe sums[index] += weight * Float(first[index]) + secondWeight * Float(second[index])
            }
        }
        guard !weights.count.isMultiple(of: 2) else { return }
        let (last, lastWeight) = unsafe (first + (weights.count - 1) * stride, weights[weights.count - 1])
        for index in 0..<count { unsafe sums[index] += lastWeight * Float(last[index]) }
    }

    /// Sums pixels of a row with their weights. Offsets stay inside `sums` and can't overflow: checking each would take
    /// a quarter of the time.
    @inline(__always)
    private static func gather(
        _ sums: UnsafeMutablePointer<Float>, columns: TriangleFilter, into target: UnsafeMutableRawPointer
    ) {
        let numbers = UnsafeRawPointer(sums)
        let firstInput = columns.firstInput
        let pixelBytes = 3 * MemoryLayout<Float>.stride
        unsafe columns.withTaps { starts, tapCounts, weights in
            guard columns.maximumTaps > TriangleFilter.enlargingTaps else {
                for x in 0..<columns.count {
                    let pixel = unsafe numbers + (starts[x] &- firstInput) &* pixelBytes
                    let weight = unsafe weights + x &* columns.maximumTaps
                    let first = unsafe weight[0] * pixel.loadUnaligned(as: SIMD4<Float>.self)
                    let second =
                        unsafe weight[1]
                        * pixel.loadUnaligned(fromByteOffset: pixelBytes, as: SIMD4<Float>.self)
                    unsafe target.storeBytes(
                        of: levels(first + second), toByteOffset: x &* 3, as: SIMD4<UInt8>.self)
                }
                return
            }
            for x in 0..<columns.count {
                let first = unsafe numbers + (starts[x] &- firstInput) &* pixelBytes
                let weight = unsafe weights + x &* columns.maximumTaps
                var pixel = SIMD4<Float>()
                for tap in unsafe 0..<tapCounts[x] {
                    unsafe pixel +=
                        weight[tap]
                        * first.loadUnaligned(fromByteOffset: tap &* pixelBytes, as: SIMD4<Float>.self)
                }
                unsafe target.storeBytes(of: levels(pixel), toByteOffset: x &* 3, as: SIMD4<UInt8>.self)
            }
        }
    }

    /// Rounds numbers of 0…255 half up. With 2¹⁵ added, a number keeps 8 fractional bits, and its whole part is the
    /// second byte; the 2⁻⁹ subtracted turns the processor's rounding to these 8 bits into truncation.
    @inline(__always)
    private static func levels(_ numbers: SIMD4<Float>) -> SIMD4<UInt8> {
        let bytes = unsafe unsafeBitCast(numbers + (0.5 + 0x1p15 - 0x1p-9), to: SIMD16<UInt8>.self)
        return SIMD4(bytes[1], bytes[5], bytes[9], bytes[13])
    }
}

/// For each output pixel along one axis: the first input pixel, the number of taps, and their weights, which sum to 1.
struct TriangleFilter {
    let count: Int
    let maximumTaps: Int
    private(set) var starts: [Int] = []
    private(set) var tapCounts: [Int] = []
    /// `count × maximumTaps`.
    private(set) var weights: [Float]

    var firstInput: Int { starts[0] }
    var lastInput: Int { starts[count - 1] + tapCounts[count - 1] }

    /// Calls `body` with the weights of one output pixel's taps.
    @inline(__always)
    fileprivate func withWeights(of output: Int, _ body: (UnsafeBufferPointer<Float>) -> Void) {
        let range = (output * maximumTaps)..<(output * maximumTaps + tapCounts[output])
        unsafe weights.withUnsafeBufferPointer { weights in
            unsafe body(UnsafeBufferPointer(rebasing: weights[range]))
        }
    }

    /// The `maximumTaps` of a filter that doesn't reduce: each pixel has at most two taps, followed by a weight of 0.
    fileprivate static let enlargingTaps = 3

    /// Calls `body` with the first input pixels, the numbers of taps and the weights of all output pixels.
    @inline(__always)
    fileprivate func withTaps(_ body: (UnsafePointer<Int>, UnsafePointer<Int>, UnsafePointer<Float>) -> Void) {
        unsafe starts.withUnsafeBufferPointer { starts in
            unsafe tapCounts.withUnsafeBufferPointer { counts in
                unsafe weights.withUnsafeBufferPointer { weights in
                    guard let starts = starts.baseAddress, let counts = counts.baseAddress,
                        let weights = weights.baseAddress
                    else { return }
                    unsafe body(starts, counts, weights)
                }
            }
        }
    }

    /// Maps `count` output pixels to the input's pixels `from ..< to`; none at or beyond `limit` is read.
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
