extension Duration {
    /// The duration in its two largest units: `12 s`, `3 min 05 s`, `1 h 02 min`.
    package var phrase: String {
        let seconds = Int(components.seconds)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(two(seconds % 60)) s" }
        return "\(seconds / 3600) h \(two(seconds % 3600 / 60)) min"
    }
}
