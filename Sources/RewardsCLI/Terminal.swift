import RewardCore
import RewardPipeline

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What people see on standard error.
enum Terminal {
  /// Writes a line to standard error.
  static func say(_ line: String) { write(line + "\n") }

  /// Writes an error that ends a run, and below it what to do.
  static func report(_ error: RewardError) {
    say("rewards: \(error)")
    if let remedy = error.remedy { say("  " + remedy) }
  }

  /// Writes a text that is data to standard output, with a line end.
  ///
  /// - Throws: `unwritable_file`: what could not be written is no success.
  static func put(_ text: String) throws(RewardError) {
    var output = try OutputFile("-")
    try output.write((text + "\n").utf8)
    try output.finish()
  }

  fileprivate static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { fwriteAll($0) }
  }

  private static func fwriteAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var written = 0
    while written < bytes.count {
      #if canImport(Darwin)
        let count = Darwin.write(2, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #elseif canImport(Musl)
        let count = Musl.write(2, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #else
        let count = Glibc.write(2, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      #endif
      guard count > 0 || errno == EINTR else { return false }
      written += max(0, count)
    }
    return true
  }

  /// Whether people look at standard error.
  static var isInteractive: Bool { isatty(2) == 1 }
}

/// Ends the process with a status.
func endProcess(_ status: Int32) -> Never {
  PluginExitGuard.stop()
  exit(status)
}

/// A line on standard error that says how far a run is; shown on a terminal only, at most ten times a second.
struct ProgressBar {
  private let isShown: Bool
  private let totalBytes: Int?
  private let start = monotonicSeconds()
  private var last = 0.0

  /// - Parameter paths: the inputs; their sizes give the remaining time when all are plain files.
  init(paths: [String]) {
    isShown = Terminal.isInteractive
    let sizes = paths.map { regularFileSize($0) }
    totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// Shows where the run is.
  mutating func show(lines: Int, bytes: Int) {
    guard isShown else { return }
    let now = monotonicSeconds()
    guard now - last >= 0.1 else { return }
    last = now
    let rate = Double(lines) / max(now - start, 1e-9)
    var text = "\r\u{1B}[K\(lines) rows, \(Int(rate)) rows/s"
    if let totalBytes, totalBytes > 0, bytes > 0 {
      let share = min(1, Double(bytes) / Double(totalBytes))
      let filled = Int(share * 24)
      text = "\r\u{1B}[K[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + "]"
      text += " \(Int(share * 100)) %, \(lines) rows, \(Int(rate)) rows/s, \(Int((now - start) * (1 - share) / share)) s left"
    }
    Terminal.write(text)
  }

  /// Removes the line.
  func clear() { if isShown { Terminal.write("\r\u{1B}[K") } }
}
