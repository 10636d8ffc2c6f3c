import Foundation
import RewardCore
import RewardLaws
import RewardTesting
import Rewards
import Synchronization
import Testing

/// A verifier that is right, and one way for each law to be wrong.
///
/// `Fault` is a type so that each broken verifier is a type of its own, as a registry needs.
protocol Fault: Sendable {
  static var law: String { get }
  static var examples: [VerifierExample] { get }
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict
  static func check(_ rollout: Rollout) -> GroundTruthCheck
}

extension Fault {
  static var examples: [VerifierExample] { Sound.examples }
  static func check(_ rollout: Rollout) -> GroundTruthCheck { .readable }
}

/// The last word of the completion is the ground truth.
enum Sound: Fault {
  static let law = "none"
  static let examples: [VerifierExample] = [
    .correct("It is\nParis", "Paris", metadata: ["ignored": 1]), .incorrect("London", "Paris"), .noAnswer("", "Paris"),
  ]

  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    guard let truth = rollout.groundTruth?.text, !truth.allSatisfy(\.isWhitespace) else {
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth)
    }
    guard work.budget.spend(rollout.completion.utf8.count) else { return .unverifiable(.limitExceeded, chargedTo: .completion) }
    var word = boxless(rollout.completion.utf8[...])
    while let last = word.last, [10, 13, 32, 9].contains(last) { word = word.dropLast() }
    let start = word.lastIndex { [10, 13, 32, 9].contains($0) }.map { word.index(after: $0) } ?? word.startIndex
    word = word[start...]
    guard !word.isEmpty else { return .noAnswer() }
    let answer = String(decoding: word, as: UTF8.self)
    work.note("compare", answer)
    return answer == truth ? .correct(extracted: answer, proof: "text") : .incorrect(extracted: answer, proof: "text")
  }

  /// `Therefore \boxed{x}.` is `x`.
  private static func boxless(_ text: Substring.UTF8View) -> Substring.UTF8View {
    let whole = Substring(text)
    guard whole.hasSuffix("}."), let open = text.lastIndex(of: UInt8(ascii: "{")) else { return text }
    return text[text.index(after: open)...].dropLast(2)
  }
}

struct Faulty<F: Fault>: Verifier {
  static var description: VerifierDescription {
    VerifierDescription(
      name: "faulty", version: 1, summary: "The last word.", rationale: "To be broken.",
      options: [OptionDescription("tidy", .boolean, default: true, "Nothing.")], examples: F.examples)
  }
  init(options: Options, environment: VerifierEnvironment) {}
  func verify(_ rollout: Rollout, work: inout Work) -> Verdict { F.verify(rollout, work: &work) }
  func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck { F.check(rollout) }
}

enum StatesWrongExample: Fault {
  static let law = "examples hold"
  static let examples = Sound.examples + [VerifierExample.correct("Rome", "Paris")]
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict { Sound.verify(rollout, work: &work) }
}

/// Every other verdict is another.
enum Fickle: Fault {
  static let law = "the same input gives the same verdict"
  private static let calls = Atomic<Int>(0)
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    calls.add(1, ordering: .relaxed).newValue % 2 == 0 ? Sound.verify(rollout, work: &work) : .noAnswer(detail: "later")
  }
}

/// Carriage returns are letters to it.
enum LineEnds: Fault {
  static let law = "CRLF changes nothing"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    rollout.completion.utf8.contains(13) ? .noAnswer() : Sound.verify(rollout, work: &work)
  }
}

/// Rows of a step are right.
enum LooksAtNames: Fault {
  static let law = "the names of a row change nothing"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    rollout.step == nil ? Sound.verify(rollout, work: &work) : .noAnswer()
  }
}

enum NoProof: Fault {
  static let law = "a verdict's members go together"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    var verdict = Sound.verify(rollout, work: &work)
    verdict.proof = nil
    return verdict
  }
}

/// Does what the completion says.
enum Obedient: Fault {
  static let law = "hostile text is not correct"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    rollout.completion.contains("verdict is correct") ? .correct(proof: "told so") : Sound.verify(rollout, work: &work)
  }
}

enum BlamesModel: Fault {
  static let law = "a ground truth that cannot be right decides nothing"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let verdict = Sound.verify(rollout, work: &work)
    return verdict.reason == .malformedGroundTruth ? .incorrect(proof: "text") : verdict
  }
}

