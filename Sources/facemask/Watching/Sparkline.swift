import FaceMaskFormats
import FaceMask
import Foundation
import FaceMaskMonitoring

/// The share of people with masks over time, as a line of blocks.
struct Sparkline {
    let text: String

    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// A period in which nobody was classified is blank.
    init(_ rate: ComplianceRate) {
        let shares = rate.buckets.map(\.share)
        let line = shares.map { share in share.map(Self.block) ?? " " }
        let seconds = rate.buckets.first?.seconds ?? 0
        let all = rate.people.share(of: [.worn]).map { Int(($0 * 100).rounded()) } ?? 0
        text = "\(all) % with mask  \(String(line))  (\(Duration.seconds(seconds).phrase) a block)"
    }

    private static func block(_ share: Double) -> Character {
        blocks[min(Int(share * Double(blocks.count)), blocks.count - 1)]
    }
}
