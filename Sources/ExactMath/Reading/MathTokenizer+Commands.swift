/// LaTeX commands, also those that lost their backslash to a string literal or have one too many.
extension MathTokenizer {
  mutating func backslash() throws(MathFailure) {
    let start = position
    var nameStart = start + 1
    if byte(nameStart) == 0x5C {
      if isEscaped || environments == 0 {
        // A doubled backslash before what is a command with a single one.
        if isEscaped, has("\\\\\\\\", at: start) { return try newline(from: start, width: 4) }
        let (_, meaning, _) = commandName(at: nameStart + 1)
        if meaning != nil || "([)]{}%$,!;".utf8.contains(byte(nameStart + 1)) {
          if notes.last?.kind != .doubledBackslash { notes.append(MathNote(.doubledBackslash, at: start)) }
          nameStart += 1
        } else {
          return try newline(from: start, width: 2)
        }
      } else {
        return try newline(from: start, width: 2)
      }
    }
    guard nameStart < limit else {
      position = limit
      return
    }
    guard MathScalars.isLetter(bytes[nameStart]) else { return try controlSymbol(at: nameStart, from: start) }
    let (name, meaning, end) = commandName(at: nameStart)
    guard let meaning else { throw .unreadable(start, .unknownCommand) }
    position = end
    try command(meaning, name, from: start)
  }

  private func commandName(at start: Int) -> (String, MathCommand?, Int) {
    var end = start
    while end < limit, MathScalars.isLetter(bytes[end]), end - start < 24 { end += 1 }
    guard end > start else { return ("", nil, start) }
    let name = string(start, end)
    if byte(end) == 0x2A { end += 1 }
    return (name, MathCommand.table[name], end)
  }

  private mutating func newline(from start: Int, width: Int) throws(MathFailure) {
    var end = start + width
    // `\\[4pt]`, the optional space after a line.
    if byte(end) == 0x5B, 0x30...0x39 ~= byte(end + 1) || byte(end + 1) == 0x2D {
      var close = end
      while close < limit, close - end < 12, bytes[close] != 0x5D { close += 1 }
      if byte(close) == 0x5D, MathScalars.isLetter(byte(close - 1)) { end = close + 1 }
    }
    try add(.newline, from: start, to: end)
  }

  private mutating func controlSymbol(at offset: Int, from start: Int) throws(MathFailure) {
    let end = offset + 1
    switch bytes[offset] {
    case 0x2C, 0x3A, 0x3B, 0x3E: addSpace(.thin, width: end - position)  // \, \: \; \>
    case 0x21: addSpace(.negative, width: end - position)
    case 0x20, 0x0A, 0x09, 0x0D: addSpace(.plain, width: end - position)
    case 0x28, 0x29, 0x5B, 0x5D: addSpace(.thin, width: end - position)  // \( \) \[ \]
    case 0x7B: try add(.open(.curly), from: start, to: end)
    case 0x7D: try add(.close(.curly), from: start, to: end)
    case 0x25: try add(.percent, from: start, to: end)
    case 0x24: try add(.currency("$"), from: start, to: end)
    case 0x7C: try add(.doubleBar, from: start, to: end)
    case 0x5F: try add(.underscore, from: start, to: end)
    case 0x26: try add(.connective(.and), from: start, to: end)
    case 0x27: try add(.prime(1), from: start, to: end)
    case 0x23: position = end
    case 0x5C: try newline(from: start, width: end - start)
    default: throw .unreadable(start, .unknownCommand)
    }
  }

