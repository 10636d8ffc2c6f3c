/// One pass over the bytes that leaves only what has a meaning; see ``MathToken``.
///
/// Spaces become a mark on the next token, and so do `\left` and `\right`. Fonts, sizes, colours and math delimiters
/// are gone. Each byte is looked at a bounded number of times.
struct MathTokenizer {
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: MathReaderLimits
  var position: Int
  var limit: Int
  var tokens: [MathToken] = []
  var notes: [MathNote] = []

  var space = MathToken.Space.none
  var side = MathToken.Side.unknown
  var environments = 0
  /// Whether every backslash is doubled, as in a string literal that was not unescaped.
  var isEscaped = false
  /// Whether `$` signs are delimiters.
  var dollarsDelimit = false
  private var openGroups = 0
  /// Whether a font comes before the next token.
  var isAfterFont = false
  /// The words of another language before the answer, which were passed over.
  var label: String?
  /// Where the content of `{\rm …}` begins, while that is read like the argument of `\mathrm`.
  var switchedContent: Int?

  init(bytes: UnsafeBufferPointer<UInt8>, limits: MathReaderLimits) {
    self.bytes = bytes
    self.limits = limits
    position = 0
    limit = bytes.count
  }

  mutating func run() throws(MathFailure) {
    trim()
    skipForeignLabel()
    surveyEscapes()
    tokens.reserveCapacity(min(limit - position, limits.maxNodes) / 2 + 2)
    while position < limit { try next() }
    if openGroups > 0 { notes.append(MathNote(.unclosedBrace, at: limit)) }
    tokens.append(MathToken(kind: .finish, start: limit, end: limit, space: .none, side: .unknown))
  }

  // MARK: Looking

