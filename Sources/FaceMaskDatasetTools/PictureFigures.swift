internal import FaceMask
internal import FaceMaskCore
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

/// The pictures of an inspection, with their captions, as HTML.
struct PictureFigures {
    let findings: InspectionFindings

    /// Returns the picture, its label, the suggested state if there is one, and the lines for lists of decisions.
    func figure(_ index: Int, suggested: MaskState? = nil, reason: String = "…") -> String {
        let picture = findings.pictures[index]
        guard let content = picture.content else { return fault(index) }
        let listed = picture.listed
        let seems = suggested.map { " seems \(word($0)) <small>\(escaped(reason))</small>" } ?? ""
        let relabel = suggested.map { "<code class=\"line\">\(content.hash) \($0.label) \(escaped(reason))</code>" }
        let side = picture.side.map { " \(Int($0.rounded())) px" } ?? ""
        return """
            <figure><span class="frame">\(image(picture))\(frame(picture, content))</span>
            <figcaption>\(word(listed.state))\(seems)\(side)<br>\(escaped(listed.file))
            <code class="line">\(content.hash) \(escaped(reason))</code>\(relabel ?? "")</figcaption></figure>
            """
    }

    /// Returns the name of a file that can't be used, and the reason.
    func fault(_ index: Int) -> String {
        let picture = findings.pictures[index]
        return "<figure><figcaption>\(escaped(picture.listed.file))<br>\(escaped(picture.fault ?? ""))"
            + "</figcaption></figure>"
    }

    private func word(_ state: MaskState) -> String {
        "<b class=\"\(state.pageClass)\">\(state.label)</b>"
    }

    private func image(_ picture: InspectedPicture) -> String {
        do {
            let image = try Image(contentsOf: picture.listed.url)
            let bytes = try Self.writer.bytes(
                of: Self.reduced(image), fileExtension: "jpg", named: picture.listed.file)
            return HTML.image(bytes, type: "image/jpeg", alt: picture.listed.file, className: "face")
        } catch {
            // It was readable a moment ago, so the page continues without it.
            return escaped(Failure(error).sentence)
        }
    }

    private static let writer = PictureWriter(jpegQuality: 85)
    /// The longer side in pixels: enough to recognise a face among hundreds on a page. Smaller pictures are enlarged.
    private static let longestSide: Float = 160

    private static func reduced(_ image: Image) -> Image {
        let scale = longestSide / Float(max(image.width, image.height))
        return image.resized(
            width: max(Int((Float(image.width) * scale).rounded()), 1),
            height: max(Int((Float(image.height) * scale).rounded()), 1))
    }

    private func escaped(_ text: String) -> String { HTML.escaped(printable(text)) }

    /// Returns the face's box as a frame over the picture.
    private func frame(_ picture: InspectedPicture, _ content: InspectedPicture.Content) -> String {
        guard let face = picture.listed.face?.clipped(toWidth: content.width, height: content.height) else { return "" }
        func percent(_ value: Float, of side: Int) -> String { String(format: "%.1f%%", value / Float(side) * 100) }
        return "<i style=\"left:\(percent(face.x1, of: content.width));top:\(percent(face.y1, of: content.height));"
            + "width:\(percent(face.width, of: content.width));height:\(percent(face.height, of: content.height))\"></i>"
    }
}

extension MaskState {
    /// The class of its name on the page.
    fileprivate var pageClass: String {
        switch self {
        case .worn: "worn"
        case .wornIncorrectly: "wrong"
        case .notWorn: "bare"
        }
    }

    /// The styles of all states' names.
    static let pageStyles = allCases.map { ".\($0.pageClass) { color: \(StateAppearance(of: $0).page); }" }
        .joined(separator: " ")
}
