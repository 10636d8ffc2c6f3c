public import RewardCore

/// What every extractor upholds, as plain functions that return findings.
public struct ExtractorLaws: Sendable {
  private let registry: Registry
  private let description: ExtractorDescription

  /// The laws for the extractor of this name.
  ///
  /// - Throws: `unknown_extractor`.
  public init(_ name: String, in registry: Registry) throws(RewardError) {
    guard let description = registry.extractors.first(where: { $0.name == name }) else {
      _ = try registry.extractor(name)
      throw RewardError(.unknownExtractor, found: name)
    }
    self.registry = registry
    self.description = description
  }

  /// The laws for an extractor of this type, in a registry that it is added to unless it is there.
  ///
  /// - Throws: what is wrong with its defaults.
  public init(of type: (some AnswerExtractor).Type, in registry: Registry) throws(RewardError) {
    var registry = registry
    if !registry.extractors.contains(where: { $0.name == type.description.name }) { try registry.add(type) }
    try self.init(type.description.name, in: registry)
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] {
    completeDescription() + examples() + placesAreInTheText() + sameBits() + smallBudgets() + growth()
  }

  /// The description says everything.
  public func completeDescription() -> [LawFinding] {
    let requirements = [
      (description.summary.hasSuffix("."), "the summary is no sentence"), (!description.examples.isEmpty, "there is no example"),
      (description.examples.contains { $0.extracted == nil }, "no example shows that there is nothing"),
      (description.options.allSatisfy { !$0.summary.isEmpty }, "an option has no summary"),
      (description.options.allSatisfy { $0.defaultValue.map($0.accepts) ?? true }, "a default is none of its option's values"),
    ]
    return requirements.compactMap { $0.0 ? nil : finding("the description is complete", $0.1) }
  }

  /// Every example gives what it states.
  public func examples() -> [LawFinding] {
    description.examples.compactMap { example in
      guard let extractor = extractor(example.options) else {
        return finding("examples hold", "its options are refused: \(example.options)")
      }
      let text = Array(example.text.utf8)
      let found = extract(text, with: extractor).candidate.map { String(decoding: text[$0.range], as: UTF8.self) }
      guard found != example.extracted else { return nil }
      let stated = example.extracted ?? "nothing"
      return finding("examples hold", "\(example.text.debugDescription) states \(stated), got \(found ?? "nothing")")
    }
  }

  /// What is found stands in the range that was asked for, in order, and cuts no character's bytes apart; whatever the bytes.
  public func placesAreInTheText() -> [LawFinding] {
    tries.compactMap { name, text, options in
      guard let extractor = extractor(options) else { return nil }
      // The whole text, and its second half.
      for range in [0..<text.count, text.count / 2..<text.count] {
        var budget = WorkBudget()
        let extraction = text.withUnsafeBufferPointer { extractor.lastCandidate(in: $0, range: range, budget: &budget) }
        guard let candidate = extraction.candidate else { continue }
        let places = candidate.parts + [candidate.range]
        let isInside =
          candidate.start >= range.lowerBound
          && places.allSatisfy { place in
            place.lowerBound >= range.lowerBound && place.upperBound <= range.upperBound
          }
        guard isInside else { return finding("what is found stands where it was looked for", "\(name): \(candidate.range) in \(range)") }
        let isCut = places.contains { [$0.lowerBound, $0.upperBound].contains { $0 < text.count && text[$0] & 0xC0 == 0x80 } }
        // A range that begins inside a character may end a place there.
        if isCut, range.lowerBound == 0, String(validating: text, as: UTF8.self) != nil {
          return finding("what is found is whole characters", "\(name): \(candidate.range)")
        }
      }
      return nil
    }
  }

  /// The same text gives the same places, from many threads too.
  public func sameBits() -> [LawFinding] {
    tries.compactMap { name, text, options in
      guard let extractor = extractor(options) else { return nil }
      let alone = extract(text, with: extractor)
      let others = text.count > Self.shortText ? [extract(text, with: extractor)] : Threads.run { _ in extract(text, with: extractor) }
      return others.allSatisfy { $0 == alone } ? nil : finding("the same text gives the same places", name)
    }
  }

  /// With less work to spend the same is found, or the limit is told.
  public func smallBudgets() -> [LawFinding] {
    description.examples.compactMap { example in
      guard let extractor = extractor(example.options) else { return nil }
      let text = Array(example.text.utf8)
      let plain = extract(text, with: extractor)
      for units in [0, 1, 5] {
        let poor = extract(text, with: extractor, units: units)
        if case .limitExceeded = poor { continue }
        guard poor == plain else {
          return finding("what there is no work left for is not found", "\(units) units on \(example.text.debugDescription)")
        }
      }
      return nil
    }
  }

  /// Eight times the text takes about eight times the work.
  public func growth() -> [LawFinding] {
    guard let extractor = extractor(description.examples.first?.options ?? [:]) else { return [] }
    return HostileText.units.compactMap { name, before, unit, behind in
      let excess = Growth.excess(over: Growth.linear, upTo: Self.largestGrowth) { size in
        let text = Array((before + String(repeating: unit, count: max(1, size / unit.utf8.count)) + behind).utf8)
        var budget = WorkBudget()
        _ = text.withUnsafeBufferPointer { extractor.lastCandidate(in: $0, range: 0..<$0.count, budget: &budget) }
        return Limits.verdictWork - budget.remaining
      }
      return excess.map { finding("work grows with the text and no faster", "\(name): of bytes, \($0)") }
    }
  }

  // MARK: Pieces

  /// Texts up to this many bytes are given to all threads at once.
  private static let shortText = 4_096
  /// A completion of a quarter of a million tokens is about as long.
  private static let largestGrowth = 1 << 20

  /// Texts of the examples, hostile ones, and bytes that are no text.
  private var tries: [(name: String, text: [UInt8], options: JSONObject)] {
    let own = description.examples.map { ($0.text.debugDescription, Array($0.text.utf8), $0.options) }
    let options = description.examples.first?.options ?? [:]
    let hostile = HostileText.all.map { ($0.name, Array($0.text.utf8), options) }
    let noText: [(String, [UInt8], JSONObject)] = [
      ("bytes that are not UTF-8", [0xFF, 0xC3, 0x28, 0xE2, 0x82, 0x5C, 0xF0, 0x9F], options), ("a lone zero", [0], options),
      ("accents in every line", Array("éé é\nüü ü\nññ".utf8), options),
      ("half a character at the end", Array("\\boxed{é".utf8.dropLast()), options),
    ]
    return own + hostile + noText
  }

  private func extractor(_ options: JSONObject) -> (any AnswerExtractor)? { try? registry.extractor(description.name, options: options) }

  private func extract(_ text: [UInt8], with extractor: any AnswerExtractor, units: Int = Limits.verdictWork) -> Extraction {
    var budget = WorkBudget(units: units)
    return text.withUnsafeBufferPointer { extractor.lastCandidate(in: $0, range: 0..<$0.count, budget: &budget) }
  }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: description.name, evidence: evidence)
  }
}
