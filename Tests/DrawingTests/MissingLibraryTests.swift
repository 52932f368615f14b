import FaceMaskCCairo
import FaceMaskCore
import TestSupport
import Testing

@testable import FaceMaskDrawing

/// Cairo and Pango are loaded once for a process, so each test without them runs in a separate process.
struct MissingLibraryTests {
    static var fault: String? { facemask_cairo_load().map { String(cString: $0) } }

    @Test func theLibrariesAreInstalled() throws {
        #expect(Self.fault == nil)
        #expect(try DrawingLibrary.version.contains(", "))
    }

    @Test func aMissingLibraryIsNamedAndItsFunctionsFail() async {
        await #expect(processExitsWith: .success) {
            let fault = withoutFiles { MissingLibraryTests.fault }
            #expect(fault?.contains("libpangocairo-1.0.so") == true)
            #expect(MissingLibraryTests.fault == fault, "it is tried once")
            #expect(cairo_version_string() == nil && cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) == nil)
            #expect(cairo_create(nil) == nil && cairo_status(nil) == CAIRO_STATUS_NULL_POINTER)
            #expect(pango_cairo_font_map_get_default() == nil && pango_layout_new(nil) == nil)
            #expect(cairo_image_surface_get_width(nil) == 0 && pango_layout_is_ellipsized(nil) == 0)
            cairo_fill(nil)
            cairo_destroy(nil)
            cairo_surface_destroy(nil)
        }
    }

    @Test func everyEntryPointReportsTheMissingLibrary() async {
        await #expect(processExitsWith: .success) {
            _ = withoutFiles { MissingLibraryTests.fault }
            for (name, use) in EntryPoints.all {
                let error = #expect(throws: DrawingError.self, "\(name)") { try use() }
                #expect(error?.code == .unavailable, "\(name)")
                #expect(error?.reason.contains("libpangocairo-1.0.so") == true, "\(name)")
            }
        }
    }

    @Test func theErrorStatesTheRemedy() {
        let error = DrawingError(.unavailable, subject: "a mask", reason: "Cairo and Pango can't be loaded (x)")
        #expect(
            error.description
                == "Could not draw a mask: Cairo and Pango can't be loaded (x); run scripts/setup, or install them, on "
                + "Debian with 'apt-get install libpangocairo-1.0-0'.")
    }
}

/// Each way into the module that draws.
private enum EntryPoints {
    static var all: [(name: String, use: () throws -> Void)] {
        let image = Image.pattern(200, 200)
        let mark = FaceMark(Box(x1: 50, y1: 50, x2: 150, y2: 150), .worn)
        let series = LinePlot.Series(name: "a", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
        let line = LinePlot(title: "t", xLabel: "x", yLabel: "y", series: [series])
        let matrix = MatrixPlot(
            title: "t", rowTitle: "r", columnTitle: "c", labels: ["a", "b"], values: [[1, 0], [0, 1]])
        return [
            ("the versions", { _ = try DrawingLibrary.version }),
            ("marks of faces", { _ = try FaceMarks([mark], subject: "a").drawn(on: image) }),
            ("a plot as PNG", { _ = try line.rendered(as: .png) }),
            ("a plot as SVG", { _ = try line.rendered(as: .svg) }),
            ("a matrix", { _ = try matrix.rendered(as: .png) }),
            ("art", { _ = try Artwork().rendered(Box(x1: 0, y1: 0, x2: 4, y2: 4), width: 8, height: 8) }),
            ("a sketch", { _ = try FaceSketch(box: Box(x1: 0, y1: 0, x2: 4, y2: 4)).drawn(on: image) }),
            ("a canvas", { _ = try Canvas(width: 8, height: 8, subject: "a") }),
            ("a clear canvas", { _ = try Canvas(clearWidth: 8, height: 8, subject: "a") }),
            ("a canvas for SVG", { _ = try Canvas(vectorWidth: 8, height: 8, subject: "a") }),
            ("letters", { _ = try Typesetter(subject: "a") }),
        ]
    }
}
