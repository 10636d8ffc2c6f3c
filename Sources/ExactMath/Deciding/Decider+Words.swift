/// Answers in words: names, days, yes and no.
extension Decider {
  /// Words are equal as they are spelled.
  ///
  /// Single words that differ are different names; sentences that differ may mean the same.
  func decideWords(_ first: String, _ second: String) -> EqualityDecision {
    let (x, y) = (first.lowercased(), second.lowercased())
    if x == y { return .equal(.structural, "the same words") }
    guard max(x.utf8.count, y.utf8.count) <= UnitWords.longest else {
      return .undecided(.ambiguous, "other words, which may mean the same")
    }
    if Self.canonical(x) == Self.canonical(y) {
      // In "A wins" it is a name.
      let mayBeName = [first, second].contains { $0.hasPrefix("A ") && !Self.isNoun($0.dropFirst(2)) }
      return mayBeName ? .undecided(.ambiguous, "an article that may be a name") : .equal(.structural, "the same words")
    }
    let (mine, theirs) = (AnswerWords.canonical(first), AnswerWords.canonical(second))
    // "A" may be a name, and of nothing but fillers nothing is left.
    if mine == theirs, !mine.isEmpty, !first.hasPrefix("A "), !second.hasPrefix("A ") { return .equal(.structural, "the same words") }
    if AnswerWords.exclude(mine, theirs) { return .different(.structure, "different words") }
    if Self.withoutHyphens(x).contains(where: Self.withoutHyphens(y).contains) { return .equal(.structural, "the same words") }
    if let names = Self.names(first), let others = Self.names(second), names.count > 1 || others.count > 1 {
      guard names.sorted() == others.sorted() else { return .different(.structure, "different names") }
      // A list without "and" may be a ranking.
      let areOrdered = !x.contains(" and ") && !y.contains(" and ")
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

  /// `non-negative` as `nonnegative` and as `non negative`.
  private static func withoutHyphens(_ text: String) -> [String] {
    let hyphens: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2013}"]
    let spaced = String(text.map { hyphens.contains($0) ? " " : $0 })
    // Not re-cover and un-ionized, which are other words without.
    let isPrefix = ["non", "co", "semi", "multi", "counter", "anti", "bi", "tri"].contains { prefix in
      text.hasPrefix(prefix) && text.dropFirst(prefix.count).first.map(hyphens.contains) == true
    }
    return isPrefix ? [spaced, text.filter { !hyphens.contains($0) }] : [spaced, text]
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
    "possible", "indeed", "always", "such", "the", "a", "an", "necessarily", "you",
  ]

  /// Whether a single word may be a noun, by not ending as verbs do behind a name.
  private static func isNoun(_ text: Substring) -> Bool { !text.contains(" ") && !text.hasSuffix("s") }

  /// Words without an article, and an abbreviation in full.
  private static func canonical(_ text: String) -> String {
    if text == "dne" { return "does not exist" }
    for article in ["a ", "an ", "the "] where text.hasPrefix(article) { return String(text.dropFirst(article.count)) }
    return text
  }

  /// Single words that may answer a question alike.
  private static let synonyms: [Set<String>] = [
    ["yes", "true", "correct", "right"], ["no", "false", "incorrect", "wrong", "none"], ["none", "never", "impossible", "undefined"],
  ]
}
