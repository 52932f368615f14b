internal import Drawing
internal import FaceMaskCore
internal import Foundation

/// Art and the surface in space that carries it.
struct Overlay {
    var artwork: Artwork
    var surface: FaceSurface
    /// The same surface before it was lifted: the face's own shape, which light is measured on.
    var base: FaceSurface
    /// Whether hair that falls over the face's sides lies above it.
    var liesUnderHair = true
    /// How dark its shadow is beside it, 0…1.
    var shadow: Float = 0.4
    /// Whether the face shows through it.
    var isSheer = false
    /// Whether the light on it follows its shape; flat art has its light drawn in.
    var isShaded = true
}

/// A face with the sheet on it, fitted once for light and art.
struct FittedFace {
    let mesh: FaceMesh
    let pose: HeadPose
    let surface: FaceSurface

    /// `liesTented` spans the mouth instead of following it.
    init(_ mesh: FaceMesh, liesTented: Bool) {
        self.mesh = mesh
        pose = HeadPose(mesh)
        surface = (liesTented ? SurfaceFitter.tented : .close).surface(of: mesh, in: pose)
    }
}

/// Makes overlays for faces.
struct OverlayMaker {
    func overlay(
        _ mask: MaskRecipe, on face: FittedFace, using generator: inout SeededGenerator
    ) -> Overlay {
        let pose = face.pose
        if mask.kind == .faceShield {
            let surface = shield(pose)
            return Overlay(
                artwork: ShieldArt.artwork(mask.fabric, using: &generator), surface: surface, base: surface,
                liesUnderHair: false, shadow: 0.1, isSheer: true, isShaded: false)
        }
        let art = MaskArt(kind: mask.kind, way: mask.way, fabric: mask.fabric, placement: mask.placement)
        let artwork = art.artwork(using: &generator)
        let folds = Folds(using: &generator)
        if mask.way == .oneEar {
            let surface = hanging(face.mesh, pose, using: &generator).lifted { place in
                pose.scale * (folds.height(at: place) * 0.03)
            }
            return Overlay(artwork: artwork, surface: surface, base: surface, liesUnderHair: false)
        }
        var base = face.surface
        if mask.kind.isGarment { base.drape(in: pose) }
        let relief = MaskRelief(kind: mask.kind, way: mask.way, placement: mask.placement)
        let surface = base.lifted { place in pose.scale * (relief.height(at: place) + relief.folds(at: place, folds)) }
        return Overlay(artwork: artwork, surface: surface, base: base, liesUnderHair: !mask.kind.isGarment)
    }

    func overlay(
        _ occluder: Occluder, skin: Artwork.Ink, on face: FittedFace, using generator: inout SeededGenerator
    ) -> Overlay {
        let artwork = OccluderArt(occluder: occluder, skin: skin).artwork(using: &generator)
        if occluder == .beard {
            return Overlay(artwork: artwork, surface: face.surface, base: face.surface, shadow: 0, isSheer: true)
        }
        let surface = plane(face.mesh, face.pose)
        return Overlay(
            artwork: artwork, surface: surface, base: surface, liesUnderHair: false, shadow: 0.35, isShaded: false)
    }

