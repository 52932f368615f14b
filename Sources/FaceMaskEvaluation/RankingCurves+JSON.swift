extension ROCCurve: Encodable {
    private enum CodingKeys: String, CodingKey { case area, points }

    /// Writes the area and the corners of the curve.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(area, forKey: .area)
        try container.encode(corners, forKey: .points)
    }

    /// The points at which the curve bends, which give the same curve with far fewer points.
    public var corners: [Point] {
        points.indices.filter { index in
            guard index > 0, index < points.count - 1 else { return true }
            let (before, here, after) = (points[index - 1], points[index], points[index + 1])
            let isUpright =
                before.falsePositiveRate == here.falsePositiveRate
                && here.falsePositiveRate == after.falsePositiveRate
            let isLevel =
                before.truePositiveRate == here.truePositiveRate
                && here.truePositiveRate == after.truePositiveRate
            return !isUpright && !isLevel
        }.map { points[$0] }
    }
}

extension PrecisionRecallCurve: Encodable {
    /// The maximum number of points that are written.
    private static let pointsShown = 201

    private enum CodingKeys: String, CodingKey {
        case points
        case averagePrecision = "average_precision"
    }

    /// Writes the average precision and points at regular intervals.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(averagePrecision, forKey: .averagePrecision)
        try container.encode(thinned, forKey: .points)
    }

    /// Points at regular intervals of the recall, including the first and the last: enough for a plot.
    public var thinned: [Point] {
        guard let last = points.last, points.count > Self.pointsShown else { return points }
        var kept: [Point] = []
        for point in points where point.recall * Double(Self.pointsShown - 2) >= Double(kept.count) {
            kept.append(point)
        }
        return kept.last == last ? kept : kept + [last]
    }
}
