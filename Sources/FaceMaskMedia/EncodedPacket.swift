import FaceMaskCFFmpeg
import Foundation

/// An encoded picture, or a piece of video or sound.
struct EncodedPacket: ~Copyable {
    let packet: UnsafeMutablePointer<AVPacket>

    init() throws(Fault) {
        try MediaLibrary.load(.pictures)
        guard let packet = av_packet_alloc() else {
            throw Fault(.outOfMemory, "there is not enough memory for a packet")
        }
        self.packet = packet
    }

    /// Creates a packet that owns `count` bytes and the padding after them, in memory that `malloc` allocated.
    init(owning memory: UnsafeMutableRawPointer, count: Int, padding: Int) throws(Fault) {
        try MediaLibrary.load(.pictures)
        let data = memory.assumingMemoryBound(to: UInt8.self)
        var allocated = av_packet_alloc()
        guard let packet = allocated,
            let buffer = av_buffer_create(data, count + padding, { _, data in free(data) }, nil, 0)
        else {
            av_packet_free(&allocated)
            throw Fault(.outOfMemory, "there is not enough memory for a packet")
        }
        self.packet = packet
        packet.pointee.buf = buffer
        packet.pointee.data = data
        packet.pointee.size = Int32(count)
    }

    deinit {
        var packet: UnsafeMutablePointer<AVPacket>? = self.packet
        av_packet_free(&packet)
    }

    /// The bytes, valid during the life of this value.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
    }
}
