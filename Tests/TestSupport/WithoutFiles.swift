import Foundation

/// Runs `body` while this process can open no file, so that the system's loader finds no library.
///
/// Only for processes of a test's own.
public func withoutFiles<Result>(_ body: () -> Result) -> Result {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var usual = rlimit()
    getrlimit(resource, &usual)
    var none = rlimit(rlim_cur: 0, rlim_max: usual.rlim_max)
    setrlimit(resource, &none)
    defer { setrlimit(resource, &usual) }
    return body()
}
