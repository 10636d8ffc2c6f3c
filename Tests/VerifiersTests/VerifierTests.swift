import RewardCore
import Testing

@testable import Verifiers

private let descriptions = [
  ExactMatchVerifier.description, MultipleChoiceVerifier.description, FormatVerifier.description,
]

@Suite struct VerifierTests {
  @Test(arguments: descriptions.flatMap(VerifierCase.examples)) func example(_ example: VerifierCase) throws {
    try example.run()
  }

  @Test(arguments: try VerifierCase.fixtures("exact_match")) func exactMatch(_ row: VerifierCase) throws {
    try row.run()
  }
  @Test(arguments: try VerifierCase.fixtures("multiple_choice")) func multipleChoice(_ row: VerifierCase) throws {
    try row.run()
  }
  @Test(arguments: try VerifierCase.fixtures("format")) func format(_ row: VerifierCase) throws { try row.run() }

  @Test(arguments: descriptions.map(\.name)) func fixturesAreMany(_ name: String) throws {
    let rows = try VerifierCase.fixtures(name)
    #expect(rows.count >= 60)
    #expect(Set(rows.map(\.id)).count == rows.count)
  }

  @Test func descriptionsAreComplete() {
    for description in descriptions {
      #expect(!description.sources.isEmpty && !description.limits.isEmpty && !description.rationale.isEmpty)
      let outcomes = Set(description.examples.map(\.outcome))
      #expect(outcomes.isSuperset(of: [.correct, .incorrect, .noAnswer]))
      for option in description.options { #expect(!option.summary.isEmpty) }
    }
  }

  /// The ground truth, stated as the answer, is right.
  @Test(arguments: ["exact_match", "multiple_choice"], ["strict", "standard", "lenient"])
  func groundTruthAsAnswer(_ name: String, _ strictness: String) throws {
    let verifier = try testRegistry().verifier(name, options: ["strictness": .string(strictness)])
    for row in try VerifierCase.fixtures(name) where row.options.members.isEmpty && row.metadata.members.isEmpty {
      guard let text = row.groundTruth?.text, row.reason != "malformed_ground_truth", !text.contains("\\boxed"),
        !text.contains("####")
      else { continue }
      var work = Work()
      let verdict = verifier.verify(
        Rollout(completion: "<answer>\(text)</answer>", groundTruth: row.groundTruth), work: &work)
      if strictness == "strict", name == "multiple_choice", text.contains(") ") || text.first?.isLowercase == true {
        continue
      }
      #expect(verdict.outcome == .correct, "\(row.id): \(verdict.json)")
    }
  }

  /// Whatever the model writes, a malformed ground truth is never its fault.
  @Test func malformedIsNeverIncorrect() throws {
    let registry = try testRegistry()
    let malformed: [JSONValue] = ["", " \n\t", "\u{3000}", [:], ["a": "b"], [["A"]], [nil], []]
    for name in ["exact_match", "multiple_choice"] {
      let verifier = try registry.verifier(name)
      for value in malformed {
        for completion in ["", #"\boxed{A}"#, "The answer is A.", "<answer></answer>", "A"] {
          var work = Work()
          let verdict = verifier.verify(Rollout(completion: completion, groundTruth: GroundTruth(value)), work: &work)
          #expect(
            verdict.outcome == .unverifiable && verdict.chargedTo == .groundTruth, "\(name) \(value): \(verdict.json)")
        }
        var work = Work()
        #expect(verifier.check(Rollout(completion: "", groundTruth: GroundTruth(value)), work: &work) != .readable, "\(name) \(value)")
      }
    }
  }

  @Test func emptyBudgetIsALimit() throws {
    for (name, completion) in [
      ("exact_match", #"\boxed{A}"#), ("multiple_choice", #"\boxed{A}"#),
      ("format", "<think>a</think><answer>b</answer>"),
    ] {
      var work = Work(budget: WorkBudget(units: 3))
      let verdict = try testRegistry().verifier(name).verify(
        Rollout(completion: completion, groundTruth: "A"), work: &work)
      #expect(verdict.reason == .limitExceeded && verdict.chargedTo == .completion, "\(verdict.json)")
    }
  }

  @Test(
    arguments: [
      ("multiple_choice", ["credit": "f1"]), ("multiple_choice", ["choices": []]),
      ("multiple_choice", ["choices": "AB"]),
      ("multiple_choice", ["choices": ["A": "x", "a": "y"]]), ("multiple_choice", ["choices": ["one": "x"]]),
      ("multiple_choice", ["choices": [["A"]]]), ("multiple_choice", ["choices": ["Rome", " "]]),
      ("multiple_choice", ["strictness": "loose"]), ("exact_match", ["ignore_case": "yes"]),
      ("exact_match", ["choices": ["A"]]),
      ("format", ["tags": []]), ("format", ["tags": ["think", "think"]]), ("format", ["tags": ["a b"]]),
      ("format", ["tags": ["<a>"]]),
      ("format", ["counts": ["thnk": 1]]), ("format", ["counts": ["think": [2, 1]]]),
      ("format", ["counts": ["think": -1]]),
      ("format", ["counts": 1]), ("format", ["ends_with": "final"]), ("format", ["answer_in": ["answer": "table"]]),
      ("format", ["grammar": "r1"]),
    ] as [(String, JSONObject)])
  func optionsAreChecked(_ name: String, _ options: JSONObject) throws {
    let registry = try testRegistry()
    #expect(throws: RewardError.self) { try registry.verifier(name, options: options) }
  }

  @Test func missingGroundTruth() throws {
    for (name, outcome) in [
      ("exact_match", Verdict.Outcome.unverifiable), ("multiple_choice", .unverifiable), ("format", .correct),
    ] {
      var work = Work()
      let completion = "<think>a</think><answer>b</answer>"
      let verdict = try testRegistry().verifier(name).verify(Rollout(completion: completion), work: &work)
      #expect(verdict.outcome == outcome)
    }
  }

  @Test func formatSaysWhereAndWhat() throws {
    func detail(_ completion: String, _ options: JSONObject = [:]) throws -> String? {
      var work = Work()
      return try testRegistry().verifier("format", options: options).verify(
        Rollout(completion: completion), work: &work
      ).detail
    }
    #expect(
      try detail("<think>é</think>")
        == "<answer> is missing, up to the end at byte 17; </answer> is missing, up to the end at byte 17")
    #expect(try detail("é<think>a</think><answer>b</answer>") == "text at byte 0, before the first tag")
    #expect(try detail("<think>é</think>é<answer>b</answer>") == "text at byte 17, before <answer>")
    #expect(try detail("<think>a</think><answer>b</answer>.")?.contains("text at byte 34, after the last tag") == true)
    #expect(try detail("<think>a<answer>b</answer></think>") == "<answer> at byte 8 stands inside <think>")
    #expect(try detail("<think>a<answer>b</answer>")?.contains("<think> at byte 0 is never closed") == true)
    #expect(try detail("<think> </think><answer>b</answer>") == "<think> at byte 0 is blank")
  }
}
