import FaceMaskCFFmpeg
import FaceMaskCore
import Foundation

/// The selected frames of an open video, with their times.
struct VideoSource: ~Copyable {
    private var pictures: VideoPictures
    private let selection: FrameSelection
    private var converter: VideoConverter?
    private var clock: VideoClock
    private var chooser: FrameSelector

    var information: VideoInformation { pictures.information }
    /// The number of frames and packets so far that could not be decoded.
    var brokenFrames: Int { pictures.brokenFrames }

    init(_ pictures: consuming VideoPictures, selection: FrameSelection) {
        clock = VideoClock(
            unit: pictures.unit, origin: pictures.demuxer.context.pointee.start_time,
            frameRate: pictures.information.frameRate)
        chooser = FrameSelector(selection)
        self.selection = selection
        self.pictures = pictures
        if selection.start > 0 { self.pictures.seek(to: selection.start) }
    }

    /// Returns the next selected frame; `nil` after the last one.
    ///
    /// All readable frames of a truncated file come first, then the error.
    mutating func next() throws -> Frame? {
        while try pictures.next() {
            let time = clock.time(of: pictures.picture)
            switch chooser.choice(at: time) {
            case .skip: continue
            case .end: return nil
            case .take(let index):
                let shape = pictures.shape
                if converter?.shape != shape { converter = try VideoConverter(shape) }
                guard let image = try converter?.image(from: pictures.picture) else { continue }
                return Frame(image: image, time: time, index: index)
            }
        }
        if let fault = pictures.endingFault(isWhole: selection.start == 0) { throw fault }
        return nil
    }
}
