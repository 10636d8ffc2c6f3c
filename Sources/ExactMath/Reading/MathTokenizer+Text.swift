/// The argument of `\text` and its kin: words, units, punctuation and letters.
extension MathTokenizer {
  mutating func text(_ style: MathToken.TextStyle) throws(MathFailure) {
    if let (from, to, end) = unitFormula() {
      try add(.text(style), from: from, to: to)
      position = end
      return
    }
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
    if try approximation(from: from, to: to) {
      position = end
      return
    }
    if let (first, last) = unitInBrackets(from: from, to: to) {
      try add(.text(.text), from: first, to: last)
      position = end
      return
    }
    if try mixedQuantity(from: from, to: to) {
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
    let isApart = position > 0 && from < to && bytes[from - 1] == 0x20 && byte(to) == 0x20
    if let connective = Self.connective(name.last == "," ? String(name.dropLast()) : name)
      ?? (isApart ? Self.foreignConnectives[name] : nil)
    {
      kind = connective
    } else if style == .function || isCall(at: end) || !["min", "max", "sec", "arcsec"].contains(name),
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
    } else if tokens.isEmpty, ["minus", "negative", "Minus", "Negative"].contains(name) {
      kind = .minus
    } else if name == "mod" {
      kind = .binaryModulo
    } else if style == .function, name == "e" || name == "i" {
      // The constants, upright.
      kind = .text(.roman)
    } else {
      kind = .text(style)
    }
    // `5\text{ boys, }3\text{ girls}`: what joins the words to the next number is no part of them.
    if case .text = kind, followsNumber, let (joint, width) = joint(from: from, to: to) {
      try add(kind, from: from, to: to - width)
      try add(joint, from: to - width, to: to)
    } else {
      try add(kind, from: from, to: to)
    }
    position = end
  }

  /// The unit of `24 \text{ (cm)}` and `24 \text{ (in cm)}`.
  private func unitInBrackets(from: Int, to: Int) -> (first: Int, last: Int)? {
    guard bytes[from] == 0x28, bytes[to - 1] == 0x29, to - from > 2 else { return nil }
    let opening = "in "
    let isOpened = to - from > 2 + opening.utf8.count && bytes[(from + 1)...].starts(with: opening.utf8)
    let first = from + 1 + (isOpened ? opening.utf8.count : 0)
    switch tokens.last?.kind {
    case .digits: break
    case .groupClose, .close(.round), .vulgarFraction, .constant(.pi): guard isOpened || to - first > 2 else { return nil }
    default: return nil
    }
    guard isOpened || bytes[first] & 0x20 != 0, to - first <= Self.longestUnitFormula, MathUnit.named(string(first, to - 1)) != nil else {
      return nil
    }
    return (first, to - 1)
  }

  /// `5\text{ feet 6 inches}` as the tokens of two quantities.
  private mutating func mixedQuantity(from: Int, to: Int) throws(MathFailure) -> Bool {
    guard followsNumber, to - from <= Self.longestUnitFormula else { return false }
    var parts: [(from: Int, to: Int)] = []
    var offset = from
    while offset < to {
      let start = offset
      while offset < to, bytes[offset] != 0x20 { offset += 1 }
      let isNumber = 0x30...0x39 ~= bytes[start]
      if parts.count % 2 == 1, string(start, offset) == "and", offset < to {
        offset += 1
        continue
      }
      var last = offset
      if !isNumber, offset < to, bytes[last - 1] == 0x2C { last -= 1 }
      guard start < last, isNumber == (parts.count % 2 == 1),
        isNumber ? bytes[start..<last].allSatisfy({ 0x30...0x39 ~= $0 }) : MathUnit.named(string(start, last))?.factors.count == 1
      else { return false }
      parts.append((start, last))
      offset += 1
    }
    guard parts.count > 2, parts.count % 2 == 1 else { return false }
    for (place, part) in parts.enumerated() {
      space = place > 0 ? .plain : space
      try add(place % 2 == 1 ? .digits : .text(.text), from: part.from, to: part.to)
    }
    return true
  }

  private var followsNumber: Bool {
    switch tokens.last?.kind {
    case .digits, .close, .groupClose: true
    default: false
    }
  }

  /// The comma, the semicolon or the "and" at the end of a text, and its bytes with the space before it.
  private func joint(from: Int, to: Int) -> (kind: MathToken.Kind, width: Int)? {
    if let kind = Self.punctuation(bytes[to - 1]), bytes[to - 1] != 0x2E, to - from > 2 { return (kind, 1) }
    let ending = " and"
    return to - from > ending.utf8.count && bytes[(to - ending.utf8.count)..<to].elementsEqual(ending.utf8)
      ? (.connective(.and), ending.utf8.count) : nil
  }

  /// The longest formula of units, in bytes.
  private static let longestUnitFormula = 64

  /// Units with commands or braces among them, `\mathrm{kg \cdot m\,s^{-2}}`, behind a number: what is in the braces here and where they end.
  private func unitFormula() -> (from: Int, to: Int, end: Int)? {
    switch tokens.last?.kind {
    case .digits, .close, .groupClose: break
    default: return nil
    }
    guard switchedContent == nil, byte(position) == 0x7B else { return nil }
    var from = position + 1
    var (to, open, isFormula) = (from, 1, false)
    while to < limit, to - from <= Self.longestUnitFormula {
      switch bytes[to] {
      case 0x7B: open += 1
      case 0x7D: open -= 1
      default: break
      }
      if open == 0 { break }
      isFormula = isFormula || bytes[to] == 0x5C || bytes[to] == 0x7B
      to += 1
    }
    guard open == 0, isFormula else { return nil }
    let end = to + 1
    while from < to, isTextSpace(from) { from += bytes[from] == 0x5C ? 2 : 1 }
    guard from < to, MathUnit.named(string(from, to)) != nil else { return nil }
    return (from, to, end)
  }

  /// Words that say of the number behind them that it rounds what stands before them.
  private static let approximations: Set<String> = [
    "or approximately", "or about", "or roughly", "which is approximately", "which is about", "approximately", "or approx.", "or approx",
    "approx.", "approx",
  ]

  /// `\text{ or approximately }` as a relation, and `\text{ (approximately 4.47)}` with its number in brackets.
  private mutating func approximation(from: Int, to: Int) throws(MathFailure) -> Bool {
    if Self.approximations.contains(string(from, to).lowercased()), !tokens.isEmpty {
      try add(.relation(.approximately), from: from, to: to)
      return true
    }
    guard bytes[from] == 0x28, bytes[to - 1] == 0x29, to - from <= Self.longestApproximation, !tokens.isEmpty else { return false }
    var number = from + 1
    while number < to, !(0x30...0x39 ~= bytes[number]) { number += 1 }
    guard number < to - 1, bytes[number..<(to - 1)].allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }),
      case let words = string(from + 1, number).lowercased().split(separator: " ").joined(separator: " "),
      Self.approximations.contains(words) || ["about", "roughly", "≈"].contains(words)
    else { return false }
    try add(.open(.round), from: from, to: from + 1)
    try add(.relation(.approximately), from: from + 1, to: number)
    while position < to - 1 { try next() }
    try add(.close(.round), from: to - 1, to: to)
    return true
  }

  /// The longest approximation in brackets, in bytes.
  private static let longestApproximation = 64

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
