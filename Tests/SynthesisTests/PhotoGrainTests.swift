import FaceMaskCore
import Testing

@testable import FaceMaskSynthesis

@Suite struct PhotoGrainTests {
    @Test func findsBlurAndNoise() {
        let face = MadeUpFace()
        let surface = SurfaceFitter.close.surface(of: face.mesh, in: HeadPose(face.mesh))
        let sharp = PhotoGrain(of: face.image, surface)
        #expect(sharp.blur < 0.5 && sharp.noise < 1)
        let soft = face.image.resized(width: 60, height: 60).resized(width: 240, height: 240)
        #expect(PhotoGrain(of: soft, surface).blur > sharp.blur + 0.5)
        var noisy = face.image
        var generator = SeededGenerator(seed: 1)
        for y in 0..<240 {
            for x in 0..<240 {
                // Evenly from −12 to 12: a standard deviation of 7.
                let change = Int.random(in: -12...12, using: &generator)
                func level(_ value: UInt8) -> UInt8 { UInt8(min(max(Int(value) + change, 0), 255)) }
                noisy[x, y] = (level(noisy[x, y].red), level(noisy[x, y].green), level(noisy[x, y].blue))
            }
        }
        let grain = PhotoGrain(of: noisy, surface)
        #expect(abs(grain.noise - 7.2) < 2)
        #expect(grain.correlation < 0.15, "every pixel for itself")
        let smeared = PhotoGrain(of: noisy.resized(width: 120, height: 120).resized(width: 240, height: 240), surface)
        #expect(smeared.correlation > 0.4, "\(smeared)")
    }

    @Test func noiseIsAsCorrelatedAsThePhotos() {
        for correlation in [Float(0), 0.2, 0.5] {
            let grain = PhotoGrain(blur: 0, noise: 1, correlation: correlation)
            var generator = SeededGenerator(seed: 3)
            let noise = grain.pattern(width: 200, height: 200) { Float.random(in: -1.732...1.732, using: &generator) }
            let products = zip(noise, noise.dropFirst()).map { $0 * $1 }
            #expect(abs(noise.reduce(0) { $0 + $1 * $1 } / Float(noise.count) - 1) < 0.05)
            #expect(abs(products.reduce(0, +) / Float(products.count) - correlation) < 0.08, "\(correlation)")
        }
    }
}
