/// Members in order: of tuples, matrices and vectors.
extension Decider {
  /// All decisions together: different if one is, equal if all are, with the least direct proof.
  func all(_ count: Int, _ decision: (Int) -> EqualityDecision) -> EqualityDecision {
    var open: EqualityDecision?
    var proof = EqualityDecision.Proof.structural
    var detail = ""
    for place in 0..<count {
      let member = decision(place)
      switch member.outcome {
      case .different: return .different(member.proof ?? .structure, "member \(place + 1): \(member.detail)")
      case .limitExceeded: return member
      case .undecided: open = open ?? member
      case .equal:
        if let other = member.proof, rank(other) > rank(proof) {
          proof = other
          detail = member.detail
        }
      }
    }
    return open ?? .equal(proof, detail)
  }

  func rank(_ proof: EqualityDecision.Proof) -> Int {
    EqualityDecision.Proof.allCases.firstIndex(of: proof) ?? 0
  }

  func decideOrdered(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision {
    let (x, y) = (MathExpression.expandingEllipsis(x) ?? x, MathExpression.expandingEllipsis(y) ?? y)
    if x.contains(.ellipsis) || y.contains(.ellipsis) { return .undecided(.unsupported, "an ellipsis") }
    guard x.count == y.count else { return .different(.structure, "\(x.count) members and \(y.count)") }
    memberDepth += 1
    defer { memberDepth -= 1 }
    return all(x.count) { decide(x[$0], y[$0]) }
  }

  func decideMatrices(_ x: MathMatrix, _ y: MathMatrix) -> EqualityDecision {
    guard x.rows == y.rows, x.columns == y.columns else {
      return .different(.structure, "matrices of different size")
    }
    return decideOrdered(x.entries, y.entries)
  }

  func decideVector(_ matrix: MathMatrix, _ tuple: [MathExpression]) -> EqualityDecision {
    // A tuple of rows is a matrix, too.
    let rows = tuple.compactMap { $0.isArray ? $0.arrayEntries?.1 : nil }
    if rows.count == tuple.count, rows.allSatisfy({ $0.count == rows[0].count }) {
      guard options.bracketsOptional else { return .different(.structure, "a matrix and a tuple") }
      guard rows.count == matrix.rows, rows[0].count == matrix.columns else { return .different(.structure, "matrices of different size") }
      lean(.brackets)
      return decideOrdered(matrix.entries, rows.flatMap { $0 })
    }
    guard options.bracketsOptional, matrix.rows == 1 || matrix.columns == 1 else {
      return .different(.structure, "a matrix and a tuple")
    }
    lean(.brackets)
    return decideOrdered(matrix.entries, tuple)
  }
}
