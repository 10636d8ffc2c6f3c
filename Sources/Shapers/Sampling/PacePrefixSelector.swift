import ExactMath
public import RewardCore

/// PACE's trusted prefix: how many tokens of a known good answer a prompt is given to begin with, fewer with every stage of the run.
///
///     v = prefix[id] / 2^⌊step / halve_every⌋;   0 if v ≤ cutoff
///     then, where a prompt's accuracy was seen before:
///       fell:      prefix ← min(init, 2·prefix)
///       otherwise: prefix ← prefix/2, and 0 below `minimum`
///
/// PACE, arXiv 2602.11639, the second half beside `pace_length`; code JackWenx/PACE. The first observation of a prompt only stores its
/// accuracy. In the released trainer the stored accuracy is never initialised, so that the update never runs: 512, 256, 128, 64 for 20
/// steps each, and then none. The trainer cuts the prefix at the end of a paragraph.
///
/// In a run, the accuracy of a prompt is the share of right answers among those that are known, and a row's `selection` says how many
/// tokens the prompt gets at this step. The state is `{"prefix": {ID: tokens}, "acc": {ID: accuracy}}`.
public struct PacePrefixSelector: Selector {
  private let initial: BigRational
  private let minimum: BigRational
  private let period: BigRational
  private let cutoff: BigRational

  /// Named values.
  public static var gives: Selection.Members { [.values] }

  /// A selector with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    initial = options.exact("init")
    minimum = options.exact("minimum")
    period = options.exact("halve_every")
    cutoff = options.exact("cutoff")
  }

  /// Nothing seen.
  public func makeState() -> PacePrefixState { PacePrefixState() }

  /// The prefix of each prompt, by the state so far.
  public func select(from batch: Batch, state: PacePrefixState) throws(RewardError) -> Selection {
    let step = try batch.knownStep()
    let stage = (BigRational(step) / period).floor()
    let ids = try Self.prompts(of: batch)
    for (id, accuracy) in try Self.observations(of: batch) where !(0...1).contains(accuracy) {
      throw RewardError(.outOfRange, field: "accuracy.\(id)", found: "\(accuracy)", expected: "from 0 to 1")
    }
    let tokens = ids.map { id in
      let prefix = state.prefix[id].map(BigRational.init(length:)) ?? initial
      return JSONValue(Self.halved(prefix, stage, orNoneUpTo: cutoff).reward)
    }
    guard batch.groups.isEmpty else { return Selection(outputs: [Shaped.Output("prefix", .perGroup(tokens))]) }
    let members = zip(ids, tokens).map { JSONObject.Member(name: $0, value: $1) }
    return Selection(outputs: [Shaped.Output("prefix", .batch(.object(JSONObject(members: members))))])
  }

  /// Takes the accuracies of the batch into the state.
  public func update(_ state: inout PacePrefixState, after batch: Batch) {
    guard let seen = try? Self.observations(of: batch) else { return }
    for (id, accuracy) in seen {
      // Compared as the doubles that are stored: 5/6 is not below the nearest double to 5/6.
      if let before = state.acc[id] {
        let prefix = state.prefix[id].map(BigRational.init(length:)) ?? initial
        if accuracy < before {
          state.prefix[id] = min(initial, prefix * 2).reward
        } else {
          let half = prefix / 2
          state.prefix[id] = half < minimum ? 0 : half.reward
        }
      }
      state.acc[id] = accuracy
    }
  }

  /// Prompts have states of their own.
  public static let merging = StateMerging.mergeable(
    "each prompt's entry is that of the process which saw the prompt; two processes that saw the same prompt are an error")

  /// Each prompt's entry from the one process that changed it.
  public func merge(_ states: [PacePrefixState], since base: PacePrefixState) throws(RewardError) -> PacePrefixState {
    var merged = base
    var changed: Set<String> = []
    for state in states {
      for id in Set(state.acc.keys).union(state.prefix.keys).sorted()
      where state.acc[id] != base.acc[id] || state.prefix[id] != base.prefix[id] {
        guard changed.insert(id).inserted else {
          throw RewardError(
            .stateNotMergeable, field: "acc.\(id)", found: "a prompt that two processes saw",
            expected: "all rollouts of a prompt in one process")
        }
        merged.acc[id] = state.acc[id]
        merged.prefix[id] = state.prefix[id]
      }
    }
    return merged
  }

  /// `prefix` halved so often, or 0 when that is not above the cutoff.
  private static func halved(_ prefix: BigRational, _ stage: BigRational, orNoneUpTo cutoff: BigRational) -> BigRational {
    // Beyond some thousand halvings nothing is left of any number of tokens.
    let power = stage.intValue.flatMap { BigRational(2).power($0, maxBits: 4096) }
    let left = power.map { prefix / $0 } ?? .zero
    return left <= cutoff ? .zero : left
  }

  private static func prompts(of batch: Batch) throws(RewardError) -> [String] {
    if let ids = batch.fields["ids"] {
      guard let entries = ids.arrayValue else {
        throw RewardError(.wrongType, field: "ids", found: ids.kindName, expected: "a list of names")
      }
      var names: [String] = []
      for entry in entries {
        guard let name = entry.stringValue else {
          throw RewardError(.wrongType, field: "ids", found: entry.description, expected: "a list of names")
        }
        names.append(name)
      }
      return names
    }
    guard !batch.groups.isEmpty else { throw RewardError(.missingField, field: "ids", expected: "the names of the prompts") }
    var names: [String] = []
    for group in batch.groups {
      guard let id = group.id else {
        throw RewardError(.missingField, field: "id", expected: "the prompt's name, under which its prefix is kept")
      }
      names.append(id)
    }
    return names
  }

  /// The accuracy of each prompt that was seen, once a prompt.
  private static func observations(of batch: Batch) throws(RewardError) -> [(id: String, accuracy: Double)] {
    var seen: [(id: String, accuracy: Double)] = []
    if let given = batch.fields["accuracy"], given != .null {
      guard let object = given.objectValue else {
        throw RewardError(.wrongType, field: "accuracy", found: given.kindName, expected: "an object of numbers")
      }
      for member in object.members { seen.append((member.name, try member.value.finiteNumber(at: "accuracy.\(member.name)"))) }
      return seen
    }
    var hits: [String: (right: Int, known: Int)] = [:]
    for group in batch.groups {
      guard let id = group.id else { continue }
      let before = hits[id, default: (0, 0)]
      hits[id] = (
        before.right + group.rollouts.count { $0.correct == true }, before.known + group.rollouts.count { $0.correct != nil }
      )
    }
    for (id, count) in hits where count.known > 0 { seen.append((id, BigRational(count.right, over: count.known).reward)) }
    return seen
  }
}

