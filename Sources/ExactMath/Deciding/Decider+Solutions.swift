/// General solutions of differential equations, `C_1e^x + C_2e^{-x}`, as the spaces of functions that they are.
extension Decider {
  /// Whether two values, linear in as many arbitrary constants and with one unknown, are different spaces of functions; `nil` if nothing shows it.
  ///
  /// With f₁ … f_m the functions that the constants multiply on one side, a function h is none of their combinations if the determinant of the values of
  /// f₁ … f_m and h at m + 1 points is not zero.
  func refuteSolutions(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard let mine = SolutionSpace(a), let theirs = SolutionSpace(b), mine.unknown == theirs.unknown,
      mine.basis.count == theirs.basis.count
    else { return nil }
    let offset = MathExpression.sum([mine.particular, .negating(theirs.particular)])
    for (space, others) in [(mine, theirs.basis + [offset]), (theirs, mine.basis)] {
      for other in others {
        let columns = space.basis + [other]
        let rows = Self.points[0..<columns.count].map { point in columns.map { $0.replacing(space.unknown, by: point) } }
        let decision = decideValues(Self.determinant(Array(rows)), .integer(0))
        if decision.isDifferent { return .different(decision.proof ?? .ball, "other functions than the constants give") }
        if decision.outcome == .limitExceeded { return decision }
      }
    }
    return nil
  }

  /// Where the functions are compared: positive, so that roots and logarithms are real.
  private static let points: [MathExpression] = [
    .quotient(.integer(1), .integer(3)), .integer(1), .quotient(.integer(5), .integer(2)), .integer(4),
  ]

  private static func determinant(_ rows: [[MathExpression]]) -> MathExpression {
    guard rows.count > 1 else { return rows[0][0] }
    return .sum(
      rows.indices.map { column in
        let minor = rows.dropFirst().map { row in row.indices.filter { $0 != column }.map { row[$0] } }
        let product = MathExpression.product([rows[0][column], determinant(Array(minor))])
        return column % 2 == 0 ? product : .negative(product)
      })
  }
}

/// `C_1f_1 + … + C_mf_m + p`.
private struct SolutionSpace {
  var unknown: MathSymbol
  var basis: [MathExpression]
  var particular: MathExpression

  /// The most constants that are told apart.
  private static let mostConstants = 3

  init?(_ value: MathExpression) {
    let constants = value.symbols.filter(\.mayNameConstant).sorted { $0.key < $1.key }
    let others = value.symbols.subtracting(constants)
    guard 1...Self.mostConstants ~= constants.count, others.count == 1, let unknown = others.first,
      constants.allSatisfy(value.isLinear(in:))
    else { return nil }
    func evaluated(with one: MathSymbol?) -> MathExpression {
      constants.reduce(value) { $0.replacing($1, by: .integer($1 == one ? 1 : 0)) }
    }
    self.unknown = unknown
    let particular = evaluated(with: nil)
    self.particular = particular
    basis = constants.map { MathExpression.sum([evaluated(with: $0), .negating(particular)]) }
  }
}
