#if Algebraic
  import CFLINT

  /// Compares two terms with symbols at rational points, in rigorous enclosures.
  ///
  /// The points come from a generator seeded by the structure of both terms (in either order), so every run tests the
  /// same ones. Letters that usually stand for integers get positive integers first: `(-1)^n` is `\cos n\pi` there, and
  /// such a pair is neither refuted by other points nor accepted. Magnitudes reach beyond the numbers that the terms are
  /// written with.
  ///
  /// A refutation is a proof: at the named point both terms are defined and their enclosures do not meet. Acceptance is
  /// not: it takes ``DecisionLimits/identityPoints`` points at 192 bits and two at 1024 bits, at which both enclosures
  /// are narrow and meet, and no part of either is too large or too small for what is narrow to mean something; and where
  /// a term has cases (``PiecewiseCoverage``), points in them. If the difference, cleared of denominators and roots, is a
  /// polynomial of degree d that is not zero and neither is any of its conjugates, a point drawn from 2³² values for each
  /// symbol is a zero with a chance of at most d/2³² (Schwartz and Zippel), so all of them are with (d/2³²)ⁿ. For
  /// exponentials and logarithms of symbols no such bound is known.
  struct IdentityTest {
    private let pool: TermPool
    private let options: EqualityOptions
    private let a: Term
    private let b: Term
    private let symbols: [Term]
    /// The bits of the largest number that the terms are written with.
    private let height: Int
    private var generator: SplitMix64
    private var attempts = 0
    private var valid = 0
    private var staysReal: Bool
    /// Whether principal values are taken for want of a point at which both terms are real.
    private var hasLeftDomain = false
    private var coverage: PiecewiseCoverage

    init(_ pool: TermPool, _ options: EqualityOptions, _ a: Term, _ b: Term) {
      self.pool = pool
      self.options = options
      self.a = a
      self.b = b
      symbols = pool.symbols(in: [a, b])
      height = max(pool.height(of: [a, b]), Self.reach(of: [a, b], pool))
      generator = SplitMix64(state: pool.digest(a) ^ pool.digest(b))
      staysReal = options.symbols == .realValued
      coverage = PiecewiseCoverage(pool, [a, b])
    }

    /// How far from 1 the largest and the smallest constants are that are not written as numbers, such as `e^{20}`, as a power of 2.
    ///
    /// Beyond ``widestReach`` where that is not known.
    private static func reach(of roots: [Term], _ pool: TermPool) -> Int {
      let balls = Enclosures(pool, precision: 64)
      var result = 0
      for term in pool.closedParts(of: roots) {
        guard let ball = try? balls.value(term), (try? balls.isFinite(term)) == true else { return widestReach + 1 }
        let size = max(abs(cflint_double(cflint_real(ball))), abs(cflint_double(cflint_imaginary(ball))))
        guard size.isFinite else { return widestReach + 1 }
        if size > 0 { result = max(result, abs(Int(size.exponent))) }
      }
      return result
    }

    /// What letters such as n are given.
    private enum Kind { case positiveIntegers, integers, mixed }

    private func isIntegerLike(_ symbol: Term) -> Bool {
      guard case .symbol(let name) = pool[symbol], let letter = name.utf8.first else { return false }
      return name.utf8.count == 1 && "jklmnN".utf8.contains(letter)
    }

    private func isPositive(_ symbol: Term) -> Bool { pool.facts(symbol).contains(.positive) }

    /// The next point.
    ///
    /// Ranges alternate, so that functions with a small domain meet it; every fourth point is as far out as the numbers of
    /// the terms reach.
    private mutating func nextPoint(_ kind: Kind) -> [Term: BigRational] {
      let ranges: [(Int, Int)] = [(1, 4), (0, 1), (-2, 0), (3, 20), (-1, 1), (-9, 9), (10, 200), (-300, -1)]
      var point: [Term: BigRational] = [:]
      let isWide = attempts % 4 == 3
      for symbol in symbols {
        let draw = generator.next()
        if kind != .mixed, isIntegerLike(symbol) {
          point[symbol] = integer(draw, isWide: isWide, kind, isPositive: isPositive(symbol))
          continue
        }
        if isWide {
          point[symbol] = wide(draw, isPositive: isPositive(symbol))
          continue
        }
        let place = (attempts + Int(draw >> 60) * (attempts >= 8 ? 1 : 0)) % ranges.count
        var (low, high) = ranges[place]
        if isPositive(symbol), low < 0 { (low, high) = (0, max(-low, high)) }
        let fraction = BigRational(Int(draw & 0xFFFF_FFFF), over: 1 << 32)
        point[symbol] = BigRational(low) + fraction * BigRational(high - low)
      }
      attempts += 1
      return point
    }

    /// An integer between 1 and 48, or with `isWide` one with up to four bits more than the largest number; negative or zero only where
    /// all integers are meant.
    private func integer(_ draw: UInt64, isWide: Bool, _ kind: Kind, isPositive: Bool) -> BigRational {
      let bits = isWide ? min(height + 4, 40) : 0
      let size = isWide ? 1 + Int(draw >> 8 & (1 << UInt64(1 + Int(draw >> 48) % bits) - 1)) : 1 + Int(draw % 48)
      return BigRational(kind == .integers && !isPositive && draw >> 63 == 1 ? 1 - size : size)
    }

    /// A number of at most four bits more, before or after the point, than the largest number that the terms are written with.
    private func wide(_ draw: UInt64, isPositive: Bool) -> BigRational {
      let reach = min(height + 4, Self.widestReach)
      let exponent = Int(draw >> 33 & 0xFFFF_FFF) % (2 * reach + 1) - reach
      let mantissa = BigRational(Int(draw & 0xFFFF_FFFF) + 1 << 32, over: 1 << 32)
      let power = BigRational(2).power(exponent, maxBits: 4 * Self.widestReach) ?? .one
      return draw >> 63 == 1 && !isPositive ? -(mantissa * power) : mantissa * power
    }

    /// The point at a step of a walk from 1 to as far out as the numbers of the terms reach, with either sign.
    private mutating func sweepPoint(_ step: Int) -> [Term: BigRational] {
      let reach = min(height + 4, Self.widestReach)
      let exponent = step / 2 * reach / Self.sweepSteps
      let power = BigRational(2).power(exponent, maxBits: 4 * Self.widestReach) ?? .one
      var point: [Term: BigRational] = [:]
      for (place, symbol) in symbols.enumerated() {
        let draw = generator.next()
        let value = power * BigRational(Int(draw & 0xFFFF_FFFF) + 1 << 32, over: 1 << 32)
        // The first symbol has both signs at every magnitude, the others either.
        let isNegative = place == 0 ? step % 2 == 1 : draw >> 63 == 1
        point[symbol] = isNegative && !isPositive(symbol) ? -value : value
      }
      return point
    }

    /// Integers, multiples of all small ones, and fractions with small denominators.
    private mutating func jumpPoint(_ step: Int) -> [Term: BigRational] {
      var point: [Term: BigRational] = [:]
      for symbol in symbols {
        let draw = generator.next()
        let size = 1 + Int(draw & 15)
        let value =
          switch step % 4 {
          case 0: BigRational(size)
          case 1: BigRational(2520 * size)
          case 2: BigRational(size, over: 1 + Int(draw >> 8 & 7))
          default: BigRational(step / 4 + (isPositive(symbol) ? 1 : 0))
          }
        point[symbol] = draw >> 63 == 1 && !isPositive(symbol) ? -value : value
      }
      return point
    }

    /// Points of that kind.
    private static let jumpSteps = 48

    /// Magnitudes of that walk.
    private static let sweepSteps = 24

    /// The farthest that points are from 0, as a power of 2; terms with larger numbers are not accepted on the strength of points.
    private static let widestReach = 128

    private enum PointResult {
      case apart
      case meet(bits: Int)
      case invalid
    }

    private mutating func compare(
      _ point: [Term: BigRational], _ precision: Int, _ remainder: Term?
    ) throws(DecisionFailure) -> PointResult {
      do throws(DecisionFailure) {
        let balls = Enclosures(pool, precision: precision, point: point, staysReal: staysReal)
        guard try balls.isFinite(a), try balls.isFinite(b), !balls.leftDomain else { return .invalid }
        if try balls.differ(a, b) { return .apart }
        if let remainder, try balls.excludesZero(remainder) { return .apart }
        let bits = balls.spread <= precision / 4 ? try balls.agreement(a, b) : 0
        if !coverage.isComplete { try coverage.add(balls) }
        return .meet(bits: bits)
      } catch .limit {
        throw .limit
      } catch .tooLarge {
        return .invalid
      }
    }

    private func describe(_ point: [Term: BigRational]) -> String {
      symbols.map { symbol in
        guard case .symbol(let name) = pool[symbol], let value = point[symbol] else { return "" }
        return "\(name) = \(value.numerator.intValue ?? 0)/\(value.denominator.intValue ?? 1)"
      }.joined(separator: ", ")
    }

    /// Words for a point at which the terms differ, if one of the next few shows it.
    mutating func refute(points: Int, precision: Int, remainder: Term? = nil) throws(DecisionFailure) -> String? {
      try refute(points: points, precision: precision, remainder, .positiveIntegers)
    }

    private mutating func refute(
      points: Int, precision: Int, _ remainder: Term?, _ kind: Kind
    ) throws(DecisionFailure) -> String? {
      var found = 0
      for _ in 0..<(points * 8) where found < points {
        let point = nextPoint(kind)
        switch try compare(point, precision, remainder) {
        case .apart: return "the values differ at " + describe(point)
        case .meet: found += 1
        case .invalid: break
        }
      }
      valid += found
      return nil
    }

    /// The whole test.
    mutating func run(remainder: Term?) throws(DecisionFailure) -> EqualityDecision {
      let wanted = pool.work.limits.identityPoints
      if let refutation = try refute(points: wanted, precision: 192, remainder: remainder) {
        return .different(.ball, refutation)
      }
      if valid == 0, staysReal {
        // No point is real for both: take principal values.
        staysReal = false
        hasLeftDomain = true
        attempts = 0
        if let refutation = try refute(points: wanted, precision: 192, remainder: remainder) { return apart(refutation) }
      }
      if valid < wanted { return .undecided(.exhausted, "only \(valid) usable points") }
      guard height <= Self.widestReach else { return .undecided(.exhausted, "equal at points, among numbers too large to tell") }
      let hasIntegers = symbols.contains(where: isIntegerLike)
      if hasIntegers, let point = try refute(points: wanted, precision: 192, remainder, .integers) {
        return .undecided(.ambiguous, "equal at positive integers, but " + point)
      }
      var narrow = 0
      for _ in 0..<(Self.mostRounds * wanted) where narrow < wanted + 2 || !coverage.isComplete {
        let precision = narrow < wanted ? 192 : 1024
        let point = nextPoint(.mixed)
        switch try compare(point, precision, remainder) {
        case .apart:
          guard hasIntegers else { return apart("the values differ at " + describe(point)) }
          return try equalAtIntegers(remainder, butNotAt: describe(point))
        case .meet(let bits): if bits >= precision / 2 { narrow += 1 }
        case .invalid: break
        }
      }
      // Where a rounded value jumps, only points on it tell.
      for step in 0..<(coverage.hasJumps ? Self.jumpSteps : 0) {
        let point = jumpPoint(step)
        guard case .apart = try compare(point, 192, remainder) else { continue }
        guard hasIntegers else { return apart("the values differ at " + describe(point)) }
        return try equalAtIntegers(remainder, butNotAt: describe(point))
      }
      // Roots and logarithms may hide cases, as \sqrt{x^2-2000x+10^6} does: every magnitude is met with both signs.
      for step in 0..<(2 * Self.sweepSteps) {
        let point = sweepPoint(step)
        guard case .apart = try compare(point, 192, remainder) else { continue }
        guard hasIntegers else { return apart("the values differ at " + describe(point)) }
        return try equalAtIntegers(remainder, butNotAt: describe(point))
      }
      guard narrow >= wanted + 2 else { return .undecided(.exhausted, "the values are too uncertain at most points") }
      guard coverage.isComplete else { return .undecided(.exhausted, Self.uncovered) }
      guard options.acceptIdentityTests else {
        return .undecided(.exhausted, "equal at \(valid + narrow) points, which is no proof")
      }
      return .equal(
        .probabilistic,
        "equal at \(valid + narrow) points, two of them to 1024 bits; chance of error at most (d/2^32)^\(valid + narrow) "
          + "if the difference is algebraic of degree d")
    }

    /// The verdict on terms with other values at a point.
    ///
    /// Principal values say nothing of terms that may be real where no point was drawn, as `\ln(a-b)+\ln(b-c)+\ln(c-d)` is.
    private func apart(_ words: String) -> EqualityDecision {
      let isComplex = pool.facts(a).union(pool.facts(b)).contains(.imaginary)
      return !hasLeftDomain || isComplex
        ? .different(.ball, words) : .undecided(.ambiguous, words + ", and no point was found at which both are real")
    }

    /// Times as many points as are wanted are tried.
    private static let mostRounds = 8
    private static let uncovered = "equal at points, which are not in every case of a function with cases"

    /// The verdict on terms that agree where n, k, m and the like are integers, but not everywhere.
    private mutating func equalAtIntegers(
      _ remainder: Term?, butNotAt point: String
    ) throws(DecisionFailure) -> EqualityDecision {
      guard options.lettersMayBeIntegers, options.acceptIdentityTests else {
        return .undecided(.ambiguous, "equal at integers but not at " + point)
      }
      // Points that are no integers have met cases that do not count.
      coverage = PiecewiseCoverage(pool, [a, b])
      if let refutation = try refute(points: 4, precision: 1024, remainder: remainder) {
        return .different(.ball, refutation)
      }
      let more = 4 * pool.work.limits.identityPoints
      if !coverage.isComplete, let refutation = try refute(points: more, precision: 192, remainder, .positiveIntegers) {
        return .different(.ball, refutation)
      }
      if !coverage.isComplete, let other = try refute(points: more, precision: 192, remainder, .integers) {
        return .undecided(.ambiguous, "equal at positive integers, but " + other)
      }
      guard coverage.isComplete else { return .undecided(.exhausted, Self.uncovered) }
      return .equal(.probabilistic, "equal at \(valid) points with integers for n and the like, but not at " + point)
    }

    /// Whether a term differs from zero at one of a few points.
    mutating func findsNonZero(_ term: Term) throws(DecisionFailure) -> Bool {
      staysReal = false
      for _ in 0..<6 {
        do throws(DecisionFailure) {
          let point = nextPoint(.positiveIntegers)
          if try Enclosures(pool, precision: 128, point: point).excludesZero(term) { return true }
        } catch .limit {
          throw .limit
        } catch {
          return false
        }
      }
      return false
    }
  }
