internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// Art and the surface in space that it is mapped to.
struct Overlay {
    var artwork: Artwork
    var surface: FaceSurface
    /// The surface before it was lifted: the shape of the face, on which light is measured.
    var base: FaceSurface
    /// The rule for hair in front of it; `nil` if no hair is.
    var hair: HairRule?
    /// The size of the art relative to the sheet, about the mouth: held objects extend far beyond the face.
    var spread: Float = 1
    /// The darkness of its shadow, 0…1.
    var shadow: Float = 0.4
    /// Whether the face is visible through it.
    var isSheer = false
    /// Whether its brightness depends on its shape; the light on flat art is part of the drawing.
    var isShaded = true

    /// The point of the sheet that is fixed when art is larger.
    static let pivot = SIMD2<Float>(0, 0.62)

    /// Returns the place in the art for a place of the sheet.
    func artPlace(_ place: SIMD2<Float>) -> SIMD2<Float> { Self.pivot + (place - Self.pivot) * spread }
}

/// A face with its fitted surface, for light and art.
struct FittedFace {
    let mesh: FaceMesh
    let pose: HeadPose
    let surface: FaceSurface

    /// Fits the surface; with `isTented` it spans the mouth instead of following it.
    init(_ mesh: FaceMesh, isTented: Bool) {
        self.mesh = mesh
        pose = HeadPose(mesh)
        surface = (isTented ? SurfaceFitter.tented : .close).surface(of: mesh, in: pose)
    }
}

/// Creates overlays for faces.
struct OverlayMaker {
    func overlay(
        _ mask: MaskRecipe, on face: FittedFace, using generator: inout SeededGenerator
    ) -> Overlay {
        let pose = face.pose
        guard let body = mask.kind.design.body else {
            let surface = shield(pose)
            return Overlay(
                artwork: ShieldArt.artwork(mask.fabric, using: &generator), surface: surface, base: surface,
                shadow: 0.1, isSheer: true, isShaded: false)
        }
        let art = MaskArt(body: body, way: mask.way, fabric: mask.fabric, placement: mask.placement)
        let artwork = art.artwork(using: &generator)
        let folds = Folds(using: &generator)
        let hair = HairRule(mask, body)
        if mask.way == .oneEar {
            let surface = HangingMask(using: &generator).surface(face.mesh, pose).lifted { place in
                pose.scale * (folds.height(at: place) * 0.03)
            }
            return Overlay(artwork: artwork, surface: surface, base: surface, hair: hair)
        }
        var base = face.surface
        let isGarment = body.isGarment
        if isGarment { base.drape(in: pose) } else if mask.way.isPulledDown { base.hang(in: pose) }
        let relief = MaskRelief(body: body, way: mask.way, placement: mask.placement)
        let surface = base.lifted { place in pose.scale * (relief.height(at: place) + relief.folds(at: place, folds)) }
        return Overlay(artwork: artwork, surface: surface, base: base, hair: isGarment ? nil : hair)
    }

    func overlay(
        _ occluder: Occluder, of person: PersonColors, on face: FittedFace, using generator: inout SeededGenerator
    ) -> Overlay {
        let artwork = OccluderArt(occluder: occluder, person: person).artwork(using: &generator)
        if occluder == .beard {
            return Overlay(artwork: artwork, surface: face.surface, base: face.surface, shadow: 0, isSheer: true)
        }
        let surface = plane(face.mesh, face.pose)
        return Overlay(
            artwork: artwork, surface: surface, base: surface, spread: Self.spread, shadow: 0.35, isShaded: false)
    }

    /// The size of art with an arm down to its elbow.
    private static let spread: Float = 2

    /// Returns a plane that faces the camera and leans with the head; its place (0, 0.62) is on the mouth.
    private func plane(_ mesh: FaceMesh, _ pose: HeadPose) -> FaceSurface {
        let mouth = (mesh.points[13] + mesh.points[14]) / 2
        let lean = SIMD2(pose.axes.x.x, pose.axes.x.y)
        let across = lean / max((lean * lean).sum().squareRoot(), 1e-6) * pose.scale
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let (x, y) = (place.x * Self.spread, (place.y - Overlay.pivot.y) * Self.spread)
                return SIMD3(
                    mouth.x + across.x * x - across.y * y, mouth.y + across.y * x + across.x * y,
                    mouth.z - pose.scale)
            })
    }

    /// Returns a half cylinder around the face, vertical when the head is upright.
    private func shield(_ pose: HeadPose) -> FaceSurface {
        let (radius, axis): (Float, Float) = (0.92, 0.25)
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let angle = place.x / 0.8
                return pose.place(
                    HeadPose.leveled(SIMD3(radius * 0.85 * sin(angle), place.y, axis - radius * cos(angle))))
            })
    }
}
