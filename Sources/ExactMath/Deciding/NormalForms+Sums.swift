extension NormalForms {
  /// `\sum_{k=m}^{n} body` in closed form, if the body is a polynomial in k; by Faulhaber's formula, whatever m and n are.
  func closedSum(_ body: Term, over index: Term, from lower: Term, to upper: Term) throws(DecisionFailure) -> Term? {
    let expanded = try expand(body)
    let atom = atom(.term(index))
    let before = try pool.sum([lower, pool.number(-1)])
    var parts: [Term] = []
    for (monomial, coefficient) in expanded.sortedTerms {
      let power = monomial.power(of: atom)
      guard let degree = power.countValue, (0...24).contains(degree) else { return nil }
      let rest = try rebuild(Polynomial(coefficient, monomial * Monomial(atom, -power)))
      if pool.symbols(in: [rest]).contains(index) { return nil }
      let sum = try pool.difference(powerSum(degree, upper), powerSum(degree, before))
      parts.append(try pool.product([rest, sum]))
    }
    return try pool.sum(parts)
  }

  /// `1^d + … + n^d` as a polynomial in n.
  private func powerSum(_ degree: Int, _ last: Term) throws(DecisionFailure) -> Term {
    // Bernoulli numbers by their recurrence, with B₁ = +1/2.
    var bernoulli: [BigRational] = [1]
    var rows: [[BigRational]] = [[1], [1, 1]]
    for row in 2..<(degree + 3) {
      let previous = rows[row - 1]
      rows.append([1] + zip(previous, previous.dropFirst()).map { $0 + $1 } + [1])
    }
    for order in stride(from: 1, through: degree, by: 1) {
      var sum = BigRational.zero
      for index in 0..<order { sum += rows[order + 1][index] * bernoulli[index] }
      bernoulli.append(-sum / BigRational(order + 1))
    }
    var parts: [Term] = []
    for index in 0...degree {
      let value = index == 1 ? BigRational(1, over: 2) : bernoulli[index]
      let coefficient = rows[degree + 1][index] * value / BigRational(degree + 1)
      parts.append(try pool.scaled(pool.power(last, pool.number(degree + 1 - index)), by: coefficient))
    }
    return try pool.sum(parts)
  }
}
