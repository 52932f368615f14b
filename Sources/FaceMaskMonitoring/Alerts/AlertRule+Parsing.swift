extension AlertRule {
    /// Reads a rule from one line.
    ///
    /// - Throws: `MonitoringError`, which names the part that is wrong.
    public init(parsing line: String) throws(MonitoringError) {
        guard let words = AlertWords(line)?.words else {
            // The line is not quoted: the address in it may hold a secret.
            throw MonitoringError(.faultyAlert, "…", "a quote in it is not closed; put another at the end of the name")
        }
        let clauses = words.indices.filter { words[$0].isKeyword }
        let end = words.firstIndex { $0.isPlain("then") } ?? words.endIndex
        // Actions may hold secrets, so messages don't quote them.
        let subject = words[..<end].map(\.text).joined(separator: " ")
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.faultyAlert, subject, reason) }

        var head = words[..<(clauses.first ?? words.endIndex)]
        var name: String?
        if let colon = head.firstIndex(where: { $0.isPlain(":") }) {
            name = head[..<colon].map(\.text).joined(separator: " ")
            head = head[(colon + 1)...]
        }
        var timing = Timing()
        var zone: String?
        var actions: [AlertAction] = [.bell]
        var done: Set<String> = []
        for (place, start) in clauses.enumerated() where start <= end {
            let keyword = words[start].text
            let isLast = keyword == "then" || place + 1 == clauses.count
            let rest = words[(start + 1)..<(isLast ? words.endIndex : clauses[place + 1])]
            guard done.insert(keyword).inserted else { throw fault("it says '\(keyword)' twice") }
            switch keyword {
            case "for": timing.seconds = try Self.seconds(of: rest, after: keyword, fault)
            case "every": timing.coolDown = try Self.seconds(of: rest, after: keyword, fault)
            case "in":
                guard rest.count == 1, let word = rest.first else {
                    throw fault("'in' needs the name of one zone; put quotes round a name with blanks")
                }
                zone = word.text
            default: actions = try Self.actions(rest, fault)
            }
        }
        let condition: AlertCondition
        do { condition = try AlertCondition(parsing: head.map(\.text).joined(separator: " ")) } catch {
            throw fault(error.reason)
        }
        try self.init(name: name, condition: condition, timing: timing, zone: zone, actions: actions)
    }

    /// Reads a time: a number with `ms`, `s`, `m` or `min`, `h`. `nil` for other words.
    public static func seconds(parsing text: String) -> Double? {
        guard let match = text.wholeMatch(of: /\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(ms|s|min|m|h)\s*/),
            let number = Double(match.output.1)
        else { return nil }
        return switch match.output.2 {
        case "ms": number / 1000
        case "m", "min": number * 60
        case "h": number * 3600
        default: number
        }
    }

    private static func seconds(
        of words: ArraySlice<AlertWords.Word>, after keyword: String, _ fault: (String) -> MonitoringError
    ) throws(MonitoringError) -> Double {
        let text = words.map(\.text).joined(separator: " ")
        guard let seconds = seconds(parsing: text) else {
            throw fault("'\(keyword)' needs a time such as '5s', '500ms', '2m' or '1h', not '\(text)'")
        }
        return seconds
    }

    private static func actions(
        _ words: ArraySlice<AlertWords.Word>, _ fault: (String) -> MonitoringError
    ) throws(MonitoringError) -> [AlertAction] {
        var actions: [AlertAction] = []
        for words in words.split(omittingEmptySubsequences: false, whereSeparator: { $0.isPlain(",") }) {
            let rest = words.dropFirst().map(\.text)
            switch (words.first?.text, rest.first) {
            case ("bell", nil): actions.append(.bell)
            case ("bell", _): throw fault("something follows 'bell'; divide actions by a comma")
            case ("run", let program?) where !program.isEmpty:
                actions.append(.command(program: program, arguments: Array(rest.dropFirst())))
            case ("run", _): throw fault("'run' needs a program")
            case ("post", let address?):
                guard rest.count == 1, let action = AlertAction.post(parsing: address) else {
                    throw fault("'post' needs one \(AlertChannels.standard.addressPhrase)")
                }
                actions.append(action)
            case ("post", nil): throw fault("'post' needs one \(AlertChannels.standard.addressPhrase)")
            default: throw fault("an action after 'then' is not valid; write 'bell', 'run PROGRAM …' or 'post ADDRESS'")
            }
        }
        return actions
    }
}
