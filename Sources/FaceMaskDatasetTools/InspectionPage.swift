internal import FaceMaskCore
internal import FaceMaskFormats
internal import Foundation

/// The findings of an inspection as an HTML page, which contains the pictures and loads no other files.
package struct InspectionPage {
    private let dataset: String
    private let findings: InspectionFindings
    private let summary: String
    private let limit: Int

    /// The number of pictures that are shown of a group.
    private static let picturesOfGroup = 12

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - dataset: The dataset's path, the page's title.
    ///   - findings: The findings.
    ///   - summary: The findings as text, shown above the pictures.
    ///   - limit: The maximum number of pictures in a section.
    package init(dataset: String, findings: InspectionFindings, summary: String, limit: Int) {
        (self.dataset, self.findings, self.summary, self.limit) = (dataset, findings, summary, limit)
    }

    /// The HTML text of the page.
    package var html: String {
        let figures = PictureFigures(findings: findings)
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
                <p>A click on a line below a picture selects it, to be copied into a list of decisions: the upper one for
                <code>facemask dataset prepare --exclude</code>, the lower one for <code>--relabel</code>.</p>
                <pre>\(HTML.escaped(summary))</pre>
                \(sections.joined(separator: "\n"))
                """)
    }

    private func suspects(_ figures: PictureFigures) -> String {
        guard let labels = findings.labels else {
            return "<h2>Suspected labels</h2><p>Not checked: this needs <code>--predictions</code>.</p>"
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

    /// Shows groups until `limit` pictures are shown, and at least the first group.
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
        \(MaskState.pageStyles)
        """
}
