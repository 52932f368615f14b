internal import FaceMaskCore
internal import FaceMaskFiles
internal import Foundation

/// A JSON file with numbers of a recipe, such as the `configuration.json` of a training.
package struct RecipeFile<Recipe: Codable> {
    /// The recipe with the file's numbers; those that the file doesn't name have the values of the standard.
    package let recipe: Recipe

    /// Reads the file at `path`. Throws when it isn't JSON, names what `standard` doesn't have, or holds something other
    /// than numbers.
    package init(path: String, standard: Recipe) throws {
        func failure(_ sentence: String) -> Failure {
            Failure(.badData, sentence)
        }
        let data = Data(try InputFile.text(path, what: "The configuration").utf8)
        guard let given = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw failure("The configuration '\(path)' isn't a JSON object; see the configuration.json of a training.")
        }
        let usual = try JSONSerialization.jsonObject(with: JSONEncoder().encode(standard))
        var unknown: [String] = []
        let merged = Self.merge(given, over: usual as? [String: Any] ?? [:], path: "", unknown: &unknown)
        if let name = unknown.min() {
            throw failure(
                "The configuration '\(path)' has the unknown setting '\(name)'; the "
                    + "configuration.json of a training has all names.")
        }
        do {
            recipe = try JSONDecoder().decode(Recipe.self, from: JSONSerialization.data(withJSONObject: merged))
        } catch {
            throw failure("The configuration '\(path)' has a value of the wrong type; numbers are needed.")
        }
    }

    private static func merge(
        _ given: [String: Any], over standard: [String: Any], path: String, unknown: inout [String]
    ) -> [String: Any] {
        standard.merging(
            given.compactMap { key, value -> (String, Any)? in
                guard let usual = standard[key] else {
                    unknown.append(path + key)
                    return nil
                }
                guard let usual = usual as? [String: Any], let value = value as? [String: Any] else {
                    return (key, value)
                }
                return (key, merge(value, over: usual, path: path + key + ".", unknown: &unknown))
            }, uniquingKeysWith: { $1 })
    }
}
