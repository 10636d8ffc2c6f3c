import ExactMath
import Foundation
import RewardCore
import TestSupport
import Testing

@testable import Verifiers

@Suite struct MathVerifierTests {
  /// Every false positive and false negative of the graders in use that the specification lists, and every find of a hostile review.
  @Test(arguments: try VerifierCase.fixtures("math") + VerifierCase.examples(MathVerifier.description))
  func verdicts(_ row: VerifierCase) throws {
    #if Algebraic
      try row.run()
    #else
      // Without FLINT fewer verdicts are given, but no others.
      var work = Work()
      let verdict = try row.configured().verify(row.rollout(), work: &work)
      let lacksMethods = verdict.reason == .unsupported && verdict.chargedTo == .verifier
      #expect(verdict.outcome.rawValue == row.outcome || lacksMethods, "\(row.id): \(verdict.json)")
    #endif
  }

  @Test func fixturesAreMany() throws {
    let rows = try VerifierCase.fixtures("math")
    #expect(rows.count >= 250)
    #expect(Set(rows.map(\.id)).count == rows.count)
  }

  #if Algebraic
    // MARK: Real ground truths

    /// Ground truths of real problems, each once.
    private static func groundTruths() throws -> [String] {
      var seen: Set<String> = []
      var result: [String] = []
      for name in ["math_qwen_8x100.jsonl", "math_reasoning_models.jsonl"] {
        guard let file = Folders.shared("rollouts/\(name)", skipping: "variants of real ground truths") else { continue }
        for line in try lines(of: file) {
          guard let text = try JSONValue(parsing: line).objectValue?["ground_truth"]?.stringValue, text.utf8.count < 200,
            seen.insert(text).inserted
          else { continue }
          result.append(text)
        }
      }
      return result
    }

    /// A ground truth in other clothes, with its members or addends in another order, is not `incorrect` for it; and with its clothes
    /// changed only it is `correct`.
    @Test(.enabled(if: Folders.hasShared("rollouts/math_qwen_8x100.jsonl"), "../shared/rollouts")) func variantsOfRealGroundTruths() throws
    {
      let verifier = try testRegistry().verifier("math", options: ["unevaluated": "accept"])
      var decided = 0
      var undecided: [String] = []
      for text in try Self.groundTruths() {
        // A whole solution, or what cannot be read, is for other tests.
        guard case .expression(let reading) = MathReader().read(text) else { continue }
        for (name, variant) in Self.variants(of: text, reading) {
          var work = Work()
          let verdict = verifier.verify(
            Rollout(completion: "\\boxed{\(variant)}", groundTruth: GroundTruth(.string(text))), work: &work)
          if verdict.reason == .malformedGroundTruth { continue }
          #expect(verdict.outcome != .incorrect, "\(name): \(text) ||| \(variant): \(verdict.json)")
          if verdict.outcome == .correct { decided += 1 } else { undecided.append("\(name): \(text) ||| \(variant)") }
        }
      }
      #expect(undecided.count <= decided / 20, "\(undecided.prefix(20))")
    }

    private static func variants(of text: String, _ reading: MathReading) -> [(String, String)] {
      var result = [
        ("delimiters", "$\(text)$"), ("display", "\\displaystyle \(text)"), ("fractions", text.replacing("\\frac", with: "\\dfrac")),
        ("delimiter sizes", text.replacing("\\left", with: "").replacing("\\right", with: "")),
        ("thin spaces", text.replacing("+", with: "\\, + \\,").replacing("=", with: "\\;=\\;")),
        ("products", text.replacing("\\cdot", with: "\\times")),
        // What the tree is written as says what the text says.
        ("rewritten", reading.expression.latex),
      ]
      switch reading.expression {
      case .collection(let kind, let parts) where parts.count > 1 && (kind == .list || kind == .set || kind == .any):
        result.append(("members reversed", MathExpression.collection(kind, parts.reversed()).latex))
      case .sum(let parts): result.append(("addends reversed", MathExpression.sum(parts.reversed()).latex))
      case .product(let parts): result.append(("factors reversed", MathExpression.product(parts.reversed()).latex))
      case .quotient(let top, let bottom):
        result.append(("expanded", MathExpression.quotient(.product([.integer(6), top]), .product([.integer(6), bottom])).latex))
      case .relation(let parts, [.equal]):
        result.append(("sides swapped", MathExpression.relation(parts.reversed(), [.equal]).latex))
      case .matrix(let matrix) where matrix.columns > 0:
        result.append(("brackets", text.replacing("pmatrix", with: "bmatrix")))
      default: break
      }
      if case .number(let numeral) = reading.expression, reading.notes.isEmpty {
        result.append(("labelled", "x = \(text)"))
        result.append(("halved", MathExpression.quotient(.number(MathNumeral(numeral.value * BigRational(2))), .integer(2)).latex))
      }
      return result
    }
  #endif
}
