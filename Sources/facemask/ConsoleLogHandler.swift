import FaceMaskCore
import Logging

/// Shows what libraries log as failures that end nothing: warnings and errors, as sentences on standard error.
struct ConsoleLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { Console.say("facemask: \(printable("\(event.message)"))") }
}
