/// A format of results: for people or for programs.
package enum ResultFormat: String, CaseIterable, Sendable {
    case text, json, jsonl, csv

    /// Creates the format's sink.
    ///
    /// - Parameters:
    ///   - isColored: Whether text for people is coloured by ANSI escape codes.
    ///   - isLive: Whether text for people tells of several sources at once, as things happen.
    ///   - write: Takes pieces of text, each with its line breaks.
    /// - Returns: The sink, which passes the text of results to `write`.
    package func sink(
        isColored: Bool = false, isLive: Bool = false, write: @escaping (String) throws -> Void
    ) -> any ResultSink {
        switch self {
        case .text: TextSink(isColored: isColored, isLive: isLive, write: write)
        case .json: JSONSink(write: write)
        case .jsonl: JSONLinesSink(write: write)
        case .csv: CSVSink(write: write)
        }
    }
}
