/// A product of atoms to rational powers, by ascending number of the atom; no power is zero.
struct Monomial: Hashable, Sendable {
  struct Factor: Hashable, Sendable {
    var atom: Int32
    var power: BigRational
  }

  var factors: [Factor] = []

  static let one = Monomial()

  init() {}

  init(_ atom: Int32, _ power: BigRational) {
    factors = power.isZero ? [] : [Factor(atom: atom, power: power)]
  }

  /// The product; powers of the same atom add.
  static func * (left: Monomial, right: Monomial) -> Monomial {
    if left.factors.isEmpty { return right }
    if right.factors.isEmpty { return left }
    var result = Monomial()
    result.factors.reserveCapacity(left.factors.count + right.factors.count)
    var (i, j) = (0, 0)
    while i < left.factors.count, j < right.factors.count {
      let (a, b) = (left.factors[i], right.factors[j])
      if a.atom < b.atom {
        result.factors.append(a)
        i += 1
      } else if b.atom < a.atom {
        result.factors.append(b)
        j += 1
      } else {
        let power = a.power + b.power
        if !power.isZero { result.factors.append(Factor(atom: a.atom, power: power)) }
        i += 1
        j += 1
      }
    }
    result.factors.append(contentsOf: left.factors[i...])
    result.factors.append(contentsOf: right.factors[j...])
    return result
  }

  func power(of atom: Int32) -> BigRational {
    factors.first { $0.atom == atom }?.power ?? .zero
  }

  /// The lexicographic order.
  func precedes(_ other: Monomial) -> Bool {
    for (a, b) in zip(factors, other.factors) {
      if a.atom != b.atom { return a.atom < b.atom }
      if a.power != b.power { return a.power < b.power }
    }
    return factors.count < other.factors.count
  }

  func raised(to power: BigRational) -> Monomial {
    var result = self
    for place in result.factors.indices { result.factors[place].power *= power }
    return result
  }
}

/// A sum of monomials with rational coefficients, none of them zero.
struct Polynomial: Hashable, Sendable {
  var terms: [Monomial: BigRational] = [:]

  static let zero = Polynomial()

  init() {}

  init(_ value: BigRational, _ monomial: Monomial = .one) {
    if !value.isZero { terms[monomial] = value }
  }

  var isZero: Bool { terms.isEmpty }
  var count: Int { terms.count }

  /// The value, if no atom occurs.
  var constant: BigRational? {
    if terms.isEmpty { return .zero }
    return terms.count == 1 ? terms[.one] : nil
  }

  /// The only term, if there is one only.
  var single: (monomial: Monomial, coefficient: BigRational)? {
    terms.count == 1 ? terms.first.map { ($0.key, $0.value) } : nil
  }

  mutating func add(_ coefficient: BigRational, _ monomial: Monomial) {
    let sum = (terms[monomial] ?? .zero) + coefficient
    terms[monomial] = sum.isZero ? nil : sum
  }

  mutating func add(_ other: Polynomial) {
    if terms.isEmpty {
      terms = other.terms
    } else {
      for (monomial, coefficient) in other.terms { add(coefficient, monomial) }
    }
  }

  func scaled(by factor: BigRational) -> Polynomial {
    if factor == .one { return self }
    if factor.isZero { return .zero }
    var result = self
    for key in terms.keys { result.terms[key]? *= factor }
    return result
  }

  /// The least power of each atom over all terms (zero where a term lacks it), as a monomial.
  var commonFactor: Monomial {
    var least: [Int32: BigRational] = [:]
    var seen: [Int32: Int] = [:]
    for monomial in terms.keys {
      for factor in monomial.factors {
        least[factor.atom] = least[factor.atom].map { min($0, factor.power) } ?? factor.power
        seen[factor.atom, default: 0] += 1
      }
    }
    var result = Monomial()
    for atom in least.keys.sorted() {
      guard var power = least[atom] else { continue }
      if seen[atom] != count { power = min(power, .zero) }
      if !power.isZero { result.factors.append(Monomial.Factor(atom: atom, power: power)) }
    }
    return result
  }

  /// Every term divided by a monomial, without reducing anything.
  func dividing(by monomial: Monomial) -> Polynomial {
    if monomial == .one { return self }
    let inverse = monomial.raised(to: -1)
    var result = Polynomial()
    for (own, coefficient) in terms { result.terms[own * inverse] = coefficient }
    return result
  }

  /// The terms in an order that depends on the numbers of the atoms only.
  var sortedTerms: [(monomial: Monomial, coefficient: BigRational)] {
    if let single { return [single] }
    return terms.map { ($0.key, $0.value) }.sorted { $0.0.precedes($1.0) }
  }

  /// The most factors of a monomial; making one and finding it takes as long.
  var width: Int { terms.keys.reduce(0) { max($0, $1.factors.count) } }

  /// The most words of a power beyond the first; powers with many digits are added with their common divisors.
  var powerWords: Int {
    terms.keys.reduce(0) { most, monomial in
      monomial.factors.reduce(most) { max($0, ($1.power.numeratorBitWidth + $1.power.denominatorBitWidth) >> 7) }
    }
  }

  /// The most bits of a coefficient.
  var bits: Int { terms.values.reduce(0) { max($0, $1.numeratorBitWidth + $1.denominatorBitWidth) } }
}
