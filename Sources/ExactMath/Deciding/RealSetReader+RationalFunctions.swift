extension RealSetReader {
  /// Where a quotient of two polynomials is in a relation with 0, by the signs between its zeros and poles.
  ///
  /// `nil` if a root is no rational number and none of a quadratic polynomial.
  func solve(_ quotient: RationalFunction, _ relation: MathRelation) throws(DecisionFailure) -> RealSet? {
    #if Algebraic
      guard !quotient.top.isEmpty, let zeros = try roots(of: quotient.top), let poles = try roots(of: quotient.bottom),
        let leading = quotient.top.last, let other = quotient.bottom.last
      else { return nil }
      guard let isPole = try join([.empty] + poles.map { .point($0.root) }, { $0 || $1 }),
        let isRoot = try join([.empty] + zeros.map { .point($0.root) }, { $0 || $1 }),
        let isZero = try isRoot.combined(with: isPole, by: decision, { $0 && !$1 }),
        let isSpecial = try isRoot.combined(with: isPole, by: decision, { $0 || $1 })
      else { return nil }
      // Right of all of them the sign is that of the leading coefficients; each root of odd multiplicity changes it.
      let changes = (zeros + poles).filter { $0.multiplicity % 2 == 1 }.map { RealSet.below($0.root, isClosed: false) }
      let isPositiveRight = leading.signum * other.signum > 0
      guard let signs = try join([isPositiveRight ? .line : .empty] + changes, { $0 != $1 }) else { return nil }
      func without(_ set: RealSet) throws(DecisionFailure) -> RealSet? { try set.combined(with: isSpecial, by: decision) { $0 && !$1 } }
      switch relation {
      case .equal: return isZero
      case .notEqual: return isSpecial.complement
      case .greater, .greaterOrEqual, .less, .lessOrEqual:
        let isAbove = relation == .greater || relation == .greaterOrEqual
        guard let strict = try without(isAbove ? signs : signs.complement) else { return nil }
        return relation == .greater || relation == .less ? strict : try strict.combined(with: isZero, by: decision) { $0 || $1 }
      default: return nil
      }
    #else
      return nil
    #endif
  }

  #if Algebraic
    private func roots(of polynomial: [BigRational]) throws(DecisionFailure) -> [(root: Term, multiplicity: Int)]? {
      guard let factors = try RationalFunction.factors(of: polynomial, pool: pool) else { return nil }
      var result: [(root: Term, multiplicity: Int)] = []
      for factor in factors where factor.coefficients.count <= 3 {
        var coefficients: [Term] = []
        for coefficient in factor.coefficients { coefficients.append(try pool.number(BigRational(coefficient))) }
        guard let roots = try realRoots(coefficients) else { return nil }
        result += roots.map { ($0, factor.multiplicity) }
      }
      return result
    }
  #endif
}
