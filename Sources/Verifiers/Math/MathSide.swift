internal import ExactMath
internal import RewardCore

/// One side of a comparison as it was read: the ground truth, or the answer.
struct MathSide: Sendable {
  /// Why a text gives no side.
  enum Failure: Error {
    /// It is broken: a brace, an operand is missing; or it divides by zero.
    case malformed(String)
    /// It may be sound, but is not read as mathematics.
    case unreadable(String)
    /// It is too large to read.
    case tooLarge(String)
    /// It was repaired or guessed, which the conventions refuse.
    case refused(String)

    var words: String {
      switch self {
      case .malformed(let words), .unreadable(let words), .tooLarge(let words), .refused(let words): words
      }
    }
  }

  /// The likeliest reading.
  var expression: MathExpression
  /// Other readings of the same text.
  var alternatives: [MathReading.Alternative]
  /// What was repaired or guessed to read it.
  var leniencies: [String]
  /// Whether it holds a number such as `2\frac12`.
  var hasMixedNumber: Bool
  /// Whether a decimal ends in an ellipsis, `0.333...`, so that its value is not known.
  var hasTruncatedDecimal: Bool
  /// Whether a sign stands before another one: `-(-3)`.
  var hasDoubledSign: Bool
  /// The words before the value that say what it is of.
  var label: String?

  /// The same with a decimal that ends in an ellipsis read as periodic; `nil` if its digits show no period.
  var asPeriodic: MathSide? {
    guard hasTruncatedDecimal else { return self }
    guard let periodic = alternatives.first(where: { $0.ambiguity == .digitsOrPeriod }) else { return nil }
    var copy = self
    copy.expression = periodic.expression
    copy.alternatives = []
    copy.hasTruncatedDecimal = false
    return copy
  }

  /// Reads one text, or several that stand side by side as the list of their values.
  ///
  /// Linear in the texts.
  static func read(_ parts: [String], _ conventions: MathConventions) -> Result<MathSide, Failure> {
    guard parts.count <= mostParts else { return .failure(.tooLarge("over \(mostParts) answers side by side")) }
    var sides: [MathSide] = []
    var seen: Set<MathExpression> = []
    for part in parts {
      switch read(part, conventions) {
      case .success(let side): if seen.insert(side.expression).inserted { sides.append(side) }
      case .failure(let failure): return .failure(failure)
      }
    }
    guard sides.count != 1 else { return .success(sides[0]) }
    return .success(
      MathSide(
        expression: .collection(.list, sides.map(\.expression)), alternatives: [],
        leniencies: sides.flatMap(\.leniencies), hasMixedNumber: sides.contains(where: \.hasMixedNumber),
        hasTruncatedDecimal: sides.contains(where: \.hasTruncatedDecimal), hasDoubledSign: sides.contains(where: \.hasDoubledSign)))
  }

  /// Answers side by side that are read; no list of them in boxes of their own is as long.
  private static let mostParts = 256

  private static func read(_ text: String, _ conventions: MathConventions) -> Result<MathSide, Failure> {
    switch MathReader().read(text) {
    case .expression(let reading):
      if reading.expression.dividesByZero { return .failure(.malformed("it divides by zero")) }
      if !conventions.acceptsRepairs, let repair = reading.notes.first(where: \.kind.isLeniency) {
        return .failure(.refused("\(repair.kind.words) at byte \(repair.offset + 1), which is not repaired here"))
      }
      if !conventions.acceptsWords, let word = reading.notes.first(where: \.kind.isWord) {
        return .failure(.refused("\(word.kind.words) at byte \(word.offset + 1), which is not read here"))
      }
      // A set in words keeps them all: "all real numbers except 2".
      let isSet = if case .text(let words) = reading.expression { SetWords.set(words) != nil } else { false }
      if !isSet, let words = reading.notes.first(where: { $0.kind == .words && text.changesMeaning(from: $0.offset) }) {
        return .failure(.unreadable("words that may change the answer, at byte \(words.offset + 1)"))
      }
      var leniencies: [String] = []
      for note in reading.notes where note.kind.isLeniency || note.kind.isWord || note.kind == .words || note.kind == .label {
        if !leniencies.contains(note.kind.rawValue) { leniencies.append(note.kind.rawValue) }
      }
      return .success(
        MathSide(
          expression: reading.expression, alternatives: reading.alternatives, leniencies: leniencies,
          hasMixedNumber: reading.notes.contains { $0.kind == .mixedNumber },
          hasTruncatedDecimal: reading.notes.contains { $0.kind == .truncatedDecimal }, hasDoubledSign: MathText.hasDoubledSign(text),
          label: reading.label))
    case .malformed(let offset, let reason): return .failure(.malformed("\(reason.words) at byte \(offset + 1)"))
    case .unreadable(let offset, let reason): return .failure(.unreadable("\(reason.words) at byte \(offset + 1)"))
    case .limitExceeded(let kind): return .failure(.tooLarge("too large: \(kind.words)"))
    }
  }

  /// Whether it is a percentage, or several.
  var isPercentage: Bool { expression.isPercentage }
}

extension MathExpression {
  /// The number of nodes.
  var size: Int { children.reduce(1) { $0 + $1.size } }

  fileprivate var isPercentage: Bool {
    switch self {
    case .quantity(_, let unit): unit.isPercent
    case .negative(let part): part.isPercentage
    case .collection(_, let parts): parts.contains(where: \.isPercentage)
    case .interval(let interval): interval.lower.isPercentage || interval.upper.isPercentage
    case .relation(let parts, _): parts.contains(where: \.isPercentage)
    default: false
    }
  }

  /// Whether it is a number over zero and nothing else; what only computes to that is found when it is decided.
  fileprivate var dividesByZero: Bool {
    if case .quotient(_, .number(let bottom)) = self { return bottom.value.isZero }
    return false
  }
}

extension MathNote.Kind {
  /// A number in words.
  fileprivate var isWord: Bool { self == .numberWord || self == .ordinal }
  fileprivate var words: String { rawValue.spaced }
}

extension MathReadingResult.Reason {
  fileprivate var words: String { rawValue.spaced }
}

extension MathReaderLimits.Kind {
  fileprivate var words: String { rawValue.spaced }
}

extension String {
  /// `some_name` as words.
  fileprivate var spaced: String { split(separator: "_").joined(separator: " ") }

  /// Whether the words at an offset, which the reader leaves out, hold a number or a word that gives the answer another meaning: "(or 43)".
  fileprivate func changesMeaning(from offset: Int) -> Bool {
    let rest = utf8.dropFirst(offset).prefix(Self.longestRemark)
    var words: [[UInt8]] = [[]]
    for byte in rest {
      // The end of `\text{…}`, of a formula or of a line.
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "$") || byte == 0x0A { break }
      if (0x30...0x39).contains(byte) { return true }
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
        words[words.count - 1].append(byte | 0x20)
      } else {
        words.append([])
      }
    }
    return words.contains { Self.meaningful.contains(String(decoding: $0, as: UTF8.self)) }
  }

  /// Bytes of a remark that are looked at.
  private static let longestRemark = 120
  private static let meaningful: Set<String> = [
    "or", "not", "but", "maybe", "perhaps", "wrong", "false", "except", "unless", "never", "no",
  ]
}
