internal import FaceMaskCOpenVINO
internal import Foundation

/// Settings for the process's heap.
package enum ProcessHeap {
    /// The number of bytes by which the first heap grows, which the others start with, and up to which each keeps free
    /// space at its end. This is address space: memory is taken only when it is used.
    private static let step = 16 << 20
    /// The number of bytes by which the heap grows during training.
    private static let trainingStep = 64 << 20
    /// The size of large pages on x86-64. The system provides one at once.
    private static let largePage: UInt = 2 << 20
    /// A size just below that of blocks for which glibc doesn't use the heap.
    private static let largestPiece = 120 << 10

    /// The maximum number of heaps: with fewer, threads wait for each other; each may keep some megabytes of free space.
    private static let maximumHeaps = 16

    /// Tunes the heap for networks. Loading them allocates tens of megabytes in small blocks on several threads, and with
    /// glibc's defaults a sixth of the time goes into page faults; running them allocates some thousand small blocks each
    /// second (docs/measurements.md). Programs call this before they start threads; libraries leave it to them.
    package static func tuneForNetworks() {
        // Two for each core: for the inference library's threads and for ours.
        mallopt(M_ARENA_MAX, Int32(min(2 * ProcessInfo.processInfo.activeProcessorCount, maximumHeaps)))
        mallopt(M_TOP_PAD, Int32(step))
        // Two such blocks don't fit into the initial heap, so it grows.
        let start = UInt(bitPattern: sbrk(0))
        for piece in [malloc(largestPiece), malloc(largestPiece)] { free(piece) }
        let first = (start + largePage - 1) / largePage * largePage
        let last = UInt(bitPattern: sbrk(0)) / largePage * largePage
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(bitPattern: first), Int(last - first), MADV_HUGEPAGE)
    }

    /// Tunes the heap for training. Each step allocates and frees the same large blocks, and with glibc's defaults the
    /// system maps and zeroes each of them again, which is half of a step's time (docs/measurements.md). Programs call
    /// this before they train.
    package static func suitTraining() {
        mallopt(M_MMAP_MAX, 0)
        mallopt(M_TRIM_THRESHOLD, Int32.max)
        mallopt(M_TOP_PAD, Int32(trainingStep))
    }
}
