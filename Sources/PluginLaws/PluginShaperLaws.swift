import RewardCore
import RewardLaws
import RewardPipeline

/// What a shaper of a plugin upholds beside `ShaperLaws`: what a compiler cannot promise of foreign code.
struct PluginShaperLaws {
  /// A group counts as so many bytes of a text.
  private static let bytesOfGroup = 256
  /// Threads that shape at once.
  private static let threads = 4
  /// How far a worked number may be from what is computed, relative to the larger of it and 1: it may have been written with few digits.
  private static let workedTolerance = 1e-9

  private let description: ShaperDescription
  private let plugin: CheckedPlugin
  private let params: JSONObject
  /// The batches of the worked numbers.
  let exampleBatches: [Batch]

  /// - Throws: what is wrong with the inputs of a worked number.
  init(_ description: ShaperDescription, of plugin: CheckedPlugin) throws(RewardError) {
    (self.description, self.plugin) = (description, plugin)
    // The defaults where there are some, otherwise what the first worked number has.
    let needsOptions = description.options.contains { $0.defaultValue == nil }
    params = needsOptions ? (description.examples.first.flatMap { try? JSONValue(parsing: $0.params).objectValue } ?? nil) ?? [:] : [:]
    var batches: [Batch] = []
    for example in description.examples { batches.append(try Batch(caseInputs: (try? JSONValue(parsing: example.inputs)) ?? .null)) }
    exampleBatches = batches
  }

  /// One as recipes make it.
  func shaper() throws(RewardError) -> ConfiguredShaper { try shaper(in: plugin.registry) }

  private func shaper(in registry: Registry) throws(RewardError) -> ConfiguredShaper {
    try registry.shaper(description.name, options: params, context: ShaperContext(registry: registry))
  }

  /// The law without which no other one is worth trying.
  var first: Law { Law("what it gives are rewards", wholeRewards) }

  /// The laws one by one, those first that tell why others would take forever.
  var laws: [Law] {
    [
      Law("work grows in proportion to the groups", isGrowth: true, growth), Law("examples hold", workedNumbers),
      Law("a saved state goes on as the run would have", savedStates), Law("the thread changes nothing", threadsAgree),
      Law("another process gives the same", otherProcesses),
    ]
  }

  // MARK: Laws

  /// Every batch gets its rewards or is refused for a reason, and some get theirs: laws that nothing was tried on would hold of anything.
  private func wholeRewards() -> [LawFinding] {
    var shaped = 0
    for batch in batches {
      do throws(RewardError) {
        let shaper = try shaper()
        _ = try shaper.shape(batch, state: shaper.makeState())
        shaped += 1
      } catch {
        if [.pluginFailed, .notFinite, .lengthMismatch].contains(error.code) {
          return [finding("what it gives are rewards", "\(error.message), for \(Self.words(batch))")]
        }
      }
    }
    return shaped > 0
      ? [] : [finding("the batches are taken", "every one was refused; it needs an example whose inputs have the fields that it asks for")]
  }

  /// Every worked number is what comes out.
  private func workedNumbers() -> [LawFinding] {
    description.examples.flatMap { example -> [LawFinding] in
      func json(_ text: String) -> JSONValue { (try? JSONValue(parsing: text)) ?? .null }
      let outcome = ShapingCase(
        shaper: description.name, params: json(example.params).objectValue ?? [:], inputs: json(example.inputs),
        stateIn: example.stateIn.map(json)
      ).run(registry: plugin.registry)
      var findings: [LawFinding] = []
      func compare(_ got: JSONValue, _ stated: String, _ what: String) {
        guard !agree(got, json(stated)) else { return }
        let error = outcome.error.map { " (\($0.message))" } ?? ""
        findings.append(finding("examples hold", "\(example.fileID):\(example.line) states the \(what) \(stated), got \(got)\(error)"))
      }
      compare(outcome.result, example.result, "result")
      if let stateOut = example.stateOut { compare(outcome.stateOut ?? .null, stateOut, "state") }
      return findings
    }
  }

  /// What is kept from batch to batch is in the state: another shaper that is handed the state goes on alike.
  private func savedStates() -> [LawFinding] {
    do throws(RewardError) {
      let first = try shaper()
      guard first.isStateful else { return [] }
      var state = first.makeState()
      for (index, batch) in (batches + batches).enumerated() {
        // Another one each time, which has seen nothing.
        let second = try shaper()
        var others = state
        guard let expected = try? first.shape(batch, updating: &state) else { continue }
        guard let got = try? second.shape(batch, updating: &others) else {
          return [finding("a saved state goes on as the run would have", "batch \(index) is refused")]
        }
        if bits(got.rewards) != bits(expected.rewards) {
          return [
            finding(
              "a saved state goes on as the run would have",
              "batch \(index): \(Evidence.rewards(expected.rewards)), and from the saved state \(Evidence.rewards(got.rewards))")
          ]
        }
        if AnyHashable(others.value) != AnyHashable(state.value) {
          return [
            finding(
              "a saved state goes on as the run would have",
              "after batch \(index) the states differ: \(Evidence.state(state)), \(Evidence.state(others))")
          ]
        }
      }
      return []
    } catch { return [finding("a saved state goes on as the run would have", error.message)] }
  }

