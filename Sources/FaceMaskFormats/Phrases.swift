/// Numbers with their nouns.
package enum Phrases {
    /// `1 photo`, `3 photos`; `plural` where an s is not enough.
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
