internal import FaceMaskCore

extension OverlayLayer {
    /// Returns the outer edge of the largest connected part with an opacity above a limit, in pixels of the picture,
    /// simplified; empty when there is none.
    func outline(above opacity: Float, tolerance: Float) -> [Point] {
        let solid = colors.map { $0.w > opacity }
        guard let start = largestPiece(solid) else { return [] }
        let edge = traced(from: start.first, in: start.piece)
        return simplified(edge, tolerance: tolerance).map { Point(x: Float(left) + $0.x, y: Float(top) + $0.y) }
    }

    /// Returns the pixels of the largest part that is connected by edges, and its first pixel in reading order.
    private func largestPiece(_ solid: [Bool]) -> (piece: [Bool], first: Int)? {
        var numbers = [Int](repeating: 0, count: solid.count)
        var best = (number: 0, size: 0, first: 0)
        var number = 0
        for start in solid.indices where solid[start] && numbers[start] == 0 {
            number += 1
            var pending = [start]
            var size = 0
            numbers[start] = number
            while let index = pending.popLast() {
                size += 1
                func visit(_ next: Int) {
                    guard solid[next], numbers[next] == 0 else { return }
                    numbers[next] = number
                    pending.append(next)
                }
                let column = index % width
                if column > 0 { visit(index - 1) }
                if column < width - 1 { visit(index + 1) }
                if index >= width { visit(index - width) }
                if index + width < solid.count { visit(index + width) }
            }
            if size > best.size { best = (number, size, start) }
        }
        return best.size > 0 ? (numbers.map { $0 == best.number }, best.first) : nil
    }

    /// Follows the edge of the part along its pixels, which are on the right.
    private func traced(from first: Int, in piece: [Bool]) -> [SIMD2<Float>] {
        func isSolid(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < width && y < height && piece[y * width + x]
        }
        let start = (x: first % width, y: first / width)
        var (x, y) = start
        // Directions: right, down, left, up.
        var direction = 0
        var points: [SIMD2<Float>] = []
        repeat {
            points.append(SIMD2(Float(x), Float(y)))
            let step = [(1, 0), (0, 1), (-1, 0), (0, -1)][direction]
            x += step.0
            y += step.1
            // The two pixels ahead of the corner, on the left and the right.
            let ahead = [[(0, -1), (0, 0)], [(0, 0), (-1, 0)], [(-1, 0), (-1, -1)], [(-1, -1), (0, -1)]][direction]
            if isSolid(x + ahead[0].0, y + ahead[0].1) {
                direction = (direction + 3) % 4
            } else if !isSolid(x + ahead[1].0, y + ahead[1].1) {
                direction = (direction + 1) % 4
            }
        } while (x, y) != start && points.count < 4 * width * height
        return points
    }

    /// Simplifies a closed line by the algorithm of Ramer, Douglas and Peucker.
    private func simplified(_ points: [SIMD2<Float>], tolerance: Float) -> [SIMD2<Float>] {
        guard points.count > 4 else { return points }
        func distance(_ index: Int) -> Float { ((points[index] - points[0]) * (points[index] - points[0])).sum() }
        let far = points.indices.max { distance($0) < distance($1) } ?? 0
        var kept = Set([0, far])
        var pending = [(0, far), (far, points.count)]
        while let (from, to) = pending.popLast() {
            let (start, end) = (points[from], points[to % points.count])
            let along = end - start
            let length = max((along * along).sum().squareRoot(), 1e-6)
            var worst = (index: -1, gap: tolerance)
            for index in stride(from: from + 1, to: to, by: 1) {
                let offset = points[index] - start
                let gap = abs(along.x * offset.y - along.y * offset.x) / length
                if gap > worst.gap { worst = (index, gap) }
            }
            if worst.index >= 0 {
                kept.insert(worst.index)
                pending += [(from, worst.index), (worst.index, to)]
            }
        }
        return kept.sorted().map { points[$0] }
    }
}
