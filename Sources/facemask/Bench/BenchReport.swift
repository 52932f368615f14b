import FaceMaskCore
import Foundation

/// What `facemask bench` found out; as JSON it has the keys that docs/output.md describes, and it is what `--save` keeps
/// and `--check` compares with.
struct BenchReport: Codable, Sendable {
    /// The number of the form; another one is not compared with.
    static let currentForm = 1

    /// What it was measured on and with.
    struct Machine: Codable, Sendable {
        var processor: String
        /// Cores that the program may use.
        var cores: Int
        var facemask: String
        var openvino: String
        var ffmpeg: String
    }

    /// What the machine can do, measured in the same run.
    struct Peak: Codable, Sendable {
        var threads: Int
        /// Multiply-adds a second, of large matrix products by the same inference library, in thousands of millions.
        var gigamultiplications: Spread
        /// The same in 8-bit integers, where a network computes in them.
        var integerGigamultiplications: Spread?
        /// Bytes read and written a second by copying, in thousands of millions, for pieces of so many bytes.
        var gigabytes: [Copy]

        struct Copy: Codable, Sendable {
            var bytes: Int
            var rate: Spread
        }
    }

    /// What a bound is made of.
    enum BoundKind: String, Codable, Sendable {
        /// The networks' multiply-adds at the measured peak.
        case arithmetic
        /// The least that must be read and written, at the measured rate of copying.
        case memory
        /// What the library's decoder alone takes, without conversion to RGB.
        case decoding
        /// The processor time of the stages alone, spread evenly over the threads.
        case stages
    }

    /// The least time a stage could take.
    struct Bound: Codable, Sendable {
        var kind: BoundKind
        var milliseconds: Double
        /// Of the stage's own time, 0…1; a little more by chance.
        var share: Double
    }

    /// One stage, measured alone, at one number of threads.
    struct Row: Codable, Sendable {
        var medium: Medium
        var stage: Stage
        var threads: Int
        /// Faces in the picture, where it was made with so many.
        var faces: Int?
        /// The video, where there are several; `nil` for pictures.
        var source: String?
        /// What the time is of.
        var unit: Unit
        var milliseconds: Spread
        /// Processor time of all threads.
        var processorMilliseconds: Double
        var bound: Bound?
    }

    enum Medium: String, Codable, Sendable { case picture, video }
    enum Stage: String, Codable, CaseIterable, Sendable {
        case decode, resize, detect, crop, classify, follow, draw, encode, whole
    }
    enum Unit: String, Codable, Sendable { case picture, face, frame, look }

    var form = currentForm
    var machine: Machine
    /// Seconds that the measuring took.
    var seconds = 0.0
    var pictures: [Picture] = []
    var peaks: [Peak] = []
    var rows: [Row] = []
    var videos: [VideoSummary] = []

    /// A picture that was measured with.
    struct Picture: Codable, Sendable {
        var source: String
        var width: Int
        var height: Int
        /// Faces that were found in it.
        var faces: Int
    }

    /// One object, keys sorted, so that two runs can be compared line by line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads what `json` wrote. Throws a sentence when it is something else; `path` is what it calls the file.
    init(json text: String, path: String) throws {
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
            self = try decoder.decode(BenchReport.self, from: bytes)
        } catch {
            throw Failure(.badData, "The report '\(path)' is cut short or was changed. \(advice)")
        }
    }

    init(machine: Machine) { self.machine = machine }
}
