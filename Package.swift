// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// Modules without a C library behind them. The doors to C are exempt from strict memory safety: nearly every line of
/// theirs would be marked.
let pure: [SwiftSetting] = house + [.strictMemorySafety()]

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
        .executable(name: "facemask", targets: ["facemask"]),
        .library(name: "FaceMaskTorch", type: .dynamic, targets: ["CTorchLibrary"]),
    ],
    traits: [
        .trait(name: "Training", description: "The train command, with libtorch. Detection builds without it."),
        .default(enabledTraits: ["Training"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Doors: one C library, one importing Swift module.
        .systemLibrary(name: "COpenVINO", pkgConfig: "openvino"),
        .systemLibrary(
            name: "CCairoHeaders", pkgConfig: "facemask-drawing", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CLibTorch", pkgConfig: "facemask-torch", providers: [.apt(["libtorch-dev"])]),
        // CTorch forwards to CTorchLibrary, a library of its own (the product FaceMaskTorch, by whose name CTorch finds
        // it) that is loaded when the first training function is called. Without the trait the latter's sources are
        // empty: nothing asks for libtorch.
        .target(name: "CTorch", linkerSettings: [.linkedLibrary("dl")]),
        // Likewise, to FFmpeg's, Cairo's, Pango's and libcurl's own libraries. FFmpeg's and libcurl's headers lie where
        // every compiler looks.
        .target(name: "CFFmpeg", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CCairo", dependencies: ["CCairoHeaders"], linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "CTorchLibrary", dependencies: [whenTraining("CLibTorch")],
            cxxSettings: [.define("CTORCH_NEEDS_LIBTORCH", .when(traits: ["Training"]))]),

        .target(name: "FaceMaskCore", swiftSettings: pure),
        .target(name: "FaceMaskConcurrency", swiftSettings: pure),
        .target(name: "Media", dependencies: ["FaceMaskCore", "CFFmpeg", "CTurboJPEG"], swiftSettings: house),
        .target(
            name: "Inference", dependencies: ["FaceMaskCore", "FaceMaskConcurrency", "COpenVINO"], swiftSettings: house),
        .target(name: "Drawing", dependencies: ["FaceMaskCore", "CCairo"], swiftSettings: house),
        .target(name: "Torch", dependencies: ["CTorch"], swiftSettings: house),
        .target(name: "Posting", dependencies: ["CCurl"], swiftSettings: house),
        .target(
            name: "ModelFiles",
            dependencies: ["FaceMaskCore", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Generated/onnx.proto"],
            swiftSettings: pure),

        // Stages.
        .target(name: "Detection", dependencies: ["FaceMaskCore", "Inference", "ModelFiles"], swiftSettings: pure),
        .target(
            name: "Classification",
            dependencies: ["FaceMaskCore", "FaceMaskConcurrency", "Inference", "ModelFiles"], swiftSettings: pure),
        .target(name: "Datasets", dependencies: ["FaceMaskCore"], swiftSettings: pure),
        .target(name: "Evaluation", dependencies: ["FaceMaskCore"], swiftSettings: pure),
        .target(
            name: "Training",
            dependencies: ["FaceMaskCore", "Inference", "ModelFiles", whenTraining("Torch")],
            swiftSettings: pure),
        .target(name: "Synthesis", dependencies: ["FaceMaskCore", "Drawing"], swiftSettings: pure),
        .target(name: "Sinks", dependencies: ["FaceMaskCore"], swiftSettings: pure),
        .target(name: "Tracking", dependencies: ["FaceMaskCore"], swiftSettings: pure),
        .target(
            name: "Monitoring",
            dependencies: ["FaceMaskCore", "FaceMaskConcurrency", "Posting"],
            swiftSettings: pure),
        // The files of `facemask watch`; the only importer of Yams.
        .target(
            name: "WatchFiles", dependencies: ["FaceMaskCore", "Monitoring", .product(name: "Yams", package: "Yams")],
            swiftSettings: pure),

        // The library's front door and the command: the only ones that pick concrete stages.
        .target(
            name: "FaceMask",
            dependencies: [
                "FaceMaskCore", "FaceMaskConcurrency", "Media", "Inference", "Detection", "Classification", "Tracking",
                "Monitoring",
            ],
            resources: [.copy("Models")],
            swiftSettings: pure),
        .executableTarget(
            name: "facemask",
            dependencies: [
                "FaceMask", "FaceMaskCore", "FaceMaskConcurrency", "Media", "Inference", "Detection", "Classification",
                "Drawing", "ModelFiles", "Sinks", "Datasets", "Evaluation", "Monitoring", "WatchFiles", "Synthesis",
                whenTraining("Training"), argumentParser,
            ],
            swiftSettings: pure,
            linkerSettings: findsOpenVINO),

        .testTarget(name: "ArchitectureTests", swiftSettings: house),
        // What several test targets share: patterns that scripts/reference computes alike, fixtures, temporary folders.
        .target(name: "TestSupport", dependencies: ["FaceMaskCore"], path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(
            name: "FaceMaskCoreTests", dependencies: ["FaceMaskCore", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "FaceMaskConcurrencyTests", dependencies: ["FaceMaskConcurrency", "TestSupport"], swiftSettings: house
        ),
        .testTarget(
            name: "FaceMaskTests", dependencies: ["FaceMask"], swiftSettings: house, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "MediaTests", dependencies: ["Media", "CFFmpeg", "FaceMaskCore"], resources: [.copy("Fixtures")],
            swiftSettings: house),
        .testTarget(
            name: "InferenceTests", dependencies: ["Inference", "ModelFiles", "FaceMaskCore", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: house, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "DetectionTests",
            dependencies: ["Detection", "Inference", "ModelFiles", "Media", "FaceMaskCore", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: house, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "ClassificationTests",
            dependencies: ["Classification", "Inference", "ModelFiles", "Media", "FaceMaskCore", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: house, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "TrainingTests",
            dependencies: [
                "Classification", "Datasets", "Detection", "Inference", "ModelFiles", "FaceMaskCore", "TestSupport",
                whenTraining("Training"),
            ],
            exclude: ["Fixtures"], swiftSettings: house, linkerSettings: findsOpenVINO),
        .testTarget(
            name: "ModelFilesTests",
            dependencies: ["ModelFiles", "FaceMaskCore", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(
            name: "SynthesisTests", dependencies: ["Synthesis", "Drawing", "FaceMaskCore"], swiftSettings: house),
        .testTarget(name: "DrawingTests", dependencies: ["Drawing", "Media", "FaceMaskCore"], swiftSettings: house),
        .testTarget(name: "PostingTests", dependencies: ["Posting"], swiftSettings: house),
        .testTarget(name: "TorchTests", dependencies: [whenTraining("Torch")], swiftSettings: house),
        .testTarget(name: "CTorchTests", dependencies: [whenTraining("CTorch")], swiftSettings: house),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Media", "FaceMaskCore"], swiftSettings: house),
        .testTarget(
            name: "EvaluationTests", dependencies: ["Evaluation", "FaceMaskCore", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: house),
        .testTarget(
            name: "CommandTests",
            dependencies: ["facemask", "FaceMaskConcurrency", "Media", "FaceMaskCore", argumentParser],
            exclude: ["Snapshots"], swiftSettings: house),
        .testTarget(
            name: "TrackingTests", dependencies: ["Tracking", "FaceMaskCore", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "MonitoringTests", dependencies: ["Monitoring", "FaceMaskCore", "TestSupport"], swiftSettings: house),
        .testTarget(name: "WatchFilesTests", dependencies: ["WatchFiles", "Monitoring"], swiftSettings: house),
        .testTarget(name: "SinksTests", dependencies: ["Sinks", "Media", "FaceMaskCore"], swiftSettings: house),
    ],
    cxxLanguageStandard: .cxx17
)