    /// A plane that faces the camera, leaning with the head: its place (0, 0.62) lies on the mouth.
    private func plane(_ mesh: FaceMesh, _ pose: HeadPose) -> FaceSurface {
        let mouth = (mesh.points[13] + mesh.points[14]) / 2
        let lean = SIMD2(pose.axes.x.x, pose.axes.x.y)
        let across = lean / max((lean * lean).sum().squareRoot(), 1e-6) * pose.scale
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let (x, y) = (place.x, place.y - 0.62)
                return SIMD3(
                    mouth.x + across.x * x - across.y * y, mouth.y + across.y * x + across.x * y,
                    mouth.z - pose.scale)
            })
    }

    /// A half cylinder around the face, upright when the head is.
    private func shield(_ pose: HeadPose) -> FaceSurface {
        let (radius, axis): (Float, Float) = (0.92, 0.25)
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let angle = place.x / 0.8
                return pose.place(
                    HeadPose.leveled(SIMD3(radius * 0.85 * sin(angle), place.y, axis - radius * cos(angle))))
            })
    }

    /// A mask that hangs from the ear that the camera sees better: its length runs down, half folded.
    private func hanging(
        _ mesh: FaceMesh, _ pose: HeadPose, using generator: inout SeededGenerator
    ) -> FaceSurface {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let side: Float = pose.yaw > 6 ? -1 : pose.yaw < -6 ? 1 : random(0...1) < 0.5 ? -1 : 1
        let ear = mesh.points[side < 0 ? 234 : 454]
        // Gravity pulls down in the picture; heads lean less than masks swing.
        let swing = random(-0.12...0.12)
        let down = SIMD3<Float>(swing, 1, 0) * pose.scale * random(0.68...0.82)
        let width = random(0.5...0.85)
        let across = pose.direction(SIMD3(0.8 * side, 0, -0.45)) * pose.scale * width
        let start = ear + pose.direction(SIMD3(side * 0.02, 0.05, -0.12)) * pose.scale
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let (along, over) = (place.x + 1.2, place.y - 0.62)
                let bulge = 0.12 * cos(min(max(over * 2.4, -1.5), 1.5)) * pose.scale
                return start + down * along + across * -over * side - SIMD3(0, 0, bulge + 0.1 * pose.scale)
            })
    }
}

extension FaceSurface {
    /// Lets what lies below the chin hang straight down from it, wider at the bottom, instead of following the neck.
    mutating func drape(in pose: HeadPose) {
        let hem: Float = 0.92
        var hung = points
        for (index, place) in Self.places.enumerated() where place.y > hem {
            let below = place.y - hem
            // Half by gravity, half along the head.
            let down = (SIMD3<Float>(0, 1, 0) + pose.axes.y) / 2
            let spread = pose.axes.x * (place.x * 0.2) + pose.axes.z * 0.15
            hung[index] = point(at: SIMD2(place.x * 0.9, hem)) + (down + spread) * (below * pose.scale)
        }
        self = FaceSurface(points: hung)
    }
}

/// How far a mask stands off the face at each place of the sheet.
struct MaskRelief {
    let kind: MaskKind
    let way: WearingWay
    let placement: MaskPlacement
    private let outline: MaskOutline

    init(kind: MaskKind, way: WearingWay, placement: MaskPlacement) {
        (self.kind, self.way, self.placement) = (kind, way, placement)
        outline = MaskOutline(kind)
    }

    /// In the way from the eyes to the chin: none at the edge, `kind.height` in the middle.
    func height(at place: SIMD2<Float>) -> Float {
        0.012 + (kind.height + (way == .correct ? 0 : 0.04)) * swell(at: place)
    }

    func folds(at place: SIMD2<Float>, _ folds: Folds) -> Float {
        let swell = swell(at: place)
        return swell > 0 ? folds.height(at: place) * kind.softness * min(swell * 3, 1) : 0
    }

    private func swell(at place: SIMD2<Float>) -> Float {
        let own = placement.inverse(place)
        let x = abs(own.x) / outline.reach
        let middle = (outline.top + outline.bottom) / 2
        let y = abs(own.y - middle) / (outline.bottom - middle)
        guard x < 1, y < 1 else { return 0 }
        let dome = (1 - x * x) * (1 - y * y * y * y)
        let tent = (1 - x) * (1 - y * y * y * y)
        return dome + (tent - dome) * kind.ridge
    }
}

/// Soft random waves over the sheet, −1…1: the folds of cloth.
struct Folds {
    private let waves: [(direction: SIMD2<Float>, phase: Float)]

    init(using generator: inout SeededGenerator) {
        waves = (0..<5).map { _ in
            let angle = Float.random(in: 0...(.pi), using: &generator)
            let length = Float.random(in: 6...18, using: &generator)
            return (SIMD2(cos(angle), sin(angle)) * length, Float.random(in: 0...6.28, using: &generator))
        }
    }

    func height(at place: SIMD2<Float>) -> Float {
        waves.reduce(0) { $0 + sin(($1.direction * place).sum() + $1.phase) } / Float(waves.count)
    }
}
