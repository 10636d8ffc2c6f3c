/// One step of the chain that makes two texts comparable; its raw value is the name under which its use is reported.
///
/// Works on Unicode scalars. Every step leaves a text as it is rather than empty it, so that two texts never become equal by
/// vanishing. Canonically equivalent texts (`é` in one scalar or two) are the same text and need no step: see `sameText`.
enum TextNormalization: String, Sendable, CaseIterable {
  /// Markup around the whole answer is taken off: `\text{…}` and its kin, `**…**`, `` `…` ``, `$…$`, quotation marks.
  case markup = "ignore_markup"
  /// One full stop at the end is taken off.
  case finalStop = "ignore_final_stop"
  /// Punctuation of sentences is taken out where it touches no digit.
  case punctuation = "ignore_punctuation"
  /// Letters are case folded.
  case letterCase = "ignore_case"
  /// English articles before another word are taken out.
  case articles = "ignore_articles"
  /// Each run of white space is one blank.
  case whiteSpace = "white_space"

  /// A text after the steps of `chain`, which are taken in the order of the cases.
  static func apply(_ chain: Set<TextNormalization>, to text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = Array(trimmed(text[...]))
    for step in allCases where chain.contains(step) {
      let next =
        switch step {
        case .markup: Array(unwrapped(result[...], finalStop: chain.contains(.finalStop)))
        case .finalStop: Array(withoutFinalStop(result[...]))
        case .punctuation: withoutPunctuation(result)
        case .letterCase: caseFolded(result)
        case .articles: withoutArticles(result)
        case .whiteSpace: collapsed(result)
        }
      let rest = trimmed(next[...])
      if !rest.isEmpty { result = Array(rest) }
    }
    return result
  }

  /// Whether two texts are equal after all of `chain`, and which of its steps that took; `nil`: they are not equal.
  ///
  /// The steps are a smallest sufficient set in this sense: without any one of them the texts differ.
  static func stepsNeeded(
    from chain: Set<TextNormalization>, for left: [Unicode.Scalar], toEqual right: [Unicode.Scalar]
  ) -> [TextNormalization]? {
    func equal(_ steps: Set<TextNormalization>) -> Bool { sameText(apply(steps, to: left), apply(steps, to: right)) }
    if equal([]) { return [] }
    guard equal(chain) else { return nil }
    var needed = chain
    for step in [TextNormalization.articles, .punctuation, .markup, .finalStop, .letterCase, .whiteSpace] {
      if needed.contains(step), equal(needed.subtracting([step])) { needed.remove(step) }
    }
    return allCases.filter(needed.contains)
  }
}

/// Whether two texts are canonically equivalent.
///
/// Canonical decomposition lengthens a text at most fourfold, so texts further apart are told apart by their lengths alone, and
/// a hostile answer costs no more than its ground truth.
func sameText(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
  if left == right { return true }
  guard left.count <= 4 * right.count, right.count <= 4 * left.count else { return false }
  return String(String.UnicodeScalarView(left)) == String(String.UnicodeScalarView(right))
}

/// A text without the white space around it.
func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
  guard let first = text.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = text.lastIndex(where: { !$0.properties.isWhitespace })
  else { return [] }
  return text[first...last]
}

// MARK: The steps

/// Layers of markup that are taken off; each may cost a pass.
private let markupLayers = 8

private let typesetting = ["text", "textbf", "textit", "textrm", "mathrm", "mathbf", "mbox", "operatorname"].map {
  Array("\\\($0){".unicodeScalars)
}

private let wrappers: [(open: [Unicode.Scalar], close: [Unicode.Scalar])] = [
  ("**", "**"), ("__", "__"), ("`", "`"), ("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\"", "\""), ("“", "”"),
  ("«", "»"), ("「", "」"),
].map { (Array($0.0.unicodeScalars), Array($0.1.unicodeScalars)) }

