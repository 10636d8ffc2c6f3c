import CPluginProcess
package import RewardCore
import RewardLaws

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A check in a process of its own, so that a plugin which ends its host is named and does not end what names it.
package struct PluginCheckProcess {
  /// Milliseconds after which it is looked whether the process is still there, although nothing was said.
  private static let lookMilliseconds: Int64 = 1_000
  /// Milliseconds in which a process that has said everything may end by itself.
  private static let graceMilliseconds: Int64 = 2_000
  /// Bytes that are read at a time.
  private static let chunkBytes = 1 << 16

  private let report: (PluginCheck.Event) -> Void
  private var underWay = (law: PluginCheck.loading, subject: PluginCheck.whole)
  private var hasEnded = false
  private var buffer: [UInt8] = []

  /// Tries a plugin in another process.
  ///
  /// - Parameters:
  ///   - plugin: a path, or an object with `command`.
  ///   - command: the program and arguments that run `PluginCheckChild` for that plugin.
  ///   - report: is told what is tried and what is found, as it goes on.
  /// - Throws: `unreadable_plugin` when there is nothing at the path, `unreadable_file` when the program cannot be started.
  package static func run(
    _ plugin: JSONValue, command: [String], report: @escaping (PluginCheck.Event) -> Void
  ) throws(RewardError) {
    try PluginCheck.checkIsThere(plugin)
    var run = PluginCheckProcess(report: report)
    try run.run(command)
  }

  private init(report: @escaping (PluginCheck.Event) -> Void) { self.report = report }

  private mutating func run(_ command: [String]) throws(RewardError) {
    let words = command.map { strdup($0) }
    defer { for word in words { free(word) } }
    var (process, socket): (Int32, Int32) = (0, 0)
    let error = plugin_process_start(words + [nil], nil, &process, &socket)
    guard error == 0 else {
      throw RewardError(.unreadableFile, file: command.first, found: String(cString: strerror(error)), expected: "this program")
    }
    listen(to: process, socket)
    var status: Int32 = 0
    plugin_process_end(process, socket, hasEnded ? 0 : Self.graceMilliseconds, &status)
    guard !hasEnded else { return }
    let evidence = "while the law \"\(underWay.law)\" was tried the process \(Self.words(status))"
    report(.finding(LawFinding(law: "it does not end its host", subject: underWay.subject, evidence: evidence)))
  }

  /// Takes what the process says, until it has said everything or is gone.
  private mutating func listen(to process: Int32, _ socket: Int32) {
    while !hasEnded {
      // Looked at before the socket: what was said before the end is still there then.
      let isGone = plugin_process_has_ended(process) != 0
      var count: Int64 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { place, filled in
        count = plugin_process_receive(socket, place.baseAddress, place.count, plugin_process_now() + Self.lookMilliseconds)
        filled = max(0, Int(count))
      }
      // A process that the plugin has started may hold the other end long after.
      if count == -Int64(ETIMEDOUT), !isGone { continue }
      guard count > 0 else { return }
      take(bytes)
    }
  }

  private mutating func take(_ bytes: [UInt8]) {
    buffer += bytes
    while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
      let event = PluginCheck.Event(line: buffer[..<end])
      buffer.removeSubrange(...end)
      switch event {
      case .law(let law, let subject): underWay = (law, subject)
      case .end: hasEnded = true
      case .finding, nil: break
      }
      if let event { report(event) }
    }
  }

  private static func words(_ status: Int32) -> String {
    guard status >= 0 else { return "did not end, and was ended" }
    let signal = status & 0x7F
    return signal == 0 ? "ended with status \(status >> 8 & 0xFF)" : "ended by signal \(signal) (\(String(cString: strsignal(signal))))"
  }
}
