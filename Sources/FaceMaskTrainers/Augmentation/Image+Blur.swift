internal import FaceMaskCore

/// A loss of sharpness.
enum Blur {
    /// Defocus: the binomial filter 1-2-1 along both axes, applied `passes` times.
    case lens(passes: Int)
    /// Motion of the camera or the person: the mean along a line of this many pixels each way.
    case motion(x: Int, y: Int)

    static func draw(using generator: inout SeededGenerator) -> Blur {
        if Bool.random(using: &generator) { return .lens(passes: .random(in: 1...6, using: &generator)) }
        let length = Int.random(in: 1...5, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return .motion(x: length, y: 0)
        case 1: return .motion(x: 0, y: length)
        case 2: return .motion(x: length, y: length)
        default: return .motion(x: length, y: -length)
        }
    }
}

extension Image {
    func blurred(by blur: Blur) -> Image {
        switch blur {
        case .lens(let passes):
            return (0..<passes).reduce(self) { image, _ in
                image.averaged([(-1, 0), (0, 0), (0, 0), (1, 0)]).averaged([(0, -1), (0, 0), (0, 0), (0, 1)])
            }
        case .motion(let x, let y):
            let length = max(abs(x), abs(y))
            return averaged((-length...length).map { ($0 * x.signum(), $0 * y.signum()) })
        }
    }

    /// Averages each pixel's neighbours at these offsets; beyond the edges their nearest pixels are repeated.
    private func averaged(_ offsets: [(x: Int, y: Int)]) -> Image {
        let share = 1 / Float(offsets.count)
        return unsafe pixels.withUnsafeBufferPointer { source in
            mapPixels { x, y, _ in
                var sum = SIMD4<Float>(repeating: 0)
                for offset in offsets {
                    let column = min(max(x + offset.x, 0), width - 1)
                    let row = min(max(y + offset.y, 0), height - 1)
                    let index = (row * width + column) * 3
                    unsafe sum += SIMD4(Float(source[index]), Float(source[index + 1]), Float(source[index + 2]), 0)
                }
                return sum * share
            }
        }
    }
}
