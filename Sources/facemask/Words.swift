/// Numbers with their nouns.
enum Words {
    /// `1 photo`, `3 photos`; `plural` where an s is not enough.
    static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
