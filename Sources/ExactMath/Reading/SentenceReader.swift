/// Sentences that end in the value: `The vertex is (2,5)`, `\text{There are 24 ways.}`, `La réponse est 24`.
///
///     sentence = { word } (verb | noun | ":") value
///
/// Every word before the value is one that could not make another value of it, and none stands behind it but what is counted.
struct SentenceReader {
  struct Sentence: Equatable {
    /// The words before the value.
    var label: String
    /// Where the value is.
    var value: Range<Int>
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var limit: Int
  /// Whether a text command around the words is open.
  private var isInText = false
  private var words: [String] = []
  private var endsInColon = false

  /// The parts of a sentence; `nil` for any other text.
  ///
  /// Complexity: linear.
  static func sentence(_ bytes: UnsafeBufferPointer<UInt8>) -> Sentence? {
    guard bytes.count > 4 else { return nil }
    var reader = SentenceReader(bytes)
    return reader.sentence()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    limit = bytes.count
  }

  private mutating func sentence() -> Sentence? {
    cutMarks()
    unwrap()
    while takeWord() {}
    guard !isInText, position < limit, let last = words.last, startsValue else { return nil }
    let isVerb = Self.verbs.contains(last)
    // `Option A` alone is no sentence.
    let isNoun = Self.nouns.contains(last) && !(words.count == 1 && ["option", "choice", "answer"].contains(last))
    guard isVerb && words.count > 1 || isNoun || endsInColon, !endsInTwoValues else { return nil }
    let label = words.joined(separator: " ")
    // "There are" counts what is there, and a noun alone is a label only of what follows at once.
    if last == "are", words.first == "there" { guard MathScalars.digit(UInt32(bytes[position])) != nil else { return nil } }
    // A point is one of the plane here, and not that of "five point three".
    guard !UnitWords.mayDeny(words.filter { $0 != "point" }.joined(separator: " ")), hasPlainEnd(isAfterVerb: isVerb) else { return nil }
    return Sentence(label: label, value: position..<limit)
  }

  /// Cuts the marks of a sentence off its end; `24!` is a factorial.
  private mutating func cutMarks() {
    while limit > position + 1 {
      // A full stop behind the value itself is the parser's.
      let isMark =
        bytes[limit - 1] == 0x2E && bytes[limit - 2] == 0x7D || bytes[limit - 1] == 0x21 && MathScalars.isLetter(bytes[limit - 2])
      guard isMark || [0x20, 0x0A, 0x0D].contains(bytes[limit - 1]), bytes[limit - 2] != 0x5C else { return }
      limit -= 1
    }
  }

  /// Leaves the text command that is around everything.
  private mutating func unwrap() {
    let opening = Array("\\text{".utf8)
    if limit - position > opening.count, bytes[position..<(position + opening.count)].elementsEqual(opening), bytes[limit - 1] == 0x7D {
      var depth = 0
      for index in position..<limit {
        if bytes[index] == 0x7B { depth += 1 }
        if bytes[index] == 0x7D { depth -= 1 }
        if depth == 0, bytes[index] == 0x7D, index < limit - 1 { return }
      }
      position += opening.count
      limit -= 1
      cutMarks()
      while position < limit, bytes[position] == 0x20 { position += 1 }
    }
  }

  /// Passes over the next word before the value.
  private mutating func takeWord() -> Bool {
    skipSpace()
    let start = position
    var end = position
    while end < limit {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: end)
      guard scalar < 0x80 ? MathScalars.isLetter(UInt8(scalar)) : 0xC0...0x24F ~= scalar else { break }
      end += width
    }
    guard end > start, end - start <= 20 else { return false }
    let word = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    let name = word.lowercased()
    guard end < limit, isBreak(bytes[end]) || endsInSpace(end) else { return false }
    // What a number is of says nothing of its value.
    let isCounted = words.count > 1 && words.suffix(2) == ["number", "of"] && !Self.verbs.contains(name) && end - start > 2
    guard
      Self.verbs.contains(name) || Self.nouns.contains(name) || Self.others.contains(name)
        || isCounted && MathParser.isHarmless(name) && name != "digits",
      word.count > 1 || word == "a"
    else { return false }
    // "the solution is a": the letter is the value.
    if word == "a", let last = words.last, Self.verbs.contains(last) { return false }
    words.append(name)
    position = end
    endsInColon = false
    if position < limit, bytes[position] == 0x2C { position += 1 }
    if position < limit, bytes[position] == 0x3A {
      endsInColon = true
      position += 1
    }
    return !endsInColon
  }

