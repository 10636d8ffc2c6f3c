import CRewardPlugins
import RewardCore

/// A shaper of a plugin library.
struct LibraryShaper: PluginShaping {
  let identity: PluginIdentity
  private let table: Table
  private let handle: PluginHandle

  /// The plugin's functions, which any thread may call.
  private struct Table: @unchecked Sendable {
    let functions: rewards_plugin_shaper
    /// The entry itself, which `make` is given.
    let place: UnsafePointer<rewards_plugin_shaper>
  }

  /// How shapers of an entry of the plugin's table are made.
  static func maker(_ place: UnsafePointer<rewards_plugin_shaper>, _ plugin: PluginIdentity) throws(RewardError) -> ShaperMaker {
    let functions = try PluginLibrary.sized(UnsafeRawPointer(place), as: rewards_plugin_shaper.self, "struct_size")
    let description = try ShaperDescription(json: PluginLibrary.description(functions.description), plugin: plugin.name)
    guard functions.shape != nil else { throw RewardError(.malformedPlugin, field: "shape", found: "NULL", expected: "a function") }
    guard (functions.initial_state == nil) == (functions.update == nil) else {
      throw RewardError(
        .malformedPlugin, field: functions.update == nil ? "update" : "initial_state", found: "NULL",
        expected: "a function, as the other one is there")
    }
    try ShaperDescription.check(description, keepsState: functions.update != nil)
    let table = Table(functions: functions, place: place)
    @Sendable func make(_ options: Options, _ context: ShaperContext) throws(RewardError) -> LibraryShaper {
      let configuration = PluginConfiguration.json(options, of: description.options, context: context)
      let handle = try PluginHandle(configuration: configuration, of: plugin, free: table.functions.free) {
        table.functions.make?(table.place, $0, $1, $2)
      }
      return LibraryShaper(identity: plugin, table: table, handle: handle)
    }
    guard functions.update != nil else {
      return ShaperMaker(description) { (options, context) throws(RewardError) in
        StatelessPluginShaper(try make(options, context), description: description)
      }
    }
    return ShaperMaker(description) { (options, context) throws(RewardError) in
      let shaper = try make(options, context)
      return StatefulPluginShaper(shaper, description: description, initialState: try shaper.initialState())
    }
  }

  private init(identity: PluginIdentity, table: Table, handle: PluginHandle) {
    (self.identity, self.table, self.handle) = (identity, table, handle)
  }

  private func initialState() throws(RewardError) -> JSONValue {
    let call = HostCall()
    return try state(
      call, after: call.perform { table.functions.initial_state?(handle.pointer, $0) ?? REWARDS_PLUGIN_FAILED }, "initial_state")
  }

  func shape(_ batch: Batch, state: JSONValue?) throws(RewardError) -> Shaped {
    let call = HostCall()
    var rewards = [Double](repeating: .nan, count: batch.count)
    var skipped = [UInt8](repeating: 0, count: batch.count)
    let status = rewards.withUnsafeMutableBufferPointer { values in
      skipped.withUnsafeMutableBufferPointer { skips in
        var place = rewards_plugin_rewards(
          struct_size: UInt32(MemoryLayout<rewards_plugin_rewards>.size), reserved: 0, count: UInt64(values.count),
          values: values.baseAddress, skipped: skips.baseAddress)
        return BatchColumns(batch, state: state).withBatch { batch, state in
          call.perform { table.functions.shape?(handle.pointer, $0, batch, state, &place) ?? REWARDS_PLUGIN_FAILED }
        }
      }
    }
    try check(call, status, "shape")
    do throws(Nonsense) {
      let outputs = try call.json(REWARDS_PLUGIN_OUTPUTS, "side outputs").map { (json) throws(Nonsense) in
        try Shaped.Output.read(json, for: batch)
      }
      return Shaped(rewards: zip(rewards, skipped).map { $1 != 0 ? nil : $0 }, outputs: outputs ?? [])
    } catch { throw identity.failure(error.words) }
  }

  func update(_ state: JSONValue, after batch: Batch) throws(RewardError) -> JSONValue {
    let call = HostCall()
    let status = BatchColumns(batch, state: state).withBatch { batch, state in
      call.perform { table.functions.update?(handle.pointer, $0, batch, state) ?? REWARDS_PLUGIN_FAILED }
    }
    return try self.state(call, after: status, "update")
  }

