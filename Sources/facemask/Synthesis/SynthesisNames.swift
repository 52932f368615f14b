import Foundation

/// Names for the files that are made of photos: each photo's is its own, and so are those of its variants.
struct SynthesisNames {
    private let variants: Int
    /// In lower case: some file systems know no difference.
    private var taken: Set<String> = []
    /// What is left of taken names that end like a variant's, such as `face` of `face-v2`.
    private var variantBases: Set<String> = []

    private static let longest = 100

    init(variants: Int) { self.variants = variants }

    /// What the files of one variant are called; the first one's is the photo's own name.
    static func name(_ stem: String, variant: Int) -> String { variant > 1 ? "\(stem)-v\(variant)" : stem }

    /// Takes `name` for a photo that had it before.
    mutating func keep(_ name: String) { insert(name.lowercased()) }

    /// Finds and takes a free name like `stem` for the photo with this path.
    mutating func take(_ stem: String, path: String) -> String {
        let plain = Self.plain(stem)
        // No plain name holds a '~', so that what is appended makes no other photo's name; and it hangs on the photo's
        // path, not on which photos are there besides.
        let long = "\(plain)~\(String(StableHash.of(path) & 0xFFFFFF, radix: 16))"
        let says = plain.contains { $0.isLetter || $0.isNumber }
        let free = ((says ? [plain] : []) + [long]).first(where: isFree) ?? numbered(long)
        insert(free.lowercased())
        return free
    }

    private func numbered(_ name: String) -> String {
        (2...).lazy.map { "\(name)~\($0)" }.first(where: isFree) ?? name
    }

    /// Whether neither the name nor that of one of its variants is another's.
    private func isFree(_ name: String) -> Bool {
        let name = name.lowercased()
        return !taken.contains(name) && !variantBases.contains(name)
            && !(base(of: name).map(taken.contains) ?? false)
    }

    private mutating func insert(_ name: String) {
        taken.insert(name)
        if let base = base(of: name) { variantBases.insert(base) }
    }

    /// What `name` is a variant of, by its end.
    private func base(of name: String) -> String? {
        guard let mark = name.range(of: "-v", options: .backwards), let number = Int(name[mark.upperBound...]),
            (2...max(variants, 2)).contains(number), variants > 1
        else { return nil }
        return String(name[..<mark.lowerBound])
    }

    /// Letters and digits of ASCII, hyphens, underscores and full stops: names that every file system and reader takes.
    /// The first is neither a full stop, which hides a file, nor a hyphen, which makes it look like an option.
    static func plain(_ name: String) -> String {
        let plain = String(
            name.unicodeScalars.map { scalar in
                let character = Character(scalar)
                return scalar.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
                    ? character : "_"
            }.prefix(longest))
        return plain.first == "-" || plain.first == "." ? "_" + plain.dropFirst() : plain
    }
}

/// A number for a text that is the same on every machine and in every run.
enum StableHash {
    /// FNV-1a, 64 bits (Fowler, Noll and Vo): spreads texts that differ by a digit.
    static func of(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
