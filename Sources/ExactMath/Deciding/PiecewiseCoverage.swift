#if Algebraic
  /// Which cases of the functions with cases (`|x|`, `\lfloor x \rfloor`, `\max`) the points of an identity test have met: `|x-1000|` is
  /// `1000-x` at every point below 1000.
  ///
  /// Complete when every argument has had both signs, when there were as many patterns of signs together as there are cells between so
  /// many zeros on a line, and when every rounded argument went through several integers and was exactly one: an enclosure is on both sides
  /// of a jump, and tells nothing there. That is no proof that all cells were met.
  struct PiecewiseCoverage {
    /// What decides a case by its sign.
    private let switches: [Term]
    /// What is rounded.
    private let rounded: [Term]
    /// Whether the cases are of a kind that is not followed.
    private let isUnknown: Bool
    private var patterns: Set<[Bool]> = []
    private var integers: [Set<Int>]
    /// The rounded arguments that were exactly an integer.
    private var jumps: Set<Int> = []

    /// Integers that a rounded argument has to go through.
    private static let fewestIntegers = 5
    /// Arguments that are followed.
    private static let mostSwitches = 6

    init(_ pool: TermPool, _ roots: [Term]) {
      var switches: Set<Term> = []
      var rounded: Set<Term> = []
      var isUnknown = false
      var seen: Set<Term> = []
      var pending = roots
      while let term = pending.popLast() {
        guard pool.facts(term).contains(.open), seen.insert(term).inserted else { continue }
        if case .call(let function, let arguments) = pool[term] {
          switch function {
          case .absoluteValue, .sign: switches.insert(arguments[0])
          case .floor: rounded.insert(arguments[0])
          case .minimum, .maximum:
            for (place, argument) in arguments.enumerated() {
              for other in arguments[..<place] {
                // Of a - b and b - a the pool writes one.
                guard let difference = try? pool.difference(argument, other), let mirrored = try? pool.negated(difference) else {
                  isUnknown = true
                  continue
                }
                switches.insert(pool.isNegative(difference) ? mirrored : difference)
              }
            }
          default: break
          }
        }
        pending.append(contentsOf: pool.operands(pool[term]))
      }
      // Complex values have no sign.
      isUnknown = isUnknown || switches.count > Self.mostSwitches
      self.switches = pool.sorted(Array(switches))
      self.rounded = pool.sorted(Array(rounded))
      self.isUnknown = isUnknown
      integers = Array(repeating: [], count: rounded.count)
    }

    /// Whether something is rounded, so that points on which it jumps count.
    var hasJumps: Bool { !rounded.isEmpty || !switches.isEmpty }

    /// Notes the cases at a point.
    mutating func add(_ balls: Enclosures) throws(DecisionFailure) {
      var pattern: [Bool] = []
      for term in switches {
        guard let sign = try balls.sign(term) else { return }
        pattern.append(sign > 0)
      }
      patterns.insert(pattern)
      for (place, term) in rounded.enumerated() {
        if try balls.exactValue(term)?.isInteger == true { jumps.insert(place) }
        if let integer = try balls.floor(term) { integers[place].insert(integer) }
      }
    }

    var isComplete: Bool {
      if isUnknown { return false }
      guard integers.allSatisfy({ $0.count >= Self.fewestIntegers }) else { return false }
      guard jumps.count == rounded.count else { return false }
      if switches.isEmpty { return true }
      let haveBothSigns = switches.indices.allSatisfy { place in
        patterns.contains { $0[place] } && patterns.contains { !$0[place] }
      }
      return haveBothSigns && patterns.count > switches.count
    }
  }

  extension TermPool {
    /// The bits of the largest numerator or denominator in some terms.
    func height(of roots: [Term]) -> Int {
      var seen: Set<Term> = []
      var result = 0
      var pending = roots
      while let term = pending.popLast() {
        guard seen.insert(term).inserted else { continue }
        if let value = rational(term) { result = max(result, value.widerBitWidth) }
        pending.append(contentsOf: operands(self[term]))
      }
      return result
    }
  }
#endif
