import ExactMath

/// Makes expressions, and others that are equal to them by construction.
struct RandomExpressions {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func pick(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(count))
  }

  private mutating func leaf(_ isOpen: Bool) -> MathExpression {
    if isOpen, pick(2) == 0 { return .symbol(MathSymbol(pick(2) == 0 ? "x" : "y")) }
    switch pick(8) {
    case 0: return .constant(.pi)
    case 1: return .constant(.e)
    case 2: return .function(.squareRoot, [.integer(2 + pick(11))])
    case 3: return .quotient(.integer(1 + pick(9)), .integer(2 + pick(9)))
    default: return .integer(1 + pick(12))
    }
  }

  /// A value that is defined wherever its parts are; roots and logarithms are of positive things.
  mutating func value(depth: Int, isOpen: Bool) -> MathExpression {
    if depth == 0 { return leaf(isOpen) }
    let inner = value(depth: depth - 1, isOpen: isOpen)
    switch pick(12) {
    case 0, 1, 2: return .sum([inner, value(depth: depth - 1, isOpen: isOpen)])
    case 3, 4: return .product([inner, value(depth: depth - 1, isOpen: isOpen)])
    case 5: return .quotient(inner, positive(value(depth: depth - 1, isOpen: isOpen)))
    case 6: return .power(inner, .integer(2 + pick(2)))
    case 7: return .function(.squareRoot, [positive(inner)])
    case 8: return .function([.sine, .cosine, .arctangent][pick(3)], [inner])
    case 9: return .function(.naturalLogarithm, [positive(inner)])
    case 10: return .negating(inner)
    default: return .quotient(inner, .integer(2 + pick(7)))
    }
  }

  /// `v² + 1`.
  private func positive(_ value: MathExpression) -> MathExpression {
    .sum([.power(value, .integer(2)), .integer(1)])
  }

  /// An expression equal to another one, by a few rewritings at random places.
  mutating func equal(to expression: MathExpression, isOpen: Bool) -> MathExpression {
    var result = expression
    for _ in 0..<3 { result = rewritten(result, isOpen) }
    return result
  }

  private mutating func rewritten(_ expression: MathExpression, _ isOpen: Bool) -> MathExpression {
    if pick(3) > 0 {
      switch expression {
      case .sum(var parts):
        let place = pick(parts.count)
        parts[place] = rewritten(parts[place], isOpen)
        return .sum(parts)
      case .product(var parts):
        let place = pick(parts.count)
        parts[place] = rewritten(parts[place], isOpen)
        return .product(parts)
      case .quotient(let top, let bottom): return .quotient(rewritten(top, isOpen), rewritten(bottom, isOpen))
      case .power(let base, let exponent): return .power(rewritten(base, isOpen), exponent)
      case .function(let function, let parts): return .function(function, [rewritten(parts[0], isOpen)])
      default: break
      }
    }
    let other = value(depth: 1, isOpen: isOpen)
    switch (pick(7), expression) {
    case (_, .sum(let parts)) where pick(2) == 0: return .sum(parts.reversed())
    case (_, .power(let base, .number(let two))) where two.value == 2 && pick(2) == 0: return .product([base, base])
    case (_, .product(let parts)) where parts.count == 2 && pick(2) == 0:
      if case .sum(let addends) = parts[1] { return .sum(addends.map { .product([parts[0], $0]) }) }
      return .product(parts.reversed())
    case (0, _): return .sum([expression, other, .negating(other)])
    case (1, _):
      return .product([.quotient(.integer(3), .integer(7)), expression, .quotient(.integer(7), .integer(3))])
    case (2, _):
      let sine = MathExpression.power(.function(.sine, [other]), .integer(2))
      return .product([expression, .sum([sine, .power(.function(.cosine, [other]), .integer(2))])])
    case (3, _): return .quotient(.product([expression, positive(other)]), positive(other))
    case (4, _): return .negating(.negating(expression))
    case (5, _):
      // (√7 - √5)(√7 + √5) = 2
      let (a, b) = (
        MathExpression.function(.squareRoot, [.integer(7)]), MathExpression.function(.squareRoot, [.integer(5)])
      )
      return .quotient(.product([expression, .sum([a, .negating(b)]), .sum([a, b])]), .integer(2))
    default:
      // e = (e + 1)² / 2 - e² / 2 - 1/2
      return .sum([
        .quotient(.power(.sum([expression, .integer(1)]), .integer(2)), .integer(2)),
        .negating(.quotient(.power(expression, .integer(2)), .integer(2))), .quotient(.integer(-1), .integer(2)),
      ])
    }
  }
}
