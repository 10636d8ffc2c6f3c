import CRewardPlugins
import RewardCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A Swift shaper behind the functions of `rewards_plugin_shaper`.
enum ExportedShaper {
  /// What an entry's `context` points to.
  private struct Exported {
    let type: any Shaper.Type
  }

  /// What `make` gives.
  private final class Made: Sendable {
    let shaper: ConfiguredShaper
    init(_ shaper: ConfiguredShaper) { self.shaper = shaper }

    func state(from text: rewards_plugin_text) throws(RewardError) -> ConfiguredShaper.State {
      guard let json = text.string else { return shaper.makeState() }
      do { return try shaper.state { (type) throws in try JSONDecoder().decode(type, from: Data(json.utf8)) } } catch let error
        as RewardError
      {
        throw error
      } catch { throw RewardError(.invalidState, found: json) }
    }

    func json(of state: ConfiguredShaper.State) throws(RewardError) -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do { return String(decoding: try encoder.encode(state.value), as: UTF8.self) } catch {
        throw RewardError(.invalidState, found: "\(error)")
      }
    }
  }

  private typealias Batches = UnsafePointer<rewards_plugin_batch>

  /// The entry of a shaper.
  static func entry(of type: any Shaper.Type) -> rewards_plugin_shaper {
    var entry = rewards_plugin_shaper()
    entry.struct_size = UInt32(MemoryLayout<rewards_plugin_shaper>.size)
    entry.context = UnsafeRawPointer(PluginTable.lasting(Exported(type: type)))
    entry.description = PluginTable.lasting(type.description.json.description)
    entry.make = { entry, call, configuration, place in
      guard let entry, let call, let exported = entry.pointee.context?.assumingMemoryBound(to: Exported.self) else {
        return REWARDS_PLUGIN_FAILED
      }
      do throws(RewardError) {
        let made = try ExportedShaper.make(exported.pointee.type, Configuration(configuration))
        place?.pointee = Unmanaged.passRetained(made).toOpaque()
        return REWARDS_PLUGIN_OK
      } catch { return PluginCall(call).fail(error) }
    }
    entry.free = { made in made.map { Unmanaged<Made>.fromOpaque($0).release() } }
    entry.shape = { made, call, batch, state, place in
      ExportedShaper.perform(made, call) { (made, call) throws(RewardError) in
        guard let batch, let place else { return }
        let shaped = try made.shaper.shape(Batch(batch.pointee), state: try made.state(from: state))
        for (index, reward) in shaped.rewards.enumerated() where index < Int(place.pointee.count) {
          place.pointee.values?[index] = reward ?? 0
          place.pointee.skipped?[index] = reward == nil ? 1 : 0
        }
        if !shaped.outputs.isEmpty { call.put(REWARDS_PLUGIN_OUTPUTS, ExportedShaper.json(of: shaped.outputs).description) }
      }
    }
    guard keepsState(type) else { return entry }
    entry.initial_state = { made, call in
      ExportedShaper.perform(made, call) { (made, call) throws(RewardError) in
        call.put(REWARDS_PLUGIN_STATE, try made.json(of: made.shaper.makeState()))
      }
    }
    entry.update = { made, call, batch, state in
      ExportedShaper.perform(made, call) { (made, call) throws(RewardError) in
        guard let batch else { return }
        var state = try made.state(from: state)
        made.shaper.update(&state, after: Batch(batch.pointee))
        call.put(REWARDS_PLUGIN_STATE, try made.json(of: state))
      }
    }
    return entry
  }

  private static func keepsState<S: Shaper>(_ type: S.Type) -> Bool { S.State.self != EmptyState.self }

  private static func make<S: Shaper>(_ type: S.Type, _ configuration: Configuration) throws(RewardError) -> Made {
    let description = type.description
    let options = try configuration.options(for: description.options, owner: description.name)
    return Made(ConfiguredShaper(try type.init(options: options, context: configuration.context)))
  }

  private static func perform(
    _ made: UnsafeMutableRawPointer?, _ call: UnsafePointer<rewards_plugin_call>?,
    _ body: (Made, PluginCall) throws(RewardError) -> Void
  ) -> Int32 {
    guard let made, let call else { return REWARDS_PLUGIN_FAILED }
    let own = Unmanaged<Made>.fromOpaque(made).takeUnretainedValue()
    do throws(RewardError) {
      try body(own, PluginCall(call))
      return REWARDS_PLUGIN_OK
    } catch { return PluginCall(call).fail(error) }
  }

  private static func json(of outputs: [Shaped.Output]) -> JSONValue {
    .array(
      outputs.map { output in
        let per =
          switch output.values {
          case .perRollout, .perRolloutValues: "rollout"
          case .perGroup: "group"
          case .batch: "batch"
          }
        return .object(["name": .string(output.name), "per": .string(per), "values": output.json])
      })
  }
}

extension Batch {
  /// The batch that the host hands in.
  fileprivate init(_ batch: rewards_plugin_batch) {
    var groups: [Group] = []
    for index in 0..<Int(batch.group_count) {
      let range = Int(batch.group_offsets?[index] ?? 0)..<Int(batch.group_offsets?[index + 1] ?? 0)
      let rollouts = range.map { at in
        let correct = batch.correct?[at] ?? -1
        func number(_ column: UnsafePointer<Double>?) -> Double? { (column?[at]).flatMap { $0.isNaN ? nil : $0 } }
        return JudgedRollout(
          correct: correct < 0 ? nil : correct != 0, length: number(batch.lengths), truncated: batch.truncated?[at] ?? 0 != 0,
          formatOK: batch.format_ok?[at] ?? 1 != 0, reward: number(batch.rewards), fields: batch.rollout_fields?[at].object ?? JSONObject())
      }
      groups.append(
        Group(id: batch.group_ids?[index].string, rollouts: rollouts, fields: batch.group_fields?[index].object ?? JSONObject()))
    }
    self.init(groups: groups, step: batch.step == .min ? nil : Int(clamping: batch.step), fields: batch.fields.object)
  }
}
