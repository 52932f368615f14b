import Datasets
import FaceMask
import Foundation

/// Pictures with their captions as HTML.
struct PictureFigures {
    let findings: Findings
    let thumbnails: Thumbnails

    /// The picture, its label and, where one is suspected, what it seems to show; then the lines for lists of decisions.
    func figure(_ index: Int, suggested: MaskState? = nil, reason: String = "…") -> String {
        let picture = findings.pictures[index]
        guard let content = picture.content else { return fault(index) }
        let listed = picture.listed
        let seems = suggested.map { " seems \(word($0)) <small>\(escaped(reason))</small>" } ?? ""
        let relabel = suggested.map { "<code class=\"line\">\(content.hash) \($0.label) \(escaped(reason))</code>" }
        let side = picture.side.map { " \(Int($0.rounded())) px" } ?? ""
        return """
            <figure><span class="frame">\(image(picture, content))\(frame(picture, content))</span>
            <figcaption>\(word(listed.state))\(seems)\(side)<br>\(escaped(listed.file))
            <code class="line">\(content.hash) \(escaped(reason))</code>\(relabel ?? "")</figcaption></figure>
            """
    }

    /// The file that can't be used, and why.
    func fault(_ index: Int) -> String {
        let picture = findings.pictures[index]
        return "<figure><figcaption>\(escaped(picture.listed.file))<br>\(escaped(picture.fault ?? ""))"
            + "</figcaption></figure>"
    }

    private func word(_ state: MaskState) -> String {
        let style =
            switch state {
            case .worn: "worn"
            case .wornIncorrectly: "wrong"
            case .notWorn: "bare"
            }
        return "<b class=\"\(style)\">\(state.label)</b>"
    }

    private func image(_ picture: InspectedPicture, _ content: InspectedPicture.Content) -> String {
        do {
            return "<img alt=\"\" src=\"data:image/jpeg;base64,\(try thumbnails.base64(of: picture.listed.url))\">"
        } catch {
            // It was read a moment ago; that it is gone since is worth a word and no more.
            return escaped(CommandFailure(error).sentence)
        }
    }

    /// The face's box over the picture.
    private func frame(_ picture: InspectedPicture, _ content: InspectedPicture.Content) -> String {
        guard let face = picture.listed.face?.clipped(toWidth: content.width, height: content.height) else { return "" }
        func percent(_ value: Float, of side: Int) -> String { String(format: "%.1f%%", value / Float(side) * 100) }
        return "<i style=\"left:\(percent(face.x1, of: content.width));top:\(percent(face.y1, of: content.height));"
            + "width:\(percent(face.width, of: content.width));height:\(percent(face.height, of: content.height))\"></i>"
    }
}
