import FaceMaskFormats
import FaceMaskDatasets
import FaceMask
import Foundation

/// An inspection's findings as one page that needs nothing else: pictures stand in it as data.
struct InspectionPage {
    let dataset: String
    let findings: Findings
    /// Pictures in a section.
    let limit: Int

    private static let picturesOfGroup = 12

    var html: String {
        let figures = PictureFigures(findings: findings)
        let summary = InspectionText(dataset: dataset, findings: findings).text
        let sections = [
            suspects(figures),
            groups("Look-alikes with different labels", findings.mixed, figures),
            groups("Largest groups of near-copies", findings.groups, figures),
            section("Smallest faces", findings.bySize.prefix(limit).map { figures.figure($0) }),
            section("Unreadable", findings.unreadable.prefix(limit).map { figures.fault($0) }),
        ]
        return HTML.page(
            title: dataset,
            body: """
                <style>\(Self.style)</style>
                <h1>\(HTML.escaped(dataset))</h1>
                <p>A click on a line below a picture marks it, ready to be copied into a list of decisions: the upper one
                for <code>facemask dataset prepare --exclude</code>, the lower one for <code>--relabel</code>.</p>
                <pre>\(HTML.escaped(summary))</pre>
                \(sections.joined(separator: "\n"))
                """)
    }

    private func suspects(_ figures: PictureFigures) -> String {
        guard let labels = findings.labels else {
            return "<h2>Suspected labels</h2><p>Not looked for: that needs <code>--predictions</code>.</p>"
        }
        let shown = labels.suspects.prefix(limit)
        return section(
            "Suspected labels (\(shown.count) of \(labels.suspects.count))",
            shown.map { suspect in
                let reason = String(
                    format: "predicted %.2f against %.2f", suspect.probabilities.suggested, suspect.probabilities.given)
                return figures.figure(suspect.picture, suggested: suspect.suggested, reason: reason)
            })
    }

    /// As many groups as have `limit` pictures together, the first one in any case.
    private func groups(_ title: String, _ groups: [[Int]], _ figures: PictureFigures) -> String {
        var left = limit
        var shown: [String] = []
        for group in groups where left > 0 {
            let members = group.prefix(Self.picturesOfGroup)
            left -= members.count
            let more = group.count > members.count ? "<p>and \(group.count - members.count) more</p>" : ""
            shown.append("<div class=\"group\">\(members.map { figures.figure($0) }.joined())\(more)</div>")
        }
        return section("\(title) (\(shown.count) of \(groups.count))", shown)
    }

    private func section(_ title: String, _ parts: [String]) -> String {
        HTML.element("h2", text: title)
            + "<div class=\"row\">\(parts.isEmpty ? "none" : parts.joined(separator: "\n"))</div>"
    }

    private static let style = """
        .row, .group { display: flex; flex-wrap: wrap; gap: 8px; }
        .group { border: 1px solid #8888; padding: 4px; }
        .frame { position: relative; display: inline-block; line-height: 0; }
        .frame i { position: absolute; border: 1px solid #0c0; }
        figcaption { overflow-wrap: anywhere; }
        code.line { display: block; user-select: all; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .worn { color: #1f9d4d; } .wrong { color: #c77700; } .bare { color: #d6304a; }
        """
}
