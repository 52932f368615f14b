public import Foundation

/// The face detector to load.
public enum DetectorModel: Hashable, Sendable {
    /// The detector that ships with FaceMask.
    case shipped
    /// CenterFace, which `scripts/setup centerface` installs.
    case centerFace
    /// The ONNX file of a detector: our own, CenterFace or YuNet.
    case file(URL)
}

/// The mask classifier to load.
public enum ClassifierModel: Hashable, Sendable {
    /// The classifier that ships with FaceMask.
    ///
    /// It has two forms. For a batch, the one in 8-bit integers is loaded if the processor is suited to it; for a single
    /// picture its longer loading time doesn't pay.
    case shipped
    /// The ONNX file of a classifier that `facemask train` wrote.
    case file(URL)
}

/// The number of pictures that a detector is prepared for.
public enum Workload: Hashable, Sendable {
    /// One picture at a time: each network uses all threads for one input.
    case single
    /// Many pictures, or videos: the classifier works on several faces at a time, and the detector on several small
    /// pictures, each on its own thread. This takes more memory and analyses more pictures per second.
    case batch
}

/// The size of a picture, in pixels.
public struct PixelSize: Hashable, Sendable {
    /// Columns, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int

    /// Creates a size.
    ///
    /// - Throws: ``ConfigurationError`` if a side is less than 1.
    public init(width: Int, height: Int) throws(ConfigurationError) {
        guard width > 0, height > 0 else {
            throw ConfigurationError("picture size", "\(width) × \(height)", allowed: "sides of 1 pixel or more")
        }
        (self.width, self.height) = (width, height)
    }
}

/// The processor time and the number format that networks use.
public struct ComputeOptions: Hashable, Sendable {
    /// A number format.
    public enum Precision: Hashable, Sendable {
        /// bfloat16 or 8-bit integers if the processor is faster with them, 32-bit floats otherwise.
        case fast
        /// 32-bit floats everywhere: the same results on every machine, and for one picture and many.
        case exact
    }

    /// The number of threads for the networks; `nil` for all cores.
    public let threads: Int?
    /// The number format.
    public let precision: Precision

    /// All cores, and the fastest number format.
    public static let fast = ComputeOptions(unchecked: nil, precision: .fast)

    /// Creates options.
    ///
    /// - Throws: ``ConfigurationError`` if `threads` is not in 1…1024.
    public init(threads: Int? = nil, precision: Precision = .fast) throws(ConfigurationError) {
        if let threads, !Self.threadCounts.contains(threads) {
            throw ConfigurationError("number of threads", threads, allowed: "a number from 1 to 1024")
        }
        self.init(unchecked: threads, precision: precision)
    }

    private init(unchecked threads: Int?, precision: Precision) {
        (self.threads, self.precision) = (threads, precision)
    }

    /// The allowed numbers of threads.
    package static let threadCounts = 1...1024
}

extension MaskDetector {
    /// What a detector is loaded for, and with which models.
    public struct Configuration: Hashable, Sendable {
        /// The kind of pictures.
        public enum Purpose: Hashable, Sendable {
            /// Photos of any shape.
            case photos
            /// The frames of videos and live sources, in which people are tracked. Faces with low scores are reported,
            /// too: they help to track people who are partly hidden.
            case videos
        }

        /// The kind of pictures.
        public var purpose: Purpose
        /// The number of pictures.
        public var workload: Workload
        /// How closely pictures are searched.
        public var search: SearchPolicy
        /// The processor time and number format that networks use.
        public var compute: ComputeOptions
        /// The face detector to load.
        public var detector = DetectorModel.shipped
        /// The mask classifier to load.
        public var classifier = ClassifierModel.shipped
        /// The size of the first picture, if it is known. The face detector is prepared for it while it is loaded.
        public var expectedSize: PixelSize?

        /// Creates a configuration with the models that ship with FaceMask. The defaults suit a single photo.
        public init(
            purpose: Purpose = .photos, workload: Workload = .single, search: SearchPolicy = .automatic,
            compute: ComputeOptions = .fast
        ) {
            (self.purpose, self.workload, self.search, self.compute) = (purpose, workload, search, compute)
        }

        /// A single photo.
        public static let photo = Configuration()
        /// Many photos.
        public static let photos = Configuration(workload: .batch)
        /// Videos and live sources.
        public static let videos = Configuration(purpose: .videos, workload: .batch)
    }
}
