/// What stands around an answer: white space, Markdown, end marks, and labels in other languages.
extension MathTokenizer {
  /// What models write around an answer or behind it.
  private static let marks: [(open: StaticString, close: StaticString)] = [
    ("<answer>", "</answer>"), ("<b>", "</b>"), ("<strong>", "</strong>"), ("`", "`"), ("", "<|im_end|>"), ("", "<|endoftext|>"),
    ("", "<|eot_id|>"), ("", "</s>"), ("#### ", ""),
  ]

  /// Cuts white space, Markdown and end marks off both ends.
  mutating func trim() {
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
    guard position < limit, byte(position) == 0x3C || byte(position) == 0x23 || byte(position) == 0x60 || bytes[limit - 1] == 0x3E else {
      return false
    }
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

  /// Chinese letters that deny, or make a bound, an estimate or another number of a number: 不是, 至少, 大约, 倒数.
  private static let denyingLetters = Set("不非没無无未错勿否至约超多近倒反负倍".unicodeScalars.map(\.value))
  /// Words of two letters that do: square, cube, absolute value, logarithm, half, factorial.
  ///
  /// Their letters alone do not, as in 方程 and 半径.
  private static let denyingPairs = Set(["平方", "立方", "绝对", "对数", "一半", "阶乘"].map { $0.unicodeScalars.map(\.value) })
  /// Letters that end a label: 是 and 为 ("is"), 选 ("choose"), 选项 ("choice"), 共 and 有 ("there are").
  private static let labelEnds = Set("是为选项共有".unicodeScalars.map(\.value))

  /// The longest label before an answer, in bytes.
  private static let longestLabel = 60

  /// Passes over words of another language that end in a colon, in 是 or 为 ("is") or the like, as in `答案：5` and `Réponse : 5`.
  mutating func skipForeignLabel() {
    var offset = position
    var isForeign = false
    var end: Int?
    var previous: UInt32 = 0
    while offset < limit, offset - position < Self.longestLabel {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
      if scalar == 0x3A, isForeign {
        end = offset + width
        break
      }
      if scalar >= 0x80 {
        guard WordReader.isForeignLetter(scalar) else { break }
        // 不是5: not 5.
        guard !Self.denyingLetters.contains(scalar), !Self.denyingPairs.contains([previous, scalar]) else { return }
        previous = scalar
        isForeign = true
        if Self.labelEnds.contains(scalar) { end = offset + width }
      } else if !MathScalars.isLetter(UInt8(scalar)), scalar != 0x20 {
        break
      }
      offset += max(width, 1)
    }
    guard let end, end < limit else { return }
    notes.append(MathNote(.label, at: position))
    label = string(position, end)
    position = end
    while byte(position) == 0x20 { position += 1 }
  }

  mutating func surveyEscapes() {
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
}
