import FaceMaskBenchmarks
import FaceMaskCore
import FaceMaskFormats
import Foundation

extension BenchmarkReport {
    /// The table for people.
    var text: String {
        var lines = [
            "\(machine.processor), \(Phrases.count(machine.cores, "core")); FaceMask \(machine.facemask), "
                + "OpenVINO \(machine.openvino), FFmpeg \(machine.ffmpeg)"
        ]
        lines += peaks.map(\.line)
        if !pictures.isEmpty { lines += [""] + Self.table(pictureHeading, rows.filter { $0.medium == .picture }) }
        for video in videos {
            lines += [""] + Self.table(video.heading, rows.filter { $0.source == video.clip.source }) + video.lines
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var pictureHeading: String {
        let megapixels = mean(pictures.map { $0.width * $0.height }) / 1e6
        return "\(Phrases.count(pictures.count, "picture")), \(digits(megapixels)) megapixels and "
            + "\(digits(mean(pictures.map(\.faces)))) faces on average"
    }

    /// A line for each stage, with time, spread and share of the bound for each number of threads.
    private static func table(_ heading: String, _ rows: [Row]) -> [String] {
        let threads = Set(rows.map(\.threads)).sorted()
        var table = TextTable(
            columns: [heading, "of"] + threads.flatMap { ["ms, \(Phrases.count($0, "thread"))", "±", "of bound"] }
                + ["bound"])
        var seen: Set<[String]> = []
        for row in rows where seen.insert(row.label).inserted {
            let same = threads.map { count in rows.first { $0.label == row.label && $0.threads == count } }
            table.add(
                row.label + same.flatMap { $0?.cells ?? ["", "", ""] } + [row.bound?.kind.rawValue ?? ""])
        }
        return table.lines
    }
}

extension BenchmarkReport.Row {
    /// The stage, and the unit of its times.
    fileprivate var label: [String] {
        [stage.rawValue + (faces.map { ", " + Phrases.count($0, "face") } ?? ""), unit.rawValue]
    }

    fileprivate var cells: [String] {
        let spread = (milliseconds.upper - milliseconds.lower) / 2 / milliseconds.median
        return [digits(milliseconds.median), percent(spread), bound.map { percent($0.share) } ?? ""]
    }
}

extension BenchmarkReport.Peak {
    fileprivate var line: String {
        let copies = gigabytes.map { copy in
            let size = copy.bytes >= 1 << 20 ? "\(copy.bytes >> 20) MiB" : "\(copy.bytes >> 10) KiB"
            return "\(digits(copy.rate.median)) (\(size))"
        }
        let integers = integerGigamultiplications.map { ", \(digits($0.median)) of 8-bit integers" } ?? ""
        return "At best, \(Phrases.count(threads, "thread")): \(digits(gigamultiplications.median)) thousand million "
            + "multiply-adds a second\(integers); copying \(copies.joined(separator: ", ")) GB/s"
    }
}

extension VideoSummary {
    fileprivate var heading: String { "\(printable(clip.source)), \(clip.width)×\(clip.height)" }

    /// What the table leaves out.
    fileprivate var lines: [String] {
        let alone = secondsAlone
        return [
            "\(digits(clip.seconds)) s, \(Phrases.count(clip.frames, "frame")), \(Phrases.count(clip.analyzedFrames, "look")), "
                + "\(digits(clip.facesPerFrame)) faces a look; \(Phrases.count(threads, "thread"))",
            "by themselves: decoding \(digits(alone.decoding)) s, detection \(digits(alone.detection)) s, "
                + "classification \(digits(alone.classification)) s, following \(digits(alone.following)) s; "
                + "\(digits(alone.processor)) s of processor time on one core",
            "whole: \(digits(wholeSeconds.median)) s (\(digits(wholeSeconds.lower)) to \(digits(wholeSeconds.upper))), "
                + "\(digits(wholeProcessorSeconds)) s of processor time, "
                + "\(digits(timesRealTime)) times as fast as it plays",
            "\(percent(shareOfProcessor)) of what the cores allow; \(percent(shareOfSlowest)) of the slowest resource, "
                + "the \(slowest.words)",
        ]
    }
}

extension VideoSummary.Resource {
    fileprivate var words: String {
        switch self {
        case .processor: "processor"
        case .decoding: "decoder"
        case .networks: "networks"
        }
    }
}

/// The arithmetic mean; 0 without numbers.
private func mean(_ numbers: [Int]) -> Double {
    numbers.isEmpty ? 0 : Double(numbers.reduce(0, +)) / Double(numbers.count)
}

/// Three significant digits.
private func digits(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    let places = number >= 99.95 ? 0 : number >= 9.995 ? 1 : number >= 0.9995 ? 2 : 3
    return String(format: "%.\(places)f", number)
}

private func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
