import ExactMath
public import RewardCore

/// SEC's bandit: draws prompts from the categories on which the model is learning most.
///
///     r = mean |advantage| over the category's rollouts of this step
///     Q ← α·r + (1 − α)·Q          for the categories that were seen
///     probability = softmax(Q / τ)
///
/// Self-Evolving Curriculum for LLM Reasoning, arXiv 2505.14970, the bandit: a temporal-difference update, where the size of advantages
/// stands for how much there is to learn. The probabilities are those for the next batch, after the update.
///
/// In a run the category of a group is its field `category`, and a row's `weight` is its category's probability. The state is
/// `{"q": {CATEGORY: Q}}`. Q is rounded to a double once a batch; probabilities are exact up to `PortableMath.exp` and rounded once.
public struct SECBanditSelector: Selector {
  private let categories: [String]
  private let alpha: BigRational
  private let temperature: BigRational
  private let initial: Double

  /// Weights.
  public static var gives: Selection.Members { [.weights] }

  /// A bandit with these options.
  ///
  /// - Throws: `invalid_parameter` when `categories` is empty or names one twice.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    categories = options.strings("categories")
    guard !categories.isEmpty, Set(categories).count == categories.count else {
      throw RewardError(
        .invalidParameter, field: "categories", found: options["categories"].description, expected: "names, each once; at least one",
        source: Self.description.name)
    }
    alpha = options.exact("alpha")
    temperature = options.exact("tau")
    initial = options.exact("q0").reward
  }

  /// The first values.
  public func makeState() -> SECBanditState {
    SECBanditState(q: Dictionary(categories.map { ($0, initial) }, uniquingKeysWith: { first, _ in first }))
  }

  /// It does.
  public static var usesAdvantages: Bool { true }

  /// The probabilities for the next batch.
  public func select(from batch: Batch, state: SECBanditState) throws(RewardError) -> Selection {
    if let stranger = state.q.keys.filter({ !categories.contains($0) }).min() {
      throw RewardError(.invalidState, field: "q.\(stranger)", expected: "one of the categories " + categories.joined(separator: ", "))
    }
    let gains = try gains(of: batch)
    var next = state
    learn(gains, &next)
    let chances = Curve.softmax(categories.map { BigRational(length: next.q[$0] ?? initial) / temperature }).map(\.reward)
    guard batch.groups.isEmpty else {
      let byName = Dictionary(zip(categories, chances), uniquingKeysWith: { first, _ in first })
      var weights: [Double] = []
      for group in batch.groups { weights.append(byName[try group.word("category")] ?? 0) }
      return Selection(weights: batch.perRollout(weights))
    }
    let members = zip(categories, chances).map { JSONObject.Member(name: $0, value: JSONValue($1)) }
    let learned = gains.map { JSONObject.Member(name: $0.category, value: JSONValue($0.gain.reward)) }
    return Selection(outputs: [
      Shaped.Output("probs", .batch(.object(JSONObject(members: members)))),
      Shaped.Output("learning_gain", .batch(.object(JSONObject(members: learned)))),
    ])
  }

  /// Takes the gains of the batch into the values.
  public func update(_ state: inout SECBanditState, after batch: Batch) {
    guard let gains = try? gains(of: batch) else { return }
    learn(gains, &state)
  }

  private func learn(_ gains: [(category: String, gain: BigRational)], _ state: inout SECBanditState) {
    for category in categories where state.q[category] == nil { state.q[category] = initial }
    for (category, gain) in gains {
      let before = BigRational(length: state.q[category] ?? initial)
      state.q[category] = (alpha * gain + (1 - alpha) * before).reward
    }
  }

  /// What was learned in each category that was seen.
  private func gains(of batch: Batch) throws(RewardError) -> [(category: String, gain: BigRational)] {
    var sizes: [(name: String, numbers: [BigRational])] = []
    if let given = batch.fields["advantages"], given != .null {
      sizes = try given.finiteNumbersByName(at: "advantages")
    } else {
      guard !batch.groups.isEmpty else {
        throw RewardError(.missingField, field: "advantages", expected: "the advantages of each category")
      }
      for group in batch.groups {
        let category = try group.word("category")
        let numbers = group.rollouts.compactMap { $0.advantage.map(BigRational.init(length:)) }
        if let index = sizes.firstIndex(where: { $0.name == category }) {
          sizes[index].numbers += numbers
        } else {
          sizes.append((category, numbers))
        }
      }
    }
    for (name, _) in sizes where !categories.contains(name) {
      throw RewardError(
        .unknownCategory, field: name, expected: "one of " + categories.joined(separator: ", "),
        nearest: nearestName(to: name, among: categories))
    }
    return sizes.compactMap { size in size.numbers.map(\.magnitude).mean.map { (size.name, $0) } }
  }

  /// A moving average: the last batch counts most.
  public static let merging = StateMerging.sequential(
    "a moving average depends on the order of the batches; gather every step's advantages into one process, which draws for all")
}

/// What SEC's bandit believes of each category.
public struct SECBanditState: Codable, Sendable, Hashable {
  var q: [String: Double]

  init(q: [String: Double]) { self.q = q }

  /// Reads saved values, which have to be finite.
  public init(from decoder: any Decoder) throws {
    q = try decoder.container(keyedBy: CodingKeys.self).decode([String: Double].self, forKey: .q)
    guard q.values.allSatisfy(\.isFinite) else { throw RewardError(.invalidState, field: "q", expected: "finite numbers") }
  }
}

extension SECBanditSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "sec_bandit", version: 1,
    summary: "Draws prompts from the categories on which the model is learning most (SEC).",
    equation: "Q ← α·mean|A| + (1 − α)·Q; probability = softmax(Q/τ)", level: .stateful, usesLength: false,
    groupFields: ["category"],
    options: [
      OptionDescription("categories", .strings, "The names of the categories."),
      OptionDescription("alpha", .number(.unit), default: 0.5, "How much the last batch counts."),
      OptionDescription("tau", .number(.positive), default: 1, "The temperature: high draws evenly, low from the best."),
      OptionDescription("q0", .number(.any), default: 0, "The value of a category that was never seen."),
    ],
    edges: [
      "A category without advantages in the batch keeps its value.", "A category that was not declared is an error, unknown_category.",
      "The probabilities are those after the update, for the next batch.",
      "In a run a rollout without a reward, or one that another selector left out, has no advantage and does not count.",
    ],
    properties: [
      "Every category keeps a probability above 0, unless the values differ by more than 745·tau.", "Needs a recipe with `advantages`.",
    ],
    sources: [Source("Self-Evolving Curriculum for LLM Reasoning, the bandit", "arXiv 2505.14970", confidence: .note)],
    examples: [
      ShaperExample(
        params: #"{"categories": ["easy", "mid", "hard"]}"#, inputs: #"{"advantages": {"easy": [0.5, -0.5], "hard": [0, 0]}}"#,
        stateIn: #"{"q": {"easy": 0.2, "mid": 0.4, "hard": 0.6}}"#,
        result: #"""
          {"probs": {"easy": 0.333055729065, "mid": 0.350131861449, "hard": 0.316812409486}, "learning_gain": {"easy": 0.5, "hard": 0}}
          """#,
        stateOut: #"{"q": {"easy": 0.35, "mid": 0.4, "hard": 0.3}}"#),
      ShaperExample(
        params: #"{"categories": ["a", "b"]}"#, inputs: #"{"advantages": {"c": [1]}}"#, result: #"{"error": "unknown_category"}"#),
    ])
}
