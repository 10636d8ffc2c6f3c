package import RewardCore

/// What is audited: a reward policy, a chain of shapers on it, and what makes advantages of the rewards.
package struct AuditSubject: Sendable {
  /// A state in which the chain is tried.
  package struct NamedState: Sendable {
    /// What it is, in words.
    package var name: String
    /// The state.
    package var state: ShaperChain.State

    /// A state under a name.
    package init(name: String, state: ShaperChain.State) {
      self.name = name
      self.state = state
    }
  }

  /// The shapers.
  let chain: ShaperChain
  /// What a verdict is worth to them.
  let policy: RewardPolicy
  /// What makes advantages; `nil`: rewards less the mean of their group.
  let normaliser: ConfiguredNormaliser?
  /// How many rollouts a group has, for advantages.
  let groupSize: Int
  /// The unit of lengths, in words.
  let lengthUnit: String
  /// The states in which the chain is tried.
  private(set) var states: [NamedState]
  /// Numbers at which something may happen: limits, targets, steps.
  let landmarks: [Double]
  /// The fields of probes.
  private(set) var fields: ProbeFields

  /// A subject.
  ///
  /// - Parameters:
  ///   - chain: the shapers.
  ///   - policy: what a verdict is worth.
  ///   - normaliser: what makes advantages; `nil`: rewards less the mean of their group.
  ///   - groupSize: how many rollouts a group has; 64 is the most that is searched.
  ///   - lengthUnit: the unit of lengths, in words.
  ///   - given: the state to audit in; `nil`: the initial one and, of shapers that learn, one after some batches.
  ///   - options: the shapers as the recipe has them: their numbers are where something may happen.
  package init(
    chain: ShaperChain, policy: RewardPolicy = RewardPolicy(), normaliser: ConfiguredNormaliser? = nil, groupSize: Int = Self.groupSize,
    lengthUnit: String = "tokens", given: NamedState? = nil, options: JSONValue = .null
  ) {
    self.chain = chain
    self.policy = policy
    self.normaliser = normaliser
    self.groupSize = min(groupSize, AuditLimits.largestGroup)
    self.lengthUnit = lengthUnit
    states = [given ?? NamedState(name: "initial", state: chain.makeState())]
    let descriptions = chain.steps.map(\.shaper.description)
    let defaults = descriptions.flatMap(\.options).filter(\.isLength).compactMap { $0.defaultValue?.doubleValue }
    landmarks = Set((options.numbers + defaults).filter { $0 >= 1 && $0.isFinite }).sorted()
    fields = ProbeFields(for: descriptions + (normaliser.map { [$0.description] } ?? []), words: options.values(named: "equals"))
    requireFields()
    if given == nil, chain.steps.contains(where: \.shaper.isStateful) { addWarmState() }
  }

  /// Rollouts in a group, where a recipe does not say: what most trainers draw by default.
  package static let groupSize = 8

  /// Which steps there are, with what comes before and after them.
  var names: [String] { ["correctness"] + chain.steps.map(\.name) }

  /// The kinds of wrong answers that the policy tells apart.
  var wrongOutcomes: [Probe.Outcome] {
    var outcomes: [Probe.Outcome] = [.incorrect]
    if policy.incorrect == .score { outcomes.append(.partial) }
    if policy.noAnswer != policy.incorrect, policy.noAnswer != .skip { outcomes.append(.noAnswer) }
    if policy.unverifiableByCompletion != policy.incorrect, policy.unverifiableByCompletion != .skip { outcomes.append(.unverifiable) }
    return outcomes
  }

  // MARK: Rewards and advantages

  /// What a probe's rollouts are worth.
  struct Values: Sendable {
    var rewards: [Double?]
    /// Advantages, where they were asked for.
    var advantages: [Double]?
  }

  /// The values of a probe.
  ///
  /// - Throws: the data error of a step or of the normaliser.
  func values(of probe: Probe, withAdvantages: Bool = false) throws(RewardError) -> Values {
    var batch = batch(of: probe)
    let state = states[min(probe.state, states.count - 1)].state
    let result = try chain.shape(batch, state: state)
    let count = probe.rollouts.count
    var values = Values(rewards: Array(result.rewards.prefix(count)))
    guard withAdvantages else { return values }
    guard let normaliser else {
      values.advantages = Self.centred(values.rewards)
      return values
    }
    batch.setRewards(result)
    values.advantages = Array(try normaliser.advantages(for: batch).values.prefix(count))
    return values
  }

  /// Rewards less their mean; 0 without a reward.
  private static func centred(_ rewards: [Double?]) -> [Double] {
    let known = rewards.compactMap(\.self)
    guard let first = known.first else { return rewards.map { _ in 0 } }
    // Differences from the first one: equal rewards are exactly 0 from their mean, whatever they are.
    let mean = known.reduce(0) { $0 + ($1 - first) } / Double(known.count)
    return rewards.map { $0.map { ($0 - first) - mean } ?? 0 }
  }

  private func batch(of probe: Probe) -> Batch {
    var groups = [Group(id: "p", rollouts: probe.rollouts.map(judged), fields: probe.fields)]
    if probe.hasCompanions {
      let wrong = [1000.0, 2000].map { Probe.Rollout(outcome: .incorrect, length: $0) }
      for number in 1...4 {
        groups.append(Group(id: "q\(number)", rollouts: fields.probe(wrong).rollouts.map(judged), fields: fields.plainGroup))
      }
    }
    return Batch(groups: groups, step: probe.step)
  }

  /// A rollout as shapers see it, judged as a row is.
  private func judged(_ rollout: Probe.Rollout) -> JudgedRollout {
    let reward = rollout.outcome.verdict.flatMap {
      policy.reward(for: $0, truncated: rollout.truncated, formatOK: rollout.formatOK)
    }
    return JudgedRollout(
      correct: reward == nil ? nil : rollout.outcome.verdict.flatMap { policy.correctness(of: $0) }, length: rollout.length,
      truncated: rollout.truncated, formatOK: rollout.formatOK, reward: reward, fields: rollout.fields)
  }

  // MARK: Making ready

  /// Finds which fields the steps cannot do without, by what they refuse.
  private mutating func requireFields() {
    // Each turn settles one field.
    for _ in 0...(fields.ofRollouts.count + fields.ofGroups.count) {
      do throws(RewardError) {
        for rollouts in Probe.reference { _ = try values(of: fields.probe(rollouts)) }
        return
      } catch {
        guard error.code == .missingField, let name = error.field?.split(separator: ".").last else { return }
        guard fields.require(String(name)) else { return }
      }
    }
  }

  /// Batches that a chain has seen in the state which stands for a run: enough for targets that are renewed every 20 steps.
  private static let warmBatches = 20

  private mutating func addWarmState() {
    let seen: [Probe.Rollout] = [
      Probe.Rollout(outcome: .correct, length: 500), Probe.Rollout(outcome: .correct, length: 1000),
      Probe.Rollout(outcome: .incorrect, length: 2000), Probe.Rollout(outcome: .correct, length: 4000),
    ]
    var probe = fields.probe(seen)
    var state = states[0].state
    for step in 0..<Self.warmBatches {
      probe.step = step
      // What refuses these refuses the reference probes too, which the audit reports.
      _ = try? chain.shape(batch(of: probe), updating: &state)
    }
    states.append(
      NamedState(name: "after \(Self.warmBatches) batches of right 500, right 1000, wrong 2000, right 4000", state: state))
  }
}

extension Batch {
  /// Gives the rollouts what a chain has made of them.
  fileprivate mutating func setRewards(_ result: ShaperChain.Result) {
    var at = 0
    for group in groups.indices {
      for index in groups[group].rollouts.indices {
        let correctness = groups[group].rollouts[index].reward
        let isSkipped = result.rewards[at] == nil
        groups[group].rollouts[index].parts = ([correctness] + result.parts.map { $0[at] }).map { isSkipped ? nil : $0 }
        groups[group].rollouts[index].reward = result.rewards[at]
        at += 1
      }
    }
  }
}

extension JSONValue {
  /// All numbers in the value.
  fileprivate var numbers: [Double] {
    switch self {
    case .number(let number): [number.doubleValue]
    case .array(let elements): elements.flatMap(\.numbers)
    case .object(let object): object.members.flatMap(\.value.numbers)
    default: []
    }
  }

  /// All values under a name, however deep.
  fileprivate func values(named name: String) -> [JSONValue] {
    switch self {
    case .array(let elements): elements.flatMap { $0.values(named: name) }
    case .object(let object): object.members.flatMap { $0.name == name ? [$0.value] : $0.value.values(named: name) }
    default: []
    }
  }
}
