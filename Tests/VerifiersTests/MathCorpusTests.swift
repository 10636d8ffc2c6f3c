import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

/// The labelled cases of `../shared/corpora/math.jsonl` and the ground truths of `real_answers.jsonl`, when they are beside the checkout.
@Suite("Mathematical corpora")
struct MathCorpusTests {
  /// A labelled case, as `../shared/README.md` describes it.
  private struct Case {
    var id: String
    var kind: String
    var groundTruth: String
    var completion: String
    var expected: Bool?
    /// Not for scoring: a matter of convention, or right only with rounding.
    var isApart: Bool
    /// The row as it stands, for whoever reads what differs.
    var summary: String

    init?(_ row: JSONObject) {
      guard let id = row["id"].map({ $0.stringValue ?? $0.description }), let gold = row["gold"]?.stringValue,
        let answer = row["pred"]?.stringValue
      else { return nil }
      self.id = id
      kind = row["kind"]?.stringValue ?? "?"
      groundTruth = gold
      // A bare answer becomes a completion in a box.
      completion = row["pred_form"]?.stringValue == "answer" ? "\\boxed{\(answer)}" : answer
      expected = row["expected"]?.boolValue
      isApart = Case.isSet(row["disputed"]) || row["needs_tolerance"]?.boolValue == true || Case.isSet(row["expect_time_ms"])
      summary = "\(id), \(kind): \(answer) for \(gold)" + (row["note"]?.stringValue.map { " (\($0))" } ?? "")
    }

    private static func isSet(_ value: JSONValue?) -> Bool {
      switch value {
      case nil, .null, .bool(false): false
      default: true
      }
    }
  }

  /// The part of the right answers that has to be accepted.
  private static let leastAccepted = 0.97

  private struct Tally {
    var accepted = 0
    var right = 0
    var refused = 0
    var wrong = 0
    var open = 0
  }

  @Test(
    "standard accepts what is right, and nothing that is wrong",
    .enabled(if: Folders.hasShared("corpora/math.jsonl"), "../shared/corpora/math.jsonl"))
  func labelled() throws {
    guard let file = Folders.shared("corpora/math.jsonl", skipping: "the labelled mathematical cases") else { return }
    let verifier = try Registry.builtIn.verifier("math")
    var tallies: [String: Tally] = [:]
    var differing: [String] = []
    var falseAccepts: [String] = []
    for line in try lines(of: file) {
      guard let row = try JSONValue(parsing: line).objectValue, let example = Case(row) else {
        Issue.record("not a case: \(line.prefix(200))")
        continue
      }
      guard let expected = example.expected, !example.isApart else { continue }
      var work = Work()
      let rollout = Rollout(id: example.id, completion: example.completion, groundTruth: GroundTruth(.string(example.groundTruth)))
      let verdict = verifier.verify(rollout, work: &work)
      var tally = tallies[example.kind] ?? Tally()
      if verdict.outcome == .unverifiable { tally.open += 1 }
      if expected {
        tally.right += 1
        if verdict.outcome == .correct { tally.accepted += 1 }
      } else {
        tally.wrong += 1
        if verdict.outcome != .correct { tally.refused += 1 }
      }
      if (verdict.outcome == .correct) != expected {
        let reason = verdict.reason.map { ", \($0.rawValue)" } ?? ""
        differing.append("expected \(expected), \(verdict.outcome.rawValue)\(reason): \(example.summary)")
        if !expected { falseAccepts.append(example.summary) }
      }
      tallies[example.kind] = tally
    }
    print("| kind | right, accepted | wrong, refused | unverifiable |\n|---|---|---|---|")
    for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      print("| \(kind) | \(tally.accepted) of \(tally.right) | \(tally.refused) of \(tally.wrong) | \(tally.open) |")
    }
    print(differing.joined(separator: "\n"))
    let accepted = tallies.values.reduce(0) { $0 + $1.accepted }
    let right = tallies.values.reduce(0) { $0 + $1.right }
    #expect(right > 0)
    #expect(Double(accepted) >= Self.leastAccepted * Double(right), "\(accepted) of \(right) right answers are accepted")
    #expect(falseAccepts.isEmpty, "accepted, and wrong:\n\(falseAccepts.joined(separator: "\n"))")
  }

  /// The part of real ground truths that has to be readable.
  private static let leastReadable = 0.98

  @Test(
    "real ground truths are readable", .enabled(if: Folders.hasShared("corpora/real_answers.jsonl"), "../shared/corpora/real_answers.jsonl")
  )
  func groundTruths() throws {
    guard let file = Folders.shared("corpora/real_answers.jsonl", skipping: "real ground truths") else { return }
    let verifier = try Registry.builtIn.verifier("math")
    var count = 0
    var unread: [String] = []
    for line in try lines(of: file) {
      let row = try #require(try JSONValue(parsing: line).objectValue)
      guard let answer = row["answer"].map({ $0.stringValue ?? $0.description }) else { continue }
      count += 1
      var work = Work()
      let check = verifier.check(Rollout(completion: "", groundTruth: GroundTruth(.string(answer))), work: &work)
      if check != .readable { unread.append("\(row["dataset"]?.stringValue ?? "?"): \(answer): \(check)") }
    }
    print("real_answers.jsonl: \(count - unread.count) of \(count) are readable\n\(unread.joined(separator: "\n"))")
    #expect(count > 0)
    #expect(Double(count - unread.count) >= Self.leastReadable * Double(count))
  }
}
