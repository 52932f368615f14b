#if Training
import FaceMaskCore
import FaceMaskDatasets
import FaceMaskMedia
import FaceMaskTraining
import Foundation
import TestSupport

/// Twelve crops of patterns in a folder, each in its own group, half of them labelled masked, of three origins; and
/// trainings on them that learn next to nothing, but write the usual files.
struct SmallCropSet {
    let folder: TemporaryFolder

    static let count = 12

    init() throws {
        folder = try TemporaryFolder()
        for state in [MaskState.worn, .notWorn] {
            try FileManager.default.createDirectory(
                at: root.appending(path: state.label), withIntermediateDirectories: true)
        }
        let encoder = JSONEncoder()
        var records: [String] = []
        for number in 0..<Self.count {
            let crop = Self.crop(number)
            try PictureWriter().write(Self.picture(number), to: root.appending(path: crop.file))
            records.append(String(decoding: try encoder.encode(crop), as: UTF8.self))
        }
        try Data(records.joined(separator: "\n").utf8).write(to: root.appending(path: CropSet.recordsName))
    }

    var root: URL { folder.url.appending(path: "set", directoryHint: .isDirectory) }

    private static func crop(_ number: Int) -> FaceCrop {
        let state: MaskState = number.isMultiple(of: 2) ? .worn : .notWorn
        return FaceCrop(
            file: "\(state.label)/\(number).png", state: state, source: "s/\(number).png", origin: "s/\(number % 3)",
            group: number, hash: "\(number)", box: Box(x1: 12, y1: 12, x2: 52, y2: 52), boxKind: .detected,
            landmarks: nil, faceSide: 40)
    }

    private static func picture(_ number: Int) -> Image {
        var picture = Pattern.picture(width: 64, height: 64, seed: UInt32(number), cell: 8)
        for y in 0..<64 where number.isMultiple(of: 2) && y > 32 {
            for x in 0..<64 { picture[x, y] = (30, 60, picture[x, y].blue / 2 + 127) }
        }
        return picture
    }

    /// A training on the set, in the folder `name`.
    func job(epochs: Int = 1, to name: String = "out") -> TrainingJob {
        let recipe = DefaultRecipe(
            epochs: epochs, batchSize: 4, validationFraction: 0.2, testFraction: 0.2, inputSide: 32)
        return TrainingJob(dataset: root, output: output(name), recipe: recipe)
    }

    func output(_ name: String = "out") -> URL { folder.url.appending(path: name, directoryHint: .isDirectory) }

    func exists(_ name: String, in output: String = "out") -> Bool {
        FileManager.default.fileExists(atPath: self.output(output).appending(path: name).path)
    }

    func names(in output: String = "out") throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: self.output(output).path))
    }
}
#endif
