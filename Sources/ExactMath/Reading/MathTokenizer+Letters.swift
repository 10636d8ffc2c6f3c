/// Runs of letters outside of commands: variables, functions, connectives and names.
extension MathTokenizer {
  mutating func word() throws(MathFailure) {
    let start = position
    var end = position
    while end < limit, MathScalars.isLetter(bytes[end]) { end += 1 }
    // The common case: one letter.
    if end - start == 1 { return try add(isTimes(start) ? .times : .word, from: start, to: end) }
    guard end - start <= 24 else { return try add(.name, from: start, to: end) }
    let name = string(start, end)
    if let beforeBrace = MathCommand.withoutBackslash[name], isCommand(name, beforeBrace, end),
      let meaning = MathCommand.table[name]
    {
      notes.append(MathNote(.missingBackslash, at: start))
      position = end
      return try command(meaning, name, from: start)
    }
    if name == "approximately" || name == "approx", !tokens.isEmpty {
      // "or approximately 0.717"
      if case .connective(.or)? = tokens.last?.kind { tokens.removeLast() }
      return try add(.relation(.approximately), from: start, to: end)
    }
    if let kind = Self.connective(name) ?? MathCommand.words[name] { return try add(kind, from: start, to: end) }
    if let (first, kind) = Self.functionInside(name), byte(end) == 0x28 || first == 0 || byte(end) == 0x5E {
      if first > 0 { try add(.word, from: start, to: start + first) }
      let length = first > 0 ? end - start - first : Self.functionPrefix(name)?.length ?? 0
      try add(kind, from: start + first, to: start + first + length)
      if position < end { try add(.word, from: position, to: end) }
      return
    }
    try add(Self.isName(bytes[start..<end]) ? .name : .word, from: start, to: end)
  }

  /// Whether a letter x is a sign of multiplication: between a number and a power of ten.
  private func isTimes(_ start: Int) -> Bool {
    guard bytes[start] | 0x20 == 0x78, case .digits? = tokens.last?.kind else { return false }
    var offset = start + 1
    while byte(offset) == 0x20 { offset += 1 }
    return has("10^", at: offset)
  }

  private func isCommand(_ name: String, _ needsBrace: Bool, _ end: Int) -> Bool {
    guard needsBrace else { return true }
    if name == "left" { return "([{|\\".utf8.contains(byte(end)) }
    if name == "right" { return ")]}|\\".utf8.contains(byte(end)) }
    return byte(end) == 0x7B
  }

  /// Short words of other languages that join values where they stand in a text command; elsewhere they are letters.
  static let foreignConnectives: [String: MathToken.Kind] = ["ou": .connective(.or), "et": .connective(.and), "y": .connective(.and)]

  static func connective(_ name: String) -> MathToken.Kind? {
    switch name {
    case "or", "OR", "Or", "或", "oder": .connective(.or)
    case "and", "AND", "And", "且", "和", "与", "及", "und": .connective(.and)
    case "if", "for", "when", "where", "whenever", "with", "provided", "given", "If", "For", "otherwise", "else":
      .condition
    default: nil
    }
  }

  /// A function at the beginning or at the end of a run of letters, as in `sinx` and `xsin`: where it begins.
  static func functionInside(_ name: String) -> (Int, MathToken.Kind)? {
    if let (length, kind) = functionPrefix(name), name.utf8.count - length <= 2 { return (0, kind) }
    for first in 1...2 {
      let rest = String(name.dropFirst(first))
      if rest.utf8.count >= 3 || rest == "ln", case .function(let function)? = MathCommand.words[rest] {
        return (first, .function(function))
      }
    }
    return nil
  }

  private static func functionPrefix(_ name: String) -> (length: Int, kind: MathToken.Kind)? {
    for rest in 1...2 where name.utf8.count - rest >= 3 {
      let prefix = String(name.dropLast(rest))
      if ["sin", "cos", "tan", "cot", "sec", "csc", "log", "arcsin", "arccos", "arctan"].contains(prefix),
        case .function(let function)? = MathCommand.words[prefix]
      {
        return (prefix.utf8.count, .function(function))
      }
    }
    return nil
  }

  /// Whether a run of letters is one name, and not a product of variables: it is long and can be spoken, or is
  /// written like a proper name.
  private static func isName(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard letters.count >= 3, let first = letters.first else { return false }
    let isProper = first & 0x20 == 0 && letters.dropFirst().allSatisfy { $0 & 0x20 != 0 }
    if isProper { return true }
    guard letters.count >= 4 else { return false }
    return letters.contains { "aeiouyAEIOUY".utf8.contains($0) }
  }
}
