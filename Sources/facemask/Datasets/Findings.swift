import FaceMaskDatasets
import FaceMask

/// What an inspection found; numbers are positions in `pictures`.
struct Findings {
    let pictures: [InspectedPicture]
    /// Look-alikes with different labels, those of most pictures first.
    let mixed: [[Int]]
    /// Groups of near-copies with two pictures or more, the largest first.
    let groups: [[Int]]
    /// What can be read, by the face's side.
    let bySize: [Int]
    let unreadable: [Int]
    /// `nil` without predictions.
    let labels: LabelFindings?

    init(of pictures: [InspectedPicture], groups recorded: [Int]?, predictions: PredictionTable?) {
        self.pictures = pictures
        unreadable = pictures.indices.filter { pictures[$0].fault != nil }
        bySize = pictures.indices.filter { pictures[$0].content != nil }
            .sorted { (pictures[$0].side ?? 0, $0) < (pictures[$1].side ?? 0, $1) }
        let seen = pictures.indices.filter { pictures[$0].content?.look != nil }
        let looks = seen.compactMap { pictures[$0].content?.look }
        let distance = recorded == nil ? NearDuplicates.defaultMaximumDistance : PhotoGroups.faceDistance
        let lookAlikes = Self.members(
            of: NearDuplicates.groups(of: looks, maximumDistance: distance), at: seen)
        mixed = lookAlikes.filter { Set($0.map { pictures[$0].listed.state }).count > 1 }
        groups = recorded.map { Self.members(of: $0, at: Array(pictures.indices)) } ?? lookAlikes
        labels = predictions.map { LabelFindings(of: pictures, predictions: $0) }
    }

    /// Groups of two or more, the largest first.
    private static func members(of groups: [Int], at positions: [Int]) -> [[Int]] {
        Dictionary(grouping: zip(groups, positions), by: \.0).values.map { $0.map(\.1) }
            .filter { $0.count > 1 }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}

/// Labels that predictions contradict.
struct LabelFindings {
    struct Suspect {
        /// The picture's position.
        var picture: Int
        var suggested: MaskState
        /// Of the suggested state and of the label.
        var probabilities: (suggested: Double, given: Double)
    }

    let joint: ConfidentJoint
    /// The most certain first.
    let suspects: [Suspect]
    /// Pictures of the dataset with a prediction.
    let predicted: Int
    /// Predictions about no picture of the dataset.
    let strangers: Int

    init(of pictures: [InspectedPicture], predictions: PredictionTable) {
        let states = PredictionTable.states
        let judged = pictures.indices.compactMap { index in
            predictions.rows[pictures[index].listed.file].map { (index: index, row: $0) }
        }
        let labels = judged.map { states.firstIndex(of: pictures[$0.index].listed.state) ?? 0 }
        joint = ConfidentJoint(labels: labels, probabilities: judged.map(\.row))
        suspects = joint.suspects.map { suspect in
            let row = judged[suspect.position].row
            return Suspect(
                picture: judged[suspect.position].index, suggested: states[suspect.suggested],
                probabilities: (row[suspect.suggested], row[suspect.given]))
        }
        predicted = judged.count
        strangers = predictions.rows.count - judged.count
    }
}
