internal import FaceMaskCore
internal import FaceMaskFormats
internal import Foundation

/// The results of `facemask bench`. Its JSON form has the keys that docs/output.md describes; `--save` writes it and
/// `--check` compares with it.
package struct BenchmarkReport: Codable, Sendable {
    /// The version of the JSON form; reports of other versions can't be compared.
    package static let currentForm = 1

    package var form = currentForm
    package var machine: Machine
    /// How long the measurement took.
    package var seconds = 0.0
    package var pictures: [Picture] = []
    package var peaks: [Peak] = []
    package var rows: [Row] = []
    package var videos: [VideoSummary] = []

    package init(machine: Machine) { self.machine = machine }

    /// What was measured on and with.
    package struct Machine: Codable, Sendable {
        package var processor: String
        /// The number of cores that the program may use.
        package var cores: Int
        package var facemask: String
        package var openvino: String
        package var ffmpeg: String

        package init(processor: String, cores: Int, facemask: String, openvino: String, ffmpeg: String) {
            (self.processor, self.cores) = (processor, cores)
            (self.facemask, self.openvino, self.ffmpeg) = (facemask, openvino, ffmpeg)
        }
    }

    /// A picture that was measured with.
    package struct Picture: Codable, Sendable {
        package var source: String
        package var width: Int
        package var height: Int
        /// The number of faces that were found in it.
        package var faces: Int

        package init(source: String, width: Int, height: Int, faces: Int) {
            (self.source, self.width, self.height, self.faces) = (source, width, height, faces)
        }
    }

    /// What the machine can do at best, measured in the same run.
    package struct Peak: Codable, Sendable {
        package var threads: Int
        /// 10⁹ multiply-adds per second, in large matrix products by the same inference library.
        package var gigamultiplications: Quartiles
        /// The same in 8-bit integers, where the classifier computes in them.
        package var integerGigamultiplications: Quartiles?
        /// The rates of copying memory.
        package var gigabytes: [Copy]

        /// 10⁹ bytes read and written per second by copying blocks of one size.
        package struct Copy: Codable, Sendable {
            package var bytes: Int
            package var rate: Quartiles
        }
    }

    /// What a bound is derived from.
    package enum BoundKind: String, Codable, Sendable {
        /// The networks' multiply-adds at the measured peak.
        case arithmetic
        /// The bytes that must be read and written, at the measured rate of copying.
        case memory
        /// The time of the decoder alone, without conversion to RGB.
        case decoding
        /// The processor time of the stages alone, spread evenly over the threads.
        case stages
    }

    /// The minimum time that a stage could take.
    package struct Bound: Codable, Sendable {
        package var kind: BoundKind
        package var milliseconds: Double
        /// The bound divided by the measured time: 0…1, or slightly more by chance.
        package var share: Double

        package init(kind: BoundKind, milliseconds: Double, share: Double) {
            (self.kind, self.milliseconds, self.share) = (kind, milliseconds, share)
        }
    }

    /// One stage, measured alone, at one number of threads.
    package struct Row: Codable, Sendable {
        package var medium: Medium
        package var stage: Stage
        package var threads: Int
        /// The number of faces, for pictures composed of that many.
        package var faces: Int?
        /// The video; `nil` for pictures.
        package var source: String?
        /// What the times are given for.
        package var unit: Unit
        package var milliseconds: Quartiles
        /// Processor time of all threads.
        package var processorMilliseconds: Double
        package var bound: Bound?

        package init(
            medium: Medium = .picture, stage: Stage, threads: Int, unit: Unit = .picture, milliseconds: Quartiles,
            processorMilliseconds: Double, bound: Bound? = nil
        ) {
            (self.medium, self.stage, self.threads, self.unit) = (medium, stage, threads, unit)
            (self.milliseconds, self.processorMilliseconds) = (milliseconds, processorMilliseconds)
            self.bound = bound
        }
    }

    package enum Medium: String, Codable, Sendable { case picture, video }
    package enum Stage: String, Codable, CaseIterable, Sendable {
        case decode, resize, detect, crop, classify, follow, draw, encode, whole
    }
    /// What a time is given for. Reports call an analyzed frame a `look`.
    package enum Unit: String, Codable, Sendable {
        case picture, face, frame
        case analyzedFrame = "look"
    }
}

extension BenchmarkReport {
    /// One JSON object with sorted keys, so that two reports can be compared line by line.
    package func json() throws -> String {
        let encoder = JSONEncoder.indented
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads what `json()` wrote. Throws a ``Failure`` about the file at `path` when `text` is something else.
    package init(json text: String, path: String) throws {
        struct Form: Decodable { var form: Int? }
        let bytes = Data(text.utf8)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let advice = "Write one with 'facemask bench --save \(path)'."
        guard let form = try? decoder.decode(Form.self, from: bytes).form else {
            throw Failure(.badData, "'\(path)' is no report of 'facemask bench'. \(advice)")
        }
        guard form == Self.currentForm else {
            throw Failure(
                .badData, "'\(path)' has form \(form), this version compares with form \(Self.currentForm). \(advice)")
        }
        do {
            self = try decoder.decode(BenchmarkReport.self, from: bytes)
        } catch {
            throw Failure(.badData, "The report '\(path)' is cut short or was changed. \(advice)")
        }
    }
}
