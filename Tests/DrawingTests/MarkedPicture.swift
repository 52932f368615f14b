import FaceMaskCore

@testable import FaceMaskDrawing

extension FaceMark {
    /// A mark with the English label of its state.
    init(_ box: Box, _ state: MaskState?, points: [Point] = []) {
        let label =
            switch state {
            case .worn: "with mask 98\u{A0}%"
            case .wornIncorrectly: "worn incorrectly 98\u{A0}%"
            case .notWorn: "no mask 98\u{A0}%"
            case nil: "unsure"
            }
        self.init(box: box, state: state, label: label, points: points)
    }
}

/// Marks and the size of the picture that they are for.
struct MarkedPicture {
    let width: Int
    let height: Int
    let marks: [FaceMark]

    init(_ width: Int, _ height: Int, _ marks: FaceMark...) {
        (self.width, self.height, self.marks) = (width, height, marks)
    }

    func drawn(on image: Image) throws -> Image { try FaceMarks(marks, subject: "a test").drawn(on: image) }

    func placed() throws -> [PlacedMark] {
        MarkLayout(width: width, height: height, typesetter: try Typesetter(subject: "a test")).placed(marks)
    }
}

extension Image {
    /// A picture in which every pixel differs from its neighbours.
    static func pattern(_ width: Int, _ height: Int) -> Image {
        let pixels = (0..<(width * height * 3)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// How many pixels have a colour.
    func count(of color: Color) -> Int {
        stride(from: 0, to: pixels.count, by: 3).count { index in
            pixels[index] == color.red && pixels[index + 1] == color.green && pixels[index + 2] == color.blue
        }
    }
}

extension Box {
    func contains(_ other: Box) -> Bool { x1 <= other.x1 && y1 <= other.y1 && x2 >= other.x2 && y2 >= other.y2 }
}
