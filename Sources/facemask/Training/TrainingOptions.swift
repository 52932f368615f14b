#if Training
import ArgumentParser
import Foundation
import FaceMaskTrainers
import FaceMaskTraining

enum RecipeName: String, CaseIterable, ExpressibleByArgument {
    case `default`, seed
    case faceDetector = "face-detector"
}

/// Options of every recipe, each with its own default.
struct TrainingNumbers: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The number of passes over the training pictures. (default: \(DefaultRecipe().epochs), seed \
            \(SeedRecipe().epochs), face-detector \(DetectorRecipe().epochs))
            """,
            valueName: "number"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            """
            The number of pictures per step. (default: \(DefaultRecipe().batchSize), face-detector \
            \(DetectorRecipe().batchSize))
            """, valueName: "number"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            """
            The highest learning rate. (default: \(DefaultRecipe().learningRate), seed \
            \(SeedRecipe().learningRate), face-detector \(DetectorRecipe().learningRate))
            """, valueName: "rate"))
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            """
            The share of pictures that check the training. (default: \(DefaultRecipe().validationFraction), seed \
            \(SeedRecipe().validationFraction))
            """, valueName: "share"))
    var validation: Double?

    @Option(
        help: ArgumentHelp("Determines everything random: the same seed gives the same model.", valueName: "number"))
    var seed: UInt64?
}

struct SeedTrainingOptions: ParsableArguments {
    enum SplitKind: String, CaseIterable, ExpressibleByArgument {
        case random, grouped
    }

    @Option(
        help: """
            How the pictures that check the training are chosen: random, or grouped, which never divides near-copies \
            of one picture.
            """)
    var split: SplitKind?

    @Flag(
        help: """
            Train on the largest face of each picture, cut out as detection does, instead of whole pictures. Pictures \
            without a face are listed and left out.
            """)
    var cropFaces = false

    func recipe(_ numbers: TrainingNumbers) throws -> SeedRecipe {
        let standard = SeedRecipe()
        let recipe = SeedRecipe(
            epochs: numbers.epochs ?? standard.epochs, batchSize: numbers.batchSize ?? standard.batchSize,
            learningRate: numbers.learningRate ?? standard.learningRate,
            validationFraction: numbers.validation ?? standard.validationFraction, isGrouped: split == .grouped,
            seed: numbers.seed ?? standard.seed)
        try recipe.validate()
        return recipe
    }

    func refuse(becauseOf choice: String) throws {
        if split != nil {
            throw ValidationError("--split has no effect with \(choice); it belongs to --recipe seed.")
        }
        if cropFaces {
            throw ValidationError("--crop-faces has no effect with \(choice); it belongs to --recipe seed.")
        }
    }
}

struct FaceTrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The sides of the network's input, a multiple of 32. (default: \(DefaultRecipe().inputSide))",
            valueName: "pixels"))
    var inputSide: Int?

    @Option(
        help: ArgumentHelp(
            """
            The share of pictures that influence nothing and are used for the report. (default: \
            \(DefaultRecipe().testFraction))
            """,
            valueName: "share"))
    var test: Double?

    @Option(
        help: ArgumentHelp(
            "Use an origin, such as scenes/tv, for the report instead of a random share; may be repeated.",
            valueName: "origin"))
    var holdOut: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Cross-validate: train N times, each time with another part for the report, then report on all parts; \
            'origins' leaves out one origin at a time.
            """, valueName: "number|origins"))
    var folds: CrossValidation.Folds?

    @Option(
        help: ArgumentHelp(
            "The share of answers that may be wrong; as many faces as necessary are called unsure.", valueName: "share")
    )
    var errorRate = 0.02

    @Option(
        help: ArgumentHelp(
            """
            Settings of the recipe as JSON: any of those that a training writes to configuration.json. Other options \
            take precedence.
            """,
            valueName: "file"))
    var configuration: String?

    func validate() throws {
        if !holdOut.isEmpty, test != nil || folds != nil {
            throw ValidationError(
                "--hold-out can't be combined with --test or --folds: each chooses the pictures for the report.")
        }
        if folds != nil, test != nil {
            throw ValidationError("--folds can't be combined with --test: each chooses the pictures for the report.")
        }
        if !(0..<1).contains(errorRate) {
            throw ValidationError("--error-rate \(errorRate) is out of range; give a share from 0 to below 1.")
        }
    }

    func recipe(_ numbers: TrainingNumbers) throws -> DefaultRecipe {
        var recipe =
            try configuration.map { try RecipeFile(path: $0, standard: DefaultRecipe()).recipe } ?? DefaultRecipe()
        if let epochs = numbers.epochs { recipe.epochs = epochs }
        if let batchSize = numbers.batchSize { recipe.batchSize = batchSize }
        if let rate = numbers.learningRate {
            recipe.headLearningRate *= rate / recipe.learningRate
            recipe.learningRate = rate
        }
        if let validation = numbers.validation { recipe.validationFraction = validation }
        if let seed = numbers.seed { recipe.seed = seed }
        if let inputSide { recipe.inputSide = inputSide }
        if let test { recipe.testFraction = test }
        try recipe.validate()
        return recipe
    }

    func refuse(becauseOf choice: String) throws {
        let given = [
            ("--input-side", inputSide != nil), ("--test", test != nil), ("--hold-out", !holdOut.isEmpty),
            ("--folds", folds != nil), ("--configuration", configuration != nil),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw ValidationError("\(name) has no effect with \(choice); it belongs to --recipe default.")
        }
    }
}

extension CrossValidation.Folds: ExpressibleByArgument {
    init?(argument: String) {
        if argument == "origins" {
            self = .origins
        } else if let count = Int(argument), (2...100).contains(count) {
            self = .count(count)
        } else {
            return nil
        }
    }
}
#endif
