public import FaceMaskCore
public import Foundation
internal import FaceMaskInference

/// Finds the networks that are used when none is named.
public enum ModelLocator {
    /// The file of the classifier that ships with FaceMask.
    static let classifierName = "mask-classifier.onnx"
    /// The file of the same classifier in 8-bit integers.
    static let int8ClassifierName = "mask-classifier-int8.onnx"
    /// The file of our own face detector.
    static let detectorName = "face-detector.onnx"
    /// The file of the face detector that `scripts/setup centerface` installs.
    static let centerFaceName = "centerface.onnx"
    /// The file of the dense landmarks that scripts/setup installs.
    static let faceMeshName = "face_landmark.tflite"

    /// The classifier that ships with FaceMask: beside the program, in the folder that the build made of
    /// Sources/FaceMask/Models.
    public static func defaultClassifier() throws -> URL {
        try shipped(classifierName)
    }

    /// The form of the same classifier that is quickest here: for many faces, unless it must be exact, the one in 8-bit
    /// integers where the processor suits it. For one picture its longer loading doesn't pay. docs/design.md has what
    /// rounding costs.
    public static func classifier(forMany: Bool, isExact: Bool) throws -> URL {
        // Where somebody installed the one file only, that will do.
        guard forMany, !isExact, Processor.suitsInt8, let quickest = try? shipped(int8ClassifierName) else {
            return try defaultClassifier()
        }
        return quickest
    }

    /// The face detector that ships with FaceMask, likewise.
    public static func defaultFaceDetector() throws -> URL { try shipped(detectorName) }

    private static func shipped(_ name: String) throws -> URL {
        let folders = searched.map { $0.appending(path: "FaceMask_FaceMask.resources/Models") } + installed
        return try first(name, in: folders, advice: "Keep the folder FaceMask_FaceMask.resources beside the program")
    }

    /// The face detector of a name: `facemask` is our own, `centerface` the one that `scripts/setup centerface`
    /// installs, anything else the path of a file; `nil` takes our own.
    public static func faceDetector(named name: String?) throws -> URL {
        switch name {
        case nil, "facemask": try defaultFaceDetector()
        case "centerface": try centerFace()
        case let path?: URL(filePath: path)
        }
    }

    /// CenterFace, which `scripts/setup centerface` installs into `.deps/models` of the package.
    public static func centerFace() throws -> URL {
        try fromSetup(centerFaceName, command: "scripts/setup centerface")
    }

    /// The network of dense landmarks, which `scripts/setup` installs there.
    public static func faceMesh() throws -> URL { try fromSetup(faceMeshName, command: "scripts/setup") }

    private static func fromSetup(_ name: String, command: String) throws -> URL {
        let folders = searched.flatMap(\.selfAndParents).map { $0.appending(path: ".deps/models") }
        return try first(name, in: installed + folders, advice: "Run '\(command)' in FaceMask's folder")
    }

    /// The public-domain portraits that scripts/setup installs into `.deps/samples` of the package; none where it
    /// didn't.
    public static var samplePortraits: [URL] {
        for folder in searched.flatMap(\.selfAndParents).map({ $0.appending(path: ".deps/samples") }) {
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            if let files, !files.isEmpty { return files.sorted { $0.path() < $1.path() } }
        }
        return []
    }

    /// The folder of the program, and the current one.
    private static var searched: [URL] {
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return [program, URL(filePath: FileManager.default.currentDirectoryPath)].compactMap { $0 }
    }

    /// `$FACEMASK_MODELS`, then `$XDG_DATA_HOME/facemask/models`, by default `~/.local/share/facemask/models`.
    private static var installed: [URL] {
        let environment = ProcessInfo.processInfo.environment
        let data =
            environment["XDG_DATA_HOME"].map { URL(filePath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/share")
        let named = environment["FACEMASK_MODELS"].map { [URL(filePath: $0)] } ?? []
        return named + [data.appending(path: "facemask/models")]
    }

    private static func first(_ name: String, in folders: [URL], advice: String) throws -> URL {
        let candidates = folders.map { $0.appending(path: name) }
        if let found = candidates.first(where: {
            FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
        }) {
            return found
        }
        throw ModelNotFound(name: name, advice: advice)
    }
}

/// A network that FaceMask needs is not where it is looked for.
public struct ModelNotFound: UserFacingError {
    /// The file's name.
    public let name: String
    let advice: String

    /// One sentence: what is missing, and what to do.
    public var description: String {
        "The model '\(name)' is not installed. \(advice), or put the file into the folder that the environment "
            + "variable FACEMASK_MODELS names."
    }

    /// The file is an input that is missing.
    public var category: ErrorCategory { .noInput }
}

extension URL {
    /// The folder and every folder above it.
    fileprivate var selfAndParents: [URL] {
        var folders = [self]
        while let last = folders.last, last.pathComponents.count > 1 {
            folders.append(last.deletingLastPathComponent())
        }
        return folders
    }
}
