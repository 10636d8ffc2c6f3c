/// Shapers in order, each adding its part to the reward.
///
/// With `c` the correctness reward of a rollout and `R` what a shaper gives it, a shaper that *adds* contributes `R − c`: after the first
/// one the reward is `R` itself, and a second one contributes its term without counting correctness twice. A shaper that *transforms*
/// is handed the reward so far and replaces it. Either way the part is what it added (after minus before), and the reward is the sum
/// of the parts from left to right, in doubles.
public struct ShaperChain: Sendable {
  /// A step: a name that is unique in the chain, and a shaper.
  public struct Step: Sendable {
    /// The name of its part: the shaper's name, with `#2` when the name is there already.
    public let name: String
    /// The shaper.
    public let shaper: ConfiguredShaper
  }

  /// The states of the steps, in order.
  public struct State: Sendable {
    /// One for each step.
    public var steps: [ConfiguredShaper.State]
  }

  /// What the chain gives for a batch.
  public struct Result: Sendable, Hashable {
    /// For each step, what it added to each rollout; `nil` where the reward is or becomes a skip.
    public var parts: [[Double?]]
    /// The reward of each rollout; `nil` = skip.
    public var rewards: [Double?]
    /// The side outputs of each step.
    public var outputs: [[Shaped.Output]]
  }

  /// The steps, in order.
  public let steps: [Step]

  /// A chain of these shapers.
  public init(_ shapers: [ConfiguredShaper]) {
    var seen: [String: Int] = [:]
    steps = shapers.map { shaper in
      let name = shaper.description.name
      let count = seen[name, default: 0] + 1
      seen[name] = count
      return Step(name: count == 1 ? name : "\(name)#\(count)", shaper: shaper)
    }
  }

  /// The state before the first batch.
  public func makeState() -> State { State(steps: steps.map { $0.shaper.makeState() }) }

  /// Shapes a batch.
  ///
  /// - Parameters:
  ///   - batch: the groups, whose rollouts carry the correctness reward as `reward`.
  ///   - plain: what correctness alone is worth to each rollout, in group order, on the scale of the shapers' base rewards; equal to
  ///     the correctness rewards unless a policy uses scores.
  /// - Throws: a step's data error, with the step's name as source. The state is then unchanged.
  public func shape(
    _ batch: Batch, plain: [Double?], state: inout State
  ) throws(RewardError) -> Result {
    guard state.steps.count == steps.count else {
      throw RewardError(.invalidState, found: "\(state.steps.count) steps", expected: "\(steps.count)")
    }
    var next = state
    var current = batch
    var rewards = batch.groups.flatMap { $0.rollouts.map(\.reward) }
    var result = Result(parts: [], rewards: [], outputs: [])
    for (index, step) in steps.enumerated() {
      let shaped = try step.shaper.shape(current, state: &next.steps[index])
      var parts: [Double?] = []
      parts.reserveCapacity(rewards.count)
      for at in rewards.indices {
        let part = Self.part(
          of: shaped.rewards[at], before: rewards[at], plain: plain[at], combination: step.shaper.description.combination)
        parts.append(part)
        rewards[at] = if let before = rewards[at], let part { before + part } else { nil }
      }
      result.parts.append(parts)
      result.outputs.append(shaped.outputs)
      if index + 1 < steps.count { current.setRewards(rewards) }
    }
    result.rewards = rewards
    state = next
    return result
  }

  private static func part(
    of shaped: Double?, before: Double?, plain: Double?, combination: ShaperDescription.Combination
  ) -> Double? {
    guard let shaped, let before, let plain else { return nil }
    let part =
      switch combination {
      case .adds: shaped - plain
      case .transforms: shaped - before
      }
    return part == 0 ? 0 : part  // no negative zero
  }
}

extension Batch {
  fileprivate mutating func setRewards(_ rewards: [Double?]) {
    var at = 0
    for group in groups.indices {
      for rollout in groups[group].rollouts.indices {
        groups[group].rollouts[rollout].reward = rewards[at]
        at += 1
      }
    }
  }
}
