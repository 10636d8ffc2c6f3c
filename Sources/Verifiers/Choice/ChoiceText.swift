internal import RewardCore

/// An answer without its markup, and the marks and words in it that matter to a choice.
struct ChoiceText: Sendable {
  /// A label that stands for itself, and not inside a word.
  struct Label: Sendable {
    var index: Int
    var start: Int
    var end: Int
    var isBracketed: Bool
    var sameCase: Bool
  }

  /// The text: no emphasis, no dollar signs, no braces, no commands that only typeset; line feeds kept, other white space as blanks.
  let scalars: [Unicode.Scalar]
  private let options: ChoiceOptions

  private static let typesetting: Set<String> = [
    "text", "textbf", "textit", "textrm", "mathrm", "mathbf", "mbox", "operatorname", "boxed", "left", "right",
    "displaystyle",
  ]
  private static let answerWords: Set<String> = [
    "the", "my", "so", "final", "correct", "right", "best", "answer", "answers", "option", "options", "choice",
    "choices", "letter",
    "is", "are", "either", "both",
  ]
  private static let reasons: Set<String> = ["because", "since", "as", "due", "given"]
  private static let negations: Set<String> = [
    "not", "no", "never", "wrong", "incorrect", "false", "cannot", "neither", "nor", "none", "except", "excluded",
    "eliminated",
    "eliminate", "unlikely", "isn't", "isn’t", "doesn't", "doesn’t", "can't", "can’t", "aren't", "aren’t",
  ]
  private static let doubts: Set<String> = [
    "wait", "actually", "instead", "rather", "sorry", "oops", "maybe", "perhaps", "possibly", "either", "unless",
    "unsure",
  ]

  init(_ original: [Unicode.Scalar], _ options: ChoiceOptions) {
    self.options = options
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(original.count)
    var at = 0
    while at < original.count {
      let scalar = original[at]
      at += 1
      switch scalar {
      case "*", "`", "$", "{", "}", "_", "“", "”", "\"": continue
      case "~": result.append(" ")
      case "\\":
        let end =
          original[at...].firstIndex { !(("a"..."z").contains($0) || ("A"..."Z").contains($0)) } ?? original.count
        if end == at {
          // `\(` and its kin delimit; `\,` and `\ ` are blanks.
          let next = at < original.count ? original[at] : " "
          if !"()[]".unicodeScalars.contains(next) { result.append(" ") }
          at += 1
          continue
        }
        let name = end - at > 16 ? "" : String(String.UnicodeScalarView(original[at..<end]))
        if name == "quad" || name == "qquad" {
          result.append(" ")
        } else if !Self.typesetting.contains(name) {
          result.append(scalar)
          continue
        }
        at = end
      case "\n": result.append(scalar)
      default: result.append(scalar.properties.isWhitespace ? " " : scalar)
      }
    }
    scalars = Array(trimmed(result[...]))
  }

  // MARK: Labels

  /// The label at a place: a word of its own, in brackets or not, and no part of `A.I.`, `A-level`, `C++` or `I'm`.
  func label(at start: Int) -> Label? {
    guard let (run, end, isBracketed) = name(at: start), let found = options.choice(labelled: scalars[run]) else {
      return nil
    }
    return Label(index: found.index, start: start, end: end, isBracketed: isBracketed, sameCase: found.sameCase)
  }

  private func name(at start: Int) -> (run: Range<Int>, end: Int, isBracketed: Bool)? {
    guard start < scalars.count else { return nil }
    let isBracketed = scalars[start] == "(" || scalars[start] == "["
    let from = isBracketed ? start + 1 : start
    var end = from
    while end < scalars.count, end - from <= 2, scalars[end].isWordPart { end += 1 }
    guard end > from, end - from <= 2 else { return nil }
    guard end < scalars.count else { return isBracketed ? nil : (from..<end, end, false) }
    if isBracketed {
      guard scalars[end] == (scalars[start] == "(" ? ")" : "]") else { return nil }
      return (from..<end, end + 1, true)
    }
    let precedesWord = end + 1 < scalars.count && scalars[end + 1].isWordPart
    switch scalars[end] {
    case "+", "#", "=", "<", ">", "^", "%", "°", "'", "’", "\\": return nil
    case ".", "-", "–", "—": return precedesWord ? nil : (from..<end, end, false)
    default: return (from..<end, end, false)
    }
  }

  /// The whole text as a capital letter, or as a number where options are numbered, that is no option's.
  func foreignLabel() -> String? {
    guard let (run, end, _) = name(at: 0), isOnlyClosing(from: end), let first = scalars[run].first else { return nil }
    let likeLabels = options.choices.first.flatMap(\.label.first).map { label in
      ("0"..."9").contains(label) ? ("0"..."9").contains(first) : run.count == 1 && ("A"..."Z").contains(first)
    }
    guard likeLabels == true, options.choice(labelled: scalars[run]) == nil else { return nil }
    return String(String.UnicodeScalarView(scalars[run]))
  }

  /// The whole text as letters without anything between them: `AC`.
  func run() -> [Int]? {
    let letters = scalars.last == "." ? scalars.dropLast() : scalars[...]
    guard (2...ChoiceOptions.limit).contains(letters.count) else { return nil }
    var indices: [Int] = []
    for letter in letters {
      guard let found = options.choice(labelled: [letter]), found.sameCase, !indices.contains(found.index) else {
        return nil
      }
      indices.append(found.index)
    }
    return indices
  }

