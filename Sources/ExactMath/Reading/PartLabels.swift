/// The labels of an answer in several parts: `(a) 3 (b) 5`, `(1) x = 2; (2) y = 3`, `\text{(i) } 4, \text{(ii) } 6`.
enum PartLabels {
  /// The labels that may follow one another.
  private static let sequences: [[String]] = [
    ["1", "2", "3", "4", "5", "6", "7", "8", "9"], ["a", "b", "c", "d", "e", "f", "g", "h"], ["A", "B", "C", "D", "E", "F", "G", "H"],
    ["i", "ii", "iii", "iv", "v", "vi"],
  ]

  /// Where the parts stand between labels, or `nil` if there are not at least two labels in their order, the first at the beginning.
  ///
  /// Complexity: linear.
  static func parts(of tokens: [MathToken], _ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
    guard let (first, begin) = label(at: 0, tokens, bytes), let sequence = sequences.first(where: { $0[0] == first }) else { return nil }
    var parts: [Range<Int>] = []
    var start = begin
    var open = 0
    var index = begin
    while index < tokens.count {
      if open == 0, parts.count + 1 < sequence.count, isSeparate(index, tokens), let (name, next) = label(at: index, tokens, bytes),
        name == sequence[parts.count + 1]
      {
        parts.append(start..<index)
        start = next
        index = next
        continue
      }
      switch tokens[index].kind {
      case .open, .groupOpen, .begin: open += 1
      case .close, .groupClose, .end: open -= 1
      default: break
      }
      index += 1
    }
    guard !parts.isEmpty else { return nil }
    parts.append(start..<(tokens.count - 1))
    let contents = parts.map { trimmed($0, tokens) }
    // "(a) 3 or (b) 5" is a choice between them.
    let areAlternatives = contents.contains { part in
      if !part.isEmpty, case .connective(.or) = tokens[part.upperBound - 1].kind { true } else { part.isEmpty }
    }
    return areAlternatives ? nil : contents
  }

  /// Whether a label may begin here: behind a space or a separator, for `x(b)` is a product.
  private static func isSeparate(_ index: Int, _ tokens: [MathToken]) -> Bool {
    // A brace around it is that of `\text{(b)}`.
    if tokens[index].space >= .plain { return true }
    if case .groupOpen = tokens[index].kind, tokens[index].isFontArgument { return true }
    switch tokens[index - 1].kind {
    case .comma, .semicolon, .newline, .connective: return true
    default: return false
    }
  }

  /// A label and the place behind it: `(a)`, `{(a)}` or `a)`.
  private static func label(at start: Int, _ tokens: [MathToken], _ bytes: UnsafeBufferPointer<UInt8>) -> (String, Int)? {
    var index = start
    func has(_ isKind: (MathToken.Kind) -> Bool) -> Bool {
      guard index < tokens.count, isKind(tokens[index].kind) else { return false }
      index += 1
      return true
    }
    let isGroup = has { if case .groupOpen = $0 { true } else { false } }
    _ = has { if case .open(.round) = $0 { true } else { false } }
    guard index < tokens.count else { return nil }
    switch tokens[index].kind {
    case .word, .name, .digits: break
    default: return nil
    }
    let (from, to) = (tokens[index].start, tokens[index].end)
    guard to - from <= 3 else { return nil }
    index += 1
    guard has({ if case .close(.round) = $0 { true } else { false } }) else { return nil }
    if isGroup, !has({ if case .groupClose = $0 { true } else { false } }) { return nil }
    return (String(decoding: UnsafeBufferPointer(rebasing: bytes[from..<to]), as: UTF8.self), index)
  }

  /// A part without the separators around it.
  private static func trimmed(_ range: Range<Int>, _ tokens: [MathToken]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    func isSeparator(_ token: MathToken) -> Bool {
      switch token.kind {
      case .comma, .semicolon, .newline, .point, .connective(.and): true
      default: false
      }
    }
    while start < end, isSeparator(tokens[start]) || { if case .colon = tokens[start].kind { true } else { false } }() { start += 1 }
    while end > start, isSeparator(tokens[end - 1]) { end -= 1 }
    return start..<end
  }
}
