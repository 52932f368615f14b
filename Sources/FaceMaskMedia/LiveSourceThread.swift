import FaceMaskCFFmpeg
import Foundation

/// The body of a live source's thread: opens the source, decodes it and stores the newest frame, until it is interrupted.
struct LiveSourceThread {
    let newest: NewestFrame
    let interrupt: VideoInterrupt
    let start: ContinuousClock.Instant

    func run(_ address: VideoAddress, _ connection: VideoConnection, limits: VideoReader.Limits) {
        do {
            let demuxer = try VideoDemuxer(address, connection: connection, interrupt: interrupt)
            var pictures = try VideoPictures(demuxer, limits: limits, interrupt: interrupt)
            newest.open(pictures.information)
            try play(&pictures)
            // Only a source with a known duration can reach its end.
            let isRecording = pictures.information.duration != nil
            let fault = pictures.endingFault(isWhole: isRecording)
            if let fault { throw fault }
            guard isRecording else { throw Fault(.connectionLost, "it has ended") }
            newest.end(.success(()))
        } catch {
            newest.end(.failure(error))
        }
    }

    private func play(_ pictures: inout VideoPictures) throws {
        // Recordings and generated patterns arrive as fast as they are read, playlists in bursts.
        let isMadeUp = pictures.demuxer.formatNames.contains("lavfi")
        let comesInHeaps = pictures.information.duration != nil || isMadeUp || pictures.demuxer.isPlaylist
        var pace = PlaybackPace()
        var (index, time) = (0, 0.0)
        while try pictures.next() {
            let stamp = pictures.picture.frame.pointee.best_effort_timestamp
            if comesInHeaps, stamp != facemask_no_time {
                interrupt.pause(pace.wait(forStamp: Double(stamp) * pictures.unit, now: now))
            }
            time = max(now, time.nextUp)
            newest.put(pictures.picture, .init(shape: pictures.shape, time: time, index: index))
            index += 1
        }
    }

    private var now: Double { start.duration(to: .now) / .seconds(1) }
}
