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

  private var space = MathToken.Space.none
  private var side = MathToken.Side.unknown
  private var environments = 0
  /// Whether every backslash is doubled, as in a string literal that was not unescaped.
  private var isEscaped = false
  /// Whether `$` signs are delimiters.
  private var dollarsDelimit = false
  private var openGroups = 0
  /// Whether a font comes before the next token.
  private var isAfterFont = false
  /// Where the content of `{\rm …}` begins, while that is read like the argument of `\mathrm`.
  private var switchedContent: Int?

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

  // MARK: Before the tokens

  /// What models write around an answer or behind it.
  private static let marks: [(open: StaticString, close: StaticString)] = [
    ("<answer>", "</answer>"), ("", "<|im_end|>"), ("", "<|endoftext|>"), ("", "<|eot_id|>"), ("", "</s>"), ("#### ", ""),
  ]

  /// Cuts white space, Markdown and end marks off both ends.
  private mutating func trim() {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    while true {
      while limit > position, isBlank(bytes[limit - 1]) { limit -= 1 }
      // A control character before a letter may be what is left of a command.
      while position < limit, isBlank(bytes[position]),
        position + 1 >= limit || bytes[position] == 0x20
          || bytes[position] == 0x0A || !MathScalars.isLetter(bytes[position + 1])
      { position += 1 }
      if limit - position >= 5, has("**", at: position), has("**", at: limit - 2) {
        notes.append(MathNote(.markdown, at: position))
        position += 2
        limit -= 2
      } else if !cutMarks() {
        return
      }
    }
  }

  private mutating func cutMarks() -> Bool {
    // All marks begin or end with one of these.
    guard position < limit, byte(position) == 0x3C || byte(position) == 0x23 || bytes[limit - 1] == 0x3E else { return false }
    for (open, close) in Self.marks {
      let (before, after) = (open.utf8CodeUnitCount, close.utf8CodeUnitCount)
      if limit - position > before + after, has(open, at: position), has(close, at: limit - after) {
        notes.append(MathNote(.markdown, at: position))
        position += before
        limit -= after
        return true
      }
    }
    return false
  }

  /// Chinese letters that deny: 不非没無无未错勿否.
  private static let denyingLetters = Set("不非没無无未错勿否".unicodeScalars.map(\.value))

  /// The longest label before an answer, in bytes.
  private static let longestLabel = 60

  /// Passes over words of another language that end in a colon or in 是 ("is"), as in `答案：5` and `Réponse : 5`.
  private mutating func skipForeignLabel() {
    var offset = position
    var isForeign = false
    var end: Int?
    while offset < limit, offset - position < Self.longestLabel {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
      if scalar == 0x3A, isForeign {
        end = offset + width
        break
      }
      if scalar >= 0x80 {
        guard WordReader.isForeignLetter(scalar) else { break }
        // 不是5: not 5.
        guard !Self.denyingLetters.contains(scalar) else { return }
        isForeign = true
        if scalar == 0x662F || scalar == 0x4E3A { end = offset + width }
      } else if !MathScalars.isLetter(UInt8(scalar)), scalar != 0x20 {
        break
      }
      offset += max(width, 1)
    }
    guard let end, end < limit else { return }
    notes.append(MathNote(.label, at: position))
    position = end
    while byte(position) == 0x20 { position += 1 }
  }

  private mutating func surveyEscapes() {
    var dollars = 0
    var index = position
    while index < limit {
      if bytes[index] == 0x24 { dollars += 1 }
      if bytes[index] == 0x5C {
        if has("\\\\begin{", at: index) { isEscaped = true }
        index += 1
      }
      index += 1
    }
    dollarsDelimit = dollars >= 2
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

  private mutating func add(_ kind: MathToken.Kind, from start: Int, to end: Int) throws(MathFailure) {
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

  private mutating func addSpace(_ kind: MathToken.Space, width: Int) {
    space = max(space, kind)
    position += width
  }

  private mutating func next() throws(MathFailure) {
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

  private mutating func symbol(_ scalar: UInt32, _ width: Int) throws(MathFailure) {
    let start = position
    if let kind = MathScalars.token(scalar) {
      try add(kind, from: start, to: start + width)
    } else if let name = MathScalars.greek(scalar) {
      try add(.letter(name), from: start, to: start + width)
    } else if MathScalars.isInvisible(scalar) {
      if notes.last?.kind != .invisibleCharacters { notes.append(MathNote(.invisibleCharacters, at: start)) }
      position += width
    } else if scalar == 0x3002 {
      try add(.point, from: start, to: start + width)
    } else if let kind = Self.chinese(scalar) {
      try add(kind, from: start, to: start + width)
    } else if case .digits? = tokens.last?.kind, let end = foreignUnit(at: start) {
      try add(.text(.text), from: start, to: end)
    } else if 0x1D400...0x1D6A3 ~= scalar {
      // Mathematical alphabets, 26 capitals and 26 small letters each.
      let index = UInt8((scalar - 0x1D400) % 52)
      let letter = index < 26 ? 0x41 + index : 0x61 + index - 26
      try add(.letter(String(decoding: [letter], as: UTF8.self)), from: start, to: start + width)
    } else if scalar == 0xFFFD {
      throw .unreadable(start, .notUTF8)
    } else {
      throw .unreadable(start, .unknownCharacter)
    }
  }

  /// The longest unit of another language, in bytes.
  private static let longestForeignUnit = 24

  /// Where the letters of another alphabet end that begin here, if they are a unit of the number before them, as in `300元`: they end the
  /// text or a list's member, and none makes something else of the number.
  private func foreignUnit(at start: Int) -> Int? {
    var end = start
    while end < limit, end - start <= Self.longestForeignUnit {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: end)
      guard scalar >= 0x80, WordReader.isForeignLetter(scalar), Self.chinese(scalar) == nil else { break }
      end += max(width, 1)
    }
    guard end > start, end - start <= Self.longestForeignUnit else { return nil }
    let name = string(start, end)
    guard MathUnit.named(name) != nil || Self.counters.contains(name) else { return nil }
    var next = end
    while byte(next) == 0x20 { next += 1 }
    if next == limit { return end }
    let (scalar, _) = MathScalars.scalar(in: bytes, at: next)
    return [0x2C, 0x2E, 0x3B, 0x7D, 0x24, 0x3002, 0x3001, 0x5C].contains(scalar) || Self.chinese(scalar) != nil ? end : nil
  }

  /// Chinese words that count things, and change no number.
  private static let counters: Set<String> = [
    "个", "人", "名", "次", "只", "条", "本", "张", "件", "位", "台", "辆", "间", "种", "组", "棵", "头", "块", "页", "题", "道", "元钱", "岁", "周", "月", "个月",
    "年级", "份", "袋",
    "箱", "瓶", "盒", "朵", "匹", "座", "根", "枚", "支", "盆", "层", "级", "步", "圈", "桶", "车", "户", "家", "班", "对夫妇",
  ]

  /// What stands between two formulas in Chinese: 或 (or), 且, 和, 与, 及 (and), and the comma of lists.
  private static func chinese(_ scalar: UInt32) -> MathToken.Kind? {
    switch scalar {
    case 0x6216: .connective(.or)
    case 0x4E14, 0x548C, 0x4E0E, 0x53CA: .connective(.and)
    case 0x3001: .comma
    default: nil
    }
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

  // MARK: Letters

  private mutating func word() throws(MathFailure) {
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

  static func connective(_ name: String) -> MathToken.Kind? {
    switch name {
    case "or", "OR", "Or", "或": .connective(.or)
    case "and", "AND", "And", "且", "和", "与", "及": .connective(.and)
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

  // MARK: Commands

  private mutating func backslash() throws(MathFailure) {
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

  private mutating func command(_ meaning: MathCommand, _ name: String, from start: Int) throws(MathFailure) {
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
  private func braced() -> (from: Int, to: Int, end: Int)? {
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

  private func isTextSpace(_ offset: Int) -> Bool {
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

  // MARK: Text

  private mutating func text(_ style: MathToken.TextStyle) throws(MathFailure) {
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

  // MARK: Repairs

  /// A command whose backslash a string literal made a control character: a tab and `ext`.
  private mutating func swallowedCommand() throws(MathFailure) -> Bool {
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

/// How reading ends early.
enum MathFailure: Error {
  case malformed(Int, MathReadingResult.Reason)
  case unreadable(Int, MathReadingResult.Reason)
  case limit(MathReaderLimits.Kind)
}