  mutating func command(_ meaning: MathCommand, _ name: String, from start: Int) throws(MathFailure) {
    switch meaning {
    case .token(let kind):
      switch kind {
      case .begin: environments += 1
      case .end: environments -= 1
      default: break
      }
      try add(kind, from: start, to: position)
    case .space(let kind): space = max(space, kind)
    case .side(let which):
      while byte(position) == 0x20 { position += 1 }
      if byte(position) == 0x2E {
        // The invisible delimiter.
        position += 1
      } else {
        side = which
      }
    case .nothing: break
    case .transparent: isAfterFont = true
    case .nothingWithArgument: skipArgument()
    case .text(let style): try text(style)
    case .bold:
      if let (from, to, end) = braced(), to - from > 1, bytes[from..<to].allSatisfy(MathScalars.isLetter) {
        try add(.text(.roman), from: from, to: to)
        position = end
      } else if isLetterNext {
        try add(.accent(.vector), from: start, to: position)
      }
    case .blackboard: try blackboard(from: start)
    }
  }

  private var isLetterNext: Bool {
    if let (from, to, _) = braced() { return to - from == 1 && MathScalars.isLetter(bytes[from]) }
    var offset = position
    while byte(offset) == 0x20 { offset += 1 }
    return MathScalars.isLetter(byte(offset))
  }

  private mutating func blackboard(from start: Int) throws(MathFailure) {
    var (from, to, end) = (position, position, position)
    if let group = braced() {
      (from, to, end) = group
    } else {
      while byte(from) == 0x20 { from += 1 }
      to = from + 1
      end = to
    }
    let set: MathNamedSet? =
      switch to - from == 1 ? byte(from) : 0 {
      case 0x52: .reals
      case 0x5A: .integers
      case 0x4E: .naturals
      case 0x51: .rationals
      case 0x43: .complexes
      case 0x50: .primes
      default: nil
      }
    if let set {
      try add(.namedSet(set), from: start, to: end)
    } else if MathScalars.isLetter(byte(from)) {
      try add(.accent(.script), from: start, to: position)
    }
  }

  /// The content of a group that begins here and has no group inside, and where the group ends.
  func braced() -> (from: Int, to: Int, end: Int)? {
    var from: Int
    if let content = switchedContent {
      from = content
    } else {
      var offset = position
      while byte(offset) == 0x20 { offset += 1 }
      guard byte(offset) == 0x7B else { return nil }
      from = offset + 1
    }
    var to = from
    while to < limit, bytes[to] != 0x7D {
      // An argument within these bounds is looked at once more at most.
      if bytes[to] == 0x7B || to - from > 400 { return nil }
      to += 1
    }
    guard to < limit else { return nil }
    let end = to + 1
    while from < to, isTextSpace(from) { from += bytes[from] == 0x5C ? 2 : 1 }
    from = min(from, to)
    while to > from, bytes[to - 1] == 0x20 || bytes[to - 1] == 0x7E { to -= 1 }
    return (from, to, end)
  }

  func isTextSpace(_ offset: Int) -> Bool {
    switch byte(offset) {
    case 0x20, 0x7E: true
    case 0x5C: " ,;:!>".utf8.contains(byte(offset + 1))
    default: false
    }
  }

  private mutating func skipArgument() {
    while byte(position) == 0x20 { position += 1 }
    if byte(position) == 0x5B {
      while position < limit, bytes[position] != 0x5D { position += 1 }
      position += 1
    }
    guard byte(position) == 0x7B else { return }
    var depth = 0
    while position < limit {
      if bytes[position] == 0x7B { depth += 1 }
      if bytes[position] == 0x7D { depth -= 1 }
      position += 1
      if depth == 0 { return }
    }
  }

  /// A command whose backslash a string literal made a control character: a tab and `ext`.
  mutating func swallowedCommand() throws(MathFailure) -> Bool {
    let start = position
    guard let (first, names) = MathCommand.swallowed[bytes[start]] else { return false }
    var end = start + 1
    while end < limit, MathScalars.isLetter(bytes[end]), end - start < 12 { end += 1 }
    let name = first + string(start + 1, end)
    guard names.contains(name), let meaning = MathCommand.table[name] else { return false }
    notes.append(MathNote(.swallowedBackslash, at: start))
    position = end
    try command(meaning, name, from: start)
    return true
  }
}
