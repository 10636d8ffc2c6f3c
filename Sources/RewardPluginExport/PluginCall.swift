import CRewardPlugins
import RewardCore

/// The plugin's side of a call: what the host offers.
struct PluginCall {
  private let call: UnsafePointer<rewards_plugin_call>

  init(_ call: UnsafePointer<rewards_plugin_call>) { self.call = call }

  func put(_ what: Int32, _ text: String?) {
    guard let text else { return }
    text.withUTF8Bytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { call.pointee.put?(call, UInt32(what), $0.baseAddress, $0.count) }
    }
  }

  /// Puts an error; the status with which to return.
  func fail(_ error: RewardError) -> Int32 {
    let facts = error.found.map { $0 + (error.expected.map { ", expected \($0)" } ?? "") }
    put(REWARDS_PLUGIN_ERROR_MESSAGE, facts ?? error.message)
    put(REWARDS_PLUGIN_ERROR_CODE, error.code.rawValue)
    put(REWARDS_PLUGIN_ERROR_FIELD, error.field)
    return REWARDS_PLUGIN_FAILED
  }

  /// What a verifier may spend, as the host has it.
  var work: Work {
    Work(budget: WorkBudget(units: Int(clamping: call.pointee.budget)), explaining: call.pointee.explains != 0)
  }

  /// Tells the host what was spent, and on what.
  func settle(_ work: Work) {
    let spent = Int(clamping: call.pointee.budget) - work.budget.remaining
    _ = call.pointee.spend?(call, UInt64(max(0, spent)))
    for step in work.steps ?? [] {
      step.finding.withUTF8Bytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) { finding in
          step.name.withCString { call.pointee.note?(call, $0, finding.baseAddress, finding.count) }
        }
      }
    }
  }
}

extension rewards_plugin_text {
  /// The text; `nil` where there is none.
  var string: String? {
    guard let data else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
  }

  /// The value of JSON; `nil` where there is none.
  var json: JSONValue? { string.flatMap { try? JSONValue(parsing: $0) } }

  /// The members of an object.
  var object: JSONObject { json?.objectValue ?? JSONObject() }
}

/// What a verifier or shaper is made of.
struct Configuration {
  private let object: JSONObject

  init(_ text: rewards_plugin_text) { object = text.object }

  /// The options, which the host has checked; those that were given are known as given.
  func options(for descriptions: [OptionDescription], owner: String) throws(RewardError) -> Options {
    let all = object["options"]?.objectValue ?? JSONObject()
    let given = Set(object["given"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    return try Options(
      JSONObject(members: all.members.filter { given.contains($0.name) }), for: descriptions, defaults: all, owner: owner)
  }

  /// What surrounds a shaper.
  var context: ShaperContext {
    let context = object["context"]?.objectValue ?? JSONObject()
    return ShaperContext(
      groupSize: context["group_size"]?.integerValue, followsRun: context["follows_run"]?.boolValue ?? true,
      countsCharacters: context["length"]?.stringValue == "characters", registry: Registry())
  }
}
