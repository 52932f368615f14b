package import FaceMaskFiles
internal import FaceMaskMedia

/// What is analyzed in one go: consecutive photos, several at a time, or one video.
package enum DetectionPart: Sendable {
    /// An input, and the file for its annotated picture; `nil` where none is wanted.
    package struct Input: Sendable {
        package var item: PictureSources.Item
        package var target: String?

        package init(item: PictureSources.Item, target: String? = nil) { (self.item, self.target) = (item, target) }
    }

    case photos([Input])
    case video(PictureSources.PictureSource, target: String?)

    /// The photos in it; 0 for a video.
    package var photoCount: Int {
        switch self {
        case .photos(let inputs): inputs.count
        case .video: 0
        }
    }

    /// Divides inputs into parts, in their order.
    package static func parts(of inputs: [Input]) -> [DetectionPart] {
        var parts: [DetectionPart] = []
        var photos: [Input] = []
        func endPhotos() {
            if !photos.isEmpty { parts.append(.photos(photos)) }
            photos = []
        }
        for input in inputs {
            if case .picture(let source) = input.item, source.kind == .video {
                endPhotos()
                parts.append(.video(source, target: input.target))
            } else {
                photos.append(input)
            }
        }
        endPhotos()
        return parts
    }
}
