package import FaceMaskCore

/// What was found in all photos of a run.
package struct PhotoTotals: Sendable {
    /// Photos that were analyzed.
    package private(set) var photos = 0
    /// Faces by state; `nil` stands for unsure.
    package private(set) var states: [MaskState?: Int] = [:]
    package private(set) var times = PhotoTimes()
    /// The paths of the annotated pictures, in the order of the inputs.
    package private(set) var annotatedPaths: [String] = []

    package init() {}

    package var faces: Int { states.values.reduce(0, +) }

    /// Adds an outcome. Failures don't count.
    package mutating func add(_ outcome: PhotoOutcome) {
        guard case .analyzed(let photo, let photoTimes, let annotated) = outcome else { return }
        photos += 1
        times += photoTimes
        for sighting in photo.sightings { states[sighting.verdict.state, default: 0] += 1 }
        if case .success(let path) = annotated { annotatedPaths.append(path) }
    }
}
