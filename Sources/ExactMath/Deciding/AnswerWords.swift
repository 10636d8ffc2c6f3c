/// Short answers in words that say the same: `diverges` and `The series is divergent`, `Quadrant II` and `second quadrant`.
enum AnswerWords {
  /// The words in small letters where a capital says no more: at the beginning of a word, or all over a text of ordinary words such as YES.
  ///
  /// `TtRr`, `CO` and the A of `Team A` stay as they are. Complexity: linear.
  static func plainCase(_ text: String) -> String {
    let isLoud = !text.contains(where: \.isLowercase) && text.split(whereSeparator: { !$0.isLetter }).contains(where: isOrdinary)
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let word = rest.prefix { $0.isLetter == first.isLetter }
      rest = rest[word.endIndex...]
      let isPlain = word.count > 1 && (isLoud || !word.dropFirst().contains(where: \.isUppercase))
      result += isPlain ? word.lowercased() : String(word)
    }
    return result
  }

  /// Whether capitals are a word that can be spoken rather than letters of their own.
  private static func isOrdinary(_ word: Substring) -> Bool {
    word == "NO" || word.count > 2 && word.contains { "AEIOUY".contains($0) }
  }

  /// The words without what adds nothing to them, and with one name for what has several; a text with formulas as it is, in plain case.
  ///
  /// Complexity: linear.
  static func canonical(_ text: String) -> String {
    // "the sun" is no Sunday.
    if let day = days[text.lowercased()] { return day }
    guard let prose = prose(text) else { return plainCase(text) }
    var words = joiningPrefixes(withoutArticles(prose).map { plainCase(String($0)) })
    if let whole = names[words.joined(separator: " ").lowercased()] { return whole }
    // What stands behind yes or no may take it back.
    if let first = words.first, words.count > 1, ["yes", "no"].contains(first), words[1] != "solution", words[1] != "solutions" {
      return words.joined(separator: " ")
    }
    words = words.map { synonyms[$0] ?? $0 }.filter { !$0.isEmpty }
    let said = withoutSubject(words)
    if let name = known(words) ?? known(said) ?? known(withoutVerbs(said)) { return name }
    if let verb = words.firstIndex(of: "is"), 1...3 ~= verb, verb + 1 < words.count, words[..<verb].allSatisfy(described.contains) {
      words.removeFirst(verb + 1)
    } else if words.count > 3, words.starts(with: ["it", "will", "be"]) {
      words.removeFirst(3)
    }
    for phrase in openings where words.count > phrase.count && words.starts(with: phrase) {
      words.removeFirst(phrase.count)
      break
    }
    if let last = words.last, words.count == 1, let name = known([last]) { return name }
    for ending in endings where words.count > ending.count && words.suffix(ending.count).elementsEqual(ending) {
      words.removeLast(ending.count)
      break
    }
    if let last = words.last, last.hasSuffix("'s") || last.hasSuffix("’s") { words[words.count - 1] = String(last.dropLast(2)) }
    return words.joined(separator: " ")
  }

  /// The name of an answer that is known; `nil` for other words.
  private static func known(_ words: [String]) -> String? {
    let words = words.map { $0.lowercased() }
    let text = words.joined(separator: " ")
    if let name = names[text] { return name }
    if let quadrant = quadrant(words) { return "quadrant \(quadrant)" }
    return exclusive.contains { $0.contains(text) } ? text : nil
  }

  /// Words without what a known answer is said of: "diverges" of "the series diverges".
  ///
  /// Of other words the subject is part: "the limit is finite" and "the series is finite", "in the circle" and "on the circle".
  private static func withoutSubject(_ words: [String]) -> [String] {
    let subject = (openings + subjects).first { words.count > $0.count && words.starts(with: $0) }
    return Array(words.dropFirst(subject?.count ?? 0))
  }

  /// What a text says its answer of, as its first word: the series of "the series converges"; `nil` if it does not say.
  static func subject(of text: String) -> String? {
    let first = text.lowercased().split { !$0.isLetter }.first { !["the", "this", "that", "a", "an", "our"].contains($0) }.map(String.init)
    return first.flatMap { $0 != "it" && $0 != "on" && $0 != "in" && subjects.contains([$0]) ? $0 : nil }
  }

  /// Words without verbs, and without the noun behind a known answer: "rational" of "are rational numbers".
  private static func withoutVerbs(_ words: [String]) -> [String] {
    let said = words.filter { !fillers.contains($0) }
    return said.last.map(kinds.contains) == true ? said.dropLast() : said
  }

  /// The words of a text that is nothing but words; `nil` where a sign may belong to a formula, as in `f(x) > 5`, `n - 1`, `n!`.
  private static func prose(_ text: String) -> [Substring]? {
    var words: [Substring] = []
    let written = text.split(separator: " ")
    for (place, word) in written.enumerated() {
      let core = withoutPunctuation(word)
      let isLast = place == written.count - 1
      // `1, 2` is no `1 2`.
      guard core.count == word.count || isLast || !core.contains(where: \.isNumber) else { return nil }
      let parts = core.split(omittingEmptySubsequences: false) { hyphens.contains($0) }
      // Of `x-y` the hyphen counts, of `right-angled` it does not.
      guard parts.count == 1 || parts.allSatisfy({ $0.count > 1 }) && parts.contains(where: { $0.count > 2 }) else { return nil }
      for part in parts {
        guard !part.isEmpty, part.allSatisfy({ $0.isLetter || $0.isASCII && $0.isNumber || apostrophes.contains($0) }) else { return nil }
        // `f'` is another function.
        guard part.count > 2 || !part.contains(where: apostrophes.contains) else { return nil }
      }
      words += parts
    }
    return words
  }

  /// A word without the marks of a sentence around it.
  private static func withoutPunctuation(_ word: Substring) -> Substring {
    var core = word
    while let last = core.last, marks.contains(last) { core.removeLast() }
    guard core.count > 2 || core.lowercased() == "no" else { return core }
    // `n!` is a factorial, and `a:b` a ratio.
    while let last = core.last, marks.contains(last) || emphases.contains(last) { core.removeLast() }
    while let first = core.first, emphases.contains(first) { core.removeFirst() }
    return core
  }

  private static let marks: Set<Character> = [".", ",", ";", "?", "。", "，", "；", "？"]
  private static let emphases: Set<Character> = ["!", ":", "\"", "'", "“", "”", "‘", "’", "！", "："]
  private static let apostrophes: Set<Character> = ["'", "’"]
  private static let hyphens: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2013}"]

  /// Words without "a", "an" and "the"; in "Team A", "A wins" and "a is even" the letter is a name.
  private static func withoutArticles(_ words: [Substring]) -> [Substring] {
    words.enumerated().filter { place, word in
      guard place < words.count - 1 else { return true }
      let next = words[place + 1]
      return switch word {
      case "an", "An", "the", "The": false
      case "a":
        // "angle a equal to b"
        next.count == 1 || isVerb(next) || behindNames.contains(next) || place > 0 && named.contains(words[place - 1].lowercased())
      // Before one noun it is an article.
      case "A": place > 0 || words.count != 2 || isVerb(next)
      default: true
      }
    }.map(\.element)
  }

  /// Nouns that have a letter for a name behind them.
  private static let named: Set<String> = [
    "angle", "line", "point", "side", "segment", "plane", "vertex", "set", "team", "box", "option", "player", "train", "car",
    "person", "figure", "graph", "curve", "vector", "edge", "ray", "circle", "triangle", "choice", "case", "statement",
    "variable", "number", "letter", "value", "type", "class", "group", "matrix", "event", "city", "town", "bag", "urn", "jar",
    "machine", "pipe", "function", "constant", "parameter", "node", "arc", "chord", "row", "column", "coefficient", "solution",
    "answer", "part", "root", "term", "particle", "block", "body", "object", "rod", "wire", "plate", "sample", "company", "store",
    "shop", "school", "boat", "ship", "bus", "tank", "cup", "glass",
  ]

  /// Verbs end in s, and nouns such as rhombus in more.
  private static func isVerb(_ word: Substring) -> Bool { word.hasSuffix("s") && !word.hasSuffix("us") && !word.hasSuffix("ss") }

  /// Words, not ending in s, that tell the letter a before them from an article.
  private static let behindNames: Set<Substring> = [
    "and", "or", "are", "not", "to", "can", "must", "will", "cannot", "may", "should", "times", "plus", "minus", "over", "if", "when", "in",
    "of", "on", "by", "for", "does", "then", "be", "at", "with", "from", "than", "but", "such", "where", "only", "mod", "modulo",
  ]

  /// `non-negative` and `non negative` as `nonnegative`; not `re-cover` and `un-ionized`, which are other words without the hyphen.
  private static func joiningPrefixes(_ words: [String]) -> [String] {
    var joined: [String] = []
    for word in words {
      if let last = joined.last, prefixes.contains(last), word.count > 2 {
        joined[joined.count - 1] += word
      } else {
        joined.append(word)
      }
    }
    return joined
  }

  private static let prefixes: Set<String> = ["non", "co", "semi", "multi", "counter", "anti", "bi", "tri"]

  /// Which quadrant the words say.
  private static func quadrant(_ words: [String]) -> Int? {
    guard words.count == 2, let place = words.firstIndex(of: "quadrant") else { return nil }
    let number = words[1 - place]
    return quadrants.firstIndex { $0.contains(number) }.map { $0 + 1 }
  }

  private static let quadrants: [Set<String>] = [
    ["i", "1", "1st", "first", "one"], ["ii", "2", "2nd", "second", "two"], ["iii", "3", "3rd", "third", "three"],
    ["iv", "4", "4th", "fourth", "four"],
  ]

  /// Phrases before any answer.
  private static let openings: [[String]] = [["there", "are"], ["there", "is"], ["it", "is"], ["graph", "is"]]

  /// What a known answer is said of.
  private static let subjects: [[String]] = [
    ["limit"], ["series"], ["sequence"], ["integral"], ["equation"], ["system"], ["graph"], ["it"], ["on"], ["in"],
  ]

  /// What a sentence says the answer of, and the same without it.
  private static let described: Set<String> = [
    "answer", "correct", "final", "result", "locus", "shape", "figure", "quadrilateral", "polygon", "conic", "curve", "day", "this", "that",
    "it", "graph",
  ]

  private static let fillers: Set<String> = ["is", "are", "exist", "exists"]

  /// Nouns behind a known answer.
  private static let kinds: Set<String> = ["triangle", "number", "numbers", "lines"]

  /// Words behind a name.
  private static let endings: [[String]] = [
    ["wins"], ["will", "win"], ["wins", "game"], ["has", "winning", "strategy"], ["has", "strategy"],
  ]

  private static let synonyms = [
    "convergent": "converges", "converge": "converges", "divergent": "diverges", "diverge": "diverges", "angled": "", "cannot": "can not",
    "can't": "can not", "can’t": "can not",
  ]

  /// Abbreviations that are all of an answer.
  private static let days = [
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday",
    "fri": "friday", "sat": "saturday", "sun": "sunday", "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june",
    "jul": "july", "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december",
  ]

  /// What has several names of several words, without fillers or as it stands.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for group in groups { for name in group { names[name] = group[0] } }
    return names
  }()

  private static let groups = [
    [
      "infinitely many", "infinitely many solutions", "infinite solutions", "infinite number of solutions", "infinitely many values", "无数个",
      "无穷多", "无数",
      "has infinitely many solutions",
    ],
    [
      "no solution", "no solutions", "has no solution", "has no solutions", "无解", "keine lösung", "keine lösungen", "pas de solution",
      "aucune solution", "no hay solución", "sin solución",
    ],
    ["no real solution", "no real solutions", "has no real solutions", "has no real solution", "no real roots", "无实数解", "无实数根"],
    ["does not exist", "dne", "doesn't exist", "不存在"],
    ["absolutely converges", "converges absolutely"],
    ["conditionally converges", "converges conditionally"],
    ["not possible", "impossible", "can not be done", "不可能"],
    ["yes", "是", "能", "可以", "oui", "ja", "sí"], ["no", "否", "不能", "不可以", "non", "nein"],
    ["monday", "星期一", "周一"], ["tuesday", "星期二", "周二"], ["wednesday", "星期三", "周三"], ["thursday", "星期四", "周四"],
    ["friday", "星期五", "周五"], ["saturday", "星期六", "周六"], ["sunday", "星期日", "星期天", "周日"],
    ["parallel", "平行"], ["perpendicular", "垂直"], ["isosceles", "等腰三角形"], ["equilateral", "等边三角形"], ["right", "right angled", "直角三角形"],
  ]

  /// What no two answers are at once: one of a group against another one is a difference.
  static func exclude(_ first: String, _ second: String) -> Bool {
    first != second && exclusive.contains { $0.contains(first) && $0.contains(second) }
  }

  private static let exclusive: [Set<String>] = [
    ["converges", "diverges"], ["absolutely converges", "conditionally converges", "diverges"],
    ["no solution", "infinitely many"], ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["quadrant 1", "quadrant 2", "quadrant 3", "quadrant 4"], ["continuous", "not continuous", "discontinuous"],
    ["yes", "yes and no", "no"],
    ["diverges", "does not diverges"], ["converges", "does not converges"], ["isosceles", "equilateral", "scalene"],
    ["parallel", "perpendicular"],
    [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ],
    ["even", "odd"], ["rational", "irrational"], ["true", "false"],
  ]
}
