import CRewardPlugins
import RewardCore

/// The host's side of one call of a plugin's function: its budget, and what the plugin puts.
final class HostCall {
  var work: Work
  /// The first thing that cannot be among what was put.
  private(set) var nonsense: Nonsense?
  private var texts: [UInt32: String] = [:]
  private(set) var leniencies: [String] = []
  private var puttedBytes = 0
  /// JSON that the plugin has asked for values of, by where it stands.
  private var read: [UInt: JSONValue] = [:]
  /// Texts that the plugin was given, which live as long as the call.
  private var lent: [UnsafeMutablePointer<CChar>] = []

  init(work: Work = Work()) { self.work = work }

  deinit { for text in lent { text.deallocate() } }

  /// What was put there.
  subscript(what: Int32) -> String? { texts[UInt32(what)] }

  /// What was put there as JSON.
  func json(_ what: Int32, _ name: String) throws(Nonsense) -> JSONValue? {
    guard let text = self[what] else { return nil }
    do throws(JSONScanner.Failure) { return try JSONValue(parsing: text) } catch {
      throw Nonsense("\(name) that is no JSON (\(error.problem) at byte \(error.offset + 1)): \(quoted(text))")
    }
  }

  /// The error that the plugin has put.
  func failure(of plugin: PluginIdentity) -> RewardError {
    if let nonsense { return plugin.failure(nonsense.words) }
    let code = self[REWARDS_PLUGIN_ERROR_CODE].flatMap { Identifier.isValid($0) ? RewardError.Code(rawValue: $0) : nil }
    let message = self[REWARDS_PLUGIN_ERROR_MESSAGE].map(quoted) ?? "it failed without a word"
    return RewardError(
      code ?? .pluginFailed, field: self[REWARDS_PLUGIN_ERROR_FIELD].map(quoted), found: message, source: plugin.words)
  }

  /// Calls a function of a plugin.
  ///
  /// - Returns: its status, or `nil` for one that there is not.
  func perform(_ body: (UnsafePointer<rewards_plugin_call>) -> Int32) -> Bool? {
    var call = rewards_plugin_call(
      struct_size: UInt32(MemoryLayout<rewards_plugin_call>.size), explains: work.steps == nil ? 0 : 1,
      host: Unmanaged.passUnretained(self).toOpaque(), budget: UInt64(work.budget.remaining), put: HostFunctions.put,
      spend: HostFunctions.spend, note: HostFunctions.note,
      number: HostFunctions.number, boolean: HostFunctions.boolean, text: HostFunctions.text)
    let status = withExtendedLifetime(self) { withUnsafePointer(to: &call, body) }
    PluginActivity.callHasReturned()
    return switch status {
    case REWARDS_PLUGIN_OK: true
    case REWARDS_PLUGIN_FAILED: false
    default: nil
    }
  }

  // MARK: What the plugin calls

  fileprivate func put(_ what: UInt32, _ bytes: UnsafePointer<CChar>?, _ count: Int) {
    let name = Self.names[what]
    guard let name else { return refuse("something put as \(what), which there is not") }
    guard count >= 0, count <= PluginLimits.putBytes - puttedBytes else { return refuse("\(name) of \(UInt(bitPattern: count)) bytes") }
    guard count == 0 || bytes != nil else { return refuse("NULL for \(name) of \(count) bytes") }
    puttedBytes += count
    guard let text = Self.text(bytes, count) else { return refuse("\(name) that is not UTF-8") }
    guard what == REWARDS_PLUGIN_LENIENCY else {
      texts[what] = text
      return
    }
    guard leniencies.count < PluginLimits.leniencies else { return refuse("more than \(PluginLimits.leniencies) leniencies") }
    leniencies.append(text)
  }

