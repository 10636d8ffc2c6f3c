import ExactMath
import Testing

struct DecisionPairTests {
  struct Pair: CustomTestStringConvertible {
    var expected: Character
    var left: String
    var right: String
    var testDescription: String { "\(expected) \(left) | \(right)" }
  }

  static func pairs(_ text: String) -> [Pair] {
    text.split(separator: "\n").compactMap { line in
      guard let mark = line.first(where: { $0 != " " }), let place = line.firstIndex(of: mark) else { return nil }
      let body = line[line.index(after: place)...]
      // The bar between the sides has spaces around it; a bar of mathematics does not.
      var sides: [String] = [""]
      var rest = body
      while let bar = rest.firstIndex(of: "|") {
        let before = rest[..<bar]
        let after = rest[rest.index(after: bar)...]
        if sides.count == 1, before.hasSuffix(" "), after.hasPrefix(" ") {
          sides[0] += before
          sides.append("")
        } else {
          sides[sides.count - 1] += before + "|"
        }
        rest = after
      }
      sides[sides.count - 1] += rest
      return sides.count == 2 ? Pair(expected: mark, left: sides[0], right: sides[1]) : nil
    }
  }

  static var options: EqualityOptions {
    var options = EqualityOptions.standard
    options.relationsAsSets = true
    return options
  }

  func verdict(_ pair: Pair, swapped: Bool = false) throws -> (EqualityDecision, MathWork) {
    let left = try #require(MathReader().read(pair.left).reading, "cannot read \(pair.left)")
    let right = try #require(MathReader().read(pair.right).reading, "cannot read \(pair.right)")
    var work = MathWork()
    let (a, b) = swapped ? (right, left) : (left, right)
    return (decideEqual(a.expression, b.expression, options: Self.options, work: &work), work)
  }

  func check(_ pair: Pair) throws {
    let (decision, work) = try verdict(pair)
    switch pair.expected {
    case "=": #expect(decision.isEqual, "\(decision.outcome) \(decision.detail)")
    case "!": #expect(decision.isDifferent, "\(decision.outcome) \(decision.detail)")
    default: #expect(!decision.isEqual && !decision.isDifferent, "\(decision.outcome) \(decision.detail)")
    }
    #expect(decision.isEqual || decision.isDifferent ? decision.proof != nil : decision.proof == nil)
    // Symmetric, in the work too.
    let (swapped, swappedWork) = try verdict(pair, swapped: true)
    #expect(swapped == decision)
    #expect(swappedWork == work)
  }

  #if Algebraic
    @Test(arguments: pairs(DecisionPairs.closed)) func closed(_ pair: Pair) throws { try check(pair) }
    @Test(arguments: pairs(DecisionPairs.open)) func open(_ pair: Pair) throws { try check(pair) }
    @Test(arguments: pairs(DecisionPairs.structures)) func structures(_ pair: Pair) throws { try check(pair) }
  #endif

  /// No verdict is wrong, with or without the trait, and equality of a thing with itself needs no methods.
  @Test(arguments: pairs(DecisionPairs.closed + "\n" + DecisionPairs.open + "\n" + DecisionPairs.structures))
  func neverWrong(_ pair: Pair) throws {
    let (decision, _) = try verdict(pair)
    if pair.expected == "=" { #expect(!decision.isDifferent) }
    if pair.expected == "!" { #expect(!decision.isEqual) }
    for side in [pair.left, pair.right] {
      let (same, work) = try verdict(Pair(expected: "=", left: side, right: side))
      #expect(same.isEqual)
      #expect(work.spent < 100)
    }
  }

  /// Hostile inputs stay within the budget, and within a time that is far beyond what they need.
  @Test(arguments: pairs(DecisionPairs.hostile))
  func hostile(_ pair: Pair) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (decision, work) = try verdict(pair)
    let duration = clock.now - start
    if pair.expected == "=" { #expect(!decision.isDifferent) }
    if pair.expected == "!" { #expect(!decision.isEqual) }
    #expect(work.spent <= MathWork().remaining)
    #expect(duration < .seconds(5), "\(duration)")
  }
}
