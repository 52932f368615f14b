import Foundation
import Synchronization
import Testing

/// Foundation and the standard library, which every module may import.
private let freeImports: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "FoundationXML", "Glibc", "Synchronization",
]

/// The layers are the design, and its document lists them; Package.swift says which of the lower modules each module uses.
/// SwiftPM lets a target import a sibling that it didn't declare, so these tests keep the directions.
@Suite struct ArchitectureTests {
    private let manifest: Manifest
    private let layers: [DesignDocument.Layer]

    init() throws {
        manifest = try Manifest()
        layers = try DesignDocument().layers
    }

    /// The modules written in Swift that are not tests.
    private var modules: [Manifest.Target] {
        manifest.targets.filter { ["target", "executableTarget"].contains($0.kind) && isSwift($0.name) }
    }

    private func isSwift(_ module: String) -> Bool { !module.hasPrefix("FaceMaskC") || layered.contains(module) }

    private var layered: Set<String> { layers.reduce(into: []) { $0.formUnion($1.modules) } }

    @Test func layersNameEveryModuleOnce() {
        #expect(layers.count > 8 && layers.first?.name == "vocabulary" && layers.last?.name == "command")
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

    /// A place that moved is a dead end for whoever follows the document.
    @Test(arguments: ["docs/design.md", "CONTRIBUTING.md"])
    func documentsNameWhatExists(document: String) throws {
        let files = try layered.flatMap { module in try Sources.files(of: module).map { (module, $0) } }
        let declared = files.reduce(into: Set(manifest.targets.map(\.name))) { names, file in
            for match in file.1.text.matches(of: /(?:struct|enum|class|actor|protocol|typealias|case) (\w+)/) {
                names.insert(String(match.output.1))
            }
        }
        let paths = Set(files.map { "\($0)/\($1.name)" } + files.map { "\($0)/\($1.name.split(separator: "/").last!)" })
        let words = try DesignDocument.codeWords(of: document)
        let missing = words.filter { !$0.hasPrefix("Package.") && !$0.contains(" ") }.filter { name in
            if name.hasSuffix(".swift") { return !paths.contains(name.replacing("Sources/", with: "")) }
            guard let type = name.wholeMatch(of: /([A-Z]\w*[a-z]\w*)(?:\.\w+)*/)?.output.1 else { return false }
            return !declared.contains(String(type))
        }
        #expect(missing == [], "\(document) names what isn't there")
    }

    /// A program that depends on the package has modules of its own, which may be called Media or Training.
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
    @Test func onlyTheCommandSpeaksToTheTerminal() throws {
        let forbidden = ["print(", "exit(", "fatalError(", "debugPrint("]
        for module in layered.subtracting(["facemask"]) {
            #expect(try !Sources.imports(of: module).contains("ArgumentParser"), "\(module) parses arguments")
            for (file, text) in try Sources.files(of: module) {
                for line in text.split(separator: "\n") where forbidden.contains(where: { line.contains($0) }) {
                    let call = line.firstMatch(of: /^(?:(?!\/\/).)*?(?:^|[^\w.\/])(print|exit|fatalError|debugPrint)\(/)
                    #expect(call?.output.1 == nil, "\(module)/\(file) calls \(call.map { String($0.output.1) } ?? "")")
                }
            }
        }
    }
}

/// The files below Sources, each read once.
private enum Sources {
    typealias File = (name: String, text: String)

    private static let known = Mutex<[String: (files: [File], imports: Set<String>)]>([:])

    static func files(of module: String) throws -> [File] { try read(module).files }

    /// The modules that a module's files import, whatever precedes the word (`public`, `@testable`).
    static func imports(of module: String) throws -> Set<String> { try read(module).imports }

    private static func read(_ module: String) throws -> (files: [File], imports: Set<String>) {
        try known.withLock { known in
            if let found = known[module] { return found }
            let folder = Manifest.root.appending(path: "Sources/\(module)")
            let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
            let files: [File] = try names.filter { $0.hasSuffix(".swift") }.map {
                ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
            }
            let found = (files, Set(files.flatMap { imports(in: $0.text) }))
            known[module] = found
            return found
        }
    }

    private static func imports(in text: String) -> [String] {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|typealias|var|let)\s+)?(\w+)/
        // The pattern is slow, so only lines that have the word meet it.
        return text.split(separator: "\n").filter { $0.contains("import") }
            .compactMap { try? pattern.firstMatch(in: $0).map { String($0.output.1) } }
    }
}
