// swift-tools-version: 6.2
import PackageDescription

let faceMask = Target.Dependency.product(name: "FaceMask", package: "FaceMask")
let annotation = Target.Dependency.product(name: "FaceMaskAnnotation", package: "FaceMask")
let training: [Target.Dependency] = ["FaceMaskTraining", "FaceMaskTorchLibrary"].map {
    .product(name: $0, package: "FaceMask")
}

/// Where FaceMask's scripts/setup puts OpenVINO. An app that gets FaceMask by its address finds it in
/// `.build/checkouts/FaceMask/.deps/openvino/libs`.
let openVINO = Context.packageDirectory + "/../.deps/openvino/libs"

func example(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies,
        linkerSettings: [.unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", openVINO])])
}

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "FaceMask", path: "..")],
    targets: [
        example("Photo", [faceMask]),
        example("VideoWithoutMasks", [faceMask]),
        example("Annotate", [faceMask, annotation]),
        example("BlurFolder", [faceMask, annotation]),
        example("WatchCamera", [faceMask]),
        example("ZonesAndAlerts", [faceMask]),
        example("CroppedFace", [faceMask]),
        example("OwnModel", [faceMask]),
        example("TrainAndEvaluate", training),
    ]
)
