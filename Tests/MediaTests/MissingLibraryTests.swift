import FaceMaskCFFmpeg
import FaceMaskCore
import Foundation
@testable import FaceMaskMedia
import Synchronization
import TestSupport
import Testing

/// FFmpeg's parts are loaded once for a process, so each test without one runs in a separate process.
struct MissingLibraryTests {
    static let parts = [facemask_ffmpeg_pictures, facemask_ffmpeg_videos, facemask_ffmpeg_devices]
    static let libraries = ["libavutil.so", "libavformat.so", "libavdevice.so"]

    static func fault(of part: facemask_ffmpeg_part) -> String? {
        facemask_ffmpeg_load(part).map { String(cString: $0) }
    }

    @Test(arguments: parts.indices)
    func everyPartIsInstalled(index: Int) {
        #expect(Self.fault(of: Self.parts[index]) == nil)
    }

    @Test func aMissingLibraryIsNamedAndItsFunctionsFail() async {
        await #expect(processExitsWith: .success) {
            let fault = withoutFiles { MissingLibraryTests.fault(of: facemask_ffmpeg_pictures) }
            #expect(fault?.contains("libavutil.so") == true)
            for part in MissingLibraryTests.parts {
                #expect(MissingLibraryTests.fault(of: part) == fault, "later parts need the first, which is tried once")
            }
            #expect(av_version_info() == nil && av_frame_alloc() == nil && av_packet_alloc() == nil)
            #expect(avcodec_find_decoder(AV_CODEC_ID_PNG) == nil && avformat_alloc_context() == nil)
            #expect(avcodec_send_packet(nil, nil) < 0 && av_read_frame(nil, nil) < 0)
            #expect(sws_scale(nil, nil, nil, 0, 0, nil, nil) < 0)
            #expect(av_guess_frame_rate(nil, nil, nil).value == nil)
            #expect(SDL_GetCurrentVideoDriver() == nil && SDL_HasEvents(0, 1) == 0 && SDL_EventState(0, 0) == 0)
            av_free(nil)
            avformat_free_context(nil)
            avdevice_register_all()
            #expect(ffmpegReason(-5) == "error -5")
        }
    }

    @Test func manyThreadsGetOneAnswer() async {
        await #expect(processExitsWith: .success) {
            let answers = Mutex(Set<String?>())
            let threads = 16
            let ended = DispatchSemaphore(value: 0)
            // Separate threads: Dispatch itself needs files to start its threads.
            withoutFiles {
                for index in 0..<threads {
                    Thread.detachNewThread {
                        let answer = MissingLibraryTests.fault(of: MissingLibraryTests.parts[index % 3])
                        answers.withLock { _ = $0.insert(answer) }
                        ended.signal()
                    }
                }
                for _ in 0..<threads { ended.wait() }
            }
            #expect(answers.withLock { $0.count == 1 && !$0.contains(nil) })
        }
    }

    /// Each way into the module fails where its part, or one before it, is missing, and succeeds otherwise.
    @Test(arguments: parts.indices)
    func everyEntryPointReportsTheMissingLibrary(missing: Int) async {
        await #expect(processExitsWith: .success) { [missing = missing as Int] in
            setenv("SDL_VIDEODRIVER", "dummy", 1)
            for part in MissingLibraryTests.parts.prefix(missing) {
                #expect(MissingLibraryTests.fault(of: part) == nil)
            }
            withoutFiles { _ = MissingLibraryTests.fault(of: MissingLibraryTests.parts[missing]) }
            for entry in try EntryPoint.all(in: TemporaryFolder()) {
                do {
                    try await entry.use()
                    #expect(entry.part < missing, "\(entry.name) needs \(MissingLibraryTests.libraries[missing])")
                } catch let error as MediaError {
                    #expect(entry.part >= missing && error.code == .unavailable, "\(entry.name): \(error)")
                    #expect(error.reason.contains(MissingLibraryTests.libraries[missing]), "\(entry.name): \(error)")
                }
            }
        }
    }

    @Test func theErrorStatesTheRemedy() {
        let error = MediaError(
            .unavailable, subject: "a.png", reason: "FFmpeg can't be loaded (liba.so.1: no such file)")
        #expect(
            error.description
                == "Cannot process 'a.png': FFmpeg can't be loaded (liba.so.1: no such file); run scripts/setup, or "
                + "install it, on Debian with 'apt-get install ffmpeg'.")
        let whole = MediaError(.unavailable, subject: "", reason: "FFmpeg can't be loaded (x)")
        #expect(whole.description.hasPrefix("FFmpeg can't be loaded (x); run"))
        #expect(error.isPermanent, "trying again in the same process doesn't help")
    }
}

/// A way into the module, and the part of FFmpeg that it needs: an index of `MissingLibraryTests.parts`, or -1 for none.
private struct EntryPoint {
    let name: String
    let part: Int
    let use: () async throws -> Void

    static func all(in folder: TemporaryFolder) throws -> [EntryPoint] {
        let picture = gradient(width: 16, height: 16)
        let (png, jpeg) = (try Fixture.url("rgb.png"), try Fixture.url("plain.jpg"))
        let colors: [(UInt8, UInt8, UInt8)] = [(90, 128, 128), (99, 128, 128)]
        let clip = try folder.file("clip.y4m", VideoBuilder.y4m(width: 16, height: 16, colors: colors))
        return [
            EntryPoint(name: "a usual JPEG", part: -1) { _ = try PictureReader().read(jpeg) },
            EntryPoint(name: "a picture's size", part: -1) { _ = try PictureReader().size(of: png) },
            EntryPoint(name: "the version of what reads pictures", part: 0) {
                _ = try MediaLibrary.version(of: .pictures)
            },
            EntryPoint(name: "the version of what reads videos", part: 1) {
                _ = try MediaLibrary.version(of: .videos)
            },
            EntryPoint(name: "the version of what opens cameras", part: 2) {
                _ = try MediaLibrary.version(of: .devices)
            },
            EntryPoint(name: "a PNG", part: 0) { _ = try PictureReader().read(png) },
            EntryPoint(name: "a PNG's bytes", part: 0) {
                _ = try PictureReader().read(Fixture.bytes("rgb.png"), named: "a")
            },
            EntryPoint(name: "a photo", part: 0) { _ = try PictureReader().photo(png) },
            EntryPoint(name: "checking", part: 0) { try PictureReader().check(jpeg) },
            EntryPoint(name: "writing a PNG", part: 0) { try PictureWriter().write(picture, to: folder.path("a.png")) },
            EntryPoint(name: "writing a JPEG", part: 0) {
                _ = try PictureWriter().bytes(of: picture, fileExtension: "jpg", named: "a")
            },
            EntryPoint(name: "a video", part: 1) { _ = try await VideoReader(clip) },
            EntryPoint(name: "a live source", part: 1) { _ = try await LiveReader(.file(clip)) },
            EntryPoint(name: "writing a video", part: 1) {
                let writer = try VideoWriter(folder.path("a.mp4"))
                try await writer.write(picture, at: 0)
                try await writer.finish()
            },
            EntryPoint(name: "a made-up camera", part: 2) {
                _ = try await LiveReader(VideoAddress("lavfi:testsrc2=size=64x48"))
            },
            EntryPoint(name: "a window", part: 2) { _ = try await PreviewWindow(title: "a").show(picture) },
        ]
    }
}