/// What PACE knows of prompts.
public struct PacePrefixState: Codable, Sendable, Hashable {
  /// Tokens of prefix; a prompt without an entry has `init`.
  var prefix: [String: Double] = [:]
  /// Accuracy when it was last seen.
  var acc: [String: Double] = [:]

  init() {}

  /// Reads a saved state, which has to be one that can have been written.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    prefix = try values.decode([String: Double].self, forKey: .prefix)
    acc = try values.decode([String: Double].self, forKey: .acc)
    guard prefix.values.allSatisfy({ $0 >= 0 && $0.isFinite }), acc.values.allSatisfy({ (0...1).contains($0) }) else {
      throw RewardError(.invalidState, expected: "prefixes of at least 0 and accuracies from 0 to 1")
    }
  }
}

extension PacePrefixSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "pace_prefix", version: 1,
    summary: "How many tokens of a known good answer a prompt is given, fewer with every stage and with every success (PACE).",
    equation: "v = prefix[id]/2^⌊step/halve_every⌋, 0 if v ≤ cutoff", level: .stateful, usesLength: false, groupFields: ["id"],
    options: [
      OptionDescription("init", .number(.positive), default: 512, "Tokens of prefix to begin with, and at most."),
      OptionDescription("minimum", .number(.any), default: 64, "A prefix that falls below this becomes 0."),
      OptionDescription("halve_every", .number(.positive), default: 20, "Steps of a stage; each halves all prefixes."),
      OptionDescription("cutoff", .number(.any), default: 32, "What is not above this is not given."),
    ],
    edges: [
      "The first observation of a prompt only stores its accuracy.", "A prefix of 0 stays 0.",
      "A prompt that stands in a batch twice has the accuracy of both together.", "An equal accuracy has not fallen.",
      "No `step` is an error, missing_field; a step below 0 is out_of_range.",
    ],
    properties: ["Not a reward: it says what a prompt is given."],
    sources: [
      Source("PACE, the trusted prefix; the released trainer", "arXiv 2602.11639; JackWenx/PACE", confidence: .read)
    ],
    examples: [
      ShaperExample(
        inputs: #"{"step": 45, "ids": ["a", "b", "c"], "accuracy": {"a": 0.25, "b": 0.75, "c": 0.5}}"#,
        stateIn: #"{"prefix": {"a": 256, "b": 256}, "acc": {"a": 0.5, "b": 0.5}}"#,
        result: #"{"prefix": {"a": 64, "b": 64, "c": 128}}"#,
        stateOut: #"{"prefix": {"a": 512, "b": 128}, "acc": {"a": 0.25, "b": 0.75, "c": 0.5}}"#),
      ShaperExample(inputs: #"{"step": 80, "ids": ["a"]}"#, result: #"{"prefix": {"a": 0}}"#, note: "512/2⁴ = 32 is not above the cutoff"),
      ShaperExample(
        inputs: #"{"step": 0, "groups": [{"id": "p", "samples": [{"correct": true}, {"correct": false}, {"correct": null}]}]}"#,
        result: #"{"prefix": [512]}"#, stateOut: #"{"prefix": {}, "acc": {"p": 0.5}}"#, note: "as in a run: from groups"),
    ])
}
