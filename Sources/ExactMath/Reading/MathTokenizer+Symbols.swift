/// Characters beyond ASCII.
extension MathTokenizer {
  mutating func symbol(_ scalar: UInt32, _ width: Int) throws(MathFailure) {
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
}
