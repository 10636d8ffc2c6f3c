/// Makes terms, each structure once, in a normal form that costs little: flat sums and products with like terms
/// collected, rational numbers folded while small, numeric radicals over primes, signs drawn out of odd functions.
///
/// Reordering and collecting never change a value where the expression has one. What must not be zero for it to have
/// one is kept in ``mustNotVanish``.
final class TermPool {
  /// The budget of the decision that this pool belongs to.
  var work: MathWork
  /// The names of symbols that are positive, and whether all are.
  private let positiveSymbols: Set<String>
  private let symbolsArePositive: Bool
  /// Whether `(-8)^{1/3}` is the real root.
  let oddRootsAreReal: Bool
  /// Whether a power of something that may be negative met that choice.
  var metOddRoot = false
  /// Terms in denominators and under logarithms, and others of which zero is a pole.
  var mustNotVanish: [Term] = []

  /// How the names of functions begin that are letters with a bound variable in the index.
  static let memberMarker = "\u{1}member "

  private(set) var nodes: [TermNode] = []
  private var facts: [TermFacts] = []
  private var digests: [UInt64] = []
  private var heights: [Int32] = []
  private var table: [TermNode: Term] = [:]

  init(
    work: MathWork, positiveSymbols: Set<String> = [], symbolsArePositive: Bool = false, oddRootsAreReal: Bool = false
  ) {
    self.positiveSymbols = positiveSymbols
    self.work = work
    self.symbolsArePositive = symbolsArePositive
    self.oddRootsAreReal = oddRootsAreReal
    nodes.reserveCapacity(32)
  }

  subscript(term: Term) -> TermNode { nodes[Int(term.index)] }
  func facts(_ term: Term) -> TermFacts { facts[Int(term.index)] }
  /// A hash that is the same in every run and for every order in which terms were made.
  func digest(_ term: Term) -> UInt64 { digests[Int(term.index)] }

  func spend(_ units: Int) throws(DecisionFailure) {
    if !work.spend(units) { throw .limit }
  }

  /// Takes what adding or multiplying two rationals costs, before it is done.
  ///
  /// Numbers of one word cost nothing more than the step they are part of. Beyond, the common divisors cost most, and grow with the square
  /// of the words: 2048 words (131,072 bits) take about a millisecond.
  func spend(on a: BigRational, _ b: BigRational) throws(DecisionFailure) {
    let bits = max(a.numeratorBitWidth + a.denominatorBitWidth, b.numeratorBitWidth + b.denominatorBitWidth)
    guard bits > 256 else { return }
    guard bits <= 4 * work.limits.maxBits else { throw .tooLarge }
    let words = (a.numeratorBitWidth + a.denominatorBitWidth + b.numeratorBitWidth + b.denominatorBitWidth) >> 6
    try spend(words + words * words / 2048)
  }

  // MARK: Leaves

  func number(_ value: BigRational) throws(DecisionFailure) -> Term {
    let bits = value.numeratorBitWidth + value.denominatorBitWidth
    guard bits <= 4 * work.limits.maxBits else { throw .tooLarge }
    if bits > 128 { try spend(bits >> 8) }
    return try intern(.number(value))
  }

  func number(_ value: Int) throws(DecisionFailure) -> Term { try number(BigRational(value)) }
  var pi: Term { get throws(DecisionFailure) { try intern(.pi) } }
  var imaginaryUnit: Term { get throws(DecisionFailure) { try intern(.imaginaryUnit) } }
  func symbol(_ name: String) throws(DecisionFailure) -> Term { try intern(.symbol(name)) }
  func opaque(_ name: String, _ arguments: [Term]) throws(DecisionFailure) -> Term {
    try intern(.opaque(name, arguments))
  }

  /// The rational value of a term that is a number.
  func rational(_ term: Term) -> BigRational? {
    if case .number(let value) = self[term] { value } else { nil }
  }

  func isNumber(_ term: Term, _ value: BigRational) -> Bool { rational(term) == value }

  /// Terms in an order that depends on their structure only.
  func sorted(_ terms: [Term]) -> [Term] {
    terms.count < 2
      ? terms
      : terms.sorted { digest($0) != digest($1) ? digest($0) < digest($1) : $0.index < $1.index }
  }

  // MARK: Interning

  func intern(_ node: TermNode) throws(DecisionFailure) -> Term {
    if let known = table[node] { return known }
    try spend(5)
    let height = operands(node).reduce(Int32(0)) { max($0, heights[Int($1.index)]) } + 1
    guard Int(height) <= work.limits.maxNesting, nodes.count < Int(Int32.max) else { throw .tooLarge }
    let term = Term(index: Int32(nodes.count))
    facts.append(derivedFacts(node))
    digests.append(derivedDigest(node))
    heights.append(height)
    nodes.append(node)
    table[node] = term
    return term
  }

