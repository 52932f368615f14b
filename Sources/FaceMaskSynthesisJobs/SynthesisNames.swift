internal import Foundation

/// Chooses names for the files that are created from photos. Neither photos nor their variants share a name.
struct SynthesisNames {
    private let variants: Int
    /// In lower case, since some file systems don't distinguish upper and lower case.
    private var taken: Set<String> = []
    /// The bases of taken names that end like a variant's: `face` for `face-v2`.
    private var variantBases: Set<String> = []

    private static let longest = 100

    init(variants: Int) { self.variants = variants }

    /// Returns the name of a variant's files; the first variant has the photo's own name.
    static func name(_ stem: String, variant: Int) -> String { variant > 1 ? "\(stem)-v\(variant)" : stem }

    /// Reserves a name that a photo already has.
    mutating func keep(_ name: String) { insert(name.lowercased()) }

    /// Returns and reserves a free name for the photo at `path`, if possible `stem`.
    mutating func take(_ stem: String, path: String) -> String {
        let plain = Self.plain(stem)
        // `plain` leaves no '~' in a name, so a longer name can't equal another photo's; it depends on the photo's path
        // and not on the other photos.
        let long = "\(plain)~\(String(StableHash.of(path) & 0xFFFFFF, radix: 16))"
        let isReadable = plain.contains { $0.isLetter || $0.isNumber }
        let free = ((isReadable ? [plain] : []) + [long]).first(where: isFree) ?? numbered(long)
        insert(free.lowercased())
        return free
    }

    private func numbered(_ name: String) -> String {
        (2...).lazy.map { "\(name)~\($0)" }.first(where: isFree) ?? name
    }

    /// Returns whether neither the name nor the name of one of its variants is taken.
    private func isFree(_ name: String) -> Bool {
        let name = name.lowercased()
        return !taken.contains(name) && !variantBases.contains(name)
            && !(base(of: name).map(taken.contains) ?? false)
    }

    private mutating func insert(_ name: String) {
        taken.insert(name)
        if let base = base(of: name) { variantBases.insert(base) }
    }

    /// Returns the name whose variant `name` would be; `nil` if it doesn't end like a variant's.
    private func base(of name: String) -> String? {
        guard let mark = name.range(of: "-v", options: .backwards), let number = Int(name[mark.upperBound...]),
            (2...max(variants, 2)).contains(number), variants > 1
        else { return nil }
        return String(name[..<mark.lowerBound])
    }

    /// Returns a name of ASCII letters and digits, hyphens, underscores and full stops, which every file system and
    /// program accepts. It doesn't begin with a full stop, which hides a file, or a hyphen, which looks like an option.
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

/// A hash that is the same on every machine and in every run.
enum StableHash {
    /// Returns the 64-bit FNV-1a hash (Fowler, Noll and Vo), which differs widely for texts that differ in one digit.
    static func of(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
