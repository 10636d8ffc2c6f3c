/// What labels in words say of the value behind them: `The maximum is`, `area:`, `最大值为`.
package enum AnswerLabels {
  /// Whether two labels are of two different things; a label that only says that the answer follows is of anything.
  ///
  /// Complexity: linear.
  package static func conflict(_ first: String, _ second: String) -> Bool {
    let (mine, theirs) = (things(first), things(second))
    return !mine.isSubset(of: theirs) && !theirs.isSubset(of: mine)
  }

  /// The words of a label that name something.
  private static func things(_ label: String) -> Set<String> {
    var plain = label.lowercased()
    for word in foreign { plain.replace(word, with: " ") }
    let words = plain.split(whereSeparator: { !$0.isLetter }).map { word in
      let word = word.hasSuffix("s") && word.count > 3 ? String(word.dropLast()) : String(word)
      return synonyms[word] ?? word
    }
    return Set(words).subtracting(neutral)
  }

  private static let neutral: Set<String> = [
    "the", "so", "therefore", "thu", "hence", "our", "final", "is", "are", "equal", "of", "a", "an", "this", "that", "it", "we", "have",
    "get",
    "required", "desired", "possible", "answer", "value", "result", "number", "solution", "expression", "at", "point", "interval", "set",
    "open",
    "closed", "total", "only", "such", "there", "in", "to", "for", "be", "way", "antwort", "respuesta", "réponse", "die", "la", "ist",
    "est", "es",
  ]
  private static let synonyms = [
    "max": "maximum", "maximal": "maximum", "largest": "maximum", "greatest": "maximum", "min": "minimum", "minimal": "minimum",
    "smallest": "minimum", "least": "minimum", "average": "mean", "centre": "center", "expected": "mean",
  ]
  private static let foreign = ["答案", "最终", "结果", "所以", "因此", "故", "解", "是", "为", "选", "的", "共", "有"]
}
