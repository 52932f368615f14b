internal import FaceMaskMonitoring
internal import Yams

extension WatchFileReader {
    /// Returns the rules with their nodes in the file. A rule is a line of text, or a mapping of its parts.
    func alerts(_ node: Node?) throws(WatchFileError) -> [(rule: AlertRule, node: Node)] {
        guard let node else { return [] }
        var rules: [(rule: AlertRule, node: Node)] = []
        for item in try sequence(node, "'alerts'") {
            if let line = item.scalar?.string {
                do { rules.append((try AlertRule(parsing: line), item)) } catch { throw fault(item, error.sentence) }
            } else {
                rules.append((try alert(item), item))
            }
        }
        return rules
    }

    private func alert(_ node: Node) throws(WatchFileError) -> AlertRule {
        let section = try section(node, "an alert", ["name", "when", "for", "in", "every", "then"])
        guard let when = section["when"] else { throw fault(node, "an alert has no 'when', such as 'without>=1'") }
        var timing = AlertRule.Timing()
        if let time = section["for"] { timing.seconds = try seconds(time, "'for'") }
        if let time = section["every"] { timing.coolDown = try seconds(time, "'every'") }
        var name: String?
        if let node = section["name"] { name = try text(node, "'name'") }
        var zone: String?
        if let node = section["in"] { zone = try text(node, "'in'") }
        var actions: [AlertAction] = [.bell]
        if let then = section["then"] {
            actions = []
            for item in then.sequence.map(Array.init) ?? [then] { actions.append(try action(item)) }
        }
        let condition = try text(when, "'when'")
        do {
            return try AlertRule(
                name: name, condition: AlertCondition(parsing: condition), timing: timing, zone: zone, actions: actions)
        } catch { throw fault(when, error.sentence) }
    }

    private func seconds(_ node: Node, _ what: String) throws(WatchFileError) -> Double {
        guard let seconds = AlertRule.seconds(parsing: try text(node, what)) else {
            throw fault(node, "\(what) needs a time such as '5s', '500ms', '2m' or '1h'")
        }
        return seconds
    }

    private func action(_ node: Node) throws(WatchFileError) -> AlertAction {
        if node.scalar?.string == "bell" { return .bell }
        guard case .mapping = node else {
            throw fault(node, "an action under 'then' is 'bell', 'run: [PROGRAM, …]' or 'post: ADDRESS'")
        }
        let section = try section(node, "an action", ["run", "post"])
        if let run = section["run"], section["post"] == nil {
            var words: [String] = []
            for word in run.sequence.map(Array.init) ?? [run] { words.append(try text(word, "'run'")) }
            guard let program = words.first else { throw fault(run, "'run' needs a program") }
            return .command(program: program, arguments: Array(words.dropFirst()))
        }
        guard let post = section["post"], section["run"] == nil,
            let action = AlertAction.post(parsing: try text(post, "'post'"))
        else {
            let address = AlertChannels.standard.addressPhrase
            throw fault(node, "an action needs one of 'run' with a program and 'post' with an \(address)")
        }
        return action
    }
}
