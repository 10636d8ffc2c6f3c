public import RewardCore

/// The completion is made of tagged blocks as a grammar asks: which, how often, in which order, and what may stand around them.
///
/// One pass finds the tags, one pairs them, one looks at the blocks and at what stands between them; each is linear in the text. Every fault
/// is charged to a tag, so that credit for each tag is the same findings counted differently (`TagReading`).
public struct FormatVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "format", version: 1,
    summary: "The completion is made of tagged blocks, such as <think>…</think><answer>…</answer>.",
    rationale: """
      Says nothing about whether an answer is right. By default each tag stands exactly once, in the order of the list, with content, and
      nothing but white space stands outside. A grammar is a set of options under a name; options that are given go before it:
      `r1_strict` (open-r1): each tag on its own line, and nothing outside the blocks; content may be blank.
      `tag_count` (open-r1): a quarter for each of the four tags that stands once on its own line; text anywhere.
      `logic_rl` (Logic-RL): each of the four tags once and in order; text anywhere.
      `think_only` (TRL): starts with one <think> block; anything after it.
      `tapo` (TAPO): blocks of think, response, search and code, then one answer at the end; no text outside.
      `search_r1` (Search-R1): blocks of think, search and information, then one answer at the end; no text outside.
      Faults of the published programs are not reproduced: a second pair of tags, or text after a line that ends in </answer>, does not pass
      `r1_strict`; tags that never pair do not earn their quarter in `tag_count`; a second </think> does not pass `think_only`; text
      before a block does not pass `tapo`.
      A blank completion is `no_answer`. Penalties below zero are a matter of the recipe's reward policy.
      """,
    limits: [
      "A tag is its bare name between angle brackets: `<think foo=\"1\">` and `< think >` are text.",
      "`answer_in` looks at the last block of a tag.",
    ],
    sources: [
      Source("open-r1: format_reward, tag_count_reward", "huggingface/open-r1", confidence: .read),
      Source("TRL: think_format_reward", "huggingface/trl", confidence: .read),
      Source("Logic-RL", "arXiv:2502.14768", confidence: .read),
      Source("TAPO", confidence: .read),
      Source("Search-R1", "arXiv:2503.09516", confidence: .note),
    ],
    options: [
      OptionDescription(
        "grammar", .choice(["r1_strict", "tag_count", "logic_rl", "think_only", "tapo", "search_r1"]), default: .null,
        allowsNull: true, "A named set of the options below; those that are given go before it."),
      OptionDescription("tags", .strings, default: ["think", "answer"], "The tags, in order."),
      OptionDescription(
        "counts", .json, default: [:],
        "Tag → how often its block stands: a number, or [least, most] with null for no bound; once, where nothing is said."
      ),
      OptionDescription("in_order", .boolean, default: true, "Blocks stand in the order of `tags`."),
      OptionDescription("text_before", .boolean, default: false, "Text may stand before the first block."),
      OptionDescription("text_between", .boolean, default: false, "Text may stand between blocks."),
      OptionDescription("text_after", .boolean, default: false, "Text may stand after the last block."),
      OptionDescription(
        "lines", .choice(["any", "own", "exact"]), default: "any",
        "`own`: tags stand on lines of their own; `exact`: and no blank line stands before or between blocks."),
      OptionDescription(
        "allow_missing_opener", .boolean, default: false,
        "The first tag may lack its opening, because the prompt ended with it."),
      OptionDescription("require_content", .boolean, default: true, "No block is blank."),
      OptionDescription("case_sensitive", .boolean, default: true, "`<Think>` is no `<think>`."),
      OptionDescription("forbid_nested", .boolean, default: true, "No block stands inside another."),
      OptionDescription("ends_with", .string, default: .null, allowsNull: true, "The tag of the last block."),
      OptionDescription(
        "answer_in", .json, default: [:],
        "Tag → what its block has to hold: `boxed`, `fence` (a fenced code block), or `fence:LANGUAGE`."),
      OptionDescription(
        "credit", .choice(["all", "each", "markers"]), default: "all",
        "All or nothing, an equal share for each tag without fault, or an equal share for each opening and closing tag without fault."
      ),
    ],
    needsGroundTruth: false,
    examples: [
      .correct("<think>2 + 2</think>\n<answer>4</answer>\n").withoutVariants(),
      .incorrect("<think>2 + 2</think> So: <answer>4</answer>", note: "text between"),
      .incorrect("<answer>4</answer>", score: Score(1, of: 2), options: ["credit": "each"]).withoutVariants(),
      .incorrect("<answer>4</answer><think>2 + 2</think>", note: "the wrong order"),
      .incorrect("<think>2 + 2</think><answer> </answer>", note: "blank content"),
      .incorrect("<think>2 + 2<answer>4</answer></think>", note: "nested"),
      .correct("2 + 2</think><answer>4</answer>", options: ["allow_missing_opener": true]),
      .correct("<think>\n2 + 2\n</think>\n<answer>\n4\n</answer>", options: ["grammar": "r1_strict"]).withoutVariants(),
      .incorrect("<think>2 + 2</think><answer>4</answer>", options: ["grammar": "r1_strict"]),
      .incorrect("<think>\n2 + 2\n</think>\n4", score: Score(1, of: 2), options: ["grammar": "tag_count"]),
      .correct("Well. <think>2 + 2</think> So: <answer>4</answer> Done.", options: ["grammar": "logic_rl"]),
      .correct("<think></think>Four.", options: ["grammar": "think_only"]).withoutVariants(),
      .correct(
        "<think>…</think><search>q</search><response>r</response><answer>4</answer>", options: ["grammar": "tapo"]
      ).withoutVariants(),
      .incorrect(
        "<think>2 + 2</think><answer>4</answer>", options: ["answer_in": ["answer": "boxed"]],
        note: "no box in the answer"),
      .noAnswer(" \n", note: "blank").withoutVariants(),
    ])

  private static let grammars: [String: JSONObject] = [
    "r1_strict": ["lines": "exact", "require_content": false],
    "tag_count": [
      "lines": "own", "in_order": false, "text_before": true, "text_between": true, "text_after": true,
      "require_content": false,
      "forbid_nested": false, "credit": "markers",
    ],
    "logic_rl": ["text_before": true, "text_between": true, "text_after": true, "require_content": false],
    "think_only": ["tags": ["think"], "text_after": true, "require_content": false],
    "tapo": [
      "tags": ["think", "response", "search", "code", "answer"], "in_order": false, "ends_with": "answer",
      "require_content": false,
      "counts": ["think": [0, nil], "response": [0, nil], "search": [0, nil], "code": [0, nil]],
    ],
    "search_r1": [
      "tags": ["think", "search", "information", "answer"], "in_order": false, "ends_with": "answer",
      "counts": ["think": [1, nil], "search": [0, nil], "information": [0, nil]],
    ],
  ]

  private let grammar: TagGrammar
  private let credit: String
  /// What is looked for inside a box, where `answer_in` asks for one.
  private let boxed: (any AnswerExtractor)?

  /// A verifier with these options.
  ///
  /// - Throws: `invalid_parameter` for tags that are no names or stand twice, and for options that name no tag.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    let named = Self.grammars[options.string("grammar")] ?? JSONObject()
    func value(_ name: String) -> JSONValue {
      options.given.contains(name) ? options[name] : named[name] ?? options[name]
    }
    func isOn(_ name: String) -> Bool { value(name).boolValue ?? false }
    grammar = TagGrammar(
      tags: try Self.tags(value("tags"), counts: value("counts"), contents: value("answer_in")),
      last: try Self.lastTag(value("ends_with"), among: value("tags")), lines: value("lines").stringValue ?? "any",
      isOrdered: isOn("in_order"), allowsBefore: isOn("text_before"), allowsBetween: isOn("text_between"),
      allowsAfter: isOn("text_after"), allowsMissingOpener: isOn("allow_missing_opener"),
      requiresContent: isOn("require_content"), isCaseSensitive: isOn("case_sensitive"),
      forbidsNested: isOn("forbid_nested"))
    credit = value("credit").stringValue ?? "all"
    boxed = grammar.tags.contains { $0.content == .box } ? try environment.registry.extractor("boxed") : nil
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    guard work.budget.spend(rollout.completion.utf8.count) else {
      return .unverifiable(.limitExceeded, chargedTo: .completion, detail: "a completion too long for the budget")
    }
    var budget = work.budget
    let reading = rollout.completion.withUTF8Bytes { text -> TagReading? in
      if isBlank(text[...]) { return nil }
      var reading = TagReading(text, grammar)
      for (index, tag) in grammar.tags.enumerated() {
        guard tag.content != nil, let block = reading.lastContent(of: index) else { continue }
        reading.check(content: block, of: index, boxed: boxed, budget: &budget)
      }
      return reading
    }
    work.budget = budget
    guard let reading else { return .noAnswer(detail: "the completion is blank") }
    if let exhausted = reading.exhausted {
      return .unverifiable(.limitExceeded, chargedTo: .completion, detail: exhausted)
    }
    work.note("read", reading.summary)
    let faults = reading.faultsInOrder
    guard let first = faults.first else { return .correct(proof: "format", detail: reading.summary) }
    for fault in faults { work.note("fault", fault) }
    let more = faults.count > 3 ? "; and \(faults.count - 3) more" : ""
    let detail = faults.count == 1 ? first : faults.prefix(3).joined(separator: "; ") + more
    return .incorrect(proof: "format", score: score(of: reading), detail: detail)
  }

  private func score(of reading: TagReading) -> Score {
    switch credit {
    case "each":
      let counted = grammar.tags.indices.filter { reading.counts($0) }
      return Score(
        counted.filter { !reading.isFaulty($0, .opener) && !reading.isFaulty($0, .closer) }.count, of: counted.count)
    case "markers":
      let counted = grammar.tags.indices.filter { reading.counts($0) }
      let right = counted.reduce(0) { sum, tag in
        sum + (reading.isFaulty(tag, .opener) ? 0 : 1) + (reading.isFaulty(tag, .closer) ? 0 : 1)
      }
      return Score(right, of: 2 * counted.count)
    default: return .none
    }
  }

  // MARK: Options

  private static func tags(
    _ names: JSONValue, counts: JSONValue, contents: JSONValue
  ) throws(RewardError) -> [TagGrammar.Tag] {
    let names = names.arrayValue?.compactMap(\.stringValue) ?? []
    guard (1...TagGrammar.tagLimit).contains(names.count), Set(names).count == names.count, names.allSatisfy(isName)
    else {
      throw invalid(
        "tags", names.joined(separator: ", "), "1 to \(TagGrammar.tagLimit) different names of letters, digits, _ and -"
      )
    }
    let ranges = try members(counts, of: "counts")
    let forms = try members(contents, of: "answer_in")
    for (option, object) in [("counts", ranges), ("answer_in", forms)] {
      for member in object.members where !names.contains(member.name) {
        throw RewardError(
          .invalidParameter, field: "\(option).\(member.name)", found: "`\(member.name)`",
          expected: "one of the tags " + names.joined(separator: ", "),
          nearest: nearestName(to: member.name, among: names),
          source: description.name)
      }
    }
    var tags: [TagGrammar.Tag] = []
    for name in names {
      var tag = TagGrammar.Tag(name: Array(name.utf8))
      if let value = ranges[name] {
        let bounds = value.arrayValue ?? [value, value]
        guard bounds.count == 2, let least = bounds[0].integerValue, least >= 0,
          bounds[1] == .null || bounds[1].integerValue.map({ $0 >= least }) == true
        else { throw invalid("counts.\(name)", value.description, "a number, or [least, most] with null for no bound") }
        tag.least = least
        tag.most = bounds[1].integerValue
      }
      if let value = forms[name] {
        guard let word = value.stringValue, let content = TagGrammar.Content(word) else {
          throw invalid("answer_in.\(name)", value.description, "`boxed`, `fence`, `fence:LANGUAGE`")
        }
        tag.content = content
      }
      tags.append(tag)
    }
    return tags
  }

  private static func members(_ value: JSONValue, of option: String) throws(RewardError) -> JSONObject {
    guard let object = value.objectValue else { throw invalid(option, value.description, "an object by tag") }
    return object
  }

  private static func lastTag(_ value: JSONValue, among tags: JSONValue) throws(RewardError) -> Int? {
    guard let name = value.stringValue else { return nil }
    guard let index = tags.arrayValue?.firstIndex(of: .string(name)) else {
      throw invalid("ends_with", "`\(name)`", "one of the tags")
    }
    return index
  }

  private static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
      }
  }

  private static func invalid(_ option: String, _ found: String, _ expected: String) -> RewardError {
    RewardError(.invalidParameter, field: option, found: found, expected: expected, source: description.name)
  }
}