  private func isBreak(_ byte: UInt8) -> Bool { [0x20, 0x2C, 0x3A, 0x7E, 0x0A].contains(byte) || byte == 0x7D && isInText }

  private func endsInSpace(_ end: Int) -> Bool {
    byteIs(0x5C, at: end) && end + 1 < limit && [0x20, 0x2C, 0x3B, 0x71].contains(bytes[end + 1])
  }

  private func byteIs(_ byte: UInt8, at offset: Int) -> Bool { offset < limit && bytes[offset] == byte }

  private mutating func skipSpace() {
    while position < limit {
      switch bytes[position] {
      case 0x20, 0x7E, 0x0A: position += 1
      case 0x7D where isInText:
        isInText = false
        position += 1
      case 0x5C:
        let rest = bytes[position..<limit]
        if !isInText, rest.starts(with: "\\text{".utf8) {
          isInText = true
          position += 6
        } else if rest.starts(with: "\\quad".utf8) {
          position += 5
        } else if rest.count > 1, [0x20, 0x2C, 0x3B].contains(rest[rest.startIndex + 1]) {
          position += 2
        } else {
          return
        }
      default: return
      }
    }
  }

  /// Whether what is left begins like a formula: no further word.
  private var startsValue: Bool {
    let byte = bytes[position]
    if MathScalars.isLetter(byte) {
      let next = position + 1 < limit ? bytes[position + 1] : 0x20
      return !MathScalars.isLetter(next)
    }
    return 0x30...0x39 ~= byte || "-+\\([{$|.".utf8.contains(byte)
  }

  /// Whether a label is followed by a second one, which only both together tell apart.
  private var endsInTwoValues: Bool { bytes[position..<limit].contains(0x3A) && !bytes[position..<limit].contains(0x7B) }

  /// Whether no word behind the value names another one; a noun before the value is a label only of one value.
  private func hasPlainEnd(isAfterVerb: Bool) -> Bool {
    var index = position
    var depth = 0
    while index < limit {
      let byte = bytes[index]
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if byte == 0x5C {
        index += 1
        while index < limit, MathScalars.isLetter(bytes[index]) { index += 1 }
        continue
      }
      if byte == 0x2C, depth == 0, !isAfterVerb { return false }
      guard MathScalars.isLetter(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < limit, MathScalars.isLetter(bytes[index]) { index += 1 }
      guard index - start > 2 else { continue }
      let word = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self).lowercased()
      if word != "ways", Self.nouns.contains(word) || Self.verbs.contains(word) || Self.others.contains(word) { return false }
    }
    return true
  }

  private static let verbs: Set<String> = [
    "is", "are", "equals", "equal", "be", "gives", "get", "obtain", "have", "est", "sont", "ist", "sind", "lautet", "beträgt", "es", "son",
  ]

  /// What a value may be called.
  private static let nouns: Set<String> = [
    "answer", "answers", "value", "values", "result", "number", "solution", "solutions", "root", "roots", "sum", "product", "area",
    "volume",
    "perimeter", "length", "width", "height", "radius", "diameter", "circumference", "angle", "distance", "probability", "minimum",
    "maximum",
    "cost", "price", "time", "speed", "remainder", "slope", "limit", "determinant", "rank", "dimension", "degree", "median", "mean", "mode",
    "average", "expression", "triangle", "circle", "rectangle", "integral", "function", "functions", "ways", "vertex", "vertices", "range",
    "domain", "interval", "intervals", "point", "points", "center", "centre", "focus", "foci", "coordinates", "equation", "line", "curve",
    "plane",
    "parabola", "set", "pair", "pairs", "option", "choice", "ratio", "matrix", "vector", "period", "amplitude", "intercept", "intercepts",
    "derivative", "antiderivative", "total", "réponse", "antwort", "respuesta", "lösung", "solución", "résultat", "ergebnis", "resultado",
    "valeur", "wert", "valor",
  ]

  /// What stands around these without changing what is said.
  private static let others: Set<String> = [
    "the", "so", "therefore", "thus", "hence", "our", "final", "correct", "of", "a", "an", "this", "that", "its", "required", "desired",
    "possible", "smallest", "largest", "greatest", "least", "minimal", "maximal", "expected", "only", "such", "we", "it", "there", "must",
    "then",
    "complete", "full", "exact", "positive", "integer", "real", "ordered", "open", "closed", "la", "le", "les", "el", "die", "der",
    "das", "donc", "également", "also", "por", "lo", "tanto", "finale", "endgültige",
  ]
}
