internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskMedia
internal import FaceMaskTrainers
internal import Foundation

/// The pictures of a folder dataset, read and divided.
struct SeedDataset {
    let samples: [Sample]
    let states: [MaskState]
    let split: Split
    /// Tells this dataset from others.
    let hash: String

    /// Reads a folder with a folder of pictures for each state. Pictures that can't be read are reported and left out.
    init(
        reading folder: URL, _ pictures: any PictureReading, preprocessing: Preprocessing, recipe: SeedRecipe,
        _ report: @escaping TrainingUpdate.Receiver
    ) async throws {
        let dataset = try FolderDataset(scanning: folder, fileExtensions: PictureReader.fileExtensions)
        for note in dataset.notes { report(.note(note)) }
        let reader = SampleReader(
            preprocessing: preprocessing, pictures: pictures, contentHash: { SHA256.hexadecimal(of: $0) })
        let read = try await reader.samples(of: dataset.pictures) { done, total in
            report(.progress("Reading", done: done, of: total))
        }
        report(.job(.progressEnded))
        for picture in read.unreadable {
            report(.job(.failure(Failure(.badData, "Skipped a picture. \(picture.reason)"))))
        }

        samples = read.samples
        states = dataset.states
        hash = try reader.dataHash(of: samples)
        split = try Self.split(samples, by: recipe, report)
        report(.note(summary))
        if read.repeatedContents > 0, !recipe.isGrouped {
            report(
                .note(
                    "\(read.repeatedContents) files are copies of others, byte for byte: a random split puts copies on "
                        + "both sides, which makes the result look too good; --split grouped does not."))
        }
    }

    private static func split(
        _ samples: [Sample], by recipe: SeedRecipe, _ report: TrainingUpdate.Receiver
    ) throws -> Split {
        let labels = samples.map(\.picture.state)
        guard recipe.isGrouped else {
            return try Split.stratified(
                states: labels, validationFraction: recipe.validationFraction, seed: recipe.seed)
        }
        let groups = NearDuplicates.groups(of: samples.map(\.perceptualHash))
        let summary = GroupSummary(of: groups)
        report(
            .note(
                "\(summary.picturesWithTwin) of \(samples.count) pictures have a near-copy; "
                    + "\(summary.groups) groups, the largest of \(summary.largestGroup), none of which is divided."))
        return try Split.grouped(
            states: labels, groups: groups, validationFraction: recipe.validationFraction, seed: recipe.seed)
    }

    private var summary: String {
        let counts = states.map { state in "\(samples.count { $0.picture.state == state }) \(state.label)" }
        return "\(samples.count) pictures (\(counts.joined(separator: ", "))): \(split.training.count) for training, "
            + "\(split.validation.count) for validation."
    }

    func examples(_ positions: [Int]) -> [TrainingExample] {
        positions.map { position in
            let sample = samples[position]
            return TrainingExample(
                cutout: sample.cutout, label: states.firstIndex(of: sample.picture.state) ?? 0)
        }
    }
}
