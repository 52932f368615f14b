#if Training
import ArgumentParser
import Foundation
import FaceMaskTrainers
import FaceMaskTraining

enum RecipeName: String, CaseIterable, ExpressibleByArgument {
    case `default`, seed
    case faceDetector = "face-detector"
}

/// What every recipe lets the user choose; each has its own value when it isn't given.
struct TrainingNumbers: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Passes over the training pictures: \(DefaultRecipe().epochs), seed \(SeedRecipe().epochs).",
            valueName: "number"))
    var epochs: Int?

    @Option(
        help: ArgumentHelp("Pictures a step: \(DefaultRecipe().batchSize) unless given.", valueName: "number"))
    var batchSize: Int?

    @Option(
        help: ArgumentHelp(
            """
            The highest learning rate: \(DefaultRecipe().learningRate), seed \(SeedRecipe().learningRate); the \
            original's text says 1e-5, its peers use 1e-4.
            """, valueName: "rate"))
    var learningRate: Double?

    @Option(
        help: ArgumentHelp(
            """
            The share of pictures that check the training: \(DefaultRecipe().validationFraction), seed \
            \(SeedRecipe().validationFraction).
            """, valueName: "share"))
    var validation: Double?

    @Option(help: ArgumentHelp("Decides everything random: the same seed gives the same model.", valueName: "number"))
    var seed: UInt64?
}

struct SeedTrainingOptions: ParsableArguments {
    enum SplitKind: String, CaseIterable, ExpressibleByArgument {
        case random, grouped
    }

    @Option(
        help: """
            Which pictures check the training: random, or grouped, which keeps near-copies of one picture on one \
            side.
            """)
    var split: SplitKind?

    @Flag(
        help: """
            Look for faces and learn from each picture's largest one, as detection cuts it out; pictures without a \
            face are listed and left out. The original learnt from whole pictures.
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
            throw ValidationError("--split has no meaning with \(choice), which splits in its own way.")
        }
        if cropFaces { throw ValidationError("--crop-faces has no meaning with \(choice), whose dataset holds faces.") }
    }
}

struct FaceTrainingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Sides of the network's input: a multiple of 32.", valueName: "pixels"))
    var inputSide: Int?

    @Option(
        help: ArgumentHelp(
            "The share of pictures that choose nothing and are reported: \(DefaultRecipe().testFraction) unless given.",
            valueName: "share"))
    var test: Double?

    @Option(
        help: ArgumentHelp(
            "Keep an origin, such as scenes/tv, for the test instead of a random share; may be given several times.",
            valueName: "origin"))
    var holdOut: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Train so many times, each time with another part as the test, and report all tests together; \
            'origins' leaves one origin out at a time.
            """, valueName: "number|origins"))
    var folds: CrossValidation.Folds?

    @Option(
        help: ArgumentHelp(
            "Faces are called unsure so that of the others at most this share is wrong.", valueName: "share"))
    var errorRate = 0.02

    @Option(
        help: ArgumentHelp(
            """
            Numbers of the recipe as JSON, all or some of those that a training writes to configuration.json; other \
            options win.
            """,
            valueName: "file"))
    var configuration: String?

    func validate() throws {
        if !holdOut.isEmpty, test != nil || folds != nil {
            throw ValidationError("--hold-out already says what the test is; leave out --test and --folds.")
        }
        if folds != nil, test != nil {
            throw ValidationError("--folds already says what the test is; leave out --test.")
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
            throw ValidationError("\(name) has no meaning with \(choice); it belongs to --recipe default.")
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
