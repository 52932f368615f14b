/// Random changes to a training picture, with the meaning that Keras' `ImageDataGenerator` gave their names.
package struct Augmentation: Codable, Hashable, Sendable {
    /// Degrees to either side.
    package var rotation: Double
    /// Each axis is stretched by its own factor from `1 − zoom` to `1 + zoom`.
    package var zoom: Double
    /// Share of the width to either side.
    package var widthShift: Double
    /// Share of the height to either side.
    package var heightShift: Double
    /// Degrees to either side (Keras' documentation says "shear intensity", its code reads degrees).
    package var shear: Double
    /// Whether half of the pictures are mirrored.
    package var horizontalFlip: Bool

    /// The numbers of the original program.
    package static let seed = Augmentation(
        rotation: 20, zoom: 0.15, widthShift: 0.2, heightShift: 0.2, shear: 0.15, horizontalFlip: true)

    /// Draws one change.
    package func draw(using generator: inout some RandomNumberGenerator) -> Draw {
        func either(_ range: Double) -> Double { .random(in: -range...range, using: &generator) }
        return Draw(
            rotation: either(rotation), xShift: either(widthShift), yShift: either(heightShift),
            shear: either(shear), xZoom: 1 + either(zoom), yZoom: 1 + either(zoom),
            isFlipped: horizontalFlip && Bool.random(using: &generator))
    }

    /// One change, drawn.
    package struct Draw: Hashable, Sendable {
        /// Degrees.
        package var rotation: Double
        /// Share of the width.
        package var xShift: Double
        /// Share of the height.
        package var yShift: Double
        /// Degrees.
        package var shear: Double
        /// The part of the picture's width that is shown: below 1 enlarges.
        package var xZoom: Double
        /// The part of the picture's height that is shown.
        package var yZoom: Double
        /// Whether the result is mirrored, left to right, after all else.
        package var isFlipped: Bool

        /// Creates a change; the defaults leave a picture as it is.
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
