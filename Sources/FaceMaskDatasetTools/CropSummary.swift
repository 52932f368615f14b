internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFormats

/// Counts of the crops in a set and of everything that was left out.
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

    /// Returns a table of the faces by origin, state and kind of box, and a line for each reason that something was
    /// left out.
    func text(of crops: [FaceCrop], groups: GroupSummary) -> String {
        let states = MaskState.allCases
        let byOrigin = Dictionary(grouping: crops, by: \.origin)
        let origins = byOrigin.keys.sorted()
        let kinds = FaceCrop.BoxKind.allCases
        var table = TextTable(columns: ["origin"] + states.map(\.label) + ["faces"] + kinds.map(\.rawValue))
        func add(_ name: String, _ crops: [FaceCrop]) {
            let numbers =
                states.map { state in crops.count { $0.state == state } } + [crops.count]
                + kinds.map { kind in crops.count { $0.boxKind == kind } }
            table.add([name] + numbers.map { String($0) })
        }
        for name in origins { add(name, byOrigin[name] ?? []) }
        add("all", crops)
        var lines = table.lines
        lines.append("")
        lines.append("\(Phrases.count(photos, "photo")), \(Set(crops.map(\.source)).count) with a face")
        lines.append(
            "\(Phrases.count(groups.groups, "group")) of near-copies, the largest of "
                + "\(Phrases.count(groups.largestGroup, "photo")); \(Phrases.count(groups.picturesWithTwin, "photo")) "
                + "with a near-copy")
        lines.append(
            "left out: \(Phrases.count(withoutFace.count, "photo")) without a found face, \(unreadable) unreadable, "
                + "\(Phrases.count(tooSmall, "face")) too small, \(excluded) by decision; \(relabelled) relabelled")
        lines += withoutFace.map { "no face: " + printable($0) }
        return lines.joined(separator: "\n") + "\n"
    }
}
