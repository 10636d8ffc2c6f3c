/// Units behind a value, and times of day.
extension MathParser {
  /// Wraps the factors since the last quantity if a unit follows them.
  mutating func takeUnit(after factors: inout [MathExpression]) throws(MathFailure) -> Bool {
    var found = try takeUnitFraction()
    if found == nil { found = try unit() }
    guard let unit = found else { return false }
    let first = (factors.lastIndex { if case .quantity = $0 { true } else { false } } ?? -1) + 1
    guard first < factors.count else { throw unexpected() }
    let value = Self.joined(Array(factors[first...]))
    factors.removeSubrange(first...)
    factors.append(.quantity(value, unit))
    return true
  }

  /// The unit at the position with its powers and divisors, which is passed over.
  private mutating func unit() throws(MathFailure) -> MathUnit? {
    guard var factors = takeUnitName() else { return nil }
    try takeUnitPower(&factors)
    while true {
      var offset = 1
      var sign = 1
      switch kind {
      case .slash: sign = -1
      case .dot, .times, .star: break
      case .name where content(token) == "per": sign = -1
      case .text: offset = 0
      default: return MathUnit(factors)
      }
      guard isUnit(at: offset) else { return MathUnit(factors) }
      advance(offset)
      guard var more = takeUnitName(isCertain: true) else { return MathUnit(factors) }
      try takeUnitPower(&more)
      factors += more.map { MathUnit.Factor($0.name, power: $0.power * sign) }
    }
  }

  /// `\frac{\text{m}}{\text{s}}` behind a number, with a power below or none.
  private mutating func takeUnitFraction() throws(MathFailure) -> MathUnit? {
    guard isUnitFraction else { return nil }
    advance(2)
    guard let top = takeUnitName(isCertain: true) else { return nil }
    advance(2)
    guard var bottom = takeUnitName(isCertain: true) else { return nil }
    try takeUnitPower(&bottom)
    advance()
    return MathUnit(top + bottom.map { MathUnit.Factor($0.name, power: -$0.power) })
  }

  private func isUnit(at offset: Int) -> Bool {
    let token = tokens[min(position + offset, tokens.count - 1)]
    switch token.kind {
    case .text(let style): return style != .function && MathUnit.named(content(token)) != nil
    case .word, .name: return MathUnit.named(content(token)) != nil
    case .function(.minimum), .function(.secant): return true
    default: return false
    }
  }

  private mutating func takeUnitName(isCertain: Bool = false) -> [MathUnit.Factor]? {
    switch kind {
    case .text:
      guard isCertain || isUnitText else { return nil }
      let text = content(token)
      advance()
      return MathUnit.named(text)?.factors ?? [MathUnit.Factor(text.lowercased())]
    case .letter("Å"):
      advance()
      return [MathUnit.Factor("Å")]
    case .letter("Omega"):
      guard flipped == .variableOrUnit, isLoneOhm else { return nil }
      advance()
      return [MathUnit.Factor("Ω")]
    case .letter("mu"):
      guard isMicroUnit, let unit = MathUnit.named("μ" + content(tokens[position + 1])) else { return nil }
      advance(2)
      return unit.factors
    case .word, .name, .function:
      guard isCertain || isBareUnit else { return nil }
      if !isCertain, token.end - token.start <= 2, !seen.contains(.variableOrUnit) { seen.append(.variableOrUnit) }
      var text = content(token)
      advance()
      if text == "sq" || text == "cu", case .word = kind {
        text += " " + content(token)
        advance()
      }
      // "square units", "degrees Celsius", "different ways"
      while case .name = kind, content(token) != "per" {
        text += " " + content(token)
        advance()
      }
      return MathUnit.named(text)?.factors ?? [MathUnit.Factor(text.lowercased())]
    default: return nil
    }
  }

  /// `^2`, `^{-1}`, on the last factor.
  private mutating func takeUnitPower(_ factors: inout [MathUnit.Factor]) throws(MathFailure) {
    guard case .caret = kind else { return }
    let start = token.start
    advance()
    guard case .number(let numeral) = try exponent(), let power = numeral.value.countValue, -9...9 ~= power, power != 0
    else { throw .unreadable(start, .unexpectedInput) }
    factors[factors.count - 1].power *= power
  }

  // MARK: Is it a unit?

  /// Whether a fraction of two units in text commands follows a number here.
  var isUnitFraction: Bool {
    func isUnit(at offset: Int) -> Bool {
      guard case .text = kind(after: offset) else { return false }
      return MathUnit.named(content(tokens[position + offset])) != nil
    }
    guard case .fraction = kind, position > 0, endsNumber(tokens[position - 1]), case .groupOpen = nextKind, isUnit(at: 2),
      case .groupClose = kind(after: 3), case .groupOpen = kind(after: 4), isUnit(at: 5)
    else { return false }
    let hasPower = if case .caret = kind(after: 6), case .digits = kind(after: 7) { true } else { false }
    if case .groupClose = kind(after: hasPower ? 8 : 6) { return true }
    return false
  }

