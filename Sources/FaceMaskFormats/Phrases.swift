/// Numbers with their nouns.
package enum Phrases {
    /// Returns a number with its noun: `1 photo`, `3 photos`. `plural` is for nouns whose plural isn't formed by an s.
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
