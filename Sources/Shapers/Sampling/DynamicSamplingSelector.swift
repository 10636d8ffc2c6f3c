public import RewardCore

/// DAPO's dynamic sampling: drops the groups that teach nothing, because all their answers are equally good.
///
///     keep a group iff its metric takes more than one value over the rollouts where it is known
///
/// DAPO: An Open-Source LLM Reinforcement Learning System at Scale, arXiv 2503.14476, section 3.2; verl. The metric is the correctness, or
/// the reward: a shaped reward has many values, so with "reward" a solved group of different lengths stays. With `target_groups` the first
/// so many kept groups are selected, and `need_more` says whether they are too few, so that the trainer draws further prompts.
public struct DynamicSamplingSelector: Selector {
  private let readsReward: Bool
  private let keepsSingletons: Bool
  private let targetGroups: Int?

  /// A decision.
  public static var gives: Selection.Members { [.selected] }

  /// A selector with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    readsReward = options.string("metric") == "reward"
    keepsSingletons = options.boolean("keep_singletons")
    targetGroups = options.number("target_groups")?.integerValue
  }

  /// The groups that are kept.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    var keep: [Bool] = []
    for group in batch.groups { keep.append(try isKept(group)) }
    let output = Shaped.Output("keep", .perGroup(keep.map { .bool($0) }))
    guard let targetGroups else { return Selection(selected: batch.perRollout(keep), outputs: [output]) }
    let selected = Array(keep.indices.filter { keep[$0] }.prefix(targetGroups))
    let isSelected = Set(selected)
    return Selection(
      selected: batch.perRollout(keep.indices.map(isSelected.contains)),
      outputs: [
        output, Shaped.Output("selected", .batch(.array(selected.map { .number(JSONNumber($0)) }))),
        Shaped.Output("need_more", .batch(.bool(selected.count < targetGroups))),
      ])
  }

  private func isKept(_ group: Group) throws(RewardError) -> Bool {
    var values: [Double] = []
    for rollout in group.rollouts {
      guard let value = readsReward ? rollout.reward : rollout.correct.map({ $0 ? 1 : 0 }) else { continue }
      guard value.isFinite else {
        throw RewardError(.notFinite, field: "reward", found: "\(value)", expected: "a finite number or null")
      }
      values.append(value)
    }
    return values.count == 1 ? keepsSingletons : Set(values).count > 1
  }
}

extension DynamicSamplingSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dynamic_sampling", version: 1,
    summary: "Drops the groups whose answers are all equally good, and so teach nothing (DAPO).",
    equation: "keep iff the metric takes more than one value in the group", level: .batch, usesLength: false,
    options: [
      OptionDescription(
        "metric", .choice(["correct", "reward"]), default: "correct",
        "What is compared: correctness, or the reward as it is after shaping."),
      OptionDescription("keep_singletons", .boolean, default: true, "Whether a group with a single known rollout is kept."),
      OptionDescription(
        "target_groups", .integer(.nonNegative), default: .null, allowsNull: true,
        "How many groups the trainer wants; null: all that are kept."),
    ],
    edges: [
      "A rollout of which the metric is unknown does not count; a group of which nothing is known is dropped.",
      "With target_groups the kept groups beyond that many are not selected; those earlier in the order are.",
    ],
    properties: [
      "What it drops has zero advantage under any group baseline, as long as the reward is the metric.",
      "With shaped rewards, metric `correct` also drops solved groups in which only lengths differ.",
    ],
    sources: [Source("DAPO, section 3.2", "arXiv 2503.14476; verl", confidence: .read)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"correct": true}, {"correct": false}]}, {"samples": [{"correct": true}, {"correct": true}]},
                      {"samples": [{"correct": true}]}]}
          """#, result: #"{"keep": [true, false, true]}"#),
      ShaperExample(
        params: #"{"target_groups": 2, "keep_singletons": false}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": null}, {"correct": false}]}, {"samples": [{"correct": true}, {"correct": false}]}]}
          """#, result: #"{"keep": [false, true], "selected": [1], "need_more": true}"#),
    ])
}
