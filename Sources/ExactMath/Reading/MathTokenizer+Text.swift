/// The argument of `\text` and its kin: words, units, punctuation and letters.
extension MathTokenizer {
  mutating func text(_ style: MathToken.TextStyle) throws(MathFailure) {
    guard let (from, to, end) = braced() else {
      isAfterFont = switchedContent == nil
      return
    }
    if from == to {
      position = end
      space = max(space, .plain)
      return
    }
    let content = bytes[from..<to]
    // `\text{.}` and `2\text{, }3`
    if content.count == 1, let kind = Self.punctuation(content[from]) {
      try add(kind, from: from, to: to)
      position = end
      return
    }
    // `\text{; (b) }` before the next part
    if content.count == 5, let kind = Self.punctuation(content[from]), bytes[from + 1] == 0x20, bytes[from + 2] == 0x28,
      MathScalars.isLetter(bytes[from + 3]), bytes[from + 4] == 0x29
    {
      try add(kind, from: from, to: from + 1)
      try add(.open(.round), from: from + 2, to: from + 3)
      try add(.word, from: from + 3, to: from + 4)
      try add(.close(.round), from: from + 4, to: to)
      position = end
      return
    }
    // `\text{B.}` and `\text{B)}` are the choice B.
    if content.count == 2, 0x41...0x4A ~= bytes[from], [0x2E, 0x29, 0x3A].contains(bytes[from + 1]) {
      try add(.open(.round), from: from, to: from)
      try add(.word, from: from, to: from + 1)
      try add(.close(.round), from: from + 1, to: to)
      position = end
      return
    }
    // `24 \text{ (cm)}`
    if content.first == 0x28, content.last == 0x29, content.count > 2, case .digits? = tokens.last?.kind,
      MathUnit.named(string(from + 1, to - 1)) != nil, bytes[from + 1] & 0x20 != 0
    {
      try add(.text(.text), from: from + 1, to: to - 1)
      position = end
      return
    }
    // `\text{ (double root)}` is a remark; `\text{(A)}` is not.
    let isRemark = content.first == 0x28 && content.last == 0x29 && content.count > 4 && MathScalars.isLetter(bytes[from + 1])
    guard let first = content.first, MathScalars.isLetter(first) || first >= 0x80 || isRemark,
      content.allSatisfy(Self.isPlain), !Self.isListOfLetters(content)
    else {
      isAfterFont = switchedContent == nil
      return
    }
    let name = string(from, to)
    let kind: MathToken.Kind
    if let connective = Self.connective(name.last == "," ? String(name.dropLast()) : name) {
      kind = connective
    } else if style == .function || isCall(at: end) || !["min", "sec", "arcsec"].contains(name),
      case .token(.function(let function))? = MathCommand.table[name],
      name.utf8.count > 2 || ["ln", "Re", "Im"].contains(name) || style == .function
    {
      kind = .function(function)
    } else if style == .function, let function = MathCommand.programFunctions[name] {
      kind = .function(function)
    } else if name == "lcm" || name == "LCM" || name == "GCD" || name == "gcd" {
      kind = .function(name.lowercased() == "lcm" ? .leastCommonMultiple : .greatestCommonDivisor)
    } else if name == "such that" || name == "s.t." {
      kind = .suchThat
    } else if name == "mod" {
      kind = .binaryModulo
    } else if style == .function, name == "e" || name == "i" {
      // The constants, upright.
      kind = .text(.roman)
    } else {
      kind = .text(style)
    }
    try add(kind, from: from, to: to)
    position = end
  }

  private static func punctuation(_ byte: UInt8) -> MathToken.Kind? {
    switch byte {
    case 0x2E: .point
    case 0x2C: .comma
    case 0x3B: .semicolon
    case 0x3A: .colon
    default: nil
    }
  }

  /// `A, C` and `A and C`: letters one by one, with commas or words between them.
  private static func isListOfLetters(_ content: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    // Longer than all letters of any choice.
    guard content.count <= 64 else { return false }
    var letters = 0
    var isJoined = content.contains(0x2C)
    for word in content.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C }) {
      if word.count == 1, let letter = word.first, MathScalars.isLetter(letter) {
        letters += 1
      } else if ["and", "or"].contains(String(decoding: word, as: UTF8.self)) {
        isJoined = true
      } else {
        return false
      }
    }
    return isJoined && letters > 1
  }

  private func isCall(at offset: Int) -> Bool {
    var offset = offset
    while byte(offset) == 0x20 { offset += 1 }
    return byte(offset) == 0x28 || byte(offset) == 0x5F || has("\\left", at: offset) || has("\\{", at: offset)
  }

  /// Whether a byte is one of words or units, and none of a formula.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x80...: true
    case 0x20, 0x27, 0x2C, 0x2D, 0x2E, 0x2F, 0x30...0x39, 0x5E, 0x7E, 0x3A, 0x3B, 0x28, 0x29: true
    default: false
    }
  }
}
