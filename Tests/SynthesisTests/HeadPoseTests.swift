import FaceMaskCore
import Testing

@testable import FaceMaskSynthesis

@Suite struct HeadPoseTests {
    @Test(arguments: [
        (0, 0, 0, "straight"), (30, 0, 0, "to the picture's right"), (-55, 0, 0, "far to its left"),
        (0, 25, 0, "down"), (0, -20, 0, "up"), (0, 0, 40, "leaning"), (20, 10, -15, "all at once"),
    ])
    func findsTheAnglesThatTheFaceWasTurnedBy(yaw: Float, pitch: Float, roll: Float, reason: String) {
        let pose = HeadPose(MadeUpFace(yaw: yaw, pitch: pitch, roll: roll, scale: 60).mesh)
        #expect(abs(pose.scale - 60) < 0.5, "\(reason)")
        if [yaw, pitch, roll].count(where: { $0 != 0 }) < 2 {
            // The mean face looks up relative to heads in front of a camera.
            let leaning = pose.pitch + HeadPose.restingPitch
            #expect(abs(pose.yaw - yaw) < 1 && abs(leaning - pitch) < 1 && abs(pose.roll - roll) < 1, "\(reason)")
        }
    }

    @Test func anOpenMouthDoesNotChangeThePose() {
        let pose = HeadPose(MadeUpFace(opening: 0.4).mesh)
        #expect(abs(pose.yaw) < 0.5 && abs(pose.pitch + HeadPose.restingPitch) < 0.5 && abs(pose.scale - 80) < 0.5)
    }

    @Test func levelHeadsAreUpright() {
        let pose = HeadPose(MadeUpFace(pitch: HeadPose.restingPitch).mesh)
        #expect(abs(pose.pitch) < 0.5)
        let (top, bottom) = (
            pose.place(HeadPose.leveled([0, -0.5, -0.6])), pose.place(HeadPose.leveled([0, 1.2, -0.6]))
        )
        #expect(abs(top.z - bottom.z) < 1 && abs(top.x - bottom.x) < 1)
    }

    @Test func pointsOfTheMeanFaceMapToTheMesh() {
        let face = MadeUpFace(yaw: 25, pitch: -10, roll: 12)
        let pose = HeadPose(face.mesh)
        for place: SIMD3<Float> in [[0, 0, 0], [0.5, 0.7, 0.3], [-0.6, -0.2, 0.4]] {
            let gap = pose.place(place) - face.seen(place)
            #expect((gap * gap).sum().squareRoot() < 1)
        }
    }
}

@Suite struct FaceSurfaceTests {
    @Test(arguments: MeanFace.Fit.allCases)
    func passesThroughThePointsOfTheMesh(fit: MeanFace.Fit) {
        let face = MadeUpFace(yaw: 20, pitch: 8)
        let (mesh, pose) = (face.mesh, HeadPose(face.mesh))
        let surface = (fit == .tented ? SurfaceFitter.tented : .close).surface(of: mesh, in: pose)
        for anchor in MeanFace.anchors(fit) where anchor.weight == 1 {
            guard let index = anchor.index else { continue }
            let gap = surface.point(at: anchor.sheet) - mesh.points[index]
            // Smoothing and the grid's straight lines take a little.
            #expect((gap * gap).sum().squareRoot() < 0.05 * face.scale, "point \(index)")
        }
    }

    @Test func followsAnOpenMouth() {
        let (closed, open) = (MadeUpFace(), MadeUpFace(opening: 0.3))
        let fitter = SurfaceFitter.tented
        let chin = SIMD2<Float>(0, 1)
        let before = fitter.surface(of: closed.mesh, in: HeadPose(closed.mesh)).point(at: chin)
        let after = fitter.surface(of: open.mesh, in: HeadPose(open.mesh)).point(at: chin)
        #expect(abs(after.y - before.y - 0.3 * closed.scale) < 3)
    }

    @Test func normalsPointAwayFromTheFace() {
        let face = MadeUpFace()
        let surface = SurfaceFitter.close.surface(of: face.mesh, in: HeadPose(face.mesh))
        for (index, place) in FaceSurface.places.enumerated() where abs(place.x) < 0.4 && abs(place.y) < 0.9 {
            #expect(surface.normals[index].z < 0, "at \(place)")
        }
        let lifted = surface.lifted { _ in 10 }
        let nose = SIMD2<Float>(0, 0.32)
        #expect(lifted.point(at: nose).z < surface.point(at: nose).z - 5)
    }
}

@Suite struct ThinPlateSplineTests {
    private static let places: [SIMD2<Float>] = [[0, 0], [1, 0], [0, 1], [1, 1], [0.4, 0.6], [0.8, 0.3]]

    private func value(_ spline: ThinPlateSpline, _ values: [SIMD3<Float>], at place: SIMD2<Float>) -> SIMD3<Float> {
        zip(spline.basis(at: place), spline.coefficients(values)).reduce(SIMD3()) { $0 + $1.0 * $1.1 }
    }

    @Test func goesThroughItsValues() {
        let spline = ThinPlateSpline(places: Self.places, smoothing: 0)
        let values = Self.places.indices.map { SIMD3<Float>(Float($0 * $0), Float($0 % 3), -Float($0)) }
        for (place, expected) in zip(Self.places, values) {
            let gap = value(spline, values, at: place) - expected
            #expect((gap * gap).sum() < 1e-5)
        }
    }

    @Test func keepsPlanesPlane() {
        let spline = ThinPlateSpline(places: Self.places, smoothing: 0.1)
        let plane = { (place: SIMD2<Float>) in SIMD3(place.x * 2 - place.y, place.y + 3, 5) }
        for place: SIMD2<Float> in [[0.5, 0.5], [3, -2], [-1, 4]] {
            let gap = value(spline, Self.places.map(plane), at: place) - plane(place)
            #expect((gap * gap).sum() < 1e-3)
        }
    }
}
