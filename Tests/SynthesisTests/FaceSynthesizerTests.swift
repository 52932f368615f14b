import FaceMaskDrawing
import FaceMaskCore
import Testing

@testable import FaceMaskSynthesis

@Suite struct FaceSynthesizerTests {
    private static let synthesizer = FaceSynthesizer()
    private static let nose: SIMD3<Float> = [0, 0.3, -0.46]
    private static let mouth: SIMD3<Float> = [0, 0.62, -0.27]
    private static let brow: SIMD3<Float> = [0, -0.45, -0.13]

    private func made(_ recipe: SynthesisRecipe, _ face: MadeUpFace = MadeUpFace()) throws -> SynthesizedFace {
        try Self.synthesizer.synthesize(recipe, on: face.mesh, in: face.image)
    }

    @Test(arguments: MaskKind.allCases.filter { $0 != .faceShield })
    func masksCoverNoseAndMouth(kind: MaskKind) throws {
        for face in [MadeUpFace(yaw: 35, roll: 20, scale: 50), MadeUpFace(scale: 30)] {
            let image = try made(.mask(kind), face).image
            #expect(image.isGreen(at: face.seen(Self.nose)) && image.isGreen(at: face.seen(Self.mouth)), "\(face)")
            #expect(!image.isGreen(at: face.seen(Self.brow)), "\(face)")
        }
    }

    @Test(arguments: [
        (WearingWay.noseOut, false, true, "the upper edge lies under the nose"),
        (.mouthOut, false, false, "the upper edge lies under the lip"),
        (.oneEar, false, false, "it hangs beside the face"),
        (.underChin, false, false, "it lies below the chin"), (.forehead, false, false, "it lies above the brows"),
    ])
    func waysOfWearingLeaveTheirPartsBare(way: WearingWay, noseIsCovered: Bool, mouthIsCovered: Bool, reason: String)
        throws
    {
        for seed in UInt64(1)...3 {
            let face = MadeUpFace()
            let image = try made(.mask(.surgical, way, seed: seed), face).image
            #expect(image.isGreen(at: face.seen(Self.nose)) == noseIsCovered, "\(reason), seed \(seed)")
            #expect(image.isGreen(at: face.seen(Self.mouth)) == mouthIsCovered, "\(reason), seed \(seed)")
        }
    }

    @Test func theMouthMayOpen() throws {
        let face = MadeUpFace(opening: 0.3)
        let image = try made(.mask(.surgical), face).image
        #expect(image.isGreen(at: face.seen([0, 1.2, -0.1])), "the mask follows the chin down")
    }

    @Test func theSameArgumentsGiveTheSamePixels() throws {
        let recipe = SynthesisRecipe.mask(.cloth, .noseOut, seed: 9)
        let first = try made(recipe)
        let second = try FaceSynthesizer().synthesize(recipe, on: MadeUpFace().mesh, in: MadeUpFace().image)
        #expect(first.image == second.image && first.outline == second.outline)
        #expect(try made(.mask(.cloth, .noseOut, seed: 10)).image != first.image)
    }

