internal import FaceMaskCore
internal import FaceMaskMonitoring
internal import Yams

/// Reads cameras from YAML.
struct WatchFileReader {
    let file: String

    /// The keys that cameras and the defaults have in common.
    private static let sharedKeys = ["zones", "lines", "alerts", "output"]
    private static let cameraKeys = ["name", "address"] + sharedKeys

    func cameras(in yaml: String) throws(WatchFileError) -> [WatchFile.Camera] {
        guard let root = try parse(yaml) else { throw fault(nil, "it is empty; list cameras under 'cameras:'") }
        let section = try section(root, "the file", ["defaults", "cameras"])
        let defaults = try section["defaults"].map { node throws(WatchFileError) in
            try self.section(node, "'defaults'", Self.sharedKeys)
        }
        guard let list = section["cameras"] else { throw fault(root, "it has no 'cameras'; list them there") }
        var cameras: [WatchFile.Camera] = []
        for node in try sequence(list, "'cameras'") {
            let camera = try camera(node, defaults)
            if cameras.contains(where: { $0.name == camera.name }) {
                throw fault(node, "two cameras are called '\(camera.name)'; give each a name of its own")
            }
            if let output = camera.output, let other = cameras.first(where: { $0.output == output }) {
                throw fault(
                    node,
                    "the cameras '\(other.name)' and '\(camera.name)' have the same 'output'; write {name} in its path")
            }
            cameras.append(camera)
        }
        if cameras.isEmpty { throw fault(list, "'cameras' lists none") }
        return cameras
    }

    private func camera(_ node: Node, _ defaults: Section?) throws(WatchFileError) -> WatchFile.Camera {
        let own = try section(node, "a camera", Self.cameraKeys)
        func value(_ key: String) -> Node? { own[key] ?? defaults?[key] }
        guard let nameNode = own["name"] else { throw fault(node, "a camera has no 'name'") }
        let name = try text(nameNode, "'name'")
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw fault(nameNode, "the name of a camera holds a control character; leave that out")
        }
        guard let address = own["address"] else { throw fault(node, "the camera '\(name)' has no 'address'") }
        let zones = try zones(value("zones"))
        let rules = try alerts(value("alerts"))
        for (rule, place) in rules {
            do { _ = try AlertMonitor(rules: [rule], zones: zones, source: name) } catch {
                throw fault(place, "of the camera '\(name)': \(error.sentence)")
            }
        }
        return WatchFile.Camera(
            name: name, address: SecretAddress(try text(address, "'address'")), zones: zones,
            lines: try lines(value("lines")), alerts: rules.map(\.rule),
            output: try value("output").map { node throws(WatchFileError) in
                try text(node, "'output'").replacing("{name}", with: name)
            })
    }

    private func zones(_ node: Node?) throws(WatchFileError) -> [Zone] {
        var zones: [Zone] = []
        for (name, place) in try shapes(node, "'zones'") {
            let corners = try points(place, "the zone '\(name)'")
            do { zones.append(try Zone(name: name, corners: corners)) } catch { throw fault(place, error.sentence) }
        }
        return zones
    }

    private func lines(_ node: Node?) throws(WatchFileError) -> [CountingLine] {
        var lines: [CountingLine] = []
        for (name, place) in try shapes(node, "'lines'") {
            let ends = try points(place, "the line '\(name)'")
            guard ends.count == 2 else {
                throw fault(place, "the line '\(name)' has \(ends.count) ends; give two, such as [[0, 0.5], [1, 0.5]]")
            }
            do { lines.append(try CountingLine(name: name, start: ends[0], end: ends[1])) } catch {
                throw fault(place, error.sentence)
            }
        }
        return lines
    }

    /// Returns the names with their nodes, in the order of the file.
    private func shapes(_ node: Node?, _ what: String) throws(WatchFileError) -> [(name: String, node: Node)] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            throw fault(node, "\(what) must be names, each with a list of points; write {} for none")
        }
        var shapes: [(name: String, node: Node)] = []
        for (key, value) in mapping { shapes.append((try text(key, "a name in \(what)"), value)) }
        return shapes
    }

    private func points(_ node: Node, _ what: String) throws(WatchFileError) -> [RelativePoint] {
        var points: [RelativePoint] = []
        for point in try sequence(node, what) {
            let numbers = point.sequence?.compactMap { $0.scalar.flatMap { Double($0.string) } } ?? []
            guard numbers.count == 2, point.sequence?.count == 2 else {
                throw fault(point, "\(what) has a point that is not two numbers such as [0.25, 0.5]")
            }
            points.append(RelativePoint(x: numbers[0], y: numbers[1]))
        }
        return points
    }
}
