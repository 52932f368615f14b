import Foundation

/// The package's targets, parsed from the text of Package.swift.
struct Manifest {
    struct Target {
        /// `target`, `executableTarget`, `testTarget` or `systemLibrary`.
        var kind: String
        var name: String
        /// Names of modules: siblings, and products of other packages.
        var dependencies: Set<String>
    }

    let targets: [Target]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    init() throws {
        let text = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        let declaration = /\.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "(\w+)",/
        targets = text.matches(of: declaration).map { match in
            let body = Self.arguments(in: text[match.range.lowerBound...])
            return Target(
                kind: String(match.output.1), name: String(match.output.2), dependencies: Self.dependencies(in: body))
        }
    }

    subscript(name: String) -> Target? { targets.first { $0.name == name } }

    /// The text from the first parenthesis to the one that closes it.
    private static func arguments(in text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return text[...index] }
            }
        }
        return text
    }

    private static func dependencies(in body: Substring) -> Set<String> {
        guard let list = body.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 else { return [] }
        // A product is named before its package; both are quoted, and only the product is a module.
        let modules = list.replacing(/package: "[^"]*"/, with: "").replacing(
            "argumentParser", with: "\"ArgumentParser\"")
        return Set(modules.matches(of: /"(\w+)"/).map { String($0.output.1) })
    }
}
