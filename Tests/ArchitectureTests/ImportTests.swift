import Foundation
import Testing

/// Which modules each module may import, besides Foundation and the standard library: the design, as a table.
/// SwiftPM lets a target import a sibling that it did not declare, so this test is what keeps the directions.
private let allowedImports: [String: Set<String>] = [
    "FaceMaskCore": [],
    "FaceMaskConcurrency": [],
    // Doors: each is the only importer of its library.
    "Media": ["FaceMaskCore", "CFFmpeg", "CTurboJPEG"],
    "Inference": ["FaceMaskConcurrency", "COpenVINO"],
    "Drawing": ["FaceMaskCore", "CCairo"],
    "Torch": ["CTorch"],
    "Posting": ["CCurl"],
    "ModelFiles": ["FaceMaskCore", "SwiftProtobuf"],
    // Stages: they meet in FaceMaskCore's types, never in each other.
    "Detection": ["FaceMaskCore", "Inference", "ModelFiles"],
    "Classification": ["FaceMaskCore", "FaceMaskConcurrency", "Inference", "ModelFiles"],
    "Datasets": ["FaceMaskCore"],
    "Evaluation": ["FaceMaskCore"],
    "Training": ["FaceMaskCore", "Inference", "ModelFiles", "Torch"],
    "Sinks": ["FaceMaskCore"],
    "Synthesis": ["FaceMaskCore", "Drawing"],
    "Tracking": ["FaceMaskCore"],
    "Monitoring": ["FaceMaskCore", "FaceMaskConcurrency", "Posting"],
    "WatchFiles": ["FaceMaskCore", "Monitoring", "Yams"],
    // The only ones that pick concrete stages.
    "FaceMask": [
        "FaceMaskCore", "FaceMaskConcurrency", "Media", "Inference", "Detection", "Classification", "Tracking",
        "Monitoring",
    ],
    "facemask": [
        "FaceMask", "FaceMaskCore", "FaceMaskConcurrency", "Media", "Inference", "Drawing", "ModelFiles", "Sinks",
        "Datasets", "Evaluation",
        "Detection", "Classification", "Monitoring", "WatchFiles", "Training", "Synthesis", "ArgumentParser",
    ],
]

private let freeImports: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "FoundationXML", "Glibc",
    "Synchronization",
]

private let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized

@Test(arguments: allowedImports.keys.sorted())
func moduleImportsOnlyWhatTheDesignAllows(module: String) throws {
    let folder = sources.appending(path: module)
    let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    let files = names.filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty, "\(module) has no sources: the table is out of date")
    let allowed = try #require(allowedImports[module]).union(freeImports)
    for file in files {
        for name in try imports(of: folder.appending(path: file)) {
            #expect(allowed.contains(name), "\(module)/\(file) imports \(name)")
        }
    }
}

@Test func tableNamesEverySwiftModule() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    #expect(Set(folders.filter { !$0.hasPrefix("C") || $0 == "Classification" }) == Set(allowedImports.keys))
}

/// The modules that a file imports, whatever stands before the word (`public`, `@testable`) or is imported of them.
private func imports(of file: URL) throws -> [String] {
    let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|typealias|var|let)\s+)?(\w+)/
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        line.firstMatch(of: pattern).map { String($0.output.1) }
    }
}
