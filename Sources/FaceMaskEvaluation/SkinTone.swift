import FaceMaskCore
import Foundation

/// Skin tone by the individual typology angle, atan((L* − 50) / b*) in degrees (Chardon, Cretois and Hourseau, "Skin
/// colour typology and suntanning pathways", 1991), in the six classes of Del Bino and Bernerd, "Variations in skin
/// colour and the biological consequences of ultraviolet radiation exposure", 2013.
///
/// The angle is defined for instruments with their own light. From a photo it is an estimate that depends on exposure,
/// white balance and shadow, so neighbouring classes mix, and a face in the dark counts as dark skin.
public enum SkinTone: String, CaseIterable, Sendable {
    case veryLight = "very light, above 55°"
    case light = "light, 41 to 55°"
    case intermediate = "intermediate, 28 to 41°"
    case tan = "tan, 10 to 28°"
    case brown = "brown, −30 to 10°"
    case dark = "dark, below −30°"

    /// Creates the class of an angle in degrees.
    public init(angle: Double) {
        self =
            angle > 55
            ? .veryLight
            : angle > 41 ? .light : angle > 28 ? .intermediate : angle > 10 ? .tan : angle > -30 ? .brown : .dark
    }

    /// The regions that are searched for skin, above a mask: the forehead, and the cheeks below the outer corners of
    /// the eyes. Positions are relative to the centre between the eyes, along their line and downwards, in distances of
    /// the eyes.
    private static let places: [(across: Double, down: Double, reach: Double)] = [
        (0, -0.55, 0.22), (-0.3, -0.5, 0.18), (0.3, -0.5, 0.18), (-0.6, 0.3, 0.12), (0.6, 0.3, 0.12),
    ]
    /// The number of samples along each side of a region.
    private static let samples = 9
    /// The minimum share of samples that are skin; fewer are probably hair, a hat or glasses.
    private static let minimumShare = 0.2
    /// The chrominance of skin of any tone: Chai and Ngan, "Face segmentation using skin-color map in videophone
    /// applications", 1999.
    private static let skinBlue = 77.0...127
    private static let skinRed = 133.0...173

    /// Returns the angle in degrees, -90…90, of the median skin pixel above the mask; `nil` if too little skin is
    /// found.
    static func angle(of image: Image, landmarks: Landmarks) -> Double? {
        let colors = candidates(in: image, landmarks: landmarks)
        let skin = colors.filter(isSkin).map(lightnessAndYellow)
        let wanted = Double(places.count * samples * samples) * minimumShare
        guard !skin.isEmpty, Double(skin.count) >= wanted else { return nil }
        let lightness = skin.map(\.lightness).sorted()[skin.count / 2]
        let yellow = skin.map(\.yellow).sorted()[skin.count / 2]
        // Skin is never blue: a median below 0 is due to the light and would reverse the angle.
        return atan2(lightness - 50, max(yellow, 0)) * 180 / .pi
    }

    private typealias RGB = (red: UInt8, green: UInt8, blue: UInt8)

    private static func candidates(in image: Image, landmarks: Landmarks) -> [RGB] {
        let (left, right) = (landmarks.leftEye, landmarks.rightEye)
        let across = (x: Double(right.x - left.x), y: Double(right.y - left.y))
        let middle = (x: Double(left.x + right.x) / 2, y: Double(left.y + right.y) / 2)
        return places.flatMap { place in
            (0..<(samples * samples)).compactMap { index -> RGB? in
                let step = 2 * place.reach / Double(samples - 1)
                let u = place.across - place.reach + Double(index % samples) * step
                let v = place.down - place.reach + Double(index / samples) * step
                // Downwards is the direction of the eyes' line, rotated by 90°.
                let (x, y) = (middle.x + u * across.x - v * across.y, middle.y + u * across.y + v * across.x)
                guard x >= 0, y >= 0, x < Double(image.width), y < Double(image.height) else { return nil }
                return image[Int(x), Int(y)]
            }
        }
    }

    private static func isSkin(_ color: RGB) -> Bool {
        let (red, green, blue) = (Double(color.red), Double(color.green), Double(color.blue))
        // Rec. ITU-R BT.601 at full scale (JFIF).
        let chromaBlue = 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue
        let chromaRed = 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue
        return skinBlue.contains(chromaBlue) && skinRed.contains(chromaRed)
    }

    /// Returns L* and b* of CIELAB under D65: IEC 61966-2-1 for sRGB, CIE 15 for the rest.
    private static func lightnessAndYellow(_ color: RGB) -> (lightness: Double, yellow: Double) {
        func linear(_ value: UInt8) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        func response(_ share: Double) -> Double {
            share > 216 / 24389 ? cbrt(share) : (24389 / 27 * share + 16) / 116
        }
        let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
        let y = response(0.212639 * red + 0.715169 * green + 0.072192 * blue)
        let z = response((0.019331 * red + 0.119195 * green + 0.950532 * blue) / 1.089058)
        return (116 * y - 16, 200 * (y - z))
    }
}
