import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Builds video and sound files byte by byte.
enum VideoBuilder {
    /// Uncompressed frames of one YUV colour each, in the format of mjpegtools (`yuv4mpeg(5)`).
    static func y4m(
        width: Int, height: Int, chroma: String = "444", tags: String = "A1:1",
        colors: [(y: UInt8, u: UInt8, v: UInt8)]
    ) -> [UInt8] {
        var bytes = Array("YUV4MPEG2 W\(width) H\(height) F25:1 Ip \(tags) C\(chroma)\n".utf8)
        let isHalved = chroma.hasPrefix("420")
        let chromaSize = isHalved ? ((width + 1) / 2) * ((height + 1) / 2) : width * height
        for color in colors {
            bytes += Array("FRAME\n".utf8) + [UInt8](repeating: color.y, count: width * height)
            bytes += [UInt8](repeating: color.u, count: chromaSize) + [UInt8](repeating: color.v, count: chromaSize)
        }
        return bytes
    }

    /// Motion JPEG at 25 frames a second in an AVI file whose header has the number of frames.
    static func avi(width: Int, height: Int, frames: [[UInt8]], statedFrames: Int? = nil) -> [UInt8] {
        let count = statedFrames ?? frames.count
        let main =
            little(40_000) + little(0) + little(0) + little(0x10) + little(count) + little(0) + little(1) + little(0)
            + little(width) + little(height) + [UInt8](repeating: 0, count: 16)
        let stream =
            Array("vidsMJPG".utf8) + little(0) + little(0) + little(0) + little(1) + little(25) + little(0)
            + little(count) + little(0) + little(-1) + little(0) + [UInt8](repeating: 0, count: 8)
        let format =
            little(40) + little(width) + little(height) + [1, 0, 24, 0] + Array("MJPG".utf8)
            + little(width * height * 3) + [UInt8](repeating: 0, count: 16)
        let streamList = chunk("LIST", Array("strl".utf8) + chunk("strh", stream) + chunk("strf", format))
        let header = chunk("LIST", Array("hdrl".utf8) + chunk("avih", main) + streamList)
        let movie = chunk("LIST", Array("movi".utf8) + frames.flatMap { chunk("00dc", $0) })
        return chunk("RIFF", Array("AVI ".utf8) + header + movie)
    }

    static func jpeg(_ image: Image) throws -> [UInt8] {
        try PictureWriter().bytes(of: image, fileExtension: "jpg", named: "frame")
    }

    /// Silence: frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz, which are 417 bytes.
    static func mp3(frames: Int, cover: [UInt8]? = nil) -> [UInt8] {
        let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0, count: 413)
        let sound = (0..<frames).flatMap { _ in frame }
        guard let cover else { return sound }
        // ID3 2.3: an attached picture (APIC), front cover.
        let content = [0] + Array("image/png".utf8) + [0, 3, 0] + cover
        let tag = Array("APIC".utf8) + bigEndian(content.count) + [0, 0] + content
        let size = (0..<4).reversed().map { UInt8(tag.count >> (7 * $0) & 0x7F) }
        return Array("ID3".utf8) + [3, 0, 0] + size + tag + sound
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(content.count) + content + (content.count % 2 == 0 ? [] : [0])
    }

    private static func little(_ value: Int) -> [UInt8] { bigEndian(value).reversed() }
}

/// What a loop over a video's frames got.
struct Reading {
    var frames: [Frame] = []
    var error: MediaError?
    var brokenFrames = 0

    var times: [Double] { frames.map(\.time) }
    var indices: [Int] { frames.map(\.index) }

    static func of(
        _ url: URL, selecting selection: FrameSelection = .all, limits: VideoReader.Limits = .init(threads: 1)
    ) async throws -> Reading {
        var reading = Reading()
        do {
            let reader = try await VideoReader(url, selecting: selection, limits: limits)
            do {
                for try await frame in reader.frames { reading.frames.append(frame) }
            } catch let error as MediaError {
                reading.error = error
            }
            reading.brokenFrames = await reader.brokenFrames
        } catch let error as MediaError {
            reading.error = error
        }
        return reading
    }
}

/// Options that encode small pictures quickly.
var quickOptions: VideoWriter.Options {
    var options = VideoWriter.Options()
    options.preset = .ultrafast
    options.threads = 1
    return options
}

/// Writes `times.count` pictures, each made by `image` from its number.
func record(
    _ url: URL, at times: [Double], options: VideoWriter.Options = quickOptions,
    image: (Int) -> Image = { _ in gradient(width: 64, height: 48) }
) async throws {
    let writer = try VideoWriter(url, options: options)
    for (index, time) in times.enumerated() { try await writer.write(image(index), at: time) }
    try await writer.finish()
}

/// Peak signal-to-noise ratio in decibels.
func likeness(_ first: Image, _ second: Image) -> Double {
    let sum = zip(first.pixels, second.pixels).reduce(0.0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
    }
    return 10 * log10(255 * 255 / max(sum / Double(first.pixels.count), 1e-9))
}

func isClose(_ first: [Double], _ second: [Double], within limit: Double) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { abs($0 - $1) <= limit }
}
