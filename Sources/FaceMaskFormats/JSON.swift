package import Foundation

extension JSONEncoder {
    /// Encodes on one line. Equal values give equal bytes: keys are in alphabetical order.
    package static var line: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// Encodes with indentation, for files that people read too. Equal values give equal bytes.
    package static var indented: JSONEncoder {
        let encoder = JSONEncoder.line
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }
}

extension Encodable {
    /// One line of JSON without a line break.
    package func json() throws -> String { String(decoding: try JSONEncoder.line.encode(self), as: UTF8.self) }

    /// Indented JSON that ends with a line break.
    package func indentedJSON() throws -> String {
        String(decoding: try JSONEncoder.indented.encode(self), as: UTF8.self) + "\n"
    }
}
