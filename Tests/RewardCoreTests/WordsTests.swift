import RewardCore
import Rewards
import TestSupport
import Testing

@Suite("Words and contracts")
struct WordsTests {
  @Test("scores are exact, in lowest terms and in [0, 1]")
  func scores() {
    #expect(Score(2, of: 4) == Score(1, of: 2))
    #expect(Score(1, of: 3).doubleValue == 1.0 / 3.0)
    #expect(Score(5, of: 3) == .full && Score(-1, of: 3) == .none && Score(0, of: 0) == .none)
    #expect(Score(1, of: 3) < Score(34, of: 100) && !(Score(1, of: 3) < Score(2, of: 6)))
    #expect(Score(exactly: 0.75) == Score(3, of: 4))
    #expect(Score(exactly: 1) == .full && Score(exactly: 0) == Score.none)
    for bad in [-0.1, 1.1, .nan, .infinity] as [Double] { #expect(Score(exactly: bad) == nil) }
  }

  @Test("a score's double is the nearest one, whatever its parts")
  func nearestDouble() {
    var random = FixedSeed(17)
    for _ in 0..<20_000 {
      // Of any size, not mostly of 63 bits.
      let whole = (Int.random(in: 1...Int.max, using: &random)) >> Int.random(in: 0...62, using: &random)
      let score = Score(Int.random(in: 0...max(whole, 1), using: &random), of: whole)
      guard score.numerator > 0 else { continue }
      // m·2^-k with 53 bits of m: |m·d − n·2^k| is at most half of d, and m is even where it is just that.
      let double = score.doubleValue
      let m = UInt64(double.significand * 0x1p52)
      let k = 52 - Int(double.exponent)
      let left = UInt128(m) * UInt128(score.denominator)
      let right = UInt128(score.numerator) << UInt128(k)
      let twice = 2 * (left > right ? left - right : right - left)
      #expect(twice < score.denominator || (twice == score.denominator && m % 2 == 0), "\(score): \(double)")
    }
    #expect(Score(Int.max - 1, of: .max).doubleValue == 1 && Score(1, of: .max).doubleValue == 0x1p-63)
  }

  @Test("the policy pays, skips and charges")
  func policy() {
    let policy = RewardPolicy()
    #expect(policy.reward(for: .correct(proof: "text")) == 1)
    #expect(policy.reward(for: .incorrect(proof: "text", score: Score(1, of: 2))) == 0)
    #expect(policy.reward(for: .noAnswer()) == 0)
    #expect(policy.reward(for: .unverifiable(.unsupported, chargedTo: .completion)) == 0)
    #expect(policy.reward(for: .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth)) == nil)
    #expect(policy.correctness(of: .unverifiable(.unsupported, chargedTo: .completion)) == false)
    #expect(policy.correctness(of: .unverifiable(.unsupported, chargedTo: .verifier)) == nil)
    var partial = policy
    partial.incorrect = .score
    #expect(partial.reward(for: .incorrect(proof: "f1", score: Score(1, of: 4))) == 0.25)
    partial.truncated = .number(-1)
    partial.badFormat = .number(-2)
    #expect(partial.reward(for: .correct(proof: "text"), truncated: true, formatOK: false) == -1)
    #expect(partial.reward(for: .correct(proof: "text"), formatOK: false) == -2)
  }

  @Test(
    "the nearest name is the one that was meant, or none",
    arguments: [
      ("latex", nil), ("lazer", "laser"), ("Laser", "laser"), ("laser_e", "laser_d"), ("mth", "math"), ("boxde", "boxed"), ("zzz", nil),
      ("", nil),
    ])
  func nearest(name: String, expected: String?) {
    #expect(nearestName(to: name, among: ["laser", "laser_d", "math", "boxed"]) == expected)
  }

  @Test("options are checked in the order unknown, missing, invalid")
  func options() {
    let descriptions = [
      OptionDescription("limit", .number(.positive), "A limit."),
      OptionDescription("mode", .choice(["min", "mean"]), default: "min", "A mode."),
    ]
    func code(_ object: JSONObject) -> RewardError.Code? {
      do { _ = try Options(object, for: descriptions, owner: "test") } catch { return error.code }
      return nil
    }
    #expect(code(["limit": 1]) == nil)
    #expect(code(["limt": 1, "mode": 3]) == .unknownParameter)
    #expect(code(["mode": 3]) == .missingParameter)
    #expect(code(["limit": 0]) == .invalidParameter)
    #expect(code(["limit": "1"]) == .invalidParameter)
    #expect(code(["limit": 1, "mode": "mine"]) == .invalidParameter)
    #expect(code(["limit": .number(JSONNumber(text: "1e999"))]) == .invalidParameter)
    let error = #expect(throws: RewardError.self) { try Options(["limit": 1, "mode": "mine"], for: descriptions, owner: "test") }
    #expect(
      error?.description
        == "test: the option `mode` cannot be that: found \"mine\", expected `min`, `mean`; did you mean `min`? [invalid_parameter]")
  }