  func has(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard limit - offset >= count else { return false }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  func byte(_ offset: Int) -> UInt8 { offset < limit ? bytes[offset] : 0 }

  func string(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  // MARK: Making tokens

  mutating func add(_ kind: MathToken.Kind, from start: Int, to end: Int) throws(MathFailure) {
    guard tokens.count < limits.maxNodes else { throw .limit(.nodes) }
    var token = MathToken(kind: kind, start: start, end: end, space: space, side: side)
    if isAfterFont {
      if case .groupOpen = kind { token.isFontArgument = true }
      isAfterFont = false
    }
    tokens.append(token)
    space = .none
    side = .unknown
    position = end
  }

  mutating func addSpace(_ kind: MathToken.Space, width: Int) {
    // `11,\! 111`: the groups of a number stay marked.
    if space != .negative || kind != .plain || !endsWithComma { space = max(space, kind) }
    position += width
  }

  private var endsWithComma: Bool { if case .comma? = tokens.last?.kind { true } else { false } }

  mutating func next() throws(MathFailure) {
    let start = position
    let (scalar, width) = MathScalars.scalar(in: bytes, at: position)
    switch scalar {
    case 0x20, 0x0A: addSpace(.plain, width: width)
    case 0x07...0x0D:
      if try !swallowedCommand() { addSpace(.plain, width: 1) }
    case 0x7E: addSpace(.thin, width: 1)
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: addSpace(.thin, width: width)
    case 0x30...0x39: try digits()
    case 0x41...0x5A, 0x61...0x7A:
      if width == 1 {
        try word()
      } else {
        try add(.letter(String(decoding: [UInt8(scalar)], as: UTF8.self)), from: start, to: start + width)
      }
    case 0x5C: try backslash()
    case 0x24: try dollar()
    case 0x2A where has("**", at: position): try add(.caret, from: start, to: start + 2)
    case 0x7B where has("{\\rm", at: position) && !MathScalars.isLetter(byte(position + 4)): try fontSwitch(.text(.roman))
    case 0x7B where has("{\\bf", at: position) && !MathScalars.isLetter(byte(position + 4)): try fontSwitch(.bold)
    case 0x7B where has("{,}", at: position) && isBetweenDigits(start, start + 3):
      space = .negative
      try add(.comma, from: start, to: start + 3)
    case 0x7B where has("{.}", at: position) && isBetweenDigits(start, start + 3): try add(.point, from: start, to: start + 3)
    case 0x7B where has("{:}", at: position) && isBetweenDigits(start, start + 3): try add(.colon, from: start, to: start + 3)
    default:
      if let kind = asciiToken(scalar) {
        let length = asciiLength(kind, width)
        if case .groupOpen = kind { openGroups += 1 }
        if case .groupClose = kind { openGroups -= 1 }
        try add(kind, from: start, to: start + length)
      } else if MathScalars.isSuperscript(scalar) {
        try script(.caret, MathScalars.isSuperscript)
      } else if MathScalars.isSubscript(scalar) {
        try script(.underscore, MathScalars.isSubscript)
      } else {
        try symbol(scalar, width)
      }
    }
  }

  /// `{\rm cm}`, the old way to write `\mathrm{cm}`.
  private mutating func fontSwitch(_ meaning: MathCommand) throws(MathFailure) {
    let start = position
    let count = tokens.count
    switchedContent = start + 4
    defer { switchedContent = nil }
    if case .bold = meaning {
      guard let (from, to, end) = braced(), to - from == 1, MathScalars.isLetter(bytes[from]) else {
        openGroups += 1
        return try add(.groupOpen, from: start, to: start + 4)
      }
      try add(.accent(.vector), from: start, to: start)
      try add(.word, from: from, to: to)
      position = end
      return
    }
    try command(meaning, "", from: start)
    // Nothing that `\mathrm` would take whole: a plain group.
    if tokens.count == count, position == start {
      openGroups += 1
      try add(.groupOpen, from: start, to: start + 4)
    }
  }

  private func isBetweenDigits(_ start: Int, _ end: Int) -> Bool {
    start > 0 && 0x30...0x39 ~= bytes[start - 1] && 0x30...0x39 ~= byte(end)
  }

  private func asciiToken(_ scalar: UInt32) -> MathToken.Kind? {
    switch scalar {
    case 0x21: byte(position + 1) == 0x3D ? .relation(.notEqual) : .bang
    case 0x22: .prime(2)
    case 0x25: .percent
    case 0x26: .ampersand
    case 0x27: .prime(1)
    case 0x28: .open(.round)
    case 0x29: .close(.round)
    case 0x2A: .star
    // `+-3` is ±3, and `x+-y` is x - y.
    case 0x2B: has("+/-", at: position) || has("+-", at: position) && !endsOperand ? .plusMinus : .plus
    case 0x2C: .comma
    case 0x2D: has("->", at: position) ? .relation(.maps) : .minus
    case 0x2E:
      has("...", at: position) ? .ellipsis : .point
    case 0x2F: .slash
    case 0x3A: byte(position + 1) == 0x3D ? .relation(.defined) : .colon
    case 0x3B: .semicolon
    case 0x3C:
      has("<=>", at: position)
        ? .relation(.equivalent)
        : byte(position + 1) == 0x3D
          ? .relation(.lessOrEqual)
          : byte(position + 1) == 0x3E ? .relation(.notEqual) : .relation(.less)
    case 0x3D:
      byte(position + 1) == 0x3E
        ? .relation(.implies)
        : byte(position + 1) == 0x3C ? .relation(.lessOrEqual) : .relation(.equal)
    case 0x3E: byte(position + 1) == 0x3D ? .relation(.greaterOrEqual) : .relation(.greater)
    case 0x5B: .open(.square)
    case 0x5D: .close(.square)
    case 0x5E: .caret
    case 0x5F: .underscore
    case 0x7B: .groupOpen
    case 0x7C: .bar
    case 0x7D: .groupClose
    default: nil
    }
  }

  /// Whether the token before is the end of an operand.
  private var endsOperand: Bool {
    switch tokens.last?.kind {
    case .digits, .word, .letter, .close, .groupClose, .constant: true
    default: false
    }
  }

  /// How many bytes an ASCII operator has; a full-width character is one.
  private func asciiLength(_ kind: MathToken.Kind, _ width: Int) -> Int {
    guard width == 1 else { return width }
    switch kind {
    case .ellipsis: return 3
    case .plusMinus: return has("+/-", at: position) ? 3 : 2
    case .relation(.equal): return byte(position + 1) == 0x3D ? 2 : 1
    case .relation(.less), .relation(.greater): return 1
    case .relation(.equivalent): return 3
    case .relation: return 2
    default: return 1
    }
  }

  private mutating func digits() throws(MathFailure) {
    let start = position
    var end = position
    while end < limit {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: end)
      guard 0x30...0x39 ~= scalar else { break }
      end += width
    }
    try add(.digits, from: start, to: end)
  }

  /// Unicode's digits above or below the line, as an exponent or subscript in braces.
  private mutating func script(_ mark: MathToken.Kind, _ belongs: (UInt32) -> Bool) throws(MathFailure) {
    let start = position
    try add(mark, from: start, to: start)
    try add(.groupOpen, from: start, to: start)
    while position < limit {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: position)
      guard belongs(scalar) else { break }
      let from = position
      if MathScalars.digit(scalar) != nil {
        var end = from + width
        while end < limit {
          let (next, nextWidth) = MathScalars.scalar(in: bytes, at: end)
          guard belongs(next), MathScalars.digit(next) != nil else { break }
          end += nextWidth
        }
        try add(.digits, from: from, to: end)
      } else {
        let kind: MathToken.Kind =
          switch scalar {
          case 0x207A, 0x208A: .plus
          case 0x207B, 0x208B: .minus
          case 0x2071: .letter("i")
          default: .letter("n")
          }
        try add(kind, from: from, to: from + width)
      }
    }
    try add(.groupClose, from: position, to: position)
  }

  private mutating func dollar() throws(MathFailure) {
    if dollarsDelimit {
      addSpace(.thin, width: 1)
      if notes.last?.kind != .delimiters { notes.append(MathNote(.delimiters, at: position - 1)) }
      while byte(position) == 0x24 { position += 1 }
    } else if has("$\\$", at: position) {
      // A delimiter without its partner, before a currency.
      position += 1
    } else {
      try add(.currency("$"), from: position, to: position + 1)
    }
  }
}