  /// Whether a μ here is a millionth of the unit behind it: 5 \mu\text{m}.
  var isMicroUnit: Bool {
    guard case .letter("mu") = kind, position > 0, endsNumber(tokens[position - 1]) else { return false }
    switch nextKind {
    case .text: break
    case .word: if case .finish = kind(after: 2) {} else { return false }
    default: return false
    }
    return MathUnit.named("μ" + content(tokens[position + 1])) != nil
  }

  /// Whether an Ω here ends the text behind a number, so that it may be an ohm.
  var isLoneOhm: Bool {
    guard case .letter("Omega") = kind, position > 0, endsNumber(tokens[position - 1]) else { return false }
    return endsText(after: 1)
  }

  /// Whether the text token here is a unit of what stands before it.
  var isUnitText: Bool {
    guard case .text(let style) = kind, style != .function, position > 0 else { return false }
    let text = content(token)
    if context.isIntegrand, text == "d" { return false }
    // `\text{Si}(2x)` is a function.
    if case .open(.round) = nextKind { return false }
    if case .underscore = nextKind { return false }
    if MathUnit.named(text) != nil {
      return style == .text || text.utf8.count > 1 || endsNumber(tokens[position - 1])
    }
    // Nouns that are counted: 5 \text{ apples}.
    guard style == .text, case .digits = tokens[position - 1].kind, text.utf8.count > 2, text.utf8.count <= 40 else {
      return false
    }
    // Of another alphabet the tokenizer has made a unit, or no text.
    if bytes[token.start] >= 0x80, text.unicodeScalars.allSatisfy({ WordReader.isForeignLetter($0.value) }) { return true }
    return text.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x20 } && !Self.isPhrase(text)
  }

  /// Whether words rather say something than name what is counted.
  private static func isPhrase(_ text: String) -> Bool { !isHarmless(text) }

  /// Whether the letters here, without any command, are a unit of the number before them.
  var isBareUnit: Bool {
    guard position > 0, endsNumber(tokens[position - 1]) else { return false }
    let length = token.end - token.start
    switch kind {
    case .word where length == 1: return flipped == .variableOrUnit && isLoneUnitLetter
    case .word where ["sq", "cu"].contains(content(token)):
      switch nextKind {
      case .word, .name: return MathUnit.named("sq " + content(tokens[position + 1])) != nil
      default: return false
      }
    case .word:
      guard MathUnit.named(content(token)) != nil else { return false }
      return length > 3 || (flipped != .variableOrUnit && unitEnds(after: 1))
    case .name:
      if MathUnit.named(content(token)) != nil { return true }
      if case .digits = tokens[position - 1].kind, token.space == .plain {
        var offset = 0
        while case .name = kind(after: offset) { offset += 1 }
        return unitEnds(after: offset) && !Self.isPhrase(content(token))
      }
      return ["square", "cubic", "sq", "cu"].contains(content(token))
    case .function(.minimum), .function(.secant): return content(token).utf8.first != 0x5C && unitEnds(after: 1)
    default: return false
    }
  }

  /// Whether a single letter here may be the unit of a number: it ends the text, or a slash and a unit do.
  var isLoneUnitLetter: Bool {
    // A letter that is left of a longer run is none by itself.
    guard case .word = kind, token.end - token.start == 1, position > 0, token.start > 0,
      !MathScalars.isLetter(bytes[token.start - 1]), endsNumber(tokens[position - 1]),
      MathUnit.named(content(token)) != nil
    else { return false }
    if case .slash = nextKind { return isUnit(at: 2) && endsText(after: 3) }
    return endsText(after: 1)
  }

  /// Whether the text ends `offset` tokens ahead, or after an exponent there.
  private func endsText(after offset: Int) -> Bool {
    var offset = offset
    if case .caret = kind(after: offset) {
      if case .groupOpen = kind(after: offset + 1) {
        offset += 2
        if case .minus = kind(after: offset) { offset += 1 }
        guard case .digits = kind(after: offset), case .groupClose = kind(after: offset + 1) else { return false }
      } else {
        guard case .digits = kind(after: offset + 1) else { return false }
      }
      offset += 2
    }
    switch kind(after: offset) {
    case .finish: return true
    case .point: if case .finish = kind(after: offset + 1) { return true } else { return false }
    default: return false
    }
  }

  /// Whether what stands `offset` tokens ahead can follow a unit.
  private func unitEnds(after offset: Int) -> Bool {
    switch kind(after: offset) {
    case .finish, .point, .comma, .groupClose, .caret, .relation, .connective: true
    case .close: true
    case .slash: isUnit(at: offset + 1)
    default: false
    }
  }

  private func endsNumber(_ token: MathToken) -> Bool {
    switch token.kind {
    case .digits, .groupClose, .vulgarFraction, .constant(.pi): true
    case .close(.round): true
    // 6 million dollars
    case .name, .text: Self.scales[content(token)] != nil
    default: false
    }
  }

  // MARK: Times

  /// Hours and minutes, perhaps with a mark of the half of the day behind them.
  mutating func takeTime(_ members: [MathExpression], from start: Int) -> MathExpression? {
    var parts: [Int] = []
    for (index, member) in members.enumerated() {
      let token = tokens[min(start + 2 * index, tokens.count - 1)]
      guard case .number(let numeral) = member, case .digits = token.kind, token.end - token.start <= 2,
        index == 0 || token.end - token.start == 2, let value = numeral.value.countValue, value < 60
      else { return nil }
      parts.append(value)
    }
    guard 2...3 ~= parts.count, parts[0] <= 24, position == start + 2 * parts.count - 1 else { return nil }
    let isAfternoon = takeMeridiem()
    let seconds = parts.count > 2 ? parts[2] : nil
    guard isAfternoon != nil || decide(.ratioOrTime, normally: false) else { return nil }
    return .time(MathTime(hours: parts[0], minutes: parts[1], seconds: seconds, isAfternoon: isAfternoon))
  }

  /// A mark of the half of the day in any spelling, without dots and spaces.
  static func meridiem(_ text: String) -> String? {
    let letters = text.lowercased().filter { $0 != "." && $0 != " " }
    if let mark = ["noon": "pm", "midnight": "am"][letters] { return mark }
    return ["am", "pm", "a", "p"].contains(letters) ? letters : nil
  }

  /// A time such as `4:30pm` without any command.
  mutating func takeClockTime() -> MathExpression? {
    if let time = takeFullHour() { return time }
    guard case .digits = kind, case .colon = nextKind, case .digits = kind(after: 2) else { return nil }
    switch kind(after: 3) {
    case .word, .text, .name: break
    default: return nil
    }
    let hours = content(token)
    let minutes = content(tokens[position + 2])
    let mark = tokens[position + 3]
    let isDotted = if case .point = kind(after: 4) { true } else { false }
    let isMark = isDotted || ["noon", "midnight", "pm", "am", "p.m.", "a.m.", "p.m", "a.m"].contains(content(mark).lowercased())
    guard hours.utf8.count <= 2, minutes.utf8.count == 2, isMark, Self.meridiem(content(mark)) != nil,
      let hour = Int(hours), let minute = Int(minutes)
    else { return nil }
    advance(3)
    return .time(MathTime(hours: hour, minutes: minute, isAfternoon: takeMeridiem()))
  }

  /// `4 p.m.`, `11 AM`, `5 \text{ p.m.}`.
  private mutating func takeFullHour() -> MathExpression? {
    guard case .digits = kind, token.end - token.start <= 2, let hours = Int(content(token)), 1...12 ~= hours else { return nil }
    let mark = tokens[min(position + 1, tokens.count - 1)]
    let text = content(mark).lowercased()
    switch mark.kind {
    case .text:
      guard text.utf8.contains(0x2E) || text == "am" || content(mark) == "PM", Self.meridiem(text) != nil else { return nil }
    case .word where text == "am" || text == "pm": break
    // p.m.
    case .word where (text == "a" || text == "p") && mark.space != .negative:
      guard case .point = kind(after: 2), case .word = kind(after: 3), content(tokens[position + 3]) == "m" else { return nil }
    default: return nil
    }
    switch kind(after: text.utf8.count == 1 ? 4 : 2) {
    case .finish, .point, .comma, .connective, .close, .groupClose: break
    default: return nil
    }
    advance()
    return .time(MathTime(hours: hours, minutes: 0, isAfternoon: takeMeridiem()))
  }

  private mutating func takeMeridiem() -> Bool? {
    switch kind {
    case .text, .word, .name: break
    default: return nil
    }
    guard let text = Self.meridiem(content(token)) else { return nil }
    let isText = !kind.isWord
    advance()
    if !isText {
      // p.m. without a command, and what is left of it.
      while true {
        if case .point = kind { advance() } else if case .word = kind, content(token) == "m" { advance() } else { break }
      }
    }
    return text.first == "p"
  }
}