  @Test("a duplicate name is refused, an unknown one gets the nearest")
  func registry() throws {
    var registry = Registry.builtIn
    let verifier = try registry.verifier("math")
    #expect(verifier.description.name == "math")
    let unknown = #expect(throws: RewardError.self) { try registry.verifier("maths") }
    #expect(unknown?.nearest == "math")
    let duplicate = #expect(throws: RewardError.self) { try registry.add(SecondMath.self) }
    #expect(duplicate?.code == .duplicateName)
  }

  @Test("any of these: right when one is, wrong only when all are decided")
  func anyOf() throws {
    let verifier = try Registry.builtIn.verifier("math")
    func outcome(_ truth: JSONValue) -> Verdict.Outcome {
      var work = Work()
      return verifier.verify(Rollout(completion: #"\boxed{3}"#, groundTruth: GroundTruth(truth)), work: &work).outcome
    }
    #expect(outcome(["2", "3"]) == .correct)
    #expect(outcome([2, 3]) == .correct)
    #expect(outcome(["2", "4"]) == .incorrect)
    #expect(outcome(["2", "\\int_0^1 x\\,dx"]) == .unverifiable)
    #expect(outcome([]) == .unverifiable)
    #expect(outcome(.array(Array(repeating: "2", count: Limits.groundTruthAlternatives + 1))) == .unverifiable)
  }

  @Test("a chain adds parts: the first shaper gives its reward, the next its term")
  func chain() throws {
    let context = ShaperContext(registry: .builtIn)
    let chain = ShaperChain([
      try Registry.builtIn.shaper("laser", options: ["target": 100], context: context),
      try Registry.builtIn.shaper("kimi_length", context: context),
      try Registry.builtIn.shaper("laser", options: ["target": 10], context: context),
    ])
    #expect(chain.steps.map { $0.name } == ["laser", "kimi_length", "laser#2"])
    var state = chain.makeState()
    let group = Group(
      id: "g",
      rollouts: [
        JudgedRollout(correct: true, length: 50, reward: 1), JudgedRollout(correct: false, length: 150, reward: 0),
        JudgedRollout(correct: nil, length: 10, reward: nil),
      ])
    let result = try chain.shape(Batch(groups: [group]), updating: &state)
    #expect(result.parts == [[0.5, -0.5, nil], [0.5, -0.5, nil], [0, -0.5, nil]])
    #expect(result.rewards == [2, -1.5, nil])
  }
}

private struct SecondMath: Verifier {
  static let description = VerifierDescription(name: "math", version: 1, summary: "S.", rationale: "R", examples: [])
  init(options: Options, environment: VerifierEnvironment) {}
  func verify(_ rollout: Rollout, work: inout Work) -> Verdict { .noAnswer() }
}
