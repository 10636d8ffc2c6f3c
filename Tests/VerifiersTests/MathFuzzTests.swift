import Foundation
import RewardCore
import Testing

@testable import Verifiers

/// Answers from a grammar against ground truths from it.
///
/// `REWARDS_FUZZ_ROUNDS` sets how many pairs a seed makes, for long runs by hand.
@Suite struct MathFuzzTests {
  private static let rounds = ProcessInfo.processInfo.environment["REWARDS_FUZZ_ROUNDS"].flatMap(Int.init) ?? 60
  private static let strictnesses = ["strict", "standard", "lenient"]

  private func verifiers(_ options: JSONObject = [:]) throws -> [ConfiguredVerifier] {
    try Self.strictnesses.map { name in
      var all = options
      all["strictness"] = .string(name)
      return try testRegistry().verifier("math", options: all)
    }
  }

  private func verdict(_ verifier: ConfiguredVerifier, _ answer: String, _ groundTruth: String) -> Verdict {
    var work = Work()
    return verifier.verify(Rollout(completion: "\\boxed{\(answer)}", groundTruth: GroundTruth(.string(groundTruth))), work: &work)
  }

  /// What is equal by construction is never `incorrect`, and what floating-point numbers tell apart never `correct`.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func values(_ seed: UInt64) throws {
    var fuzz = MathFuzz(seed: seed)
    let verifiers = try verifiers(["unevaluated": "accept"])
    for round in 0..<Self.rounds {
      let a = fuzz.value(depth: 1 + round % 3)
      let same = fuzz.rewritten(a)
      let other = fuzz.value(depth: 1 + round % 2)
      let styled = fuzz.restyled(same.text)
      for (verifier, strictness) in zip(verifiers, Self.strictnesses) {
        for text in [same.text, styled] {
          let verdict = verdict(verifier, text, a.text)
          #expect(verdict.outcome != .incorrect, "\(strictness): \(a.text) ||| \(text): \(verdict.json)")
        }
        if (a.value - other.value).magnitude > 1e-6 * max(1, a.value.magnitude) {
          let verdict = verdict(verifier, other.text, a.text)
          // A percentage may be a number at `lenient`, a decimal be rounded.
          #expect(verdict.outcome != .correct || strictness == "lenient", "\(strictness): \(a.text) ||| \(other.text): \(verdict.json)")
          for hedge in ["\(a.text), \(other.text)", "\(a.text) \\text{ or } \(other.text)", "\\{\(other.text), \(a.text)\\}"] {
            let verdict = self.verdict(verifier, hedge, a.text)
            #expect(verdict.outcome != .correct, "\(strictness): \(a.text) ||| \(hedge): \(verdict.json)")
          }
        }
      }
    }
  }

  /// Whatever is written, a verdict comes soon and is the same again; what is right when nothing is guessed stays right.
  @Test(arguments: 11...18 as ClosedRange<UInt64>) func hostile(_ seed: UInt64) throws {
    var fuzz = MathFuzz(seed: seed)
    let verifiers = try verifiers()
    for round in 0..<Self.rounds {
      let groundTruth = fuzz.hostile(depth: 1 + round % 4)
      let answer = round % 5 == 0 ? fuzz.restyled(groundTruth) : fuzz.hostile(depth: 1 + round % 3)
      let start = ContinuousClock.now
      let verdicts = verifiers.map { verdict($0, answer, groundTruth) }
      let duration = ContinuousClock.now - start
      // Far beyond what three verdicts need, for builds that are not optimised and machines that are busy.
      #expect(duration < .seconds(60), "\(groundTruth) ||| \(answer): \(duration)")
      #expect(verdict(verifiers[1], answer, groundTruth) == verdicts[1], "\(groundTruth) ||| \(answer)")
      if verdicts[0].outcome == .correct {
        #expect(verdicts[2].outcome == .correct, "\(groundTruth) ||| \(answer): \(verdicts[2].json)")
      }
      let own = verdict(verifiers[1], groundTruth, groundTruth)
      #expect(own.outcome == .correct || own.outcome == .unverifiable, "\(groundTruth): \(own.json)")
    }
  }

  /// Integers at the edge of a machine word.
  private static let edges = [
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775807.5", "4611686018427387904",
    "-4611686018427387905",
  ]

  /// No integer of any case, put at the edge of a machine word, in the answer or in the ground truth, overflows anything: the process would end.
  @Test func wordEdges() throws {
    let verifier = try verifiers()[1]
    var judged = 0
    for (number, row) in try VerifierCase.fixtures("math").enumerated() {
      let rollout = row.rollout()
      guard let groundTruth = rollout.groundTruth?.text, rollout.completion.utf8.count < 400 else { continue }
      for (place, edge) in [(number % 2, Self.edges[number % 6]), (2 + number % 3, Self.edges[(number / 2) % 6])] {
        for (completion, truth) in [
          (Self.edged(rollout.completion, place, edge), groundTruth), (rollout.completion, Self.edged(groundTruth, place, edge)),
        ] {
          var work = Work()
          _ = verifier.verify(Rollout(completion: completion, groundTruth: GroundTruth(.string(truth))), work: &work)
          judged += 1
        }
      }
    }
    #expect(judged > 1_000)
  }

  /// A text with one of its integers, counted from the first, put at the edge.
  private static func edged(_ text: String, _ place: Int, _ edge: String) -> String {
    let runs = text.ranges(of: /[0-9]+/)
    guard !runs.isEmpty else { return text }
    return text.replacingCharacters(in: runs[place % runs.count], with: edge)
  }
}
