/// Answers in words: names, Yes and No, numbers spelled out, sentences.
enum WordReader {
  /// The reading of a text that has nothing but words in it; `nil` if it may be mathematics.
  ///
  /// However long it is, for no text of words is a product of letters. Complexity: linear.
  static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> MathReading? {
    if bytes.count == 3, isNotAvailable(bytes[...]) { return MathReading(.text(String(decoding: bytes, as: UTF8.self))) }
    var isForeign = false
    var hasLetter = false
    var offset = 0
    while offset < bytes.count {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
      if scalar >= 0x80 {
        // Hyphens and the dash between two names.
        guard isForeignLetter(scalar) || 0x2010...0x2013 ~= scalar else { return nil }
        isForeign = true
      } else {
        guard isWordByte(UInt8(scalar)) || scalar == 0x21 && isEmphasis(bytes, at: offset) else { return nil }
        if scalar == 0x5C {
          // Most formulas end here: with a command that is none of words.
          guard let end = endOfWordCommand(bytes, at: offset) else { return nil }
          hasLetter = true
          offset = end
          continue
        }
        hasLetter = hasLetter || MathScalars.isLetter(UInt8(scalar))
      }
      offset += max(width, 1)
    }
    guard hasLetter || isForeign else { return nil }
    var text = String(decoding: bytes, as: UTF8.self)
    if !isForeign || text.contains("\\") { text = stripped(text) ?? "\\" }
    guard !text.contains("\\"), !text.contains("{"), !text.contains("$") else { return nil }
    text = trimmed(text.filter { $0 != "!" })
    // 答案：A is a label with an answer behind it.
    if isForeign, let colon = text.lastIndex(where: { $0 == ":" || $0 == "：" }), text[colon...].dropFirst().utf8.allSatisfy({ $0 < 0x80 }) {
      return nil
    }
    // 选A, 答案是AC: letters of choices behind such a label.
    if isForeign, let verb = text.lastIndex(where: { "选是为项".contains($0) }), case let letters = text[verb...].dropFirst().utf8,
      1...5 ~= letters.count, letters.allSatisfy({ 0x41...0x4A ~= $0 })
    {
      return nil
    }
    guard text.utf8.first != 0x2D else { return nil }
    if let isNegative = infinities[text.lowercased()] {
      let infinity = MathExpression.constant(.infinity)
      return MathReading(isNegative ? .negative(infinity) : infinity, notes: [MathNote(.numberWord, at: 0)])
    }
    // "E. None of the above" is the choice E.
    if let letter = text.utf8.first, 0x41...0x45 ~= letter, let mark = text.utf8.dropFirst().first, mark == 0x2E || mark == 0x3A,
      text.utf8.dropFirst(2).first == 0x20, !isForeign, !text.contains(","),
      !text.utf8.contains(where: { 0x30...0x39 ~= $0 })
    {
      // "B. two or C. three" are two.
      guard !text.dropFirst(2).split(separator: " ").contains(where: isChoice) else { return MathReading(.text(text)) }
      return MathReading(.choice(String(text.prefix(1))), notes: [MathNote(.words, at: 0)])
    }
    let words = text.split { $0 == " " || $0 == "," || $0 == "." || $0 == "-" || $0 == ":" }.map(String.init)
    if let value = signedOrMixed(text.lowercased()) { return MathReading(value, notes: [MathNote(.numberWord, at: 0)]) }
    guard !words.isEmpty, isForeign || words.contains(where: isWord) else { return nil }
    if text.utf8.contains(where: { 0x30...0x39 ~= $0 }) {
      // "June 20", but not "5 apples" nor "The answer is 5".
      let areWords = words.allSatisfy { word in word.utf8.allSatisfy { 0x30...0x39 ~= $0 } || word.utf8.allSatisfy(MathScalars.isLetter) }
      guard
        isWord(words[0]) && !MathParser.measures.contains(words[0].lowercased()) && !words.contains("is") && !text.contains(":") && areWords
          || DateWords.day(text) != nil
      else { return nil }
    }
    if let number = number(text.lowercased()) {
      return MathReading(
        .number(MathNumeral(BigRational(number.value), form: .word)),
        alternatives: [], notes: [MathNote(number.isOrdinal ? .ordinal : .numberWord, at: 0)])
    }
    if let (top, bottom) = fraction(text.lowercased()) {
      return MathReading(.quotient(.integer(top), .integer(bottom)), notes: [MathNote(.numberWord, at: 0)])
    }
    if ["Option", "Choice", "Answer", "option", "choice"].contains(words[0]), words.count == 2, words[1].utf8.count == 1 {
      return MathReading(.choice(words[1].uppercased()), notes: [MathNote(.label, at: 0)])
    }
    // "x or y", "a and b": letters joined by words are mathematics.
    if !isForeign, words.allSatisfy({ $0.utf8.count == 1 || MathTokenizer.connective($0) != nil }) { return nil }
    // "pi", "sin x", "alpha beta", "5 cm" are mathematics; one unknown word makes a text.
    return MathReading(.text(text))
  }

