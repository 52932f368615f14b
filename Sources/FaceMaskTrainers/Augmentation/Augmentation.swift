/// Random changes to a training picture, with the parameters of Keras' `ImageDataGenerator`.
package struct Augmentation: Codable, Hashable, Sendable {
    /// The maximum rotation to either side, in degrees.
    package var rotation: Double
    /// Each axis is scaled by its own factor from `1 − zoom` to `1 + zoom`.
    package var zoom: Double
    /// The maximum shift to either side, as a share of the width.
    package var widthShift: Double
    /// The maximum shift up or down, as a share of the height.
    package var heightShift: Double
    /// The maximum shear to either side, in degrees (Keras' documentation says "shear intensity", its code uses
    /// degrees).
    package var shear: Double
    /// Whether half of the pictures are mirrored.
    package var horizontalFlip: Bool

    /// The values of the original program.
    package static let seed = Augmentation(
        rotation: 20, zoom: 0.15, widthShift: 0.2, heightShift: 0.2, shear: 0.15, horizontalFlip: true)

    /// Draws a random change.
    package func draw(using generator: inout some RandomNumberGenerator) -> Draw {
        func either(_ range: Double) -> Double { .random(in: -range...range, using: &generator) }
        return Draw(
            rotation: either(rotation), xShift: either(widthShift), yShift: either(heightShift),
            shear: either(shear), xZoom: 1 + either(zoom), yZoom: 1 + either(zoom),
            isFlipped: horizontalFlip && Bool.random(using: &generator))
    }

    /// A change with fixed values.
    package struct Draw: Hashable, Sendable {
        /// The rotation in degrees.
        package var rotation: Double
        /// The horizontal shift as a share of the width.
        package var xShift: Double
        /// The vertical shift as a share of the height.
        package var yShift: Double
        /// The shear in degrees.
        package var shear: Double
        /// The visible share of the picture's width; below 1 enlarges.
        package var xZoom: Double
        /// The visible share of the picture's height.
        package var yZoom: Double
        /// Whether the result is mirrored horizontally, after all other changes.
        package var isFlipped: Bool

        /// Creates a change; the defaults change nothing.
        package init(
            rotation: Double = 0, xShift: Double = 0, yShift: Double = 0, shear: Double = 0,
            xZoom: Double = 1, yZoom: Double = 1, isFlipped: Bool = false
        ) {
            self.rotation = rotation
            self.xShift = xShift
            self.yShift = yShift
            self.shear = shear
            self.xZoom = xZoom
            self.yZoom = yZoom
            self.isFlipped = isFlipped
        }
    }
}
