extension MathExpression {
  /// The most members that an ellipsis stands for.
  private static let mostMembers = 1000

  /// With the integers that an ellipsis stands for, `1, 3, 5, \ldots, 99`, where those before it have one difference and it ends at one that they lead to.
  ///
  /// Two members before it are enough where they are neighbours (`0, 1, …, 10`); else three have to show the difference. `nil` if it is another sequence.
  static func expandingEllipsis(_ parts: [MathExpression]) -> [MathExpression]? {
    guard let place = parts.firstIndex(of: .ellipsis), parts.count(where: { $0 == .ellipsis }) == 1, place >= 2, place + 1 < parts.count
    else { return nil }
    let known = parts.map(\.asInteger)
    guard let first = known[0], let second = known[1], let last = known[place + 1] else { return nil }
    let step = second - first
    guard step != 0, abs(step) == 1 || place >= 3, abs(first) <= mostMembers * abs(step) * 1000, abs(last) <= mostMembers * abs(step) * 1000
    else { return nil }
    // All that stand before it follow one another, and those behind it too.
    for index in 1..<place {
      guard let value = known[index], let before = known[index - 1], value - before == step else { return nil }
    }
    for index in (place + 2)..<max(parts.count, place + 2) {
      guard let value = known[index], let before = known[index - 1], value - before == step else { return nil }
    }
    guard let before = known[place - 1], (last - before) % step == 0, (last - before) / step > 1, (last - before) / step <= mostMembers
    else { return nil }
    let hidden = stride(from: before + step, to: last, by: step).map(MathExpression.integer)
    return Array(parts[..<place]) + hidden + Array(parts[(place + 1)...])
  }

  private var asInteger: Int? {
    switch self {
    case .number(let numeral): numeral.value.countValue
    default: nil
    }
  }
}
