import Datasets
import FaceMask
import Foundation

/// What a crop set holds and what was left out of it, counted.
struct CropSummary {
    private var photos = 0
    private var withoutFace: [String] = []
    private var unreadable = 0
    private var tooSmall = 0
    private var excluded = 0
    private var relabelled = 0

    mutating func add(_ photo: CutPhoto) {
        photos += 1
        if photo.hasNoFace { withoutFace.append(photo.photo.path) }
        if photo.failure != nil { unreadable += 1 }
        tooSmall += photo.tooSmall
        excluded += photo.excluded
        relabelled += photo.relabelled
    }

    /// Tables of faces per origin and state and per kind of box, then what was left out, each a line.
    func text(of crops: [FaceCrop], groups: GroupSummary) -> String {
        let states = MaskState.allCases
        let byOrigin = Dictionary(grouping: crops, by: \.origin)
        let origins = byOrigin.keys.sorted()
        let width = max(origins.map(\.count).max() ?? 0, "origin".count)
        func row(_ name: String, _ cells: [String]) -> String {
            let padded = zip(cells, states.map(\.label) + ["faces", "detected", "matched", "annotated"]).map {
                String(repeating: " ", count: max($1.count - $0.count, 0)) + $0
            }
            return ([name + String(repeating: " ", count: width - name.count)] + padded).joined(separator: "  ")
        }
        func counts(_ crops: [FaceCrop]) -> [String] {
            (states.map { state in crops.count { $0.state == state } } + [crops.count]
                + FaceCrop.BoxKind.allCases.map { kind in crops.count { $0.boxKind == kind } }).map { String($0) }
        }
        var lines = [row("origin", states.map(\.label) + ["faces", "detected", "matched", "annotated"])]
        lines += origins.map { row($0, counts(byOrigin[$0] ?? [])) }
        lines.append(row("all", counts(crops)))
        lines.append("")
        lines.append("\(photos) photos, \(Set(crops.map(\.source)).count) of them with a face")
        lines.append(
            "\(groups.groups) groups of near-copies, the largest of \(groups.largestGroup) photos; "
                + "\(groups.picturesWithTwin) photos share their group")
        lines.append("left out: \(withoutFace.count) photos without a found face, \(unreadable) unreadable, ")
        lines[lines.count - 1] += "\(tooSmall) faces too small, \(excluded) by decision; \(relabelled) relabelled"
        lines += withoutFace.map { "no face: " + printable($0) }
        return lines.joined(separator: "\n") + "\n"
    }
}
