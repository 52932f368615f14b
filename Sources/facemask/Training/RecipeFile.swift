#if Training
import FaceMaskFiles
import FaceMaskCore
import Foundation
import FaceMaskTrainers

/// A file with numbers of a recipe; those that it doesn't name keep their values.
struct RecipeFile<Recipe: Codable> {
    let recipe: Recipe

    init(path: String, standard recipe: Recipe) throws {
        func failure(_ sentence: String) -> Failure {
            Failure(.badData, sentence)
        }
        let data = Data(try InputFile.text(path, what: "The configuration").utf8)
        guard let given = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw failure("The configuration '\(path)' is no JSON object; a training's configuration.json shows one.")
        }
        let standard = try JSONSerialization.jsonObject(with: JSONEncoder().encode(recipe))
        var unknown: [String] = []
        let merged = Self.merge(given, over: standard as? [String: Any] ?? [:], path: "", unknown: &unknown)
        if let name = unknown.min() {
            throw failure(
                "The configuration '\(path)' names '\(name)', which the recipe doesn't know; a training's "
                    + "configuration.json shows all names.")
        }
        do {
            self.recipe = try JSONDecoder().decode(
                Recipe.self, from: JSONSerialization.data(withJSONObject: merged))
        } catch {
            throw failure("The configuration '\(path)' holds a value of the wrong kind: numbers are needed.")
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
#endif
