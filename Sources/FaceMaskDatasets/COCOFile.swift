internal import FaceMaskCore
internal import Foundation

/// The supported parts of COCO's JSON: https://cocodataset.org/#format-data.
///
/// An element that can't be decoded is kept as an error.
struct COCOFile: Decodable {
    struct Category: Decodable {
        let id: COCOIdentifier
        let name: String
    }

    struct Picture: Decodable {
        let id: COCOIdentifier
        let fileName: String
        let width: Double?
        let height: Double?

        enum CodingKeys: String, CodingKey {
            case id, width, height
            case fileName = "file_name"
        }
    }

    struct Annotation: Decodable {
        let picture: COCOIdentifier
        let category: COCOIdentifier
        let box: [Double]
        let isCrowd: Int?
        let keypoints: [Double]?

        enum CodingKeys: String, CodingKey {
            case picture = "image_id"
            case category = "category_id"
            case box = "bbox"
            case isCrowd = "iscrowd"
            case keypoints
        }
    }

    let categories: [Tolerant<Category>]
    let images: [Tolerant<Picture>]
    let annotations: [Tolerant<Annotation>]
}

/// An element of a list that may be damaged without affecting the others.
struct Tolerant<Value: Decodable>: Decodable {
    private let result: Result<Value, any Error>

    init(from decoder: any Decoder) { result = Result { try Value(from: decoder) } }

    func get() throws -> Value { try result.get() }
}

/// An identifier: a number in COCO, a string in files of some tools.
struct COCOIdentifier: Decodable, Hashable {
    private let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try (try? container.decode(Int.self)).map { String($0) } ?? container.decode(String.self)
    }
}

extension COCOFile {
    /// Reads a file. Throws `DatasetError` if it can't be read or isn't COCO JSON.
    init(contentsOf file: URL) throws {
        do {
            self = try JSONDecoder().decode(COCOFile.self, from: try Data(contentsOf: file))
        } catch let error as DecodingError {
            throw DatasetError(
                .unreadableAnnotations, subject: file.path, reason: "it is not COCO JSON: \(error.clause)")
        } catch {
            throw DatasetError(.unreadableAnnotations, subject: file.path, reason: systemReason(of: error))
        }
    }
}

extension DecodingError {
    /// The reason of the error, a clause without a full stop.
    var clause: String {
        func place(_ path: [any CodingKey]) -> String { path.last.map { " at '\($0.stringValue)'" } ?? "" }
        switch self {
        case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            return "there is an unexpected value\(place(context.codingPath))"
        case .dataCorrupted(let context): return "the data is damaged\(place(context.codingPath))"
        @unknown default: return "it can't be decoded"
        }
    }
}
