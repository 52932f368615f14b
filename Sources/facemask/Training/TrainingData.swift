#if Training
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskMedia
import FaceMaskTrainers

/// A dataset that was read and divided.
struct TrainingData {
    let samples: [Sample]
    let states: [MaskState]
    let split: Split
    let hash: String

    init(
        dataset path: String, reader pictures: any PictureReading, backbone: MobileNetV2, recipe: SeedRecipe,
        isQuiet: Bool
    ) async throws {
        func say(_ text: String) { if !isQuiet { Console.say(text) } }
        let dataset = try FolderDataset(
            scanning: URL(filePath: path, directoryHint: .isDirectory),
            fileExtensions: PictureReader.fileExtensions)
        dataset.notes.forEach(say)
        let reader = SampleReader(
            preprocessing: backbone.preprocessing(side: recipe.inputSide), pictures: pictures,
            contentHash: { SHA256.hexadecimal(of: $0) })
        let progress = SharedProgress(title: "Reading", total: dataset.pictures.count, isShown: !isQuiet)
        let read = try await reader.samples(of: dataset.pictures) { done, _ in progress.show(done: done) }
        progress.clear()
        for picture in read.unreadable { Console.say("facemask: skipped: \(picture.reason)") }

        samples = read.samples
        states = dataset.states
        hash = try reader.dataHash(of: samples)
        let labels = samples.map(\.picture.state)
        if recipe.isGrouped {
            let groups = NearDuplicates.groups(of: samples.map(\.perceptualHash))
            let summary = GroupSummary(of: groups)
            say(
                "\(summary.picturesWithTwin) of \(samples.count) pictures have a near-copy; "
                    + "\(summary.groups) groups, the largest of \(summary.largestGroup), each stays on one side.")
            split = try Split.grouped(
                states: labels, groups: groups, validationFraction: recipe.validationFraction, seed: recipe.seed)
        } else {
            split = try Split.stratified(
                states: labels, validationFraction: recipe.validationFraction, seed: recipe.seed)
        }
        say(
            "\(samples.count) pictures (\(counts(of: labels))): \(split.training.count) to learn from, "
                + "\(split.validation.count) to check on.")
        if read.repeatedContents > 0, !recipe.isGrouped {
            say(
                "\(read.repeatedContents) files are copies of others, byte for byte: a random split puts copies on "
                    + "both sides and flatters the result; --split grouped does not.")
        }
    }

    func examples(_ positions: [Int]) -> [TrainingExample] {
        positions.map { position in
            let sample = samples[position]
            return TrainingExample(
                cutout: sample.cutout, label: states.firstIndex(of: sample.picture.state) ?? 0)
        }
    }

    private func counts(of labels: [MaskState]) -> String {
        states.map { state in "\(labels.count { $0 == state }) \(state.label)" }.joined(separator: ", ")
    }
}
#endif
