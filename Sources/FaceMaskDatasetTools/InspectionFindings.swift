package import FaceMaskCore
package import FaceMaskDatasets

/// The findings of an inspection. Pictures are given by their indices in `pictures`.
package struct InspectionFindings: Sendable {
    /// All pictures, in the dataset's order.
    package let pictures: [InspectedPicture]
    /// Groups of similar pictures with different labels, the largest first.
    package let mixed: [[Int]]
    /// Groups of two or more near-copies, the largest first.
    package let groups: [[Int]]
    /// The readable pictures in ascending order of the face's side.
    package let bySize: [Int]
    /// The pictures that can't be used.
    package let unreadable: [Int]
    /// Labels that the predictions contradict; `nil` without predictions.
    package let labels: LabelFindings?

    init(of pictures: [InspectedPicture], groups recorded: [Int]?, predictions: PredictionTable?) {
        self.pictures = pictures
        unreadable = pictures.indices.filter { pictures[$0].fault != nil }
        bySize = pictures.indices.filter { pictures[$0].content != nil }
            .sorted { (pictures[$0].side ?? 0, $0) < (pictures[$1].side ?? 0, $1) }
        let comparable = pictures.indices.filter { pictures[$0].content?.fingerprint != nil }
        let fingerprints = comparable.compactMap { pictures[$0].content?.fingerprint }
        let distance = recorded == nil ? NearDuplicates.defaultMaximumDistance : PhotoGroups.faceDistance
        let lookAlikes = Self.members(
            of: NearDuplicates.groups(of: fingerprints, maximumDistance: distance), at: comparable)
        mixed = lookAlikes.filter { Set($0.map { pictures[$0].listed.state }).count > 1 }
        groups = recorded.map { Self.members(of: $0, at: Array(pictures.indices)) } ?? lookAlikes
        labels = predictions.map { LabelFindings(of: pictures, predictions: $0) }
    }

    /// Returns the positions of each group's members, for groups of two or more, the largest first.
    private static func members(of groups: [Int], at positions: [Int]) -> [[Int]] {
        Dictionary(grouping: zip(groups, positions), by: \.0).values.map { $0.map(\.1) }
            .filter { $0.count > 1 }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}

/// Labels that the predictions of a classifier contradict.
package struct LabelFindings: Sendable {
    /// A picture whose label is probably wrong.
    package struct Suspect: Sendable {
        /// The picture's index.
        package var picture: Int
        /// The state that it probably shows.
        package var suggested: MaskState
        /// The predicted probabilities of the suggested state and of the label.
        package var probabilities: (suggested: Double, given: Double)
    }

    /// The estimated joint distribution of labels and true states.
    package let joint: ConfidentJoint
    /// The suspects, the most certain first.
    package let suspects: [Suspect]
    /// The number of pictures of the dataset that have a prediction.
    package let predicted: Int
    /// The number of predictions about files that aren't in the dataset.
    package let strangers: Int

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