  /// Labels with nothing but separators between them, at least two.
  func list(from start: Int) -> (indices: [Int], end: Int, hasOr: Bool, isJoined: Bool, sameCase: Bool)? {
    guard let first = label(at: start) else { return nil }
    var list = (indices: [first.index], end: first.end, hasOr: false, isJoined: false, sameCase: first.sameCase)
    while true {
      var at = list.end
      if at < scalars.count, scalars[at] == ")" { at += 1 }
      let afterLabel = at
      var hasOr = false
      var isJoined = false
      separators: while at < scalars.count {
        switch scalars[at] {
        case "/", "|", "&":
          isJoined = true
          at += 1
        case ",", ";", " ", "\n": at += 1
        default:
          let (word, end) = self.word(at: at)
          guard at > afterLabel, word == "or" || word == "and" || word == "vs" else { break separators }
          if word != "and" { hasOr = true }
          isJoined = true
          at = end
        }
      }
      guard at > afterLabel, let next = label(at: at), !isProse(next) else { break }
      list.indices.append(next.index)
      list.end = next.end
      list.hasOr = list.hasOr || hasOr
      list.isJoined = list.isJoined || isJoined
      list.sameCase = list.sameCase && next.sameCase
    }
    return list.indices.count > 1 ? list : nil
  }

  // MARK: Marks and words

  /// Whether nothing follows but a closing mark.
  func isOnlyClosing(from start: Int) -> Bool {
    let rest = scalars[start...].filter { !$0.properties.isWhitespace }
    return rest.count <= 2 && rest.allSatisfy { ".):]".unicodeScalars.contains($0) }
  }

  /// The mark that sets a label off, and where the text after it begins.
  func mark(from start: Int) -> (mark: Unicode.Scalar?, rest: Int) {
    var at = skippingBlanks(from: start)
    guard at < scalars.count, "):.-–—,".unicodeScalars.contains(scalars[at]) else { return (nil, at) }
    let mark = scalars[at]
    at += 1
    if mark == ")", at < scalars.count, scalars[at] == ":" || scalars[at] == "." { at += 1 }
    return (mark, skippingBlanks(from: at))
  }

  /// Whether the label is a word of English as well.
  func isProseWord(_ label: Label) -> Bool {
    !label.isBracketed && label.end == label.start + 1 && "AaI".unicodeScalars.contains(scalars[label.start])
  }

  /// Whether the label is rather a word of the sentence: *A good …*, *I think*.
  private func isProse(_ label: Label) -> Bool {
    guard isProseWord(label) else { return false }
    let next = skippingBlanks(from: label.end)
    guard next > label.end, next < scalars.count, scalars[next].properties.isLowercase else { return false }
    let word = word(at: next).word
    return word != "or" && word != "and"
  }

  /// Whether a reason follows: what is said from there on is no part of the answer.
  func startsWithReason(from start: Int, afterProseWord: Bool) -> Bool {
    var at = skippingBlanks(from: start)
    if at < scalars.count, scalars[at] == "," { at = skippingBlanks(from: at + 1) }
    let word = word(at: at).word
    return afterProseWord ? word == "because" || word == "since" : Self.reasons.contains(word)
  }

  /// Where the text begins after words that only announce an answer.
  func skippingAnswerWords() -> Int {
    var at = 0
    while at < scalars.count {
      let (word, end) = self.word(at: at)
      guard Self.answerWords.contains(word) else { break }
      at = skippingBlanks(from: end)
      if at < scalars.count, scalars[at] == ":" { at = skippingBlanks(from: at + 1) }
    }
    return at < scalars.count ? at : 0
  }

  /// What makes the text from a place on no plain choice: another label, a denial, second thoughts; `nil`: nothing does.
  func doubt(from start: Int, besides own: Int?, heedingNegation: Bool) -> String? {
    var at = start
    while at < scalars.count {
      if let label = label(at: at), !isProse(label), label.sameCase {
        guard label.index == own else { return "names option \(options.name(label.index)) as well" }
        at = label.end
        continue
      }
      guard scalars[at].isWordPart else {
        at += 1
        continue
      }
      let (word, end) = self.word(at: at)
      if own != nil, at > start, Self.reasons.contains(word) { return nil }
      if Self.doubts.contains(word) { return "`\(word)`: no plain choice" }
      let isVerdict = at == start && (word == "wrong" || word == "incorrect")
      if isVerdict || (heedingNegation && Self.negations.contains(word)) { return "`\(word)`: something is denied" }
      at = max(end, at + 1)
      while at < scalars.count, scalars[at].isWordPart { at += 1 }
    }
    return nil
  }

  /// The word at a place, in lower case, and its end; longer than any that matters: empty.
  private func word(at start: Int) -> (word: String, end: Int) {
    var end = start
    while end < scalars.count, scalars[end].properties.isAlphabetic || scalars[end] == "'" || scalars[end] == "’" {
      end += 1
    }
    guard end - start <= 12 else { return ("", end) }
    return (String(String.UnicodeScalarView(scalars[start..<end])).lowercased(), end)
  }

  private func skippingBlanks(from start: Int) -> Int {
    scalars[start...].firstIndex { !$0.properties.isWhitespace } ?? scalars.count
  }
}

extension Unicode.Scalar {
  /// Whether it is part of a word.
  var isWordPart: Bool { properties.isAlphabetic || properties.numericType != nil || self == "_" }
}
