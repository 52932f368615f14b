internal import FaceMaskModelFiles
internal import FaceMaskTorch

/// The tensors of a network in training by name, and their moving averages, which are evaluated and published.
///
/// Used only by the task that created it, since libtorch's tensors must not be shared.
struct AveragedTensors {
    /// The names in the order of the checkpoint.
    let names: [String]
    /// The tensors that change with each step.
    let current: [String: Tensor]
    /// The moving averages.
    let averages: [String: Tensor]

    private static let averagePrefix = "average."

    /// Starts the averages as copies of the tensors; names are unique.
    init(_ tensors: [(name: String, tensor: Tensor)]) throws {
        names = tensors.map(\.name)
        current = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
        averages = try current.mapValues { try $0.copy() }
    }

    /// Moves the averages by a share, 0…1, of the way towards the tensors.
    func moveAverages(by share: Double) throws {
        for name in names {
            if let average = averages[name], let tensor = current[name] { try average.approach(tensor, by: share) }
        }
    }

    /// Copies the tensors, then their averages.
    func saved() throws -> [SafetensorsFile.Tensor] {
        try copies(of: current) + copies(of: averages, prefix: Self.averagePrefix)
    }

    /// Copies the averages under the names of the tensors.
    func savedAverages() throws -> [SafetensorsFile.Tensor] { try copies(of: averages) }

    private func copies(of tensors: [String: Tensor], prefix: String = "") throws -> [SafetensorsFile.Tensor] {
        try names.compactMap { name in
            try tensors[name].map { tensor in
                SafetensorsFile.Tensor(name: prefix + name, shape: tensor.shape, values: try tensor.values())
            }
        }
    }

    /// Loads what `saved` returned; errors name `path`.
    func load(_ file: SafetensorsFile, from path: String) throws {
        for name in names {
            try current[name]?.read(name, of: file, from: path)
            try averages[name]?.read(Self.averagePrefix + name, of: file, from: path)
        }
    }
}