    @Test func theSurroundingsAreUnchanged() throws {
        let face = MadeUpFace(scale: 40, center: [60, 60])
        let (before, after) = (face.image, try made(.mask(.surgical), face).image)
        for y in 150..<240 { #expect(before.row(y) == after.row(y)) }
        for x in 150..<240 { #expect(before[x, 80] == after[x, 80]) }
    }

    @Test(arguments: [
        (SIMD2<Float>(120, 170), SIMD2(120, 236), SIMD2(120, 239), "the lower edge cuts through the chin"),
        (SIMD2<Float>(200, 90), SIMD2(236, 140), SIMD2(239, 140), "the right edge cuts through a cheek"),
        (SIMD2<Float>(40, 90), SIMD2(3, 140), SIMD2(0, 140), "the left edge does"),
    ])
    func masksAreCompleteUpToTheEdge(center: SIMD2<Float>, inside: SIMD2<Int>, atEdge: SIMD2<Int>, reason: String)
        throws
    {
        let face = MadeUpFace(center: center)
        // Unsharp photos get unsharp masks: blur must not include anything beyond the photo.
        let soft = face.image.resized(width: 48, height: 48).resized(width: 240, height: 240)
        let image = try Self.synthesizer.synthesize(.mask(.sports), on: face.mesh, in: soft).image
        let (near, edge) = (image[inside.x, inside.y], image[atEdge.x, atEdge.y])
        #expect(abs(Int(near.red) - Int(edge.red)) < 12, "\(reason): \(near) and \(edge)")
        #expect(image.isGreen(at: SIMD3(Float(atEdge.x), Float(atEdge.y), 0)), "\(reason)")
    }

    @Test func theOutlineGoesAroundTheMask() throws {
        let face = MadeUpFace()
        let made = try made(.mask(.surgical), face)
        let box = made.outline.reduce(Box(x1: 999, y1: 999, x2: -999, y2: -999)) { box, point in
            Box(x1: min(box.x1, point.x), y1: min(box.y1, point.y), x2: max(box.x2, point.x), y2: max(box.y2, point.y))
        }
        let (left, right) = (face.seen([-0.5, 0.6, 0]).x, face.seen([0.5, 0.6, 0]).x)
        #expect(box.x1 < left + 8 && box.x2 > right - 8 && made.outline.count > 6)
        #expect(box.y1 < face.seen(Self.nose).y && box.y2 > face.seen(Self.mouth).y)
    }

    @Test(arguments: [
        (SynthesisRecipe.Subject.occluder(.beard), 0.6, 0.6, "a beard goes around the chin"),
        (.mask(SynthesisRecipe.mask(.faceShield).maskRecipe), 1.4, 1.4, "a shield covers the face"),
    ])
    func translucentObjectsHaveAnOutline(
        subject: SynthesisRecipe.Subject, width: Float, height: Float, reason: String
    ) throws {
        for seed in UInt64(1)...4 {
            let face = MadeUpFace(center: [120, 80])
            let outline = try made(SynthesisRecipe(subject: subject, exposure: 1, seed: seed), face).outline
            let (x, y) = (outline.map(\.x), outline.map(\.y))
            #expect(((x.max() ?? 0) - (x.min() ?? 0)) / face.scale > width, "\(reason), seed \(seed)")
            #expect(((y.max() ?? 0) - (y.min() ?? 0)) / face.scale > height, "\(reason), seed \(seed)")
        }
    }

    @Test func aGreyPhotoStaysGrey() throws {
        let face = MadeUpFace()
        var grey = face.image
        for y in 0..<240 { for x in 0..<240 { grey[x, y] = (grey[x, y].green, grey[x, y].green, grey[x, y].green) } }
        let image = try Self.synthesizer.synthesize(.mask(.surgical), on: face.mesh, in: grey).image
        #expect(image != grey)
        for index in stride(from: 0, to: image.pixels.count, by: 3) {
            #expect(abs(Int(image.pixels[index]) - Int(image.pixels[index + 1])) <= 1)
        }
    }

    @Test func masksTakeTheLightOfTheFace() throws {
        let face = MadeUpFace()
        var dark = face.image
        for y in 0..<240 {
            for x in 0..<240 {
                let color = dark[x, y]
                let share: Float = x < 120 ? 1 : 0.45
                dark[x, y] = (
                    UInt8(Float(color.red) * share), UInt8(Float(color.green) * share), UInt8(Float(color.blue) * share)
                )
            }
        }
        let image = try Self.synthesizer.synthesize(.mask(.surgical), on: face.mesh, in: dark).image
        let (left, right) = (face.seen([-0.35, 0.6, 0]), face.seen([0.35, 0.6, 0]))
        let light = Float(image[Int(left.x), Int(left.y)].green)
        #expect(Float(image[Int(right.x), Int(right.y)].green) < light * 0.8)
    }

    @Test(arguments: Occluder.allCases)
    func objectsAreInFrontOfTheMouth(occluder: Occluder) throws {
        let face = MadeUpFace()
        let recipe = SynthesisRecipe(subject: .occluder(occluder), exposure: 1, seed: 5)
        let (before, after) = (face.image, try made(recipe, face).image)
        let chin = face.seen([0, 0.85, -0.2])
        #expect(before[Int(chin.x), Int(chin.y)] != after[Int(chin.x), Int(chin.y)])
        let brow = face.seen(Self.brow)
        #expect(before[Int(brow.x), Int(brow.y)] == after[Int(brow.x), Int(brow.y)])
    }

    @Test func hugeFacesGetTheSameMasks() throws {
        let (face, factor) = (MadeUpFace(), Float(2))
        let image = face.image.resized(width: 480, height: 480)
        let mesh = FaceMesh(points: face.mesh.points.map { $0 * factor }, presence: 1)
        let made = try FaceSynthesizer(largestScale: 70).synthesize(.mask(.surgical), on: mesh, in: image)
        #expect(made.image.width == 480 && made.image.height == 480)
        for place in [Self.nose, Self.mouth] { #expect(made.image.isGreen(at: face.seen(place) * factor)) }
        #expect(!made.image.isGreen(at: face.seen(Self.brow) * factor))
        let lowest = (made.outline.map(\.y).max() ?? 0) / factor
        #expect(abs(lowest - face.seen([0, 1.1, 0]).y) < 20 && made.visibleArea > 0.8)
        let part = made.overlay(left: 220, top: 250, width: 50, height: 50)
        #expect(part.isGreen(at: [25, 25, 0]), "the same place alone")
    }

    @Test func aFaceOutsideThePictureChangesNothing() throws {
        let face = MadeUpFace(center: [900, 900])
        let image = MadeUpFace().image
        let made = try Self.synthesizer.synthesize(.mask(.n95), on: face.mesh, in: image)
        #expect(made.outline.isEmpty && made.image == image)
        let tiny = Image(width: 1, height: 1)
        #expect(try Self.synthesizer.synthesize(.mask(.n95), on: face.mesh, in: tiny).image == tiny)
    }
}

@Suite struct SurfaceRendererTests {
    /// The sheet's left half red, its right half green.
    private static let halves = Artwork([
        .fill(.polygon([[-1.2, 0], [0, 0], [0, 1], [-1.2, 1]]), .init(red: 1, green: 0, blue: 0)),
        .fill(.polygon([[0, 0], [1.2, 0], [1.2, 1], [0, 1]]), .init(red: 0, green: 1, blue: 0)),
    ])

    @Test(arguments: [
        (0, 0.5, "both halves alike"), (75, 0.93, "turned to the right: its left half"), (-75, 0.07, "to the left"),
    ])
    func surfacesThatFaceAwayAreHidden(yaw: Float, redShare: Float, reason: String) throws {
        let face = MadeUpFace(yaw: yaw)
        let surface = SurfaceFitter.close.surface(of: face.mesh, in: HeadPose(face.mesh))
        let overlay = Overlay(artwork: Self.halves, surface: surface, base: surface)
        let lights = [Float](repeating: 1, count: surface.points.count)
        let renderer = try #require(try SurfaceRenderer(overlay, lights: lights, scale: face.scale, in: face.image))
        let colors = renderer.layer().colors
        let (red, green) = (colors.reduce(0) { $0 + $1.x }, colors.reduce(0) { $0 + $1.y })
        #expect(abs(red / (red + green) - redShare) < 0.08, "\(reason)")
        #expect(colors.allSatisfy { $0.w >= 0 && $0.w <= 1.001 && $0.x <= 255.1 })
    }
}

@Suite struct OutlineTests {
    private func layer(_ rows: [String]) -> OverlayLayer {
        let colors = rows.joined().map { SIMD4<Float>(0, 0, 0, $0 == "#" ? 1 : 0) }
        return OverlayLayer(
            left: 10, top: 20, width: rows[0].count, height: rows.count, colors: colors,
            sides: [Float](repeating: 0, count: colors.count))
    }

    @Test(arguments: [
        (["....", "...."], 0, "nothing"), (["....", ".##.", ".##.", "...."], 4, "a square"),
        (["###", "###", "##."], 6, "a square less a corner"), (["#..", "...", ".##"], 4, "the larger of two pieces"),
        (["###", "#.#", "###"], 4, "a hole is no edge"),
    ])
    func cornersAreCounted(rows: [String], count: Int, reason: String) {
        #expect(layer(rows).outline(above: 0.5, tolerance: 0.4).count == count, "\(reason)")
    }

    @Test func theLayerIsInsideThePicture() {
        let outline = layer(["....", ".##.", "...."]).outline(above: 0.5, tolerance: 0.1)
        #expect(Set(outline) == Set([(11, 21), (13, 21), (13, 22), (11, 22)].map { Point(x: $0.0, y: $0.1) }))
    }
}