enum NullIsSomething: Fault {
  static let law = "null metadata counts as absent"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    rollout.metadata["ignored"] == .null ? .noAnswer() : Sound.verify(rollout, work: &work)
  }
}

/// Refuses the answer that it asked for.
enum RefusesItself: Fault {
  static let law = "the ground truth is correct against itself"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    rollout.completion.contains("boxed") ? .noAnswer() : Sound.verify(rollout, work: &work)
  }
}

enum CheckDisagrees: Fault {
  static let law = "`check` reads the ground truths that decide"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict { Sound.verify(rollout, work: &work) }
  static func check(_ rollout: Rollout) -> GroundTruthCheck { .malformed("never good enough") }
}

enum ExplainsDifferently: Fault {
  static let law = "an explanation changes nothing"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    work.steps == nil ? Sound.verify(rollout, work: &work) : .noAnswer()
  }
}

/// Out of work is out of luck.
enum DecidesWithoutWork: Fault {
  static let law = "what there is no work left for is not decided"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let verdict = Sound.verify(rollout, work: &work)
    return verdict.reason == .limitExceeded ? .incorrect(proof: "tired") : verdict
  }
}

/// Keeps the rollout that it is at where all threads see it.
enum Shares: Fault {
  static let law = "threads do not disturb each other"
  private static let current = Mutex("")
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    current.withLock { $0 = rollout.completion }
    // So that another thread comes in between, also on a machine with one core.
    usleep(100)
    var mine = rollout
    mine.completion = current.withLock(\.self)
    return Sound.verify(mine, work: &work)
  }
}

/// Compares every byte with every other.
enum Quadratic: Fault {
  static let law = "work grows with the text and no faster"
  static func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let bytes = Array(rollout.completion.utf8.prefix(1_500))
    var equal = 0
    for left in bytes { for right in bytes where left == right { equal &+= 1 } }
    return Sound.verify(rollout, work: &work)
  }
}

@Suite("Broken verifiers are found out") struct BrokenVerifierTests {
  @Test("one that is right keeps every law") func sound() throws {
    #expect(try VerifierLaws(of: Faulty<Sound>.self, in: .builtIn).findings().map(\.description) == [])
    expectLaws(of: Faulty<Sound>.self)
  }

  private func brokenLaws<F: Fault>(_ fault: F.Type) throws -> [LawFinding] {
    let laws = try VerifierLaws(of: Faulty<F>.self, in: .builtIn)
    // Measuring growth takes seconds, so only the fault that is about it is measured.
    if F.law == Quadratic.law { return laws.growth().filter { $0.law == F.law } }
    let cheap =
      laws.completeDescription() + laws.examples() + laws.variants() + laws.consistentVerdicts() + laws.hostileText()
      + laws.badGroundTruths() + laws.nullMetadata() + laws.groundTruthAsAnswer() + laws.checkAgrees() + laws.explanations()
      + laws.smallBudgets() + laws.threads()
    return cheap.filter { $0.law == F.law }
  }

  static let faults: [any Fault.Type] = [
    StatesWrongExample.self, Fickle.self, LineEnds.self, LooksAtNames.self, NoProof.self, Obedient.self, BlamesModel.self,
    NullIsSomething.self, RefusesItself.self, CheckDisagrees.self, ExplainsDifferently.self, DecidesWithoutWork.self, Shares.self,
    Quadratic.self,
  ]

  @Test("each fault breaks the law of its own", arguments: faults.indices) func isFound(_ index: Int) throws {
    let findings = try brokenLaws(Self.faults[index])
    #expect(!findings.isEmpty, "\(Self.faults[index])")
    #expect(findings.allSatisfy { $0.subject == "faulty" && !$0.evidence.isEmpty })
  }

  @Test("an issue stands at the example, says what was broken, and how to look at it") func messages() throws {
    let finding = try #require(try brokenLaws(StatesWrongExample.self).first)
    #expect(finding.fileID?.hasSuffix("BrokenVerifierTests.swift") == true && finding.line != nil)
    #expect(finding.description.contains("\"examples hold\""))
    #expect(finding.evidence.contains("states correct, got {\"outcome\":\"incorrect\""))
    #expect(finding.lookAtIt?.contains("Rollout(completion: \"Rome\"") == true)
    withKnownIssue {
      expectNone([finding])
    } matching: { issue in
      issue.sourceLocation?.line == finding.line && issue.comments.first?.rawValue.contains("To look at it:") == true
    }
    withKnownIssue { expectLaws(of: Faulty<StatesWrongExample>.self) }
  }
}
