/// Short answers in words that say the same: `diverges` and `The series is divergent`, `Quadrant II` and `second quadrant`.
enum AnswerWords {
  /// The words without what adds nothing to them, and with one name for what has several.
  ///
  /// Complexity: linear.
  static func canonical(_ text: String) -> String {
    var words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }.map(String.init)
    if let whole = names[words.joined(separator: " ")] { return whole }
    // What stands behind yes or no may take it back.
    if let first = words.first, words.count > 1, ["yes", "no"].contains(first), words[1] != "solution", words[1] != "solutions" {
      return words.joined(separator: " ")
    }
    words = words.map { synonyms[$0] ?? $0 }.filter { !$0.isEmpty }
    for phrase in openings where words.count > phrase.count && words.starts(with: phrase) {
      words.removeFirst(phrase.count)
      break
    }
    if let whole = names[words.joined(separator: " ")] { return whole }
    words.removeAll { fillers.contains($0) }
    for ending in endings where words.count > ending.count && words.suffix(ending.count).elementsEqual(ending) {
      words.removeLast(ending.count)
      break
    }
    if let last = words.last, last.hasSuffix("'s") || last.hasSuffix("’s") { words[words.count - 1] = String(last.dropLast(2)) }
    let result = words.joined(separator: " ")
    if let name = names[result] { return name }
    if let quadrant = quadrant(words) { return "quadrant \(quadrant)" }
    return result
  }

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

  /// Phrases before an answer.
  private static let openings: [[String]] = [
    ["the", "limit"], ["limit"], ["the", "series"], ["series"], ["the", "sequence"], ["sequence"], ["the", "integral"], ["integral"],
    ["the", "graph", "is"], ["there", "are"], ["there", "is"], ["it", "is"], ["it"], ["on"], ["in"], ["the", "equation"], ["equation"],
    ["the", "system"], ["system"],
  ]

  private static let fillers: Set<String> = ["the", "a", "an", "is", "are", "exist", "exists", "it"]

  /// Words behind an answer.
  private static let endings: [[String]] = [
    ["wins"], ["will", "win"], ["wins", "game"], ["has", "winning", "strategy"], ["has", "strategy"], ["triangle"], ["number"], ["numbers"],
  ]

  private static let synonyms = [
    "convergent": "converges", "converge": "converges", "divergent": "diverges", "diverge": "diverges", "angled": "", "mon": "monday",
    "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    "sat": "saturday", "sun": "sunday", "cannot": "can not",
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
    ["no solution", "no solutions", "has no solution", "has no solutions", "无解"],
    ["no real solution", "no real solutions", "has no real solutions", "has no real solution", "no real roots", "无实数解", "无实数根"],
    ["does not exist", "dne", "doesn't exist", "不存在"],
    ["absolutely converges", "converges absolutely"],
    ["conditionally converges", "converges conditionally"],
    ["not possible", "impossible", "can not be done", "不可能"],
    ["yes", "是", "能", "可以"], ["no", "否", "不能", "不可以"],
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
    ["even", "odd"], ["rational", "irrational"], ["true", "false"],
  ]
}
