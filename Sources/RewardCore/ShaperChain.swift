/// Shapers in order, each adding its part to the reward.
///
/// A shaper that *adds* gives a whole reward `R` with its own base; its part is `R − b`, where `b` is what the right or wrong answer is
/// worth by itself: after the first shaper the reward is `R`, and a second one contributes its term without counting correctness twice.
/// One that *replaces* has a verdict table of its own: its part is `R` less the correctness reward that the rollout came with, so that the
/// table stands in its place. A *component* gives its part.
/// A shaper that *transforms* is handed the reward so far and replaces it. In each case the part is what it added (after minus before),
/// and the reward is the sum of the parts from left to right, in doubles.
///
/// A rollout that comes without a reward is one that the reward policy skips. It stays so, whatever a shaper by itself would give for it: a sum
/// of which one part is missing is none. Nor does it count in what the others get.
public struct ShaperChain: Sendable {
  /// A step: a name that is unique in the chain, and a shaper.
  public struct Step: Sendable {
    /// The name of its part: the shaper's name, with `#2` when the name is there already.
    public let name: String
    /// The shaper.
    public let shaper: ConfiguredShaper
  }

  /// What answers are worth to shapers by themselves: the recipe's, or the papers' 1 and 0.
  public struct Base: Sendable, Hashable {
    /// A right answer.
    public var correct: Double
    /// A wrong answer.
    public var wrong: Double

    /// The base of shapers that have none of their own to set, and of recipes that state none.
    public static let papers = Base(correct: 1, wrong: 0)

    /// A base.
    public init(correct: Double, wrong: Double) {
      self.correct = correct
      self.wrong = wrong
    }
  }

  /// The states of the steps, in order.
  public struct State: Sendable {
    /// One for each step.
    public var steps: [ConfiguredShaper.State]

    /// The states of some steps.
    public init(steps: [ConfiguredShaper.State]) { self.steps = steps }
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
  private let base: Base

  /// A chain of these shapers; `base` is what they were given as `correct_reward` and `wrong_reward`.
  public init(_ shapers: [ConfiguredShaper], base: Base = .papers) {
    self.base = base
    var seen: [String: Int] = [:]
    steps = shapers.map { shaper in
      let name = shaper.description.name
      let count = seen[name, default: 0] + 1
      seen[name] = count
      return Step(name: count == 1 ? name : "\(name)#\(count)", shaper: shaper)
    }
  }

  /// Checks that the order makes sense: nothing is added once the reward has been bounded or taken away, and one verdict table is enough.
  ///
  /// - Throws: `invalid_value` with the place of the step that is out of order, such as `[2]`.
  public func checkOrder() throws(RewardError) {
    var last: Step?
    var table: Step?
    for (index, step) in steps.enumerated() {
      let description = step.shaper.description
      if let last, description.combination != .transforms {
        throw RewardError(
          .invalidValue, field: "[\(index)]", found: "`\(step.name)` after `\(last.name)`",
          expected: "`\(last.name)` last: what comes after it is added all the same")
      }
      if description.combination == .replaces {
        if let table {
          throw RewardError(
            .invalidValue, field: "[\(index)]", found: "`\(step.name)` after `\(table.name)`",
            expected: "one of them: each has a verdict table that stands in place of the correctness reward")
        }
        table = step
      }
      if description.endsChain { last = step }
    }
  }

  /// The state before the first batch.
  public func makeState() -> State { State(steps: steps.map { $0.shaper.makeState() }) }

  /// Shapes a batch, whose rollouts carry the correctness reward as `reward`, and then takes it into the state.
  ///
  /// - Throws: a step's data error, with the step's name as source. The state is then unchanged.
  public func shape(_ batch: Batch, updating state: inout State) throws(RewardError) -> Result {
    let result = try shape(batch, state: state)
    // Updates see the batch as it came; they read correctness and lengths, never a shaped reward.
    for (index, step) in steps.enumerated() { step.shaper.update(&state.steps[index], after: batch) }
    return result
  }

  /// Shapes a batch by the state that earlier batches have left.
  ///
  /// - Throws: a step's data error, with the step's name as source.
  public func shape(_ batch: Batch, state: State) throws(RewardError) -> Result {
    guard state.steps.count == steps.count else {
      throw RewardError(.invalidState, found: "\(state.steps.count) steps", expected: "\(steps.count)")
    }
    var current = batch
    let rollouts = batch.groups.flatMap(\.rollouts)
    let correctness = rollouts.map(\.reward)
    var rewards = correctness
    var result = Result(parts: [], rewards: [], outputs: [])
    for (index, step) in steps.enumerated() {
      let description = step.shaper.description
      let isRewarded = rewards.map { $0 != nil }
      let shaped: Shaped
      if description.usesCorrectness || !isRewarded.contains(false) {
        shaped = try step.shaper.shape(current, state: state.steps[index])
      } else {
        // A shaper that looks at correctness passes over what is skipped; one that does not cannot tell, and would count it in its groups.
        shaped = try step.shaper.shape(current.keeping(isRewarded), state: state.steps[index]).spread(over: isRewarded)
      }
      let base = description.options.contains { $0.name == "correct_reward" } ? base : .papers
      var parts: [Double?] = []
      parts.reserveCapacity(rewards.count)
      for (at, rollout) in rollouts.enumerated() {
        guard let own = correctness[at], let before = rewards[at], let after = shaped.rewards[at] else {
          parts.append(nil)
          rewards[at] = nil
          continue
        }
        let part =
          switch description.combination {
          case .adds: after - (rollout.correct == true ? base.correct : base.wrong)
          case .replaces: after - own
          case .component: after
          case .transforms: after - before
          }
        parts.append(part == 0 ? 0 : part)  // no negative zero
        rewards[at] = before + part
      }
      result.parts.append(parts)
      result.outputs.append(shaped.outputs)
      if index + 1 < steps.count { current.setRewards(rewards) }
    }
    result.rewards = rewards
    return result
  }
}

extension Batch {
  /// The batch with some of its rollouts, in the same groups.
  fileprivate func keeping(_ isKept: [Bool]) -> Batch {
    var batch = self
    var at = 0
    for group in groups.indices {
      batch.groups[group].rollouts = groups[group].rollouts.filter { _ in
        defer { at += 1 }
        return isKept[at]
      }
    }
    return batch
  }

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

extension Shaped {
  /// A result for some of the rollouts as one for all, with nothing for the others.
  fileprivate func spread(over isKept: [Bool]) -> Shaped {
    func spread<Value>(_ values: [Value], _ nothing: Value) -> [Value] {
      var rest = values[...]
      return isKept.map { $0 ? rest.popFirst() ?? nothing : nothing }
    }
    var shaped = Shaped(rewards: spread(rewards, nil), outputs: outputs)
    for (index, output) in outputs.enumerated() {
      switch output.values {
      case .perRollout(let values): shaped.outputs[index].values = .perRollout(spread(values, nil))
      case .perRolloutValues(let values): shaped.outputs[index].values = .perRolloutValues(spread(values, .null))
      case .perGroup, .batch: break
      }
    }
    return shaped
  }
}
