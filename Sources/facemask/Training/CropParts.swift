#if Training
import FaceMaskCore
import FaceMaskDatasets
import FaceMask

/// How the crops of a set are used: positions in it. Crops of one group are never in two parts.
struct CropParts {
    /// What is learnt from.
    var training: [Int]
    /// What chooses the epoch, the temperature and the thresholds.
    var validation: [Int]
    /// What chooses nothing and is reported.
    var test: [Int]

    /// Draws groups for test and validation.
    static func drawn(
        from crops: [FaceCrop], validation: Double, test: Double, seed: UInt64
    ) throws -> CropParts {
        guard test > 0 else { return try divided(crops, test: [], validation: validation, seed: seed) }
        let split = try Split.grouped(
            states: crops.map(\.state), groups: crops.map(\.group), validationFraction: test, seed: seed)
        return try divided(crops, test: split.validation, validation: validation / (1 - test), seed: seed)
    }

    /// Keeps whole origins for the test.
    static func holdingOut(
        _ origins: Set<String>, from crops: [FaceCrop], validation: Double, seed: UInt64
    ) throws -> CropParts {
        let known = Set(crops.map(\.origin))
        if let stranger = origins.subtracting(known).min() {
            throw Failure(
                .usage,
                "There is no origin '\(stranger)' to hold out; the crop set has "
                    + known.sorted().joined(separator: ", ") + ".")
        }
        let test = crops.indices.filter { origins.contains(crops[$0].origin) }
        return try divided(crops, test: test, validation: validation, seed: seed)
    }

    /// Divides into so many folds by group; in each, another one is the test.
    static func folds(_ count: Int, of crops: [FaceCrop], validation: Double, seed: UInt64) throws -> [CropParts] {
        var left = Array(crops.indices)
        var tests: [[Int]] = []
        for fold in 0..<(count - 1) {
            let rest = left
            let split = try Split.grouped(
                states: rest.map { crops[$0].state }, groups: rest.map { crops[$0].group },
                validationFraction: 1 / Double(count - fold), seed: seed &+ UInt64(fold))
            tests.append(split.validation.map { rest[$0] })
            left = split.training.map { rest[$0] }
        }
        return try (tests + [left]).map { try divided(crops, test: $0, validation: validation, seed: seed) }
    }

    private static func divided(
        _ crops: [FaceCrop], test: [Int], validation: Double, seed: UInt64
    ) throws -> CropParts {
        // A photo that was collected twice must not be learnt from under its other name.
        let groups = Set(test.map { crops[$0].group })
        let rest = crops.indices.filter { !groups.contains(crops[$0].group) }
        let split = try Split.grouped(
            states: rest.map { crops[$0].state }, groups: rest.map { crops[$0].group },
            validationFraction: validation, seed: seed &+ 1)
        return CropParts(
            training: split.training.map { rest[$0] }, validation: split.validation.map { rest[$0] }, test: test)
    }
}
#endif
