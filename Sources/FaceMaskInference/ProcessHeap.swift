internal import FaceMaskCOpenVINO
internal import Foundation

/// How a process gets its memory from the system.
public enum ProcessHeap {
    /// What the first heap grows by at a time, what the others begin with, and what each keeps at most of what is free at its
    /// end. It is address space; memory is taken when it is used.
    private static let step = 16 << 20
    /// What the heap grows by while a program trains.
    private static let trainingStep = 64 << 20
    /// Large pages of x86-64; the system fills one at once.
    private static let largePage: UInt = 2 << 20
    /// Just below what glibc takes from the system apart from the heap.
    private static let largestPiece = 120 << 10

    /// Heaps at most: with fewer, threads wait for each other's; each may keep some megabytes that are free.
    private static let mostHeaps = 16

    /// Suits it to networks: loading them takes tens of megabytes in small pieces on several threads, and as glibc comes a
    /// sixth of it is spent on asking for one page after the other; running them takes some thousand small pieces a second
    /// (docs/design.md). For programs to call before they start threads; a library leaves it to them.
    public static func suitNetworks() {
        // Two for each core: the inference library's threads and ours.
        mallopt(M_ARENA_MAX, Int32(min(2 * ProcessInfo.processInfo.activeProcessorCount, mostHeaps)))
        mallopt(M_TOP_PAD, Int32(step))
        // Two such pieces don't fit into what the heap has at first, so it grows.
        let start = UInt(bitPattern: sbrk(0))
        for piece in [malloc(largestPiece), malloc(largestPiece)] { free(piece) }
        let first = (start + largePage - 1) / largePage * largePage
        let last = UInt(bitPattern: sbrk(0)) / largePage * largePage
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(bitPattern: first), Int(last - first), MADV_HUGEPAGE)
    }

    /// Suits it to training: each step takes and gives back the same large pieces, and as glibc comes each of them is
    /// asked of the system and filled with zeros anew, which is half of a step's time (docs/design.md). For programs to
    /// call before they train.
    public static func suitTraining() {
        mallopt(M_MMAP_MAX, 0)
        mallopt(M_TRIM_THRESHOLD, Int32.max)
        mallopt(M_TOP_PAD, Int32(trainingStep))
    }
}
