import FaceMaskCFFmpeg
import FaceMaskCore
import Foundation

/// A recording in progress: encoder, container, and the copied sound.
struct VideoRecording: ~Copyable {
    /// The reason that sound isn't copied, a clause; `nil` if it is copied or there is none.
    let omittedSound: String?

    private var encoder: VideoEncoder
    private let muxer: VideoMuxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let packet: EncodedPacket
    private let start: Double
    private var soundtrack: VideoSoundtrack?
    private var last: Int64?
    private var step: Int64

    init(path: String, width: Int, height: Int, options: VideoWriter.Options) throws(Fault) {
        let encoder = try VideoEncoder(width: width, height: height, options: options)
        let muxer = try VideoMuxer(path: path)
        let packet = try EncodedPacket()
        let stream = try muxer.addStream()
        stream.pointee.time_base = VideoEncoder.unit
        guard avcodec_parameters_from_context(stream.pointee.codecpar, encoder.parameters) >= 0 else {
            throw Fault(.outOfMemory, "there is not enough memory for its header")
        }
        var omitted: String?
        let soundtrack = try Self.soundtrack(for: muxer, options: options, omitted: &omitted)
        try muxer.begin()
        omittedSound = omitted
        start = options.start
        step = Int64((Double(VideoEncoder.clockRate) / options.frameRate).rounded())
        self.soundtrack = soundtrack
        self.stream = stream
        self.encoder = encoder
        self.muxer = muxer
        self.packet = packet
    }

    private static func soundtrack(
        for muxer: borrowing VideoMuxer, options: VideoWriter.Options, omitted: inout String?
    ) throws(Fault) -> VideoSoundtrack? {
        guard let url = options.soundSource else { return nil }
        let demuxer: VideoDemuxer
        do throws(Fault) {
            demuxer = try VideoDemuxer(file: url, interrupt: VideoInterrupt())
        } catch {
            omitted = error.reason
            return nil
        }
        omitted = try VideoSoundtrack.obstacle(in: demuxer, to: muxer)
        guard omitted == nil, let index = demuxer.soundStream() else { return nil }
        return try VideoSoundtrack(demuxer, index: index, muxer: muxer, start: options.start)
    }

    mutating func write(_ image: Image, at time: Double) throws(Fault) {
        let clock = Double(VideoEncoder.clockRate)
        var stamp = Int64((max(time - start, 0) * clock).rounded())
        if let last {
            stamp = max(stamp, last + 1)
            step = stamp - last
        }
        last = stamp
        let sized =
            image.width == encoder.width && image.height == encoder.height
            ? image : image.resized(width: encoder.width, height: encoder.height)
        try encoder.send(sized, at: stamp)
        try passOn()
        try soundtrack?.copy(until: Double(stamp) / clock, to: muxer)
    }

    /// Shows the last frame for as long as the one before, and ends the sound with it.
    mutating func finish() throws(Fault) {
        try encoder.finish()
        try passOn()
        try soundtrack?.copy(until: Double((last ?? 0) + step) / Double(VideoEncoder.clockRate), to: muxer)
        try muxer.end()
    }

    private func passOn() throws(Fault) {
        while try encoder.receive(packet) {
            packet.packet.pointee.duration = step
            try muxer.write(packet, to: stream, unit: VideoEncoder.unit)
        }
    }
}
