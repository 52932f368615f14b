import FaceMaskCore
import ArgumentParser
import Foundation
import Testing

@testable import facemask

struct FailureTests {
    @Test func aFailureOfTheFileSystemNamesItsFile() throws {
        let missing = try #require(throws: CocoaError.self) { try Data(contentsOf: URL(filePath: "/nowhere/in")) }
        #expect(Failure(missing).sentence == "A file operation on '/nowhere/in' failed: it doesn't exist.")
        #expect(Failure(missing).exitCode.rawValue == 66)
        let full = CocoaError(.fileWriteOutOfSpace, userInfo: [NSFilePathErrorKey: "/small/report.txt"])
        #expect(Failure(full).sentence == "A file operation on '/small/report.txt' failed: the disk is full.")
        #expect(Failure(full).exitCode.rawValue == 74)
        let nameless = CocoaError(.fileWriteOutOfSpace)
        #expect(Failure(nameless).sentence == "A file operation failed: the disk is full.")
    }
}
