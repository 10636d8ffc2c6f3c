import RewardCore

/// A key of a recipe: what the reader of recipes knows, and what `docs/reference/recipe.md` tells.
package struct RecipeKey: Sendable {
  /// The key.
  package var name: String
  /// What values it takes, in words.
  package var values: String
  /// What it is without being given, in words.
  package var defaultWords: String
  /// What it does, in a sentence or two.
  package var summary: String
  /// Recipes that show it, as JSON, without `version` and where there is none without `verifier`; read by a test.
  package var examples: [String]
  /// The keys of the object that is its value, where those are fixed.
  package var members: [RecipeKey]

  private init(
    _ name: String, _ values: String, default defaultWords: String, _ summary: String, examples: [String] = [], members: [RecipeKey] = []
  ) {
    self.name = name
    self.values = values
    self.defaultWords = defaultWords
    self.summary = summary
    self.examples = examples
    self.members = members
  }

  /// Every key, in the order in which a recipe is best written.
  package static let all: [RecipeKey] = [
    RecipeKey("version", "1", default: "required", "The version of this format; see [API stability](../api-stability.md)."),
    RecipeKey(
      "fields", "an object: our name → path in the row", default: "our names",
      "Where the fields of a row stand, when they have other names; dots walk into objects.",
      examples: [#"{"fields": {"completion": "response", "ground_truth": "answer", "token_count": "usage.completion_tokens"}}"#]),
    RecipeKey(
      "length", "`tokens`, `characters`", default: "`tokens`",
      "In what lengths are counted: the row's `token_count`, or Unicode scalars of the completion. Defaults of options that are lengths "
        + "are in tokens, and refused with `characters`.",
      examples: [#"{"length": "characters", "shapers": [{"name": "laser", "target": 6000}]}"#]),
    RecipeKey(
      "extract", "a list of extractors, each a name or `{\"name\": …, options}`", default: "by the verifier's strictness",
      "Where the answer may stand in a completion. The first extractor that finds something has the answer, and nothing else is looked at.",
      examples: [#"{"extract": ["boxed"]}"#, #"{"extract": ["boxed", "answer_tag"]}"#]),
    RecipeKey(
      "verifier", "a name; `{\"name\": …, options}`; or a route", default: "required",
      "Who judges. A route sends each row to a verifier by the value of a field; a row whose value no case names goes to `default`.",
      examples: [
        #"{"verifier": "math"}"#, #"{"verifier": {"name": "math", "strictness": "strict"}}"#,
        #"{"verifier": {"route": "data_source", "cases": {"mmlu": "multiple_choice"}, "default": "math"}}"#,
      ],
      members: [
        RecipeKey("route", "the path of a field", default: "none", "The field whose value chooses the verifier."),
        RecipeKey("cases", "an object: value → verifier", default: "none", "Which verifier judges the rows with this value."),
        RecipeKey("default", "a verifier", default: "`unverifiable(missing_field)`", "Who judges every other row."),
      ]),
    RecipeKey(
      "reward", "an object", default: "1, 0, 0, and `{0, skip, skip}`",
      "What a verdict is worth: a number, `\"skip\"` (no reward: leave the row out), or `\"score\"` (the verdict's score, for partial credit). "
        + "When it is given, shapers take their base rewards from it and no longer from their papers.",
      examples: [
        #"{"reward": {"correct": 1, "incorrect": -0.5, "no_answer": -1}}"#,
        #"{"reward": {"incorrect": "score", "unverifiable": {"completion": 0, "ground_truth": "skip", "verifier": "skip"}}}"#,
      ],
      members: [
        RecipeKey("correct", "a number, `skip`, `score`", default: "1", "A right answer."),
        RecipeKey("incorrect", "a number, `skip`, `score`", default: "0", "An answer that was decided to be wrong."),
        RecipeKey("no_answer", "a number, `skip`, `score`", default: "0", "A completion without an answer."),
        RecipeKey(
          "unverifiable", "one value, or an object with `completion`, `ground_truth`, `verifier`", default: "0, skip, skip",
          "What could not be decided, by whose doing that is."),
        RecipeKey(
          "truncated", "a number, `skip`, `score`", default: "as any other",
          "A completion that hit the generation limit, whatever its verdict."),
        RecipeKey("bad_format", "a number, `skip`, `score`", default: "as any other", "A completion whose `format_ok` is false."),
      ]),
    RecipeKey(
      "batch", "`{\"by\": \"step\"}` or `{\"groups\": N}`", default: "each group is a batch",
      "Which groups are shaped together. Needed by what looks at a whole batch, such as `reinforce_pp`.",
      examples: [#"{"batch": {"by": "step"}}"#, #"{"batch": {"groups": 16}}"#],
      members: [
        RecipeKey("by", "`step`", default: "none", "The groups with the same `step` are a batch."),
        RecipeKey(
          "groups", "an integer, from 1 to \(written(Limits.mostBatchGroups))", default: "none", "So many groups in a row are a batch."),
      ]),
    RecipeKey(
      "group_size", "an integer, at least 1", default: "not checked",
      "How many rollouts a group has. A group closes when it is full, and one with more or fewer is a finding.",
      examples: [#"{"group_size": 8}"#]),
    RecipeKey(
      "short_groups", "`shape`, `skip`", default: "`shape`",
      "Whether a group with fewer rollouts than `group_size` is shaped, or gets no rewards.",
      examples: [#"{"group_size": 8, "short_groups": "skip"}"#]),
    RecipeKey(
      "group_reach", "an integer, from 1 to \(written(Limits.mostGroupReach))", default: "\(written(Limits.groupReach))",
      "How many rows a group or batch may reach over, from its first row; memory is bounded by it.",
      examples: [#"{"group_reach": 1000000}"#]),
    RecipeKey(
      "inputs", "an object: field → path in the row", default: "`metadata.FIELD`; `text`: the completion",
      "Where the fields stand that shapers, normalisers and selectors ask for (`rewards describe NAME` lists them).",
      examples: [#"{"inputs": {"budget": "metadata.token_budget"}, "shapers": ["lcpo_exact"]}"#]),
    RecipeKey(
      "shapers", "a list of shapers, each a name or `{\"name\": …, options}`", default: "none",
      "What changes the rewards, in this order; each adds a part of its own to the row's `rewards`.",
      examples: [
        #"{"shapers": [{"name": "laser", "target": 4096, "alpha": 0.5}]}"#,
        #"{"group_size": 8, "shapers": ["laser_d", "repetition_ngram"]}"#,
      ]),
    RecipeKey(
      "advantages", "a normaliser: a name or `{\"name\": …, options}`", default: "none",
      "What compares the rewards of a group: `advantage` in the row out.",
      examples: [#"{"advantages": "dr_grpo"}"#]),
    RecipeKey(
      "select", "a selector, or a list of them", default: "none",
      "What decides which rollouts are trained on: `selected`, `weight` and `selection` in the row out.",
      examples: [#"{"select": "dynamic_sampling", "advantages": "grpo"}"#]),
    RecipeKey(
      "requires", "a list of properties", default: "none",
      "Properties that `rewards audit` has to find; when one fails its exit status is 1.",
      examples: [#"{"requires": ["correctness_dominance"], "shapers": ["laser"]}"#]),
    RecipeKey(
      "plugins", "a list of paths of libraries, and of commands", default: "none",
      "Plugins whose verifiers and shapers the recipe may name, relative to the recipe; see [Writing a plugin](../writing-a-plugin.md)."),
  ]

  /// A limit as people write it: `65,536`, and `2⁴⁰` for what is beyond any count of rows.
  private static func written(_ limit: Int) -> String {
    if limit >= 1 << 30, limit.nonzeroBitCount == 1 {
      return "2"
        + String(String.UnicodeScalarView(String(limit.trailingZeroBitCount).utf8.map { superscripts[Int($0 - UInt8(ascii: "0"))] }))
    }
    let digits = String(limit)
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }

  private static let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars)

  /// The names of every key.
  static let names = all.map(\.name)

  /// The names of the members of a key's value.
  static func members(of name: String) -> [String] { all.first { $0.name == name }?.members.map(\.name) ?? [] }
}
