#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system says about what went wrong.
enum SystemError {
  static let timedOut = ETIMEDOUT

  /// In words, such as `No such file or directory`.
  static func words(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// The process that we are in.
  static func process() -> Int32 { getpid() }
}