#endif

/// The generator of Steele, Lea and Flood: every seed gives a good sequence.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension TermPool {
  /// The terms without symbols that stand directly in terms with some, numbers apart; at most so many as a formula has.
  func closedParts(of roots: [Term]) -> [Term] {
    var seen: Set<Term> = []
    var result: [Term] = []
    var pending = roots
    while let term = pending.popLast(), result.count < 64 {
      guard seen.insert(term).inserted else { continue }
      if facts(term).contains(.open) {
        pending.append(contentsOf: operands(self[term]))
      } else if rational(term) == nil, facts(term).intersection([.opaque]).isEmpty {
        result.append(term)
      }
    }
    return result
  }

  /// The symbols in some terms, in an order of their structure.
  func symbols(in roots: [Term]) -> [Term] {
    var seen: Set<Term> = []
    var result: [Term] = []
    var pending = roots
    while let term = pending.popLast() {
      guard facts(term).contains(.open), seen.insert(term).inserted else { continue }
      if case .symbol = self[term] { result.append(term) }
      pending.append(contentsOf: operands(self[term]))
    }
    return sorted(result)
  }

  /// The names of symbols that are themselves under a logarithm, an even root or a power that is no number.
  ///
  /// Not those whose negative is under one too: `\sqrt{-x}` and `\sqrt x` are not real together.
  var symbolsUnderBranches: Set<String> {
    var result: Set<String> = []
    var negated: Set<String> = []
    func add(_ term: Term) {
      switch self[term] {
      case .symbol(let name): if !facts(term).contains(.positive) { result.insert(name) }
      case .product(let factors):
        guard isNegative(term), factors.count == 2, case .symbol(let name) = self[factors[1]] else { return }
        negated.insert(name)
      default: break
      }
    }
    for node in nodes {
      switch node {
      case .call(.logarithm, let arguments): add(arguments[0])
      case .power(let base, let exponent): if rational(exponent).map({ !$0.isInteger }) ?? true { add(base) }
      default: break
      }
    }
    return result.subtracting(negated)
  }
}
