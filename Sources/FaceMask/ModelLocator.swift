public import FaceMaskCore
package import Foundation
internal import FaceMaskInference

/// Finds the files of the networks that FaceMask ships or installs.
package enum ModelLocator {
    /// The file of the classifier that ships with FaceMask.
    static let classifierName = "mask-classifier.onnx"
    /// The file of the same classifier in 8-bit integers.
    static let int8ClassifierName = "mask-classifier-int8.onnx"
    /// The file of our own face detector.
    static let detectorName = "face-detector.onnx"
    /// The file of CenterFace, which `scripts/setup centerface` installs.
    static let centerFaceName = "centerface.onnx"
    /// The file of the network for dense landmarks, which scripts/setup installs.
    static let faceMeshName = "face_landmark.tflite"

    /// Returns the file of a face detector. Throws `ModelNotFound` if it isn't installed.
    static func file(of model: DetectorModel) throws -> URL {
        switch model {
        case .shipped: try defaultFaceDetector()
        case .centerFace: try centerFace()
        case .file(let url): url
        }
    }

    /// Returns the file of a classifier. Throws `ModelNotFound` if it isn't installed.
    static func file(of model: ClassifierModel, isBatch: Bool, isExact: Bool) throws -> URL {
        switch model {
        case .shipped: try classifier(forMany: isBatch, isExact: isExact)
        case .file(let url): url
        }
    }

    /// Returns the classifier that ships with FaceMask. The build copies it from Sources/FaceMask/Models to a folder
    /// beside the program.
    package static func defaultClassifier() throws -> URL {
        try shipped(classifierName)
    }

    /// Returns the form of the same classifier that is fastest on this machine: for many faces the one in 8-bit integers,
    /// if the processor is suited to it and results needn't be exact. For one picture its longer loading time doesn't
    /// pay. docs/measurements.md has the cost in accuracy.
    package static func classifier(forMany: Bool, isExact: Bool) throws -> URL {
        // The file in integers is optional.
        guard forMany, !isExact, Processor.suitsInt8, let quickest = try? shipped(int8ClassifierName) else {
            return try defaultClassifier()
        }
        return quickest
    }

    /// Returns the face detector that ships with FaceMask.
    package static func defaultFaceDetector() throws -> URL { try shipped(detectorName) }

    private static func shipped(_ name: String) throws -> URL {
        let folders = searched.map { $0.appending(path: "FaceMask_FaceMask.resources/Models") } + installed
        return try first(name, in: folders, advice: "Keep the folder FaceMask_FaceMask.resources beside the program")
    }

    /// Returns the file of a named face detector, see `DetectorModel.init(named:)`.
    package static func faceDetector(named name: String?) throws -> URL { try file(of: DetectorModel(named: name)) }

    /// Returns CenterFace, which `scripts/setup centerface` installs into the package's folder `.deps/models`.
    package static func centerFace() throws -> URL {
        try fromSetup(centerFaceName, command: "scripts/setup centerface")
    }

    /// Returns the network for dense landmarks, which `scripts/setup` installs there.
    package static func faceMesh() throws -> URL { try fromSetup(faceMeshName, command: "scripts/setup") }

    private static func fromSetup(_ name: String, command: String) throws -> URL {
        let folders = searched.flatMap(\.selfAndParents).map { $0.appending(path: ".deps/models") }
        return try first(name, in: installed + folders, advice: "Run '\(command)' in FaceMask's folder")
    }

    /// The public-domain portraits that scripts/setup installs into the package's folder `.deps/samples`; empty if they
    /// aren't installed.
    package static var samplePortraits: [URL] {
        for folder in searched.flatMap(\.selfAndParents).map({ $0.appending(path: ".deps/samples") }) {
            let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            if let files, !files.isEmpty { return files.sorted { $0.path() < $1.path() } }
        }
        return []
    }

    /// The folder of the program, and the current folder.
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

/// A network that FaceMask needs is not installed.
public struct ModelNotFound: UserFacingError {
    /// The name of the network's file.
    public let name: String
    let advice: String

    /// One sentence: which file is missing, and what to do.
    public var description: String {
        "The model '\(name)' is not installed. \(advice), or put the file into the folder that the environment "
            + "variable FACEMASK_MODELS names."
    }

    /// An input is missing.
    public var category: ErrorCategory { .noInput }
}

extension DetectorModel {
    /// Creates the model of a name: `facemask` is the shipped one, `centerface` is CenterFace, anything else the path of
    /// a file. `nil` takes the shipped one.
    package init(named name: String?) {
        self =
            switch name {
            case nil, "facemask": .shipped
            case "centerface": .centerFace
            case let path?: .file(URL(filePath: path))
            }
    }
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
