/// Answers in words: names, Yes and No, numbers spelled out, sentences.
enum WordReader {
  /// The reading of a text that has nothing but words in it; `nil` if it may be mathematics.
  static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> MathReading? {
    guard bytes.count <= 4096 else { return nil }
    var isForeign = false
    var hasLetter = false
    var offset = 0
    while offset < bytes.count {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
      if scalar >= 0x80 {
        guard isForeignLetter(scalar) else { return nil }
        isForeign = true
      } else {
        guard isWordByte(UInt8(scalar)) else { return nil }
        hasLetter = hasLetter || MathScalars.isLetter(UInt8(scalar))
      }
      offset += max(width, 1)
    }
    guard hasLetter || isForeign else { return nil }
    var text = String(decoding: bytes, as: UTF8.self)
    if !isForeign || text.contains("\\") { text = stripped(text) ?? "\\" }
    guard !text.contains("\\"), !text.contains("{"), !text.contains("$") else { return nil }
    text = trimmed(text)
    guard text.utf8.first != 0x2D else { return nil }
    let words = text.split { $0 == " " || $0 == "," || $0 == "." || $0 == "-" || $0 == ":" }.map(String.init)
    guard !words.isEmpty, isForeign || words.contains(where: isWord) else { return nil }
    if text.utf8.contains(where: { 0x30...0x39 ~= $0 }) {
      // "June 20", but not "5 apples" nor "The answer is 5".
      guard isWord(words[0]), !words.contains("is"), !text.contains(":"),
        words.allSatisfy({ word in word.utf8.allSatisfy { 0x30...0x39 ~= $0 } || word.utf8.allSatisfy(MathScalars.isLetter) })
      else { return nil }
    }
    if let number = number(text.lowercased()) {
      return MathReading(
        .number(MathNumeral(BigRational(number.value), form: .word)),
        alternatives: [], notes: [MathNote(number.isOrdinal ? .ordinal : .numberWord, at: 0)])
    }
    if ["Option", "Choice", "Answer", "option", "choice"].contains(words[0]), words.count == 2, words[1].utf8.count == 1 {
      return MathReading(.choice(words[1].uppercased()), notes: [MathNote(.label, at: 0)])
    }
    // "x or y", "a and b": letters joined by words are mathematics.
    if !isForeign, words.allSatisfy({ $0.utf8.count == 1 || MathTokenizer.connective($0) != nil }) { return nil }
    // "pi", "sin x", "alpha beta", "5 cm" are mathematics; one unknown word makes a text.
    return MathReading(.text(text))
  }

  private static func isForeignLetter(_ scalar: UInt32) -> Bool {
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

  /// Short words that are no product of variables.
  private static let shortWords: Set<String> = [
    "yes", "no", "not", "odd", "none", "true", "false", "even", "all", "both", "one", "two", "six", "ten", "mon", "sue",
    "tom", "joe", "bob", "amy", "ann", "red", "may", "dne", "n/a", "the", "is", "are", "it",
  ]

  /// Whether a run of letters is a word of a language rather than of mathematics.
  private static func isWord(_ word: String) -> Bool {
    let lower = word.lowercased()
    if shortWords.contains(lower) { return true }
    guard word.utf8.count >= 3, word.utf8.allSatisfy({ MathScalars.isLetter($0) || $0 == 0x27 }) else { return false }
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
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      switch character {
      case "\\":
        rest = rest.dropFirst()
        if let next = rest.first, next == " " || next == "," || next == "~" {
          rest = rest.dropFirst()
          result += " "
          continue
        }
        let name = rest.prefix { $0.isLetter }
        guard
          [
            "text", "textbf", "textit", "mathrm", "mathbf", "mbox", "textrm", "textnormal", "quad",
            "boxed", "emph", "textsc", "mathit", "mathsf", "textup", "hbox", "bf", "rm", "it", "fbox",
          ].contains(String(name))
        else { return nil }
        rest = rest[name.endIndex...]
        if name == "quad" { result += " " }
      case "{", "}", "*", "$": rest = rest.dropFirst()
      case "~":
        result += " "
        rest = rest.dropFirst()
      default:
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Single spaces inside, none at the ends, and no final full stop.
  static func trimmed(_ text: String) -> String {
    var result = text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }.joined(separator: " ")
    while let last = result.last, last == "." || last == "," || last == ":" { result.removeLast() }
    return result
  }

  // MARK: Sentences

  /// The words of a text with formulas in it that cannot be read as a whole; `nil` unless words outweigh the formulas.
  static func prose(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [MathToken]) -> String? {
    var wordBytes = 0
    var words = 0
    for token in tokens {
      switch token.kind {
      case .name, .text, .connective, .condition:
        guard token.end - token.start >= 3 else { continue }
        words += 1
        wordBytes += token.end - token.start
        for byte in bytes[token.start..<token.end] where byte == 0x20 { words += 1 }
      default: break
      }
    }
    guard words >= 2, wordBytes * 2 >= bytes.count - 8 else { return nil }
    return trimmed(String(decoding: bytes, as: UTF8.self))
  }

  // MARK: Numbers

  private static let cardinals = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let ordinals = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// A number below 100 in words, also as an ordinal; or a round hundred or thousand.
  static func number(_ text: String) -> (value: Int, isOrdinal: Bool)? {
    if let value = cardinals.firstIndex(of: text) { return (value, false) }
    if let value = ordinals.firstIndex(of: text) { return (value, true) }
    let parts = text.split { $0 == " " || $0 == "-" }.map(String.init)
    guard let first = parts.first else { return nil }
    if let index = tens.firstIndex(of: first) {
      if parts.count == 1 { return (20 + 10 * index, false) }
      guard parts.count == 2, let (unit, isOrdinal) = number(parts[1]), 1...9 ~= unit else { return nil }
      return (20 + 10 * index + unit, isOrdinal)
    }
    let scale = ["hundred": 100, "thousand": 1000, "million": 1_000_000]
    if parts.count == 2, let factor = scale[parts[1]], let count = number(first), !count.isOrdinal {
      return (count.value * factor, false)
    }
    return nil
  }
}