private func unwrapped(_ text: ArraySlice<Unicode.Scalar>, finalStop: Bool) -> ArraySlice<Unicode.Scalar> {
  var text = text
  for _ in 0..<markupLayers {
    let candidate = trimmed(finalStop ? withoutFinalStop(text) : text)
    guard let inner = unwrappedOnce(candidate), !trimmed(inner).isEmpty else { return text }
    text = trimmed(inner)
  }
  return text
}

private func unwrappedOnce(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
  for command in typesetting where text.starts(with: command) && text.last == "}" {
    let inner = text.dropFirst(command.count).dropLast()
    return hasBalancedBraces(inner) ? inner : nil
  }
  for (open, close) in wrappers where text.count > open.count + close.count && text.starts(with: open) {
    guard text.suffix(close.count).elementsEqual(close) else { continue }
    let inner = text.dropFirst(open.count).dropLast(close.count)
    // `**a** and **b**` and `$a$ or $b$` are two marked texts, and not one.
    return inner.contains(open) || inner.contains(close) ? nil : inner
  }
  return nil
}

private func hasBalancedBraces(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
  var depth = 0
  for scalar in text {
    if scalar == "{" { depth += 1 }
    if scalar == "}" { depth -= 1 }
    if depth < 0 { return false }
  }
  return depth == 0
}

private func withoutFinalStop(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
  guard let last = text.last, last == "." || last == "。", text.dropLast().last != "." else { return text }
  return text.dropLast()
}

/// Punctuation marks that stand between words become a blank; those inside words or around them vanish.
private let separatingMarks = Set(",;:!?()[]-–—、，；：！？（）「」«»".unicodeScalars)
private let vanishingMarks = Set(".'\"’‘“”。".unicodeScalars)

private func withoutPunctuation(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
  func isDigit(_ index: Int) -> Bool {
    text.indices.contains(index) && text[index].properties.numericType != nil
  }
  func isWordPart(_ index: Int) -> Bool { text.indices.contains(index) && text[index].properties.isAlphabetic }
  var result: [Unicode.Scalar] = []
  result.reserveCapacity(text.count)
  for (index, scalar) in text.enumerated() {
    let vanishes = vanishingMarks.contains(scalar)
    guard vanishes || separatingMarks.contains(scalar), !isDigit(index - 1), !isDigit(index + 1) else {
      result.append(scalar)
      continue
    }
    // Before a word, `!` and `-` are operators (`!p`, `-x`), unless they stand inside a compound.
    if scalar == "!" || scalar == "-", isWordPart(index + 1), !isWordPart(index - 1) {
      result.append(scalar)
    } else if !vanishes {
      result.append(" ")
    }
  }
  return collapsed(result)
}

/// Upper case and then lower case: folds `ß` with `SS` and the final sigma with the others.
private func caseFolded(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  result.reserveCapacity(text.count)
  for scalar in text {
    if scalar.isASCII {
      result.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    } else {
      for upper in scalar.properties.uppercaseMapping.unicodeScalars {
        result.append(contentsOf: upper.properties.lowercaseMapping.unicodeScalars)
      }
    }
  }
  return result
}

/// Takes out `a`, `an` and `the` where another word follows; `vitamin A` and the list `a b c` keep theirs.
private func withoutArticles(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
  let words = text.split(whereSeparator: \.properties.isWhitespace)
  var kept: [Unicode.Scalar] = []
  kept.reserveCapacity(text.count)
  for (index, word) in words.enumerated() {
    let isArticle =
      word.count <= 3 && ["a", "an", "the"].contains(String(String.UnicodeScalarView(word)).lowercased())
    let precedesWord = index + 1 < words.count && (word.count > 1 || words[index + 1].count > 1)
    if isArticle, precedesWord { continue }
    if !kept.isEmpty { kept.append(" ") }
    kept.append(contentsOf: word)
  }
  return kept
}

private func collapsed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  result.reserveCapacity(text.count)
  var afterBlank = false
  for scalar in text {
    if scalar.properties.isWhitespace {
      afterBlank = true
    } else {
      if afterBlank, !result.isEmpty { result.append(" ") }
      afterBlank = false
      result.append(scalar)
    }
  }
  return result
}
