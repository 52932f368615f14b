import FaceMaskCore
import ArgumentParser
import FaceMaskDrawing
import FaceMaskFormats
import FaceMaskHTTP
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskMedia
import FaceMaskModelFiles

#if Training
import FaceMaskTrainers
#endif

struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is installed, or the manifest of a model file.",
        discussion: """
            Without a file it lists each library and model with its version, and for each missing one the command that \
            installs it. With a file it prints the model's manifest.
            """)

    @Argument(help: ArgumentHelp("A model file that 'facemask train' wrote.", valueName: "model"))
    var model: String?

    func run() async throws {
        try await reportingFailures {
            if let model {
                try describe(URL(filePath: model))
            } else {
                try describeParts()
            }
        }
    }

    private func describe(_ url: URL) throws {
        let detector = try? ModelFile.detectorManifest(of: url)
        try Console.output(try detector?.indentedJSON() ?? ModelFile.manifest(of: url).indentedJSON())
    }

    private func describeParts() throws {
        var parts = InstalledParts.all
        let width = parts.map(\.name.count).max() ?? 0
        parts.sort { ($0.failure == nil ? 0 : 1) < ($1.failure == nil ? 0 : 1) }
        for part in parts {
            let name = part.name + String(repeating: " ", count: width - part.name.count)
            try Console.output("\(part.failure == nil ? "✓" : "✗") \(name)  \(part.state)\n")
        }
        let missing = parts.compactMap(\.failure)
        if let first = missing.first {
            throw Failure(
                first.category,
                "\(Phrases.count(missing.count, "part")) can't be used; the list shows how to install each.")
        }
    }
}

/// A library or model that FaceMask uses: its version, or why it can't be used and the command that installs it.
private struct InstalledParts {
    let name: String
    let state: String
    /// Why it can't be used; `nil` if it can.
    let failure: Failure?

    init(_ name: String, _ version: () throws -> String) {
        self.name = name
        do {
            state = try version()
            failure = nil
        } catch {
            let failure = Failure(error)
            (state, self.failure) = (failure.sentence, failure)
        }
    }

    private static var libcurlVersion: String {
        get throws {
            do { return try HTTPClient.version } catch {
                throw Failure(.unavailable, "libcurl can't be loaded (\(error.reason)).")
            }
        }
    }

    static var all: [InstalledParts] {
        var parts = [
            InstalledParts("FaceMask") { FaceMaskVersion.current },
            InstalledParts("FFmpeg (pictures)") { try MediaLibrary.version(of: .pictures) },
            InstalledParts("FFmpeg (videos)") { try MediaLibrary.version(of: .videos) },
            InstalledParts("FFmpeg (cameras)") { try MediaLibrary.version(of: .devices) },
            InstalledParts("OpenVINO (networks)") { "\(Engine.version), on \(try Engine().processor)" },
            InstalledParts("Cairo, Pango (drawing)") { try DrawingLibrary.version },
            InstalledParts("libcurl (alerts)") { try libcurlVersion },
            InstalledParts("mask classifier") {
                let (url, quickest) = try (
                    ModelLocator.defaultClassifier(), ModelLocator.classifier(forMany: true, isExact: false)
                )
                let manifest = try ModelFile.manifest(of: url)
                let note = quickest == url ? "" : ", 8-bit integers for many pictures"
                return "\(manifest.name), \(manifest.labels.joined(separator: " / "))\(note): "
                    + url.path(percentEncoded: false)
            },
            InstalledParts("face detector") { try ModelLocator.defaultFaceDetector().path(percentEncoded: false) },
            InstalledParts("face surface") {
                "Face Mesh: \(try ModelLocator.faceMesh().path(percentEncoded: false))"
            },
        ]
        #if Training
        parts.append(InstalledParts("libtorch (training)") { try TrainingLibrary.version })
        #else
        parts.append(InstalledParts("libtorch (training)") { "left out of this build (trait Training)" })
        #endif
        return parts
    }
}