  private static let names: [UInt32: String] = [
    UInt32(REWARDS_PLUGIN_EXTRACTED): "an answer", UInt32(REWARDS_PLUGIN_PROOF): "a proof", UInt32(REWARDS_PLUGIN_DETAIL): "a detail",
    UInt32(REWARDS_PLUGIN_LENIENCY): "a leniency", UInt32(REWARDS_PLUGIN_STATE): "a state",
    UInt32(REWARDS_PLUGIN_OUTPUTS): "side outputs", UInt32(REWARDS_PLUGIN_ERROR_MESSAGE): "an error message",
    UInt32(REWARDS_PLUGIN_ERROR_CODE): "an error code", UInt32(REWARDS_PLUGIN_ERROR_FIELD): "an error's field",
  ]

  private func refuse(_ what: String) { nonsense = nonsense ?? Nonsense(what) }

  fileprivate func note(_ step: UnsafePointer<CChar>?, _ finding: UnsafePointer<CChar>?, _ count: Int) {
    guard let step, count >= 0, count <= PluginLimits.putBytes, let text = Self.text(finding, count),
      let name = String(validatingCString: step)
    else { return refuse("a note that is no text") }
    work.note(name, text)
  }

  fileprivate func value(_ json: rewards_plugin_text, _ path: UnsafePointer<CChar>?) -> JSONValue? {
    guard let data = json.data, let path, let path = String(validatingCString: path) else { return nil }
    let key = UInt(bitPattern: data)
    if read[key] == nil { read[key] = Self.text(data, json.count).flatMap { try? JSONValue(parsing: $0) } ?? .null }
    return read[key]?.objectValue?[path: path.split(separator: ".").map(String.init)]
  }

  /// A text that lives as long as the call.
  fileprivate func lend(_ text: String) -> rewards_plugin_text {
    let count = text.utf8.count
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: count + 1)
    for (index, byte) in text.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
    copy[count] = 0
    lent.append(copy)
    return rewards_plugin_text(data: copy, count: count)
  }

  private static func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String? {
    let raw = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
    guard raw.withMemoryRebound(to: UInt8.self, { firstInvalidUTF8(in: $0) }) == nil else { return nil }
    return String(decoding: raw, as: UTF8.self)
  }
}

/// The functions of `rewards_plugin_call`.
private enum HostFunctions {
  static func host(_ call: UnsafePointer<rewards_plugin_call>?) -> HostCall? {
    guard let host = call?.pointee.host else { return nil }
    return Unmanaged<HostCall>.fromOpaque(host).takeUnretainedValue()
  }

  typealias Call = UnsafePointer<rewards_plugin_call>?

  static let put: @convention(c) (Call, UInt32, UnsafePointer<CChar>?, Int) -> Void = { call, what, bytes, count in
    host(call)?.put(what, bytes, count)
  }

  static let spend: @convention(c) (Call, UInt64) -> Int32 = { call, units in
    host(call)?.work.budget.spend(Int(clamping: units)) == true ? 1 : 0
  }

  static let note: @convention(c) (Call, UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int) -> Void = { call, step, finding, count in
    host(call)?.note(step, finding, count)
  }

  static let number: @convention(c) (Call, rewards_plugin_text, UnsafePointer<CChar>?, UnsafeMutablePointer<Double>?) -> Int32 = {
    guard let found = host($0)?.value($1, $2)?.doubleValue, let value = $3 else { return 0 }
    value.pointee = found
    return 1
  }

  static let boolean: @convention(c) (Call, rewards_plugin_text, UnsafePointer<CChar>?, UnsafeMutablePointer<Int32>?) -> Int32 = {
    guard let found = host($0)?.value($1, $2)?.boolValue, let value = $3 else { return 0 }
    value.pointee = found ? 1 : 0
    return 1
  }

  static let text: @convention(c) (Call, rewards_plugin_text, UnsafePointer<CChar>?, UnsafeMutablePointer<rewards_plugin_text>?) -> Int32 =
    {
      guard let host = host($0), let found = host.value($1, $2)?.stringValue, let value = $3 else { return 0 }
      value.pointee = host.lend(found)
      return 1
    }
}