  private func check(_ call: HostCall, _ status: Bool?, _ function: String) throws(RewardError) {
    if status == nil { throw identity.failure("`\(function)` returned a status that there is not") }
    if status == false || call.nonsense != nil { throw call.failure(of: identity) }
  }

  private func state(_ call: HostCall, after status: Bool?, _ function: String) throws(RewardError) -> JSONValue {
    try check(call, status, function)
    do throws(Nonsense) {
      guard let state = try call.json(REWARDS_PLUGIN_STATE, "a state") else { throw Nonsense("no state from `\(function)`") }
      return state
    } catch { throw identity.failure(error.words) }
  }
}

extension ShaperDescription {
  /// Whether the level says what there is.
  static func check(_ description: ShaperDescription, keepsState: Bool) throws(RewardError) {
    guard (description.level == .stateful) == keepsState else {
      throw RewardError(
        .malformedPlugin, field: "level", found: description.level.rawValue,
        expected: keepsState ? "`stateful`, as it keeps a state" : "`response`, `group` or `batch`, as it keeps no state")
    }
  }
}

/// A batch as `rewards_plugin_batch` has it: by columns.
private struct BatchColumns {
  private let batch: Batch
  private var arena = TextArena()
  private var offsets: [UInt64] = [0]
  private var correct: [Int8] = []
  private var lengths: [Double] = []
  private var truncated: [UInt8] = []
  private var formatOK: [UInt8] = []
  private var rewards: [Double] = []
  private var groupIDs: [TextArena.Place] = []
  private var rolloutFields: [TextArena.Place] = []
  private var groupFields: [TextArena.Place] = []
  private let fields: TextArena.Place
  private let state: TextArena.Place

  init(_ batch: Batch, state: JSONValue?) {
    self.batch = batch
    for group in batch.groups {
      offsets.append((offsets.last ?? 0) + UInt64(group.rollouts.count))
      groupIDs.append(arena.add(group.id))
      groupFields.append(arena.add(.object(group.fields)))
      for rollout in group.rollouts {
        correct.append(rollout.correct.map { $0 ? 1 : 0 } ?? -1)
        lengths.append(rollout.length ?? .nan)
        truncated.append(rollout.truncated ? 1 : 0)
        formatOK.append(rollout.formatOK ? 1 : 0)
        rewards.append(rollout.reward ?? .nan)
        rolloutFields.append(arena.add(.object(rollout.fields)))
      }
    }
    fields = arena.add(.object(batch.fields))
    self.state = arena.add(state)
  }

  /// Calls `body` with the batch and the state, which live until it returns.
  func withBatch<Result>(_ body: (UnsafePointer<rewards_plugin_batch>, rewards_plugin_text) -> Result) -> Result {
    arena.withTexts { text in
      // An array that is passed as a pointer lives until the function returns.
      func call(
        _ offsets: UnsafePointer<UInt64>, _ correct: UnsafePointer<Int8>, _ lengths: UnsafePointer<Double>,
        _ truncated: UnsafePointer<UInt8>, _ formatOK: UnsafePointer<UInt8>, _ rewards: UnsafePointer<Double>,
        _ ids: UnsafePointer<rewards_plugin_text>, _ ofRollouts: UnsafePointer<rewards_plugin_text>,
        _ ofGroups: UnsafePointer<rewards_plugin_text>
      ) -> Result {
        var columns = rewards_plugin_batch(
          struct_size: UInt32(MemoryLayout<rewards_plugin_batch>.size), reserved: 0, rollout_count: UInt64(self.correct.count),
          group_count: UInt64(groupIDs.count), group_offsets: offsets, correct: correct, lengths: lengths, truncated: truncated,
          format_ok: formatOK, rewards: rewards, group_ids: ids, rollout_fields: ofRollouts, group_fields: ofGroups, fields: text(fields),
          step: batch.step.map(Int64.init) ?? .min)
        return withUnsafePointer(to: &columns) { body($0, text(state)) }
      }
      return call(
        offsets, correct, lengths, truncated, formatOK, rewards, groupIDs.map(text), rolloutFields.map(text), groupFields.map(text))
    }
  }
}
