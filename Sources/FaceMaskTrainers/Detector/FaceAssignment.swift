internal import FaceMaskCore
internal import Foundation

/// The output maps of one picture, cell by cell.
struct PictureMaps {
    /// One array for each stride: `[pictures, channels, rows, columns]`.
    let values: [[Float]]
    /// The pixels of the input along both axes.
    let side: Int
    /// The index of the picture in the batch.
    let picture: Int

    /// Returns the number of cells along both axes of a level's map.
    func size(_ level: Int) -> Int { side / FaceCell.strides[level] }

    /// Returns the index of a channel's first value in a level's values.
    func start(_ level: Int, _ channel: Int) -> Int {
        (picture * FaceCell.Channel.count + channel) * size(level) * size(level)
    }

    func cell(_ level: Int, _ index: Int) -> FaceCell {
        FaceCell(column: index % size(level), row: index / size(level), stride: FaceCell.strides[level])
    }

    func number(_ level: Int, _ channel: Int, _ index: Int) -> Float { values[level][start(level, channel) + index] }

    func boxNumbers(_ level: Int, _ index: Int) -> SIMD4<Float> {
        let first = FaceCell.Channel.box
        return SIMD4(
            number(level, first, index), number(level, first + 1, index), number(level, first + 2, index),
            number(level, first + 3, index))
    }
}

/// Assigns cells to faces by YOLOX's SimOTA (Ge et al. 2021, arXiv:2107.08430). Each face gets the cells near its
/// centre that already detect it best, the more the better they are.
enum FaceAssignment {
    /// A cell that is assigned to a face.
    struct Match: Hashable {
        var level: Int
        var index: Int
        var face: Int
        /// The overlap of the cell's box with the face's, 0…1.
        var overlap: Float
    }

    private struct Candidate {
        var match: Match
        var cost: Float
    }

    /// The distance from a face's centre, in cells along both axes, of candidates (YOLOX).
    private static let radius: Float = 2.5
    /// The weight of the box's loss; that of the score's is 1 (YOLOX).
    private static let overlapWeight: Float = 3
    /// The cost that ranks cells outside the face after all those inside it (YOLOX).
    private static let outsideCost: Float = 1e5
    /// The number of best overlaps whose sum is the number of cells (YOLOX).
    private static let countedOverlaps = 10

    /// Returns the cells of faces that aren't ignored. A cell that matches two faces is assigned to the better match.
    static func matches(_ faces: [SceneFace], in maps: PictureMaps) -> [Match] {
        var best: [SIMD2<Int>: Candidate] = [:]
        for (number, face) in faces.enumerated() where !face.isIgnored {
            let candidates = candidates(for: face, number: number, in: maps)
            let overlaps = candidates.map(\.match.overlap).sorted(by: >).prefix(countedOverlaps)
            let count = max(Int(overlaps.reduce(0, +)), 1)
            for candidate in candidates.sorted(by: { $0.cost < $1.cost }).prefix(count) {
                let place = SIMD2(candidate.match.level, candidate.match.index)
                if candidate.cost < best[place]?.cost ?? .infinity { best[place] = candidate }
            }
        }
        // In a fixed order, on which sums of floating-point numbers depend.
        return best.values.map(\.match).sorted { ($0.level, $0.index) < ($1.level, $1.index) }
    }

    private static func candidates(for face: SceneFace, number: Int, in maps: PictureMaps) -> [Candidate] {
        var candidates: [Candidate] = []
        let center = face.box.center
        for (level, stride) in FaceCell.strides.enumerated() {
            let size = maps.size(level)
            func range(_ center: Float) -> Range<Int> {
                let first = (center / Float(stride) - radius - 0.5).rounded(.up)
                let last = (center / Float(stride) + radius - 0.5).rounded(.down)
                let start = max(Int(first), 0)
                return start..<max(min(Int(last) + 1, size), start)
            }
            let columns = range(center.x)
            for row in range(center.y) {
                for column in columns {
                    let index = row * size + column
                    let cell = maps.cell(level, index)
                    let overlap = cell.box(maps.boxNumbers(level, index)).overlap(with: face.box)
                    var cost = softplus(-maps.number(level, FaceCell.Channel.score, index))
                    cost -= overlapWeight * log(overlap + 1e-8)
                    if !face.box.contains(cell.center) { cost += outsideCost }
                    candidates.append(
                        Candidate(
                            match: Match(level: level, index: index, face: number, overlap: overlap), cost: cost))
                }
            }
        }
        return candidates
    }
}

/// Returns log(1 + exp(x)) without overflow.
func softplus(_ x: Float) -> Float { max(x, 0) + log(1 + exp(-abs(x))) }

func logistic(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
