// swift-tools-version: 6.2
import PackageDescription

let commonSettings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// `make test` sets FACEMASK_OPTIMIZE: debug builds then optimize the modules whose loops over pixels take most of the
/// tests' time without it. Packages that depend on this one never set it, since they may not use unsafe flags.
let optimization: [SwiftSetting] =
    Context.environment["FACEMASK_OPTIMIZE"] == nil ? [] : [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Modules without a C library behind them. The doors to C are exempt from strict memory safety: nearly every line of
/// theirs would be marked.
let strictSettings: [SwiftSetting] = commonSettings + [.strictMemorySafety()] + optimization

/// Where scripts/setup puts OpenVINO. SwiftPM drops run paths from .pc files, so executables name it themselves.
let openVINOLibraries = Context.packageDirectory + "/.deps/openvino/libs"
let findsOpenVINO: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", openVINOLibraries])]

func whenTraining(_ name: String) -> Target.Dependency {
    .target(name: name, condition: .when(traits: ["Training"]))
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "FaceMask",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "FaceMask", targets: ["FaceMask"]),
        .library(name: "FaceMaskAnnotation", targets: ["FaceMaskAnnotation"]),
        .library(name: "FaceMaskTraining", targets: ["FaceMaskTraining", "FaceMaskEvaluationJobs"]),
        .executable(name: "facemask", targets: ["facemask"]),
        .library(name: "FaceMaskTorchLibrary", type: .dynamic, targets: ["FaceMaskCTorchLibrary"]),
    ],
    traits: [
        .trait(name: "Training", description: "The train command, with libtorch. Detection builds without it."),
        .default(enabledTraits: ["Training"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        // Both major versions have what FaceMaskWatchFiles calls: an app that needs Yams 5 resolves, too.
        .package(url: "https://github.com/jpsim/Yams", "5.0.1"..<"7.0.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Doors: one C library, one importing Swift module. scripts/setup writes three of the four .pc files, so that no
        // package of a system can be named as their provider; the modules' headers say what to do instead.
        .systemLibrary(name: "FaceMaskCOpenVINO", pkgConfig: "openvino"),
        .systemLibrary(name: "FaceMaskCCairoHeaders", pkgConfig: "facemask-drawing"),
        .systemLibrary(name: "FaceMaskCTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "FaceMaskCLibTorch", pkgConfig: "facemask-torch"),
        // FaceMaskCTorch forwards to FaceMaskCTorchLibrary, the dynamic product FaceMaskTorchLibrary, which it finds by
        // name and loads when the first training function is called. Without the trait the latter's sources are
        // empty: nothing asks for libtorch.
        .target(name: "FaceMaskCTorch", linkerSettings: [.linkedLibrary("dl")]),
        // Likewise, to FFmpeg's, Cairo's, Pango's and libcurl's own libraries. FFmpeg's and libcurl's headers lie where
        // every compiler looks.
        .target(name: "FaceMaskCFFmpeg", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "FaceMaskCCairo", dependencies: ["FaceMaskCCairoHeaders"], linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "FaceMaskCCurl", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "FaceMaskCTorchLibrary", dependencies: [whenTraining("FaceMaskCLibTorch")],
            cxxSettings: [.define("CTORCH_NEEDS_LIBTORCH", .when(traits: ["Training"]))]),

        .target(name: "FaceMaskCore", swiftSettings: strictSettings),
        .target(
            name: "FaceMaskMedia", dependencies: ["FaceMaskCore", "FaceMaskCFFmpeg", "FaceMaskCTurboJPEG"],
            swiftSettings: commonSettings + optimization),
        .target(
            name: "FaceMaskInference", dependencies: ["FaceMaskConcurrency", "FaceMaskCore", "FaceMaskCOpenVINO"],
            swiftSettings: commonSettings + optimization),
        .target(
            name: "FaceMaskDrawing", dependencies: ["FaceMaskCore", "FaceMaskFormats", "FaceMaskCCairo"],
            swiftSettings: commonSettings + optimization),
        .target(
            name: "FaceMaskTorch", dependencies: ["FaceMaskCore", "FaceMaskCTorch"],
            swiftSettings: commonSettings + optimization),
        .target(name: "FaceMaskHTTP", dependencies: ["FaceMaskCCurl"], swiftSettings: commonSettings),
        .target(
            name: "FaceMaskModelFiles",
            dependencies: [
                "FaceMaskCore", "FaceMaskFormats", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Generated/onnx.proto"],
            swiftSettings: strictSettings),

        // The networks that are trained, described once: training runs them on libtorch, and exporters write them to files.
        .target(
            name: "FaceMaskNetworks", dependencies: ["FaceMaskCore", "FaceMaskModelFiles"],
            swiftSettings: strictSettings),

        // Texts and tables for people and programs, and files as inputs and outputs.
        .target(name: "FaceMaskFormats", dependencies: ["FaceMaskCore"], swiftSettings: strictSettings),
        .target(
            name: "FaceMaskFiles", dependencies: ["FaceMaskCore", "FaceMaskMedia"], swiftSettings: strictSettings),

        .target(name: "FaceMaskConcurrency", swiftSettings: strictSettings),
        .target(name: "FaceMaskEvents", dependencies: ["FaceMaskCore"], swiftSettings: strictSettings),

        // Stages.
        .target(
            name: "FaceMaskDetection", dependencies: ["FaceMaskCore", "FaceMaskInference", "FaceMaskModelFiles"],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskClassification",
            dependencies: ["FaceMaskCore", "FaceMaskConcurrency", "FaceMaskInference", "FaceMaskModelFiles"],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskDatasets", dependencies: ["FaceMaskConcurrency", "FaceMaskCore", "FaceMaskFormats"],
            swiftSettings: strictSettings),
        .target(name: "FaceMaskEvaluation", dependencies: ["FaceMaskCore"], swiftSettings: strictSettings),
        .target(
            name: "FaceMaskTrainers",
            dependencies: [
                "FaceMaskConcurrency", "FaceMaskCore", "FaceMaskInference", "FaceMaskModelFiles", "FaceMaskNetworks",
                "FaceMaskTorch",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskSynthesis", dependencies: ["FaceMaskCore", "FaceMaskDrawing"], swiftSettings: strictSettings),
        .target(
            name: "FaceMaskSinks", dependencies: ["FaceMaskCore", "FaceMaskEvents", "FaceMaskFormats"],
            swiftSettings: strictSettings),
        .target(name: "FaceMaskTracking", dependencies: ["FaceMaskCore"], swiftSettings: strictSettings),
        .target(
            name: "FaceMaskAnalysis",
            dependencies: [
                "FaceMaskConcurrency", "FaceMaskCore", "FaceMaskEvents",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskMonitoring",
            dependencies: [
                "FaceMaskCore", "FaceMaskEvents", "FaceMaskFormats", "FaceMaskHTTP", "FaceMaskSinks",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strictSettings),
        // The files of `facemask watch`; the only importer of Yams.
        .target(
            name: "FaceMaskWatchFiles",
            dependencies: [
                "FaceMaskFormats", "FaceMaskCore", "FaceMaskMonitoring",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strictSettings),

        .target(
            name: "FaceMaskAnnotation",
            dependencies: [
                "FaceMaskCore", "FaceMaskFormats", "FaceMaskMedia", "FaceMaskDrawing", "FaceMaskFiles",
                "FaceMaskEvents",
            ],
            swiftSettings: strictSettings),

        // The library's front door and the command: the only ones that pick concrete stages.
        .target(
            name: "FaceMask",
            dependencies: [
                "FaceMaskCore", "FaceMaskMedia", "FaceMaskInference", "FaceMaskDetection", "FaceMaskClassification",
                "FaceMaskTracking", "FaceMaskEvents", "FaceMaskAnalysis", "FaceMaskMonitoring", "FaceMaskConcurrency",
            ],
            resources: [.copy("Models")],
            swiftSettings: strictSettings),
        // What the verbs of the command do.
        .target(
            name: "FaceMaskDetectionJobs",
            dependencies: [
                "FaceMask", "FaceMaskCore", "FaceMaskConcurrency", "FaceMaskMedia", "FaceMaskFiles",
                "FaceMaskAnnotation",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskWatching",
            dependencies: [
                "FaceMask", "FaceMaskCore", "FaceMaskMedia", "FaceMaskAnalysis", "FaceMaskEvents", "FaceMaskFiles",
                "FaceMaskSinks", "FaceMaskMonitoring", "FaceMaskAnnotation", "FaceMaskWatchFiles",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskDatasetTools",
            dependencies: [
                "FaceMask", "FaceMaskConcurrency", "FaceMaskCore", "FaceMaskDatasets", "FaceMaskDetection",
                "FaceMaskFiles", "FaceMaskFormats", "FaceMaskInference", "FaceMaskMedia",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskEvaluationJobs",
            dependencies: [
                "FaceMask", "FaceMaskAnalysis", "FaceMaskClassification", "FaceMaskConcurrency", "FaceMaskCore",
                "FaceMaskDatasetTools",
                "FaceMaskDatasets", "FaceMaskDetection", "FaceMaskDrawing", "FaceMaskEvaluation", "FaceMaskFiles",
                "FaceMaskFormats", "FaceMaskInference", "FaceMaskMedia",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskSynthesisJobs",
            dependencies: [
                "FaceMask", "FaceMaskAnalysis", "FaceMaskClassification", "FaceMaskConcurrency", "FaceMaskCore",
                "FaceMaskDatasets",
                "FaceMaskDetection", "FaceMaskDrawing", "FaceMaskFiles", "FaceMaskFormats", "FaceMaskInference",
                "FaceMaskMedia", "FaceMaskSynthesis",
            ],
            swiftSettings: strictSettings),
        // What `facemask train` does. It builds without libtorch, which FaceMaskCTorch loads when it is needed.
        .target(
            name: "FaceMaskTraining",
            dependencies: [
                "FaceMaskCore", "FaceMaskFormats", "FaceMaskFiles", "FaceMaskMedia", "FaceMaskInference",
                "FaceMaskDrawing", "FaceMaskModelFiles", "FaceMaskDetection", "FaceMaskClassification",
                "FaceMaskDatasets", "FaceMaskEvaluation", "FaceMaskNetworks", "FaceMaskTrainers", "FaceMask",
                "FaceMaskDatasetTools",
            ],
            swiftSettings: strictSettings),
        .target(
            name: "FaceMaskBenchmarks",
            dependencies: [
                "FaceMaskCore", "FaceMaskFormats", "FaceMaskMedia", "FaceMaskInference", "FaceMaskModelFiles",
                "FaceMaskDetection", "FaceMaskFiles", "FaceMaskSinks", "FaceMaskAnalysis", "FaceMaskAnnotation",
                "FaceMask",
                "FaceMaskDetectionJobs",
            ],
            swiftSettings: strictSettings),
        .executableTarget(
            name: "facemask",
            dependencies: [
                "FaceMaskBenchmarks", "FaceMaskDatasetTools", "FaceMaskEvaluationJobs", "FaceMaskSynthesisJobs",
                "FaceMaskFormats", "FaceMaskFiles", "FaceMaskEvents", "FaceMaskAnalysis", "FaceMaskAnnotation",
                "FaceMaskHTTP", "FaceMask", "FaceMaskDetectionJobs", "FaceMaskWatching", "FaceMaskCore",
                "FaceMaskMedia", "FaceMaskInference", "FaceMaskDrawing",
                "FaceMaskModelFiles", "FaceMaskSinks", "FaceMaskDatasets", "FaceMaskEvaluation", "FaceMaskMonitoring",
                "FaceMaskSynthesis", .product(name: "Logging", package: "swift-log"),
                whenTraining("FaceMaskTrainers"), whenTraining("FaceMaskTraining"), argumentParser,
            ],
            swiftSettings: strictSettings,
            linkerSettings: findsOpenVINO),

        .testTarget(name: "ArchitectureTests", swiftSettings: commonSettings),
        // What several test targets share: patterns that scripts/reference computes alike, fixtures, temporary folders.
        .target(
            name: "TestSupport", dependencies: ["FaceMaskCore"], path: "Tests/TestSupport",
            swiftSettings: commonSettings + optimization),
        .testTarget(
            name: "FaceMaskCoreTests", dependencies: ["FaceMaskCore", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "FaceMaskConcurrencyTests", dependencies: ["FaceMaskConcurrency", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "FaceMaskTests", dependencies: ["FaceMask", "FaceMaskDetection"], swiftSettings: commonSettings,
            linkerSettings: findsOpenVINO),
        .testTarget(
            name: "AnalysisTests", dependencies: ["FaceMaskAnalysis", "FaceMaskEvents", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "MediaTests", dependencies: ["FaceMaskMedia", "FaceMaskCFFmpeg", "FaceMaskCore", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: commonSettings),
        .testTarget(
            name: "InferenceTests",
            dependencies: ["FaceMaskInference", "FaceMaskModelFiles", "FaceMaskCore", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "DetectionTests",
            dependencies: [
                "FaceMaskDetection", "FaceMaskInference", "FaceMaskModelFiles", "FaceMaskMedia", "FaceMaskCore",
                "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "ClassificationTests",
            dependencies: [
                "FaceMaskClassification", "FaceMaskInference", "FaceMaskModelFiles", "FaceMaskMedia", "FaceMaskCore",
                "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "TrainingTests",
            dependencies: [
                "FaceMaskClassification", "FaceMaskDatasets", "FaceMaskDetection", "FaceMaskInference",
                "FaceMaskModelFiles", "FaceMaskNetworks", "FaceMaskCore", "TestSupport",
                whenTraining("FaceMaskTrainers"),
            ],
            exclude: ["Fixtures"], swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "TrainingJobsTests",
            dependencies: [
                "FaceMask", "FaceMaskCore", "FaceMaskDatasets", "FaceMaskMedia", "FaceMaskModelFiles", "TestSupport",
                whenTraining("FaceMaskTraining"),
            ],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "ModelFilesTests",
            dependencies: [
                "FaceMaskModelFiles", "FaceMaskCore", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: commonSettings),
        .testTarget(
            name: "SynthesisTests", dependencies: ["FaceMaskSynthesis", "FaceMaskDrawing", "FaceMaskCore"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "DrawingTests",
            dependencies: ["FaceMaskDrawing", "FaceMaskCCairo", "FaceMaskMedia", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "AnnotationTests",
            dependencies: [
                "FaceMaskAnnotation", "FaceMaskDrawing", "FaceMaskMedia", "FaceMaskEvents", "FaceMaskCore",
                "TestSupport",
            ],
            swiftSettings: commonSettings),
        .testTarget(
            name: "DetectionJobsTests",
            dependencies: ["FaceMaskDetectionJobs", "FaceMaskFiles", "FaceMaskCore"],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "FilesTests", dependencies: ["FaceMaskFiles", "FaceMaskMedia", "FaceMaskCore"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "FormatsTests", dependencies: ["FaceMaskFormats", "FaceMaskCore"], swiftSettings: commonSettings),
        .testTarget(name: "PostingTests", dependencies: ["FaceMaskHTTP"], swiftSettings: commonSettings),
        .testTarget(name: "TorchTests", dependencies: [whenTraining("FaceMaskTorch")], swiftSettings: commonSettings),
        .testTarget(name: "CTorchTests", dependencies: [whenTraining("FaceMaskCTorch")], swiftSettings: commonSettings),
        .testTarget(
            name: "DatasetsTests", dependencies: ["FaceMaskDatasets", "FaceMaskMedia", "FaceMaskCore"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "EvaluationTests", dependencies: ["FaceMaskEvaluation", "FaceMaskCore", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: commonSettings),
        .testTarget(
            name: "DatasetToolsTests",
            dependencies: [
                "FaceMaskDatasetTools", "FaceMaskDatasets", "FaceMaskMedia", "FaceMaskCore", "TestSupport",
            ],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "EvaluationJobsTests",
            dependencies: ["FaceMaskEvaluationJobs", "FaceMask", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "SynthesisJobsTests",
            dependencies: [
                "FaceMaskSynthesisJobs", "FaceMaskSynthesis", "FaceMaskMedia", "FaceMaskCore", "TestSupport",
            ],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["FaceMaskBenchmarks", "FaceMaskCore"],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "facemask", "FaceMaskBenchmarks", "FaceMaskConcurrency", "FaceMaskModelFiles", "FaceMaskMedia",
                "FaceMaskCore", argumentParser,
            ],
            exclude: ["Snapshots"], swiftSettings: commonSettings),
        .testTarget(
            name: "TrackingTests", dependencies: ["FaceMaskTracking", "FaceMaskCore", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "MonitoringTests",
            dependencies: ["FaceMaskMonitoring", "FaceMaskSinks", "FaceMaskEvents", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "EventsTests", dependencies: ["FaceMaskEvents", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "WatchingTests",
            dependencies: [
                "FaceMaskWatching", "FaceMask", "FaceMaskAnalysis", "FaceMaskMonitoring", "FaceMaskSinks",
                "FaceMaskEvents", "FaceMaskCore", "TestSupport", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: commonSettings, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "WatchFilesTests",
            dependencies: ["FaceMaskWatchFiles", "FaceMaskMonitoring", "FaceMaskCore", "TestSupport"],
            swiftSettings: commonSettings),
        .testTarget(
            name: "SinksTests", dependencies: ["FaceMaskSinks", "FaceMaskMedia", "FaceMaskCore"],
            swiftSettings: commonSettings),
    ],
    cxxLanguageStandard: .cxx17
)

// The plug-in that `make docs` builds the reference with. Dependents and other builds do without it.
if Context.environment["FACEMASK_DOCC"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