  /// The thread changes nothing, nor does what other threads do.
  private func threadsAgree() -> [LawFinding] {
    guard let shaper = try? shaper() else { return [] }
    let batches = batches
    let references = batches.map { batch in (try? shaper.shape(batch, state: shaper.makeState())).map { bits($0.rewards) } }
    let found = OtherThreads.first(Self.threads) { number in
      for step in batches.indices {
        let index = (step + number) % batches.count
        let rewards = (try? shaper.shape(batches[index], state: shaper.makeState())).map { bits($0.rewards) }
        if rewards != references[index] { return "\(Self.words(batches[index])) gets other rewards on another thread" }
      }
      return nil
    }
    return found.map { [finding("the thread changes nothing", $0)] } ?? []
  }

  /// Which process is asked changes nothing: a run has several, and starts one again where one has ended.
  private func otherProcesses() -> [LawFinding] {
    func found(_ evidence: String) -> [LawFinding] { [finding("another process gives the same", evidence)] }
    guard let reference = try? shaper() else { return [] }
    for registry in plugin.freshRegistries() {
      do throws(RewardError) {
        let other = try shaper(in: registry)
        var (state, otherState) = (reference.makeState(), other.makeState())
        for batch in batches {
          guard let expected = try? reference.shape(batch, updating: &state) else { continue }
          let got = try other.shape(batch, updating: &otherState)
          if bits(got.rewards) != bits(expected.rewards) {
            return found(
              "\(Self.words(batch)) gets \(Evidence.rewards(expected.rewards)), and in another process \(Evidence.rewards(got.rewards))")
          }
          if AnyHashable(state.value) != AnyHashable(otherState.value) {
            return found("\(Self.words(batch)) leaves \(Evidence.state(state)), and in another process \(Evidence.state(otherState))")
          }
        }
      } catch { return found(error.message) }
    }
    return []
  }

  /// Work grows in proportion to the groups of a batch.
  private func growth() -> [LawFinding] {
    guard let shaper = try? shaper() else { return [] }
    let group = (exampleBatches + Self.plain).first { !$0.groups.isEmpty && !$0.groups[0].rollouts.isEmpty }?.groups.first
    guard let group, let fields = (exampleBatches.first?.fields ?? [:]) as JSONObject? else { return [] }
    let growth = Growth("groups", perSize: Self.bytesOfGroup, isProcess: plugin.isProcess) { size in
      let groups = (0..<size).map { number in
        var one = group
        one.id = "\(number)"
        return one
      }
      let batch = Batch(groups: groups, step: 1, fields: fields)
      let state = shaper.makeState()
      return { _ = try? shaper.shape(batch, state: state) }
    }
    return growth.finding.map { [finding("work grows in proportion to the groups", $0)] } ?? []
  }

  // MARK: Pieces

  private var batches: [Batch] { exampleBatches + Self.plain }

  /// Right, wrong, unknown; long and short; one, several and no groups.
  private static let plain: [Batch] = {
    func rollout(_ correct: Bool?, _ length: Double) -> JudgedRollout {
      JudgedRollout(correct: correct, length: length, reward: correct.map { $0 ? 1 : 0 })
    }
    let mixed = [rollout(true, 100), rollout(false, 900), rollout(true, 300), rollout(nil, 50)]
    return [
      Batch(groups: [Group(id: "a", rollouts: mixed)]), Batch(groups: []), Batch(groups: [Group(id: "b", rollouts: [rollout(true, 40)])]),
      Batch(
        groups: [Group(id: "a", rollouts: mixed.reversed()), Group(id: "c", rollouts: [rollout(false, 7), rollout(true, 7000)])], step: 3),
    ]
  }()

  private static func words(_ batch: Batch) -> String { "a batch of \(Evidence.size(of: batch))" }

  /// Whether a computed value is a stated one: numbers nearly, everything else exactly.
  private func agree(_ got: JSONValue, _ stated: JSONValue) -> Bool {
    switch (got, stated) {
    case (.number(let a), .number(let b)):
      let (a, b) = (a.doubleValue, b.doubleValue)
      return (a - b).magnitude <= Self.workedTolerance * max(1, b.magnitude)
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy(agree)
    case (.object(let a), .object(let b)):
      return Set(a.members.map(\.name)) == Set(b.members.map(\.name)) && b.members.allSatisfy { agree(a[$0.name] ?? .null, $0.value) }
    default: return got == stated
    }
  }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: description.name, evidence: evidence)
  }
}

private func bits(_ rewards: [Double?]) -> [UInt64?] { rewards.map { $0?.bitPattern } }
