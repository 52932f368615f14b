import Foundation
@testable import FaceMaskMedia
import Testing

struct VideoAddressTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let kind: String
        let shown: String

        init(_ why: String, _ text: String, _ kind: String, shown: String? = nil) {
            (testDescription, self.text, self.kind, self.shown) = (why, text, kind, shown ?? text)
        }
    }

    static let rows: [Row] = [
        Row("the first camera", "cam", "camera", shown: "/dev/video0"),
        Row("a camera by number", "0", "camera", shown: "/dev/video0"),
        Row("another one", "12", "camera", shown: "/dev/video12"),
        Row("a camera by path", "/dev/video3", "camera"),
        Row("a file that is called like a camera", "./0", "file", shown: "0"),
        Row("a file that begins like one", "cam.mp4", "file"),
        Row("too long a number for a camera", "20240101", "file"),
        Row("the screen", "screen", "screen"),
        Row("a screen by its name", ":0.0+10,20", "screen"),
        Row("a file", "clip one.mp4", "file"),
        Row("numbered pictures", "shots/shot%04d.png", "sequence"),
        Row("numbered without padding", "%d.jpg", "sequence"),
        Row("a percent sign", "100%.mp4", "file"),
        Row("a made-up picture", "lavfi:testsrc2=size=64x48", "pattern"),
        Row("a file by its address", "file:///tmp/a%20b.mp4", "file", shown: "/tmp/a b.mp4"),
        Row("RTSP", "rtsp://10.0.0.7:554/h264/ch1", "stream"),
        Row("in capitals", "RTSP://cam/", "stream"),
        Row("a playlist", "https://example.org/live/index.m3u8?channel=1", "stream"),
        Row("a password", "rtsp://user:pa55@host/x", "stream", shown: "rtsp://user:…@host/x"),
        Row("from the environment", "rtsp://user:${CAM}@host/", "stream", shown: "rtsp://user:…@host/"),
        Row("a user alone may be a token", "rtsp://gHj2@host/", "stream", shown: "rtsp://…@host/"),
        Row("a password with an at sign", "rtsp://u:p@ss@host/", "stream", shown: "rtsp://u:…@host/"),
        Row("one with a slash", "rtsp://u:p/a?s@host/", "stream", shown: "rtsp://u:…@host/"),
        Row("a user of odd letters", "rtsp://ü%41:p@host/", "stream", shown: "rtsp://…@host/"),
        Row(
            "tokens in the query", "http://h/v?id=3&token=a/b%20c&Api_Key=x;sig=y&size=4#z", "stream",
            shown: "http://h/v?id=3&token=…&Api_Key=…;sig=…&size=4#z"),
        Row(
            "a password in the path", "rtsp://h/user=admin_password=tlJwp_channel=1.sdp", "stream",
            shown: "rtsp://h/user=admin_password=…"),
    ]

    @Test("is what a person means, and shows no secret", arguments: rows)
    func meaning(_ row: Row) throws {
        let address = try VideoAddress(row.text)
        let kind = Mirror(reflecting: address).children.first?.label
        #expect(kind == row.kind)
        let shown = address.description
        #expect(shown == row.shown || (row.kind != "stream" && shown.hasSuffix("/" + row.shown)))
        if case .stream(let stream) = address {
            var dumped = ""
            dump(address, to: &dumped)
            for text in ["\(stream)", String(reflecting: address), dumped] {
                #expect(row.text == row.shown || !text.contains(row.text))
                #expect(text.contains(row.shown))
            }
        }
    }

    @Test func sizes() {
        #expect(VideoAddress.Size("1280x720") == .init(width: 1280, height: 720))
        #expect(VideoAddress.Size("64×48")?.description == "64x48")
        for text in ["", "x", "0x5", "-1x5", "1280", "1x2x3", "99999999999999999999x1", "9999999999x9999999999"] {
            #expect(VideoAddress.Size(text) == nil)
        }
    }

    @Test func otherProtocolsAreRefused() throws {
        for text in ["ftp://user:secret@host/a.mp4", "gopher://x", "concat://a|b"] {
            let error = try #require(throws: MediaError.self) { try VideoAddress(text) }
            #expect(error.code == .unsupportedAddress && !"\(error)".contains("secret") && error.isPermanent)
        }
    }

    private func expanded(_ text: String, _ environment: [String: String]) throws -> String {
        guard case .stream(let stream) = try VideoAddress(text) else { return "no stream" }
        return try stream.expanded(by: environment)
    }

    @Test func variablesAreReplacedOnOpening() throws {
        let environment = ["CAM_1": "p@ss/wörd", "TOKEN": "${CAM_1}", "EMPTY": ""]
        let table = [
            ("rtsp://u:${CAM_1}@h/", "rtsp://u:p%40ss%2Fw%C3%B6rd@h/"),
            ("http://h/?a=${CAM_1}&b=${EMPTY}.", "http://h/?a=p%40ss%2Fw%C3%B6rd&b=."),
            ("http://h/?a=${TOKEN}", "http://h/?a=%24%7BCAM_1%7D"),
            ("http://h/$CAM_1/${}/${1}", "http://h/$CAM_1/${}/${1}"),
        ]
        for (text, wanted) in table { #expect(try expanded(text, environment) == wanted) }
        let fault = try #require(throws: Fault.self) { try expanded("rtsp://u:${NONE}@h/", environment) }
        #expect(fault.code == .missingVariable && fault.reason.contains("NONE"))
    }

    @Test func secretsInFFmpegsMessagesAreHidden() {
        let words = "Unable to open http://u:p@h/a.ts?token=x: rtsp://q:r@s failed, 3 @ 4 = 12"
        let hidden = "Unable to open http://u:…@h/a.ts?token=… rtsp://q:…@s failed, 3 @ 4 = 12"
        #expect(Secrets.hidden(in: words) == hidden)
    }

    @Test func aMissingScreenIsReported() throws {
        let fault = try #require(throws: Fault.self) {
            try VideoOpening(.screen(.init()), connection: .init(), environment: [:])
        }
        #expect(fault.code == .noSuchSource && fault.reason.contains("DISPLAY"))
    }
}
