import ExactMath
import Testing

/// What holds for any expressions.
struct DecisionPropertyTests {
  private func decide(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    var work = MathWork()
    return decideEqual(a, b, work: &work)
  }

  /// An expression and one that is equal to it by construction, and the same with 10⁻³⁰ added.
  @Test(arguments: [false, true])
  func relatedExpressions(isOpen: Bool) {
    var random = RandomExpressions(seed: isOpen ? 11 : 7)
    var (undecided, unrefuted, probabilistic) = (0, 0, 0)
    let rounds = 400
    let small = MathExpression.quotient(.integer(1), .power(.integer(10), .integer(30)))
    for round in 0..<rounds {
      let a = random.value(depth: 1 + round % 3, isOpen: isOpen)
      let b = random.equal(to: a, isOpen: isOpen)
      let decision = decide(a, b)
      #expect(!decision.isDifferent, "\(a) \(b)")
      if !decision.isEqual { undecided += 1 }
      if decision.proof == .probabilistic { probabilistic += 1 }
      let swapped = decide(b, a)
      #expect(swapped == decision)

      let perturbed = decide(.sum([a, small]), b)
      #expect(!perturbed.isEqual, "\(a) \(b)")
      if !perturbed.isDifferent { unrefuted += 1 }
    }
    #if Algebraic
      #expect(undecided <= rounds / 20, "\(undecided)")
      #expect(unrefuted <= rounds / 50, "\(unrefuted)")
      #expect(probabilistic <= rounds / 10, "\(probabilistic)")
    #endif
  }

  /// Equality passes on, and a difference too.
  @Test func transitivity() {
    var random = RandomExpressions(seed: 23)
    for _ in 0..<150 {
      let a = random.value(depth: 2, isOpen: true)
      let b = random.equal(to: a, isOpen: true)
      let c = random.equal(to: b, isOpen: true)
      let d = random.value(depth: 2, isOpen: true)
      if decide(a, b).isEqual, decide(b, c).isEqual { #expect(!decide(a, c).isDifferent) }
      if decide(a, b).isEqual, decide(b, d).isDifferent { #expect(!decide(a, d).isEqual) }
    }
  }

  /// Decisions on many threads at once are those of one thread.
  @Test func concurrency() async {
    var random = RandomExpressions(seed: 5)
    var pairs: [(MathExpression, MathExpression)] = []
    for _ in 0..<40 {
      let a = random.value(depth: 2, isOpen: pairs.count % 2 == 0)
      pairs.append((a, random.equal(to: a, isOpen: pairs.count % 2 == 0)))
    }
    let expected = pairs.map { decide($0.0, $0.1) }
    let frozen = pairs
    await withTaskGroup(of: [EqualityDecision].self) { group in
      for _ in 0..<6 {
        group.addTask {
          frozen.map { pair in
            var work = MathWork()
            return decideEqual(pair.0, pair.1, work: &work)
          }
        }
      }
      for await decisions in group { #expect(decisions == expected) }
    }
  }

  /// A smaller budget gives the same verdict or none.
  @Test func budgets() {
    var random = RandomExpressions(seed: 41)
    for _ in 0..<60 {
      let a = random.value(depth: 2, isOpen: true)
      let b = random.equal(to: a, isOpen: true)
      let full = decide(a, b)
      for units in [0, 1, 10, 100, 1000] {
        var work = MathWork(units: units)
        let decision = decideEqual(a, b, work: &work)
        #expect(decision.outcome == full.outcome || decision.outcome == .limitExceeded)
        #expect(work.spent <= units)
      }
    }
  }

  @Test func steps() {
    var options = EqualityOptions.standard
    options.recordSteps = true
    var work = MathWork()
    let cosine = MathExpression.function(.cosine, [.quantity(.integer(36), .degree)])
    let golden = MathExpression.quotient(.sum([.integer(1), .function(.squareRoot, [.integer(5)])]), .integer(4))
    let decision = decideEqual(cosine, golden, options: options, work: &work)
    #if Algebraic
      #expect(decision.isEqual)
      #expect(decision.steps.map(\.name) == ["ball", "ball", "polynomial", "algebraic"])
    #else
      #expect(decision.outcome == .undecided(.exhausted))
      #expect(decision.steps.map(\.name) == ["polynomial"])
    #endif
  }
}
