import Foundation
import Testing

/// The layers of the house, from the ground up: a module imports modules of lower layers only.
///
/// SwiftPM lets a target import a sibling that it didn't declare, so these tests keep the directions. The layers are the
/// design; Package.swift lists which of the lower modules each one uses.
private let layers: [(name: String, modules: Set<String>)] = [
    ("vocabulary", ["FaceMaskCore"]),
    ("texts and tasks", ["FaceMaskFormats", "FaceMaskConcurrency"]),
    (
        "doors and tools",
        [
            "FaceMaskMedia", "FaceMaskInference", "FaceMaskDrawing", "FaceMaskTorch", "FaceMaskHTTP",
            "FaceMaskModelFiles",
        ]
    ),
    ("files, events and networks", ["FaceMaskFiles", "FaceMaskEvents", "FaceMaskNetworks"]),
    (
        "stages",
        [
            "FaceMaskDetection", "FaceMaskClassification", "FaceMaskTracking", "FaceMaskDatasets", "FaceMaskEvaluation",
            "FaceMaskSynthesis", "FaceMaskTrainers", "FaceMaskSinks",
        ]
    ),
    ("analysis", ["FaceMaskAnalysis", "FaceMaskMonitoring", "FaceMaskAnnotation"]),
    ("configuration", ["FaceMaskWatchFiles"]),
    ("front door", ["FaceMask"]),
    ("tools for jobs", ["FaceMaskDatasetTools"]),
    (
        "jobs",
        [
            "FaceMaskDetectionJobs", "FaceMaskWatching", "FaceMaskEvaluationJobs", "FaceMaskSynthesisJobs",
            "FaceMaskTraining",
        ]
    ),
    ("measurement", ["FaceMaskBenchmarks"]),
    ("command", ["facemask"]),
]

/// Foundation and the standard library, which every module may import.
private let freeImports: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "FoundationXML", "Glibc", "Synchronization",
]

@Suite struct ArchitectureTests {
    private let manifest: Manifest
    init() throws { manifest = try Manifest() }

    /// The modules written in Swift that are not tests.
    private var modules: [Manifest.Target] {
        manifest.targets.filter { ["target", "executableTarget"].contains($0.kind) && isSwift($0.name) }
    }

    private func isSwift(_ module: String) -> Bool { !module.hasPrefix("FaceMaskC") || layered.contains(module) }

    private var layered: Set<String> { layers.reduce(into: []) { $0.formUnion($1.modules) } }

    @Test func layersNameEveryModuleOnce() {
        #expect(Set(modules.map(\.name)).subtracting(["TestSupport"]) == layered)
        #expect(layers.reduce(0) { $0 + $1.modules.count } == layered.count, "a module is in two layers")
    }

    @Test func modulesImportExactlyTheirDependencies() throws {
        for module in modules where module.name != "TestSupport" {
            let imported = try Sources.imports(of: module.name).subtracting(freeImports)
            #expect(imported.subtracting(module.dependencies) == [], "\(module.name) imports what it doesn't declare")
            #expect(module.dependencies.subtracting(imported) == [], "\(module.name) declares what it doesn't import")
        }
    }

    @Test func importsPointDownwards() throws {
        var below: Set<String> = []
        for layer in layers {
            for module in layer.modules {
                let siblings = try Sources.imports(of: module).intersection(layered)
                #expect(
                    siblings.subtracting(below) == [], "\(module) imports its own layer (\(layer.name)) or a higher one"
                )
            }
            below.formUnion(layer.modules)
        }
    }

    /// A program that depends on the package has its own modules, which may be called Media or Training.
    @Test func everyModuleOfAProductHasThePrefix() {
        let own = manifest.targets.filter { $0.kind != "testTarget" && $0.kind != "executableTarget" }.map(\.name)
        #expect(own.filter { !$0.hasPrefix("FaceMask") && $0 != "TestSupport" } == [])
    }

    @Test func eachCLibraryIsImportedByOneModule() throws {
        for door in manifest.targets where door.name.hasPrefix("FaceMaskC") && !layered.contains(door.name) {
            let importers = try layered.filter { try Sources.imports(of: $0).contains(door.name) }
            #expect(importers.count <= 1, "\(door.name) is imported by \(importers.sorted())")
        }
    }

    /// Options, console and exit codes are the command's: a library is used by servers and apps, too.
    @Test func onlyTheCommandWritesToTheTerminal() throws {
        for module in layered.subtracting(["facemask"]) {
            #expect(try !Sources.imports(of: module).contains("ArgumentParser"), "\(module) parses arguments")
            for (file, text) in try Sources.files(of: module) {
                let calls = text.matches(of: /(?m)^(?:(?!\/\/).)*?(?:^|[^\w.\/])(print|exit|fatalError|debugPrint)\(/)
                #expect(calls.isEmpty, "\(module)/\(file) calls \(calls.first.map { String($0.output.1) } ?? "")")
            }
        }
    }
}

/// The files below Sources.
private enum Sources {
    static func files(of module: String) throws -> [(name: String, text: String)] {
        let folder = Manifest.root.appending(path: "Sources/\(module)")
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return try names.filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    /// The modules that a module's files import, whatever precedes the word (`public`, `@testable`).
    static func imports(of module: String) throws -> Set<String> {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|typealias|var|let)\s+)?(\w+)/
        return try files(of: module).reduce(into: []) { found, file in
            for line in file.text.split(separator: "\n") {
                if let match = line.firstMatch(of: pattern) { found.insert(String(match.output.1)) }
            }
        }
    }
}