  /// Whether a word is the letter of a choice with its mark: `C.`, `D)`.
  private static func isChoice(_ word: Substring) -> Bool {
    guard let letter = word.utf8.first, 0x41...0x4A ~= letter else { return false }
    return word.utf8.count == 2 ? ".:".contains(word.last ?? " ") : word.utf8.count == 1 && letter != 0x41
  }

  /// `2020-05-06` or `12/25/2020`, which is no difference and no quotient.
  static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> MathReading? {
    guard (8...10).contains(bytes.count) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    for mark in ["-", "/"] as [Character] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) else { continue }
      let counts = parts.map(\.count)
      if counts[0] == 4 && counts[1...].allSatisfy({ 1...2 ~= $0 }) || counts[2] == 4 && counts[..<2].allSatisfy({ 1...2 ~= $0 }) {
        return MathReading(.text(text))
      }
    }
    return nil
  }

  /// `N/A`.
  static func isNotAvailable(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.elementsEqual("N/A".utf8) || bytes.elementsEqual("n/a".utf8)
  }

  /// Commands that words may stand in.
  private static let commands: Set<String> = [
    "text", "textbf", "textit", "mathrm", "mathbf", "mbox", "textrm", "textnormal", "quad", "boxed", "emph", "textsc", "mathit",
    "mathsf", "textup", "hbox", "bf", "rm", "it", "fbox",
  ]

  /// Where a command ends that words may stand in, or white space; `nil` for any other.
  private static func endOfWordCommand(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    var end = start + 1
    while end < bytes.count, MathScalars.isLetter(bytes[end]) { end += 1 }
    if end == start + 1 {
      guard end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x2C || bytes[end] == 0x7E else { return nil }
      return end + 1
    }
    guard end - start <= 12 else { return nil }
    return commands.contains(String(decoding: bytes[(start + 1)..<end], as: UTF8.self)) ? end : nil
  }

  static func isForeignLetter(_ scalar: UInt32) -> Bool {
    guard MathScalars.token(scalar) == nil, MathScalars.greek(scalar) == nil, !MathScalars.isInvisible(scalar) else {
      return scalar == 0x2019
    }
    return Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x20, 0x0A, 0x5C, 0x7B, 0x7D, 0x2E, 0x2C, 0x27, 0x2D, 0x7E, 0x3A, 0x2A, 0x24, 0x30...0x39: true
    default: false
    }
  }

  /// Whether a mark ends a text behind a word of several letters: `Yes!`, but not `n!`.
  private static func isEmphasis(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard offset > 1, MathScalars.isLetter(bytes[offset - 1]), MathScalars.isLetter(bytes[offset - 2]) else { return false }
    let rest = bytes[(offset + 1)...]
    let word = bytes[..<offset].reversed().prefix(while: MathScalars.isLetter).reversed()
    return rest.allSatisfy { $0 == 0x7D || $0 == 0x20 || $0 == 0x2E } && isWord(String(decoding: Array(word), as: UTF8.self))
  }

  /// Short words that are no product of variables.
  private static let shortWords: Set<String> = [
    "yes", "no", "not", "odd", "none", "true", "false", "even", "all", "both", "one", "two", "six", "ten", "mon", "sue",
    "tom", "joe", "bob", "amy", "ann", "red", "may", "dne", "n/a", "the", "is", "are", "it", "oui", "ja",
  ]

  /// Whether a run of letters is a word of a language rather than of mathematics.
  private static func isWord(_ word: String) -> Bool {
    let lower = word.lowercased()
    if shortWords.contains(lower) { return true }
    guard word.utf8.count >= 3, word.utf8.allSatisfy({ MathScalars.isLetter($0) || $0 == 0x27 }) else { return false }
    // A derivative of the fourth order is no word.
    if word.utf8.count(where: { $0 == 0x27 }) > 1 { return false }
    if MathCommand.words[word] != nil || MathTokenizer.connective(word) != nil { return false }
    if MathTokenizer.functionInside(word) != nil { return false }
    let isProper = word.utf8.dropFirst().allSatisfy { $0 & 0x20 != 0 } && word.utf8.first.map { $0 & 0x20 == 0 } ?? false
    if isProper { return true }
    let hasVowel = word.utf8.contains { "aeiouyAEIOUY".utf8.contains($0) }
    return word.utf8.count >= 4 && hasVowel
  }

  /// The text without font commands, braces, dollars and Markdown; `nil` if another command is in it.
  private static func stripped(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x7B || $0 == 0x2A || $0 == 0x24 || $0 == 0x7E }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let character = rest.first {
      switch character {
      case "\\":
        rest = rest.dropFirst()
        if let next = rest.first, next == " " || next == "," || next == "~" {
          rest = rest.dropFirst()
          result.append(" ")
          continue
        }
        let name = rest.prefix { $0.isASCII && MathScalars.isLetter(UInt8($0.value)) }
        guard commands.contains(String(name)) else { return nil }
        rest = rest[name.endIndex...]
        if String(name) == "quad" { result.append(" ") }
      case "{", "}", "*", "$": rest = rest.dropFirst()
      case "~":
        result.append(" ")
        rest = rest.dropFirst()
      default:
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return String(result)
  }

  /// Single spaces inside, none at the ends, and no final full stop.
  static func trimmed(_ text: String) -> String {
    var result = text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }.joined(separator: " ")
    while let last = result.last, last == "." || last == "," || last == ":" { result.removeLast() }
    return result
  }

  // MARK: Sentences

  /// The words of a text with formulas in it that cannot be read as a whole; `nil` unless words outweigh the formulas.
  ///
  /// What is broken is no sentence: braces and environments have to pair.
  static func prose(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [MathToken]) -> String? {
    var wordBytes = 0
    var words = 0
    var open = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .name, .text:
        // Words stand apart.
        guard token.end - token.start >= 3, token.space != .none || index == 0 || !token.isBareWord else { continue }
        words += 1
        wordBytes += token.end - token.start
        for byte in bytes[token.start..<token.end] where byte == 0x20 { words += 1 }
      case .connective, .condition: wordBytes += token.end - token.start
      case .groupOpen: open += 1
      case .groupClose:
        open -= 1
        guard open >= 0 else { return nil }
      case .begin, .end, .ampersand: return nil
      default: break
      }
    }
    guard words >= 2, open == 0 else { return nil }
    let text = unwrapped(trimmed(String(decoding: bytes, as: UTF8.self)))
    // A command or two around a word are no formula.
    return wordBytes * 2 >= text.utf8.count - 8 ? text : nil
  }

  /// The content of `\text{…}` when that is all there is.
  private static func unwrapped(_ text: String) -> String {
    guard text.hasPrefix("\\text{"), text.hasSuffix("}") else { return text }
    let inner = text.dropFirst(6).dropLast()
    var depth = 0
    for byte in inner.utf8 {
      if byte == 0x7B { depth += 1 }
      if byte == 0x7D { depth -= 1 }
      if depth < 0 { return text }
    }
    return trimmed(String(inner))
  }

  // MARK: Numbers

  /// Infinity in words, and whether it is negative.
  private static let infinities = [
    "infinity": false, "positive infinity": false, "plus infinity": false, "negative infinity": true, "minus infinity": true,
  ]

  private static let cardinals = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let ordinals = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// A whole number below a billion in words: `twenty-five`, `one hundred and six`, `two thousand`, `third`, `twenty-first`.
  static func number(_ text: String) -> (value: Int, isOrdinal: Bool)? {
    let parts = text.split { $0 == " " || $0 == "-" }.filter { $0 != "and" }.map(String.init)
    // Longer than any number below a billion.
    guard let last = parts.last, parts.count <= 16 else { return nil }
    if parts.count == 1, let value = ordinals.firstIndex(of: last) { return (value, true) }
    if let value = cardinal(parts[...]) { return (value, false) }
    // "twenty-first"
    guard parts.count == 2, let ten = tens.firstIndex(of: parts[0]), let unit = ordinals.firstIndex(of: last), 1...9 ~= unit
    else { return nil }
    return (20 + 10 * ten + unit, true)
  }

  private static func cardinal(_ parts: ArraySlice<String>) -> Int? {
    guard let first = parts.first else { return nil }
    for (name, scale) in [("million", 1_000_000), ("thousand", 1000), ("hundred", 100)] {
      guard let index = parts.firstIndex(of: name) else { continue }
      let rest = parts[(index + 1)...]
      guard let count = cardinal(parts[..<index]), count < 1000, scale != 100 || 1...99 ~= count else { return nil }
      guard let remainder = rest.isEmpty ? 0 : cardinal(rest), remainder < scale else { return nil }
      return count * scale + remainder
    }
    if let value = cardinals.firstIndex(of: first) { return parts.count == 1 ? value : nil }
    guard let ten = tens.firstIndex(of: first) else { return nil }
    if parts.count == 1 { return 20 + 10 * ten }
    guard parts.count == 2, let last = parts.last, let unit = cardinals.firstIndex(of: last), 1...9 ~= unit else { return nil }
    return 20 + 10 * ten + unit
  }

  /// `negative four`, `one and a half`, `two dozen`, `three hours`, `1 in 4`.
  private static func signedOrMixed(_ text: String) -> MathExpression? {
    let words = text.split(separator: " ").map(String.init)
    guard 2...16 ~= words.count else { return nil }
    func value(_ words: ArraySlice<String>) -> MathExpression? {
      let text = words.joined(separator: " ")
      if let (number, isOrdinal) = number(text), !isOrdinal { return .number(MathNumeral(BigRational(number), form: .word)) }
      return fraction(text).map { .quotient(.integer($0.top), .integer($0.bottom)) }
    }
    if words[0] == "negative" || words[0] == "minus" {
      let digits = words.count == 2 && words[1].utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(words[1]) : nil
      return (digits.map { .integer($0) } ?? value(words[1...])).map { .negating($0) }
    }
    if words[words.count - 1] == "dozen" {
      guard let count = words[..<(words.count - 1)] == ["a"] ? 1 : number(words.dropLast().joined(separator: " "))?.value else {
        return nil
      }
      return .quantity(.integer(count), MathUnit("dozen"))
    }
    if let join = words.firstIndex(of: "and"), let (whole, isOrdinal) = number(words[..<join].joined(separator: " ")), !isOrdinal,
      let (top, bottom) = fraction(words[(join + 1)...].joined(separator: " "))
    {
      return .number(MathNumeral(BigRational(whole) + BigRational(top, over: bottom), form: .word))
    }
    // "24 out of 25" may be the score 24.
    if words.count == 3, words[0] == "1", words[1] == "in", let bottom = Int(words[2]), bottom > 1 {
      return .quotient(.integer(1), .integer(bottom))
    }
    // "seconds" is a unit, and "two seconds" none of an order.
    if let unit = MathUnit.named(words[words.count - 1]), words[words.count - 1].count > 2, let number = value(words[..<(words.count - 1)])
    {
      return .quantity(number, unit)
    }
    return nil
  }

  /// `one half`, `two thirds`, `three-quarters`.
  private static func fraction(_ text: String) -> (top: Int, bottom: Int)? {
    let parts = text.split { $0 == " " || $0 == "-" }.map(String.init)
    guard parts.count == 2, let top = cardinals.firstIndex(of: parts[0] == "a" ? "one" : parts[0]), top > 0 else { return nil }
    let name = top == 1 ? parts[1] : parts[1] == "halves" ? "half" : parts[1].hasSuffix("s") ? String(parts[1].dropLast()) : ""
    if name == "half" { return (top, 2) }
    if name == "quarter" { return (top, 4) }
    guard let bottom = ordinals.firstIndex(of: name), bottom >= 3 else { return nil }
    return (top, bottom)
  }
}

extension MathToken {
  /// Whether it is a name without any command around it.
  fileprivate var isBareWord: Bool { if case .name = kind { true } else { false } }
}
