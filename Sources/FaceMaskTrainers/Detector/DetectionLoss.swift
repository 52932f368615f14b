internal import FaceMaskCore
internal import Foundation

/// The loss of the output maps, and its gradient. Computed here rather than by libtorch: the formulas are few, and
/// cells are assigned to faces here anyway.
struct DetectionLoss {
    let recipe: DetectorRecipe

    /// Sums over batches.
    struct Sums {
        /// The loss of the scores of all cells.
        var score = 0.0
        /// 1 − complete overlap, over the cells that are assigned to a face.
        var box = 0.0
        /// The distance of landmarks as a share of the face's size.
        var points = 0.0
        /// The cross-entropy of mask states.
        var mask = 0.0
        /// The number of cells that are assigned to a face.
        var cells = 0
        /// The sum of the overlaps of their boxes.
        var overlap = 0.0

        static func += (sums: inout Sums, other: Sums) {
            sums.score += other.score
            sums.box += other.box
            sums.points += other.points
            sums.mask += other.mask
            sums.cells += other.cells
            sums.overlap += other.overlap
        }

        /// The loss to minimize, a mean over the cells that are assigned to a face.
        func total(_ recipe: DetectorRecipe) -> Double {
            (score + recipe.boxWeight * box + recipe.pointsWeight * points + recipe.maskWeight * mask)
                / Double(max(cells, 1))
        }
    }

    /// Returns the loss of a batch and its gradient with respect to every value; `values` are the maps at each stride,
    /// of as many pictures as `faces` lists.
    func evaluate(_ values: [[Float]], side: Int, faces: [[SceneFace]]) -> (sums: Sums, gradients: [[Float]]) {
        var batch = Batch(recipe: recipe, gradients: values.map { [Float](repeating: 0, count: $0.count) })
        let matches = faces.enumerated().map { picture, faces in
            FaceAssignment.matches(faces, in: PictureMaps(values: values, side: side, picture: picture))
        }
        batch.share = 1 / Float(max(matches.reduce(0) { $0 + $1.count }, 1))
        for (picture, faces) in faces.enumerated() {
            let maps = PictureMaps(values: values, side: side, picture: picture)
            batch.addScores(maps, matches: matches[picture], ignored: faces.filter(\.isIgnored).map(\.box))
            for match in matches[picture] { batch.addFace(faces[match.face], match, maps) }
        }
        return (batch.sums, batch.gradients)
    }
}

/// The loss of one batch under construction.
private struct Batch {
    let recipe: DetectorRecipe
    var gradients: [[Float]]
    var sums = DetectionLoss.Sums()
    /// 1 divided by the number of cells that are assigned to a face.
    var share: Float = 1

    init(recipe: DetectorRecipe, gradients: [[Float]]) {
        self.recipe = recipe
        self.gradients = gradients
    }

    /// Adds the loss of scores. A cell's target is the overlap of its box with its face: with cross-entropy as in
    /// YOLOX, or if there is a focus, the quality focal loss (Li et al. 2020, arXiv:2006.04388). Cells in ignored boxes
    /// don't count.
    mutating func addScores(_ maps: PictureMaps, matches: [FaceAssignment.Match], ignored: [Box]) {
        var wanted: [SIMD2<Int>: Float] = [:]
        for match in matches { wanted[SIMD2(match.level, match.index)] = match.overlap }
        let focus = Float(recipe.focus)
        for level in FaceCell.strides.indices {
            let start = maps.start(level, FaceCell.Channel.score)
            for index in 0..<(maps.size(level) * maps.size(level)) {
                let target = wanted[SIMD2(level, index)]
                if target == nil, !ignored.isEmpty {
                    let center = maps.cell(level, index).center
                    if ignored.contains(where: { $0.contains(center) }) { continue }
                }
                let (goal, logit) = (target ?? 0, maps.values[level][start + index])
                let score = logistic(logit)
                let distance = abs(score - goal)
                let entropy = softplus(logit) - goal * logit
                var (factor, slope) = (Float(1), score - goal)
                if focus > 0 {
                    factor = pow(distance, focus)
                    slope *= factor
                    slope += focus * pow(distance, focus - 1) * (score < goal ? -1 : 1) * score * (1 - score) * entropy
                }
                sums.score += Double(factor * entropy)
                gradients[level][start + index] = slope * share
            }
        }
    }

    mutating func addFace(_ face: SceneFace, _ match: FaceAssignment.Match, _ maps: PictureMaps) {
        let (level, index) = (match.level, match.index)
        let cell = maps.cell(level, index)
        sums.cells += 1
        sums.overlap += Double(match.overlap)

        let overlap = DualBox(maps.boxNumbers(level, index), of: cell).completeOverlap(with: face.box)
        sums.box += Double(1 - overlap.value)
        for number in 0..<4 {
            let slope = -overlap.slope[number] * Float(recipe.boxWeight)
            gradients[level][maps.start(level, FaceCell.Channel.box + number) + index] = slope * share
        }
        if let landmarks = face.landmarks { addPoints(landmarks.points, of: face.box, cell, match, maps) }
        if let state = face.state {
            let (channel, goal) = (FaceCell.Channel.mask, state == .worn ? Float(1) : 0)
            let logit = maps.number(level, channel, index)
            sums.mask += Double(softplus(logit) - goal * logit)
            gradients[level][maps.start(level, channel) + index] =
                (logistic(logit) - goal) * Float(recipe.maskWeight) * share
        }
    }

    /// Adds the absolute distance along both axes as a share of the face's size, smoothed where it is small.
    private mutating func addPoints(
        _ points: [Point], of box: Box, _ cell: FaceCell, _ match: FaceAssignment.Match, _ maps: PictureMaps
    ) {
        let size = box.area.squareRoot()
        for (number, point) in points.enumerated() {
            for (axis, goal) in [point.x, point.y].enumerated() {
                let channel = FaceCell.Channel.points + number * 2 + axis
                let value = maps.number(match.level, channel, match.index)
                let place = cell.point(value, value)
                let distance = ((axis == 0 ? place.x : place.y) - goal) / size
                let slope = min(max(distance / Self.roundedPoints, -1), 1)
                let loss = abs(slope) < 1 ? distance * slope / 2 : abs(distance) - Self.roundedPoints / 2
                sums.points += Double(loss)
                gradients[match.level][maps.start(match.level, channel) + match.index] =
                    slope * Float(cell.stride) / size * Float(recipe.pointsWeight) * share
            }
        }
    }

    /// The share of a face's size below which distances are squared: annotated points aren't more precise.
    private static let roundedPoints: Float = 0.02
}
