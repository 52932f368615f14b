internal import Foundation

/// Returns the operating system's description of the error number `number`, a clause without a full stop.
package func systemReason(_ number: Int32) -> String { unsafe String(cString: strerror(number)).lowercased() }

/// Returns the operating system's description of an error of Foundation's, a clause without a full stop.
package func systemReason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    if underlying.domain == NSPOSIXErrorDomain { return systemReason(Int32(underlying.code)) }
    switch (error as? CocoaError)?.code {
    case .fileReadNoPermission, .fileWriteNoPermission: return "permission is denied"
    case .fileWriteFileExists: return "a file with that name exists"
    case .fileWriteOutOfSpace: return "the disk is full"
    case .fileWriteVolumeReadOnly: return "its disk is read-only"
    case .fileNoSuchFile, .fileReadNoSuchFile: return "it doesn't exist"
    default:
        let words = error.localizedDescription
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}
