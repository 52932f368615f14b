import ArgumentParser
import Datasets
import Drawing
import Evaluation
import FaceMask
import Foundation
import Inference
import Media
import ModelFiles
import Monitoring
import Sinks
import WatchFiles

#if Training
import Training
#endif

extension ExitCode {
    /// `bench --check`: something became slower.
    static let regression = ExitCode(1)
    /// sysexits.h: the data is damaged or not what it should be.
    static let badData = ExitCode(65)
    /// sysexits.h: an input is missing or may not be read.
    static let noInput = ExitCode(66)
    /// sysexits.h: a library that this needs is missing.
    static let unavailable = ExitCode(69)
    /// sysexits.h: a bug of ours.
    static let bug = ExitCode(70)
    /// sysexits.h: reading or writing failed.
    static let inputOutput = ExitCode(74)
    /// sysexits.h: the command was used wrongly.
    static let usage = ExitCode(64)
}

/// A failure that ends a command: one sentence for the person, one code for the program that called us.
struct CommandFailure: Error, CustomStringConvertible {
    let sentence: String
    let exitCode: ExitCode

    init(sentence: String, exitCode: ExitCode) {
        self.sentence = sentence
        self.exitCode = exitCode
    }

    var description: String { sentence }

    /// The one table from errors to exit codes.
    init(_ error: any Error) {
        if let failure = error as? CommandFailure {
            self = failure
            return
        }
        sentence = (error as? CocoaError)?.sentence ?? "\(error)"
        exitCode =
            switch error {
            case let error as MediaError: error.exitCode
            case let error as DrawingError where error.code == .unavailable: .unavailable
            case let error as ModelFileError: error.exitCode
            case let error as InferenceError: error.exitCode
            case is ModelNotFound: .noInput
            case let error as CocoaError: error.isWriting ? .inputOutput : .noInput
            case let error as DatasetError: error.exitCode
            case is EvaluationError: .badData
            case is MonitoringError: .usage
            case let error as WatchFileError: error.code == .unreadable ? .noInput : .badData
            #if Training
            case let error as TrainingError: error.exitCode
            #endif
            default: .bug
            }
    }

    /// Runs a command's body; an error becomes a sentence on stderr and an exit code.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            let failure = CommandFailure(error)
            Console.say("facemask: \(printable(failure.sentence))")
            throw failure.exitCode
        }
    }
}

extension CocoaError {
    fileprivate var isWriting: Bool { (512..<1024).contains(code.rawValue) }

    fileprivate var sentence: String {
        "A file operation\(filePath.map { " on '\($0)'" } ?? "") failed: \(reason(of: self))."
    }
}

extension MediaError {
    fileprivate var exitCode: ExitCode {
        switch code {
        case .notFound, .notReadable, .isDirectory, .notAFile, .noSuchSource, .accessDenied: .noInput
        case .empty, .notAPicture, .isVideo, .unsupported, .truncated, .damaged, .tooLarge: .badData
        case .notAVideo, .noVideo, .unsupportedVideo, .tooManyBrokenFrames, .notAStream: .badData
        case .busy, .unreachable, .timedOut, .connectionLost: .inputOutput
        case .noVideoEncoder, .outOfMemory, .folderNotFound, .notWritable, .diskFull: .inputOutput
        case .noScreen, .noWindows, .windowTaken: .inputOutput
        case .unknownExtension, .notAVideoName, .unsupportedAddress, .missingVariable: .usage
        case .unavailable: .unavailable
        case .notEncodable: .bug
        }
    }
}

extension InferenceError {
    fileprivate var exitCode: ExitCode {
        switch code {
        case .failedRequest: .bug
        case .unreadableNetwork where !FileManager.default.fileExists(atPath: subject): .noInput
        default: .badData
        }
    }
}

extension ModelFileError {
    fileprivate var exitCode: ExitCode {
        switch code {
        case .noSuchFile, .unreadable: .noInput
        case .tooLarge, .wrongKind, .damaged, .noManifest, .faultyManifest, .unsupportedManifest, .noSuchTensor,
            .notFloatingPoint:
            .badData
        case .unwritable: .bug
        }
    }
}

#if Training
extension TrainingError {
    fileprivate var exitCode: ExitCode {
        switch code {
        case .wrongBackbone, .diverged: .badData
        case .cannotResume: .noInput
        case .cannotSave: .inputOutput
        case .invalidConfiguration: .usage
        }
    }
}
#endif

extension DatasetError {
    fileprivate var exitCode: ExitCode {
        switch code {
        case .noSuchFolder, .notAFolder, .unreadableFolder: .noInput
        default: .badData
        }
    }
}
