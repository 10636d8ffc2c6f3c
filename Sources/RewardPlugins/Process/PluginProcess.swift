import CPluginProcess
import RewardCore

/// One process of a plugin: a line of JSON in, a line of JSON out.
///
/// Used by one thread at a time. After a failure it is of no more use.
final class PluginProcess {
  /// Why a process gave no answer.
  struct Failure: Error {
    /// In words; how it ended, what it wrote.
    var words: String
    /// Whether it could not even be started.
    var isMissing = false
    /// Whether the time was up; anything else may be what an earlier request has left behind.
    var isLate = false
  }

  private let process: Int32
  private let socket: Int32
  private let timeout: Int64
  private var buffer: [UInt8] = []
  /// Requests so far.
  private(set) var requests = 0
  private var isRunning = true
  /// Whether there is something behind the last answer already.
  var hasMore: Bool { !buffer.isEmpty }
  /// Who may end it: a child that was forked has a copy of us, and not the process.
  private let isOurs: @Sendable () -> Bool

  /// Starts a process.
  init(_ command: PluginCommand, isOurs: @escaping @Sendable () -> Bool) throws(Failure) {
    let words: [UnsafeMutablePointer<CChar>] = command.words.map { word in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: word.utf8.count + 1)
      for (index, byte) in word.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[word.utf8.count] = 0
      return copy
    }
    defer { for word in words { word.deallocate() } }
    var (process, socket): (Int32, Int32) = (0, 0)
    let error = plugin_process_start(words + [nil], command.folder, &process, &socket)
    guard error == 0 else { throw Failure(words: SystemError.words(error), isMissing: true) }
    (self.process, self.socket) = (process, socket)
    timeout = Int64(command.timeoutSeconds * 1000)
    self.isOurs = isOurs
  }

  deinit {
    guard isRunning else { return }
    guard isOurs() else { return plugin_process_abandon(socket) }
    var status: Int32 = 0
    plugin_process_end(process, socket, PluginLimits.graceMilliseconds, &status)
  }

  /// Sends a request and waits for its reply.
  ///
  /// - Throws: when the process ends, does not answer in time, or writes what is no reply; it is then ended.
  func reply(to request: JSONObject) throws(Failure) -> JSONObject {
    requests += 1
    var request = request
    request["id"] = .number(JSONNumber(requests))
    var writer = JSONWriter()
    writer.append(.object(request))
    let line = writer.bytes + [UInt8(ascii: "\n")]
    let deadline = plugin_process_now() + timeout
    let error = line.withUnsafeBytes { plugin_process_send(socket, $0.baseAddress, $0.count, deadline) }
    guard error == 0 else { throw end(error == SystemError.timedOut ? .late : .gone) }
    let bytes = try receiveLine(deadline)
    let reply: JSONValue
    do throws(JSONScanner.Failure) {
      reply = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONScanner.Failure) in try JSONValue(parsing: bytes) }
    } catch { throw end(.wrote("a line that is no JSON (\(error.problem) at byte \(error.offset + 1)): " + Self.text(bytes))) }
    guard let object = reply.objectValue else { throw end(.wrote("a line that is \(reply.kindName): " + Self.text(bytes))) }
    guard object["id"]?.integerValue == requests else {
      throw end(.wrote("an answer to request \(object["id"]?.description ?? "nothing") where \(requests) was asked"))
    }
    return object
  }

  private static func text(_ bytes: [UInt8]) -> String {
    quoted(String(decoding: bytes.prefix(PluginLimits.quotedCharacters * 4), as: UTF8.self))
  }

  private func receiveLine(_ deadline: Int64) throws(Failure) -> [UInt8] {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      searched = buffer.count
      guard buffer.count <= PluginLimits.replyBytes else { throw end(.wrote("a line of over \(PluginLimits.replyBytes) bytes")) }
      var count: Int64 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { place, filled in
        count = plugin_process_receive(socket, place.baseAddress, place.count, deadline)
        filled = max(0, Int(count))
      }
      guard count > 0 else { throw end(count == -Int64(SystemError.timedOut) ? .late : .gone) }
      buffer += chunk
    }
  }

  /// Why a process is ended.
  private enum End {
    case late
    case gone
    case wrote(String)
  }

  /// Ends the process.
  private func end(_ why: End) -> Failure {
    isRunning = false
    var status: Int32 = -1
    var grace = PluginLimits.graceMilliseconds
    if case .late = why { grace = 0 }
    plugin_process_end(process, socket, grace, &status)
    switch why {
    case .late: return Failure(words: "it did not answer within \(JSONNumber(Double(timeout) / 1000).text) s", isLate: true)
    case .wrote(let what): return Failure(words: "it wrote " + what)
    case .gone:
      let signal = status & 0x7F
      let how = status < 0 ? "" : signal == 0 ? " with status \(status >> 8 & 0xFF)" : " by signal \(signal)"
      return Failure(words: "it ended" + how)
    }
  }
}
