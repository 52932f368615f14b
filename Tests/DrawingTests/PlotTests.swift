import Foundation
import Testing

@testable import FaceMaskDrawing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct PlotTests {
    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The title of a well-formed SVG document, as a reader sees it.
    final class TitleReader: NSObject, XMLParserDelegate {
        var title = ""
        private var isInTitle = false

        static func title(of bytes: [UInt8]) throws -> String {
            let reader = TitleReader()
            let parser = XMLParser(data: Data(bytes))
            parser.delegate = reader
            try #require(parser.parse(), "the document is well-formed")
            return reader.title
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) { isInTitle = name == "title" }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            isInTitle = false
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { if isInTitle { title += text } }
    }

    struct Case: CustomTestStringConvertible {
        var reason: String
        var series: [LinePlot.Series]
        var testDescription: String { reason }
    }

    @Test(
        "Any data gives a plot, twice the same, in both formats",
        arguments: [
            Case(reason: "no series", series: []),
            Case(reason: "an empty series", series: [.init(name: "a", values: [])]),
            Case(reason: "one point", series: [.init(name: "a", values: [0.5])]),
            Case(reason: "only gaps", series: [.init(name: "a", values: [.nan, .infinity, -.infinity])]),
            Case(reason: "a gap", series: [.init(name: "a", values: [1, .nan, 3, 4])]),
            Case(reason: "constant", series: [.init(name: "a", values: [2, 2, 2])]),
            Case(reason: "huge", series: [.init(name: "a", values: [1e300, -1e149, 1e12])]),
            Case(reason: "small", series: [.init(name: "a", values: [1e-300, 1e-160, 0])]),
            Case(reason: "no names", series: [.init(name: "", values: [1, 2]), .init(name: "", values: [2, 1])]),
            Case(reason: "negative colour", series: [.init(name: "a", values: [1, 2], colorIndex: -7)]),
            Case(reason: "an endless name", series: [.init(name: String(repeating: "name ", count: 500), values: [1])]),
            Case(reason: "many series", series: (0..<60).map { .init(name: "series \($0)", values: [Double($0), 1]) }),
            Case(reason: "one x", series: [.init(name: "a", points: [.init(x: 3, y: 1), .init(x: 3, y: 2)])]),
            Case(reason: "dots", series: [.init(name: "a", values: [1, 2], line: .dotted)]),
        ])
    func drawsAnyData(_ test: Case) throws {
        var plot = LinePlot(title: "A <b> & \"c\" 損失", xLabel: "epoch", yLabel: "loss", series: test.series)
        for wholeNumbers in [false, true] {
            plot.hasWholeNumberX = wholeNumbers
            let size = PlotSize(width: 240, height: 180)
            let (png, svg) = (try plot.rendered(as: .png, size: size), try plot.rendered(as: .svg, size: size))
            #expect(png.starts(with: Self.pngSignature))
            #expect(try TitleReader.title(of: svg) == plot.title)
            #expect(try plot.rendered(as: .png, size: size) == png)
            #expect(try plot.rendered(as: .svg, size: size) == svg)
        }
    }

    @Test("Different data gives different plots")
    func showsData() throws {
        let plots = try [[1, 2, 3], [1, 2.5, 3], [1, .nan, 3]].map { values in
            try LinePlot(title: "t", xLabel: "", yLabel: "", series: [.init(name: "a", values: values)])
                .rendered(as: .png)
        }
        #expect(Set(plots).count == 3)
    }

    @Test("Values outside a fixed range are cut off, however far away")
    func clipsCurves() throws {
        var plot = LinePlot(
            title: "t", xLabel: "x", yLabel: "y", series: [.init(name: "a", values: [0.5, 1e140, -1e140, 0.6])])
        plot.yRange = 0...1
        #expect(try plot.rendered(as: .png).starts(with: Self.pngSignature))
    }

    @Test(
        "Sizes without room or beyond reason are refused with a sentence",
        arguments: [(159, 500), (800, 0), (-800, 500), (800, 10_001), (.max, .max)])
    func refusesSizes(width: Int, height: Int) throws {
        let plot = LinePlot(title: "Loss", xLabel: "x", yLabel: "y", series: [])
        let error = try #require(throws: DrawingError.self) {
            try plot.rendered(as: .svg, size: PlotSize(width: width, height: height))
        }
        #expect(error.code == .unsuitableSize)
        #expect(error.description.hasPrefix("Could not draw the plot 'Loss': \(width)×\(height) pixels are not "))
    }

    @Test("A curve is cut at its gaps")
    func splitsRuns() {
        let points = [1, .nan, 2, 3, .infinity, 4].enumerated().map { LinePlot.DataPoint(x: Double($0), y: $1) }
        #expect(LinePlotDrawing.runs(of: points).map { $0.map(\.y) } == [[1], [2, 3], [4]])
    }
}
