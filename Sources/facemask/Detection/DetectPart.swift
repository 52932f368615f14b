import FaceMaskFiles
import FaceMaskMedia

/// What is looked at in one go: pictures that follow each other, side by side; a video by itself.
enum DetectPart {
    /// An input, and where its marked picture goes.
    struct Input: Sendable {
        var item: PictureSources.Item
        var target: String?
    }

    case pictures([Input])
    case video(PictureSources.PictureSource, target: String?)

    /// Pictures in it; 0 for a video.
    var pictureCount: Int {
        switch self {
        case .pictures(let inputs): inputs.count
        case .video: 0
        }
    }

    /// The parts, in the order of the inputs.
    static func parts(of inputs: [(PictureSources.Item, String?)]) -> [DetectPart] {
        var parts: [DetectPart] = []
        var pictures: [Input] = []
        func endPictures() {
            if !pictures.isEmpty { parts.append(.pictures(pictures)) }
            pictures = []
        }
        for (item, target) in inputs {
            if case .picture(let source) = item, source.kind == .video {
                endPictures()
                parts.append(.video(source, target: target))
            } else {
                pictures.append(Input(item: item, target: target))
            }
        }
        endPictures()
        return parts
    }
}
