/// Describes errors of Foundation's JSON coders as a clause for people.
enum JSONFault {
    static func clause(for error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(place(context.codingPath))'\(key.stringValue)' is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(place(context.codingPath))the value has the wrong type"
        case DecodingError.dataCorrupted(let context): "\(place(context.codingPath))the value is not valid"
        case EncodingError.invalidValue(let value, let context): "\(place(context.codingPath))\(value) can't be written"
        default: "\(error)"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "" : "at '\(path.map(\.stringValue).joined(separator: "."))': "
    }
}
