/// Answers in words: names, days, yes and no.
extension Decider {
  /// Words are equal as they are spelled.
  ///
  /// Single words that differ are different names; sentences that differ may mean the same.
  func decideWords(_ first: String, _ second: String) -> EqualityDecision {
    let (x, y) = (first.lowercased(), second.lowercased())
    if AnswerWords.plainCase(first) == AnswerWords.plainCase(second) { return .equal(.structural, "the same words") }
    guard max(x.utf8.count, y.utf8.count) <= UnitWords.longest else {
      return .undecided(.ambiguous, "other words, which may mean the same")
    }
    let (mine, theirs) = (AnswerWords.canonical(first), AnswerWords.canonical(second))
    // Of nothing but fillers nothing is left.
    if mine == theirs, !mine.isEmpty {
      // A series and its sequence do not converge alike.
      if let subject = AnswerWords.subject(of: first), let other = AnswerWords.subject(of: second), subject != other {
        return .undecided(.ambiguous, "the same of something else")
      }
      return .equal(.structural, "the same words")
    }
    // TtRr is another genotype than TTRR, and Team a may be another team.
    if x == y { return .undecided(.ambiguous, "the same letters, large and small") }
    if AnswerWords.exclude(mine, theirs) { return .different(.structure, "different words") }
    if let names = Self.names(first), let others = Self.names(second), names.count > 1 || others.count > 1 {
      guard names.sorted() == others.sorted() else { return .different(.structure, "different names") }
      // A list without "and" may be a ranking.
      let areOrdered = !x.contains(" and ") || !y.contains(" and ")
      return !areOrdered || names == others ? .equal(.structural, "the same names") : .undecided(.ambiguous, "the order of names")
    }
    if let day = DateWords.day(x), let other = DateWords.day(y) {
      if day == other { return .equal(.structural, "the same day") }
      let isOpen = day.month == other.month && day.day == other.day && (day.year == nil || other.year == nil)
      return isOpen ? .undecided(.ambiguous, "the year of a day") : .different(.structure, "different days")
    }
    if let answer = Self.answer(x), let other = Self.answer(y) {
      return answer == other ? .equal(.structural, "the same answer") : .different(.structure, "yes and no")
    }
    // `Mon` and `Monday`, `apple` and `apples` may be the same.
    let areAbbreviated = min(x.utf8.count, y.utf8.count) >= 3 && (x.hasPrefix(y) || y.hasPrefix(x))
    // `diverges` and `divergent`.
    let haveOneStem = zip(x.utf8, y.utf8).prefix { $0 == $1 }.count >= 6
    let areNames = !x.contains(" ") && !y.contains(" ") && !areAbbreviated && !haveOneStem
    let areAnswers = Self.synonyms.contains { $0.contains(x) && $0.contains(y) }
    return areNames && !areAnswers
      ? .different(.structure, "different words") : .undecided(.ambiguous, "other words, which may mean the same")
  }

  /// Words that name a set become it, where the other side is a set, a condition or such words too.
  func namingSets(_ a: MathExpression, _ b: MathExpression) -> (MathExpression, MathExpression) {
    guard options.wordsNameSets, a.words != nil || b.words != nil else { return (a, b) }
    let (mine, theirs) = (a.words.flatMap(SetWords.set), b.words.flatMap(SetWords.set))
    let isMeant = { (other: MathExpression) in
      switch other.shape {
      case .region, .set, .relation, .tuple, .list: true
      default: false
      }
    }
    guard mine != nil ? theirs != nil || isMeant(b) : theirs != nil && isMeant(a) else { return (a, b) }
    // Without real solutions there may be others.
    if mine == .namedSet(.empty), mine == theirs, a.words?.contains("real") != b.words?.contains("real") { return (a, b) }
    lean(.setInWords)
    // Against a condition on n, which is an integer by its name, the conditions of "all integers n" are what counts.
    func condition(_ set: MathExpression?, _ other: MathExpression) -> MathExpression? {
      guard case .relation = other, case .setBuilder(.relation(let sides, [.element]), let conditions)? = set,
        sides[1] == .namedSet(.integers),
        sides[0].asSymbol?.isIntegerName == true, !conditions.isEmpty
      else { return set }
      return conditions.count == 1 ? conditions[0] : .collection(.all, conditions)
    }
    return (condition(mine, b) ?? a, condition(theirs, a) ?? b)
  }

  /// The names of "Alice, Bob and Carol"; `nil` for other words.
  private static func names(_ text: String) -> [String]? {
    var names: [String] = []
    for part in text.split(separator: ",") {
      for word in part.split(separator: " ") where word != "and" {
        guard word.first?.isUppercase == true, !["Yes", "No", "True", "False"].contains(word), word.dropFirst().allSatisfy(\.isLowercase),
          word.count > 1
        else { return nil }
        names.append(String(word))
      }
    }
    let isJoined = text.contains(",") || text.contains(" and ")
    return isJoined || names.count == 1 ? names : nil
  }

  /// Whether words answer with yes, and perhaps say why: "No, it is not possible"; `nil` if they may say something else.
  private static func answer(_ text: String) -> Bool? {
    let words = text.split { !$0.isLetter && $0 != "'" }
    guard let first = words.first, first == "yes" || first == "no" else { return nil }
    guard words.count > 1, !text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return text == first ? first == "yes" : nil }
    let rest = Set(words.dropFirst())
    guard let mark = text.dropFirst(first.count).first, [",", "."].contains(mark) else { return nil }
    // "Yes, it is not" and "No, it is" contradict themselves; any other word may take something back.
    let isDenied = !rest.isDisjoint(with: denials) || rest.contains { $0.hasSuffix("n't") }
    guard rest.allSatisfy({ plain.contains($0) || denials.contains($0) || $0.hasSuffix("n't") }), isDenied == (first == "no") else {
      return nil
    }
    return first == "yes"
  }

  private static let denials: Set<Substring> = ["not", "cannot", "never", "impossible"]
  /// Words that say no more than yes or no does.
  private static let plain: Set<Substring> = [
    "it", "is", "he", "she", "they", "we", "this", "that", "there", "can", "could", "does", "do", "are", "was", "will", "be", "has", "have",
    "exists", "exist",
    "possible", "indeed", "always", "such", "the", "a", "an", "necessarily", "you", "converge", "converges", "hold", "holds", "work",
    "works",
    "true",
  ]

  /// Single words that may answer a question alike.
  private static let synonyms: [Set<String>] = [
    ["yes", "true", "correct", "right"], ["no", "false", "incorrect", "wrong", "none"], ["none", "never", "impossible", "undefined"],
  ]
}