  func operands(_ node: TermNode) -> [Term] {
    switch node {
    case .number, .pi, .imaginaryUnit, .symbol: []
    case .sum(let parts), .product(let parts), .call(_, let parts), .opaque(_, let parts): parts
    case .power(let base, let exponent): [base, exponent]
    }
  }

  private func derivedFacts(_ node: TermNode) -> TermFacts {
    let parts = operands(node).map { facts($0) }
    let all = parts.reduce(parts.first ?? []) { $0.intersection($1) }
    let any = parts.reduce(into: TermFacts()) { $0.formUnion($1) }
      .intersection([.open, .imaginary, .opaque, .branched])
    switch node {
    case .number(let value): return value.signum > 0 ? [.real, .positive, .algebraic] : [.real, .algebraic]
    case .pi: return [.real, .positive]
    case .imaginaryUnit: return [.imaginary, .algebraic]
    case .symbol(let name):
      let isPositive = symbolsArePositive || name.hasPrefix(UnitTable.marker) || positiveSymbols.contains(name)
      return isPositive ? [.open, .real, .positive] : [.open, .real]
    case .sum, .product: return any.union(all.intersection([.real, .positive, .algebraic]))
    case .power(let base, let exponent): return any.union(powerFacts(base, exponent))
    case .call(let function, let arguments):
      var result = any.union(callFacts(function, node, all))
      if function == .sine || function == .cosine, timesPi(arguments[0]) != nil { result.insert(.algebraic) }
      switch function {
      case .absoluteValue, .realPart, .imaginaryPart, .conjugate, .floor, .sign, .oddRoot:
        if all.contains(.algebraic) { result.insert(.algebraic) }
      default: break
      }
      return result
    // A function, a sum or an integral may have complex values; a member of a sequence is a letter like others.
    case .opaque(let name, _): return any.union(name.hasPrefix(Self.memberMarker) ? [.opaque, .real] : .opaque)
    }
  }

  private func powerFacts(_ base: Term, _ exponent: Term) -> TermFacts {
    var result = TermFacts()
    if facts(base).contains(.positive), facts(exponent).contains(.real) {
      result.formUnion([.real, .positive])
    }
    if let value = rational(exponent) {
      if facts(base).contains(.algebraic) { result.insert(.algebraic) }
      if value.isInteger, facts(base).contains(.real) { result.insert(.real) }
      if !value.isInteger, !facts(base).contains(.positive) { result.insert(.branched) }
    } else if !facts(base).contains(.positive) {
      result.insert(.branched)
    }
    return result
  }

  private func callFacts(_ function: TermFunction, _ node: TermNode, _ arguments: TermFacts) -> TermFacts {
    let isReal = arguments.contains(.real)
    switch function {
    case .exponential: return isReal ? [.real, .positive] : []
    case .logarithm:
      guard arguments.contains(.positive) else { return .branched }
      if case .call(_, let inner) = node, let value = rational(inner[0]), value > .one { return [.real, .positive] }
      return .real
    case .arcsine: return .branched
    case .sine, .cosine, .arctangent, .floor, .sign, .gamma, .minimum, .maximum, .oddRoot, .errorFunction, .zeta:
      return isReal ? .real : []
    case .absoluteValue, .realPart, .imaginaryPart, .argument: return .real
    case .conjugate: return isReal ? .real : []
    }
  }

  private func derivedDigest(_ node: TermNode) -> UInt64 {
    var digest = Digest()
    switch node {
    case .number(let value):
      digest.add(1)
      digest.add(value.digest)
    case .pi: digest.add(2)
    case .imaginaryUnit: digest.add(3)
    case .symbol(let name): digest.add(4, name)
    case .sum: digest.add(5)
    case .product: digest.add(6)
    case .power: digest.add(7)
    case .call(let function, _): digest.add(8 + UInt64(function.rawValue))
    case .opaque(let name, _): digest.add(200, name)
    }
    for operand in operands(node) { digest.add(self.digest(operand)) }
    return digest.value
  }
}

/// A 64-bit mixing hash without a random seed.
struct Digest {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0xBF58_476D_1CE4_E5B9
    value ^= value >> 31
    value = value &* 0x94D0_49BB_1331_11EB
    value ^= value >> 29
  }

  mutating func add(_ tag: UInt64, _ text: String) {
    add(tag)
    for byte in text.utf8 { add(UInt64(byte)) }
  }
}
