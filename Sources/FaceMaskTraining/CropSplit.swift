internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskTrainers

/// How the crops of a set are divided, as positions in it. Crops of one group are never in two parts.
struct CropSplit {
    /// What is learned from.
    var training: [Int]
    /// What chooses the epoch, the temperature and the thresholds.
    var validation: [Int]
    /// What chooses nothing and is reported.
    var test: [Int]

    /// Draws groups for test and validation, by the recipe's shares.
    static func drawn(from crops: [FaceCrop], by recipe: DefaultRecipe) throws -> CropSplit {
        let share = recipe.testFraction
        guard share > 0 else { return try divided(crops, test: [], validation: recipe.validationFraction, recipe) }
        let split = try Split.grouped(
            states: crops.map(\.state), groups: crops.map(\.group), validationFraction: share, seed: recipe.seed)
        return try divided(
            crops, test: split.validation, validation: recipe.validationFraction / (1 - share), recipe)
    }

    /// Keeps whole origins for the test.
    static func holdingOut(
        _ origins: Set<String>, from crops: [FaceCrop], by recipe: DefaultRecipe
    ) throws -> CropSplit {
        let known = Set(crops.map(\.origin))
        if let stranger = origins.subtracting(known).min() {
            throw Failure(
                .usage,
                "There is no origin '\(stranger)' to hold out; the crop set has "
                    + known.sorted().joined(separator: ", ") + ".")
        }
        let test = crops.indices.filter { origins.contains(crops[$0].origin) }
        return try divided(crops, test: test, validation: recipe.validationFraction, recipe)
    }

    /// Divides into `count` folds by group; each is the test part once.
    static func folds(_ count: Int, of crops: [FaceCrop], by recipe: DefaultRecipe) throws -> [CropSplit] {
        var left = Array(crops.indices)
        var tests: [[Int]] = []
        for fold in 0..<(count - 1) {
            let rest = left
            let split = try Split.grouped(
                states: rest.map { crops[$0].state }, groups: rest.map { crops[$0].group },
                validationFraction: 1 / Double(count - fold), seed: recipe.seed &+ UInt64(fold))
            tests.append(split.validation.map { rest[$0] })
            left = split.training.map { rest[$0] }
        }
        return try (tests + [left]).map {
            try divided(crops, test: $0, validation: recipe.validationFraction, recipe)
        }
    }

    private static func divided(
        _ crops: [FaceCrop], test: [Int], validation: Double, _ recipe: DefaultRecipe
    ) throws -> CropSplit {
        // A photo that was collected twice must not be learned from under its other name.
        let groups = Set(test.map { crops[$0].group })
        let rest = crops.indices.filter { !groups.contains(crops[$0].group) }
        let split = try Split.grouped(
            states: rest.map { crops[$0].state }, groups: rest.map { crops[$0].group },
            validationFraction: validation, seed: recipe.seed &+ 1)
        return CropSplit(
            training: split.training.map { rest[$0] }, validation: split.validation.map { rest[$0] }, test: test)
    }
}
