import Testing

@testable import FaceMaskDrawing

@Suite struct MatrixPlotTests {
    static func plot(_ values: [[Double]], labels: [String]? = nil) -> MatrixPlot {
        MatrixPlot(
            title: "Confusion", rowTitle: "true", columnTitle: "predicted",
            labels: labels ?? values.indices.map { "class \($0)" }, values: values)
    }

    @Test(
        "Cells say the number and its share of the row",
        arguments: [
            (0, 0, ["812", "97.2\u{A0}%"], "a count"), (0, 1, ["23", "2.8\u{A0}%"], "another"),
            (1, 0, ["0"], "a row without anything has no shares"), (2, 0, ["–"], "not a number"),
            (2, 1, ["–"], "negative"), (2, 2, ["12.50", "100.0\u{A0}%"], "broken numbers keep two decimals"),
        ])
    func fillsCells(row: Int, column: Int, texts: [String], reason: String) {
        let plot = Self.plot([[812, 23, 0], [0, 0, 0], [.nan, -1, 12.5]])
        #expect(plot.texts(row: row, column: column) == texts, "\(reason)")
    }

    @Test("Own texts replace the numbers, line by line")
    func takesOwnTexts() {
        var plot = Self.plot([[1]])
        plot.cellText = [["one\nof one"]]
        #expect(plot.texts(row: 0, column: 0) == ["one", "of one"])
    }

    @Test(
        "Any square table gives a plot, twice the same, in both formats",
        arguments: [
            (plot([[1]]), "one class"), (plot([[3, 1], [0, 4]]), "two classes"),
            (plot([[0, 0], [0, 0]]), "nothing counted"), (plot([[.nan, .infinity], [-1, 1e150]]), "odd numbers"),
            (plot([[1, 2], [3, 4]], labels: ["", ""]), "no names"),
            (plot([[1, 2], [3, 4]], labels: [String(repeating: "long ", count: 200), "لبس"]), "an endless name"),
            (plot(Array(repeating: Array(repeating: 7, count: 40), count: 40)), "forty classes"),
        ])
    func drawsAnyTable(plot: MatrixPlot, reason: String) throws {
        let size = PlotSize(width: 240, height: 200)
        let (png, svg) = (try plot.rendered(as: .png, size: size), try plot.rendered(as: .svg, size: size))
        #expect(png.starts(with: PlotTests.pngSignature), "\(reason)")
        #expect(try PlotTests.TitleReader.title(of: svg) == "Confusion", "\(reason)")
        #expect(try plot.rendered(as: .png, size: size) == png, "\(reason)")
        #expect(try plot.rendered(as: .svg, size: size) == svg, "\(reason)")
    }

    @Test(
        "Tables that don't fit their labels are refused with a sentence",
        arguments: [
            (plot([]), "it has no labels"), (plot([[1, 2], [3]]), "its 2 label(s) need a table of 2×2 numbers"),
            (plot([[1]], labels: ["a", "b"]), "its 2 label(s) need a table of 2×2 numbers"),
        ])
    func refusesRaggedTables(plot: MatrixPlot, reason: String) throws {
        let error = try #require(throws: DrawingError.self) { try plot.rendered(as: .png) }
        #expect(error.code == .unsuitableData)
        #expect(
            error.description
                == "Could not draw the plot 'Confusion': \(reason); make the numbers of rows and labels agree.")
    }

    @Test("Texts that don't fit the labels are refused")
    func refusesRaggedTexts() throws {
        var plot = Self.plot([[1]])
        plot.cellText = [[]]
        #expect(throws: DrawingError.self) { try plot.rendered(as: .svg) }
    }
}
