/// The device that an engine's networks run on. What differs between devices is here: a new one is a case, and the
/// compiler names the properties to decide.
package enum Device: String, Hashable, Sendable {
    /// The processor.
    case cpu = "CPU"

    /// The device of engines that name none.
    package static let standard = Device.cpu

    /// Whether the number of threads is ours to choose: the library refuses it for devices that have none.
    var hasThreads: Bool {
        switch self {
        case .cpu: true
        }
    }

    /// Returns the format in which the device computes for a requested one.
    func suited(_ precision: CompileOptions.Precision) -> CompileOptions.Precision {
        switch self {
        case .cpu: Processor.multipliesBFloat16InTiles ? precision : .exact
        }
    }
}
