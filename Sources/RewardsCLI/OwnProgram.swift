#if canImport(Darwin)
  import Darwin
#endif

/// The program that runs, to be started once more.
enum OwnProgram {
  /// Where it is; not by its name, under which PATH may have another.
  static var path: String {
    #if canImport(Darwin)
      var count: UInt32 = 0
      _NSGetExecutablePath(nil, &count)
      var bytes = [CChar](repeating: 0, count: Int(count) + 1)
      guard _NSGetExecutablePath(&bytes, &count) == 0 else { return CommandLine.arguments.first ?? "rewards" }
      return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      // The link is followed by the process that is started, which still runs this program then.
      "/proc/self/exe"
    #endif
  }
}
