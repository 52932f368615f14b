import FaceMaskCore
import FaceMaskFormats
import FaceMaskSynthesisJobs
import Foundation

/// The result of a synthesis as lines for people.
struct SynthesisText {
    private let result: SynthesisResult

    init(_ result: SynthesisResult) { self.result = result }

    var lines: [String] { [counts] + [skipped, speed].compactMap(\.self) }

    private var counts: String {
        let faces = result.records.flatMap(\.faces).filter { $0.recipe != nil }
        let states = Dictionary(grouping: faces) { $0.state.flatMap { MaskState(label: $0) } }.mapValues(\.count)
        let pictures = Phrases.count(result.records.count(where: \.hasPicture), "picture")
        return "\(pictures) with \(Phrases.count(faces.count, "face")) made"
            + (faces.isEmpty ? "" : ": \(Phrases.states(states))")
    }

    private var skipped: String? {
        let faces = result.records.flatMap(\.faces)
        let reasons = SkipReason.allCases.compactMap { reason -> String? in
            let count = faces.count { $0.reason == reason }
            return count > 0 ? "\(count) \(reason.rawValue)" : nil
        }
        let empty = result.records.count { $0.faces.isEmpty }
        let all = reasons + (empty > 0 ? ["\(Phrases.count(empty, "photo")) without a face"] : [])
        return all.isEmpty ? nil : "Left unchanged: \(all.joined(separator: ", "))"
    }

    private var speed: String? {
        let seconds = result.duration.inMilliseconds / 1000
        if result.newFaceCount > 0 {
            return String(
                format: "%.1f faces a second in %.1f s in all.", Double(result.newFaceCount) / seconds, seconds)
        }
        return result.newRecordCount == 0 && !result.records.isEmpty ? "All pictures exist already." : nil
    }
}
