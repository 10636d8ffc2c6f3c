import RewardAudit
import RewardCore
import RewardPipeline
import Rewards
import Testing

/// Whole recipes: what the search finds, and how small it makes it.
@Suite("Audits of recipes")
struct RecipeAuditTests {
  private func recipe(_ members: JSONObject) throws -> Recipe {
    var object: JSONObject = ["version": 1, "verifier": "math"]
    for member in members.members { object[member.name] = member.value }
    return try Recipe(json: .object(object), registry: .builtIn)
  }

  /// A short search, because debug builds are slow; the command's own is five times as long.
  private func audit(_ members: JSONObject) throws -> AuditReport {
    try recipe(members).audit(in: nil, limits: AuditLimits(search: 4_000, shrinking: 1_000))
  }

  private func failures(_ report: AuditReport) -> Set<AuditProperty> {
    Set(report.findings.filter { !$0.holds }.map(\.property))
  }

  @Test("plain correctness has nothing against it") func outcome() throws {
    let report = try audit([:])
    #expect(failures(report).isEmpty)
    #expect(report.margin == 1)
    #expect(report.accuracyPrice == 0)
    #expect(report.safeGroupSize == nil)
    #expect(report.refusedCount == 0)
    #expect(report.evaluations > 1000)
  }

  @Test("LASER: the long right answer that is discouraged (2.2) is found, and is as small as it gets", arguments: [nil, "dr_grpo", "grpo"])
  func laser(normaliser: String?) throws {
    var members: JSONObject = ["shapers": [["name": "laser", "target": 2000]], "group_size": 8]
    members["advantages"] = normaliser.map { .string($0) }
    let report = try audit(members)
    #expect(failures(report) == [.noCorrectNegativeAdvantage, .continuous])
    let witness = try #require(report[.noCorrectNegativeAdvantage]?.witness)
    #expect(witness.rollouts.count == 8)
    #expect(witness.rollouts.count { $0.outcome == "correct" && $0.length == 1 } == 6)
    #expect(witness.rollouts.count { $0.outcome == "incorrect" && $0.length == 1 } == 1)
    let long = try #require(witness.rollouts.first { $0.length > 1 })
    #expect(long.outcome == "correct" && long.length == 2001 && long.reward == 1)
    if normaliser != "grpo" {
      #expect(long.advantage == -0.1875)
      #expect(Set(witness.rollouts.map(\.advantage)) == [0.3125, -0.1875, -1.6875])
    }
    #expect(report.margin == 1.5)
    #expect(report.accuracyPrice == 0.25)
    #expect(report.safeGroupSize == 5)
  }

  @Test("at the size that the bounds call safe no right answer is discouraged, one above it is", arguments: [(5, true), (6, false)])
  func safeSize(size: Int, isSafe: Bool) throws {
    let report = try audit([
      "shapers": [["name": "laser", "target": 2000]], "group_size": .number(JSONNumber(size)),
    ])
    #expect(report[.noCorrectNegativeAdvantage]?.holds == isSafe)
    #expect(report.groupSize == size)
  }

  @Test("the same recipe gives the same report") func isDeterministic() throws {
    let members: JSONObject = ["shapers": ["kimi_length", ["name": "repetition_ngram", "max_penalty": -0.2]], "advantages": "gdpo"]
    var options = members
    options["advantages"] = ["name": "gdpo", "weights": [1, 1, 1]]
    let recipe = try recipe(options)
    #expect(recipe.audit(in: nil).json == (try recipe.audit().json))
  }

  @Test("LCPO: a short wrong answer wins when the right one is 3334 tokens worse placed") func lcpo() throws {
    let report = try audit(["shapers": ["lcpo_exact"]])
    let witness = try #require(report[.correctnessDominance]?.witness)
    #expect(witness.rollouts.count == 2)
    let right = try #require(witness.rollouts.first { $0.outcome == "correct" })
    let wrong = try #require(witness.rollouts.first { $0.outcome == "incorrect" })
    func gap(_ rollout: AuditWitness.Rollout) -> Double {
      abs((rollout.fields["budget"]?.doubleValue ?? .nan) - rollout.length)
    }
    #expect(gap(right) - gap(wrong) == 3334)
    #expect(failures(report).isSuperset(of: [.shorterCorrectNotWorse, .wrongLengthNeutral, .allWrongSilent, .bounded]))
    #expect(report[.permutationEquivariant]?.holds == true)
  }

  @Test("a limit is found although no reference probe is near it") func limitBeyondTheProbes() throws {
    let report = try audit(["shapers": [["name": "truncation", "limit": 57_343]]])
    let witness = try #require(report[.correctnessDominance]?.witness)
    #expect(Set(witness.rollouts.map(\.length)) == [1, 57_344])
    #expect(report.margin == 0)
    // The reference probes, all below the limit, would have let it pass.
    #expect(report.reference?.correctnessDominance == true)
  }

  @Test(
    "the margins of 2.1, which hold for every group",
    arguments: [
      ("laser", [:], 1.0), ("laser", ["variant": "penalty"], 0.5), ("dast", [:], 0.2), ("dapo_overlong", [:], 0), ("thinkless", [:], 1.5),
      ("adactrl", [:], 0.5), ("adaptthink", [:], 0.95), ("lcpo_max", [:], 0), ("dual_redundancy", [:], 0), ("a2fm_apo", [:], 0),
    ] as [(String, JSONObject, Double)])
  func margins(shaper: String, params: JSONObject, margin: Double) throws {
    var step = params
    step["name"] = .string(shaper)
    // Base rewards of 1 and 0, so that the first three differ from the table by the base of theirs.
    let base: JSONObject = ["adactrl", "thinkless"].contains(shaper) ? [:] : ["reward": ["correct": 1, "incorrect": 0]]
    var members = base
    members["shapers"] = [.object(step)]
    let report = try audit(members)
    let found = try #require(report.margin)
    // Some are limits that no length reaches.
    #expect(found >= margin - 1e-12 && found <= margin + 0.02, "\(found)")
    #expect(report[.correctnessDominance]?.holds == (margin > 0))
    #expect(report.refusedCount == 0, "\(report.refusal?.message ?? "")")
  }

  @Test("a right answer's neighbour: what `reward` leaves out keeps its default, and can be worth more than a wrong answer")
  func silentDefault() throws {
    let report = try audit(["reward": ["correct": 1, "incorrect": -0.5]])
    #expect(failures(report) == [.allWrongSilent, .noWrongPositiveAdvantage])
    #expect(report[.allWrongSilent]?.witness?.rollouts.contains { $0.outcome != "incorrect" && $0.reward == 0 } == true)
  }

  @Test("a policy that pays for silence is found out, and the witness says so") func policy() throws {
    let report = try audit(["reward": ["correct": 1, "incorrect": 0, "no_answer": 1]])
    let witness = try #require(report[.correctnessDominance]?.witness)
    #expect(Set(witness.rollouts.map(\.outcome)) == ["correct", "no_answer"])
    #expect(report[.allWrongSilent]?.holds == false)
    #expect(report[.wrongLengthNeutral]?.holds == true)
    let scored = try audit(["reward": ["correct": 0.4, "incorrect": "score"]])
    #expect(scored[.correctnessDominance]?.witness?.rollouts.contains { $0.outcome == "partial" } == true)
  }

  @Test(
    "truncation and format that pay are found out", arguments: [("truncated", AuditProperty.truncationSafe), ("bad_format", .formatSafe)])
  func verdictTable(key: String, property: AuditProperty) throws {
    var policy: JSONObject = ["correct": 1, "incorrect": 0]
    policy[key] = 2
    let report = try audit(["reward": .object(policy)])
    #expect(failures(report) == [property])
    let witness = try #require(report[property]?.witness)
    #expect(witness.rollouts.count == 1)
    #expect(witness.rollouts[0].changedReward == .some(2))
  }

  @Test("order that matters is found out") func order() throws {
    let report = try audit(["shapers": ["s_grpo"]])
    let witness = try #require(report[.permutationEquivariant]?.witness)
    #expect(witness.rollouts.count == 2 && witness.rollouts.allSatisfy { $0.outcome == "correct" })
    #expect(report[.correctnessDominance]?.holds == true)
  }

  @Test("steps that only come later are searched") func schedule() throws {
    let report = try audit(["shapers": [["name": "when", "from_step": 700, "shapers": [["name": "truncation", "limit": 3000]]]]])
    let witness = try #require(report[.correctnessDominance]?.witness)
    #expect(witness.step >= 700)
    #expect(witness.rollouts.contains { $0.length == 3001 })
  }

  @Test("shapers that learn are tried after some batches, too, and from a saved state") func state() throws {
    let report = try audit(["shapers": ["hapo"]])
    #expect(report.states.count == 2 && report.states[0] == "initial")
    // Before anything is remembered there is no length term at all.
    let witness = try #require(report[.wrongLengthNeutral]?.witness)
    #expect(witness.state == report.states[1])
    #expect(report.reference?.wrongLengthNeutral == true)
    #expect(abs((report.margin ?? 0) - 0.3) < 1e-12)
    let recipe = try recipe(["shapers": ["dual_lambda"]])
    let free = try recipe.audit(savedState: [
      "version": 1, "shapers": [["name": "dual_lambda", "version": 1, "state": ["lambda": 0]]],
    ])
    #expect(free.states == ["as saved"])
    #expect(free[.correctnessDominance]?.holds == true)
    #expect(try recipe.audit()[.correctnessDominance]?.holds == false)
    #expect(throws: RewardError.self) { try recipe.audit(savedState: ["version": 1, "shapers": []]) }
  }

  @Test("GRPO-λ's gate is searched with other groups beside it") func gate() throws {
    let report = try audit([
      "shapers": [["name": "gate", "mode": "top_fraction", "shaper": "kimi_length", "otherwise": "outcome"]]
    ])
    let witness = try #require(report[.wrongLengthNeutral]?.witness)
    #expect(witness.hasCompanions)
  }

  @Test("majority voting can pay the wrong majority") func entropy() throws {
    let report = try audit(["shapers": ["semantic_entropy"]])
    let witness = try #require(report[.correctnessDominance]?.witness)
    #expect(witness.rollouts.count <= 3)
    #expect(report[.nullInvariant]?.holds == true)
  }

  @Test("a far length does not overflow, and what grows with it is not bounded") func bounds() throws {
    #expect(try audit(["shapers": ["alp"]])[.bounded]?.holds == false)
    #expect(try audit(["shapers": ["shorterbetter", ["name": "clip", "low": -1, "high": 2]]])[.bounded]?.holds == true)
  }

  @Test("a jump is found where it is") func jump() throws {
    let report = try audit(["shapers": [["name": "laser", "target": 5000]]])
    let witness = try #require(report[.continuous]?.witness)
    #expect(witness.rollouts.count == 1)
    #expect(abs(witness.rollouts[0].length - 5000) < 1e-3)
    #expect(try audit(["shapers": ["dapo_overlong"]])[.continuous]?.holds == true)
  }

  @Test("what a recipe requires is what counts") func requirements() throws {
    let shapers: JSONValue = [["name": "laser", "target": 2000]]
    let loose = try audit(["shapers": shapers, "requires": ["correctness_dominance", "bounded"]])
    #expect(loose.violations.isEmpty && loose[.bounded]?.isRequired == true && loose[.continuous]?.isRequired == false)
    let strict = try audit(["shapers": shapers, "requires": ["no_correct_negative_advantage", "bounded"]])
    #expect(strict.violations.map(\.property) == [.noCorrectNegativeAdvantage])
    #expect(strict.json.objectValue?["required_failures"] == ["no_correct_negative_advantage"])
    #expect(strict.text.contains("required, and not so: no_correct_negative_advantage"))
  }

  @Test(
    "unknown names are refused with the nearest one",
    arguments: [
      (["correctness_dominanc"], "requires[0]", "correctness_dominance"),
      (["bounded", "all_wrong_silnt"], "requires[1]", "all_wrong_silent"),
      (["correct_negative_advantage"], "requires[0]", "no_correct_negative_advantage"), ([5], "requires[0]", nil),
      ("bounded", "requires", nil),
    ] as [(JSONValue, String, String?)])
  func names(requires: JSONValue, field: String, nearest: String?) throws {
    let error = #expect(throws: RewardError.self) { _ = try recipe(["requires": requires]) }
    #expect(error?.field == field)
    #expect(error?.nearest == nearest)
    #expect(error?.code == .invalidValue)
  }

  @Test("what counts rollouts that it should not see is found out") func unscorable() throws {
    var registry = Registry.builtIn
    try registry.add(HeadCountShaper.self)
    let json: JSONValue = ["version": 1, "verifier": "math", "shapers": ["head_count"], "requires": ["null_invariant"]]
    let report = try Recipe(json: json, registry: registry).audit(in: nil, limits: AuditLimits(search: 1_000, shrinking: 500))
    let witness = try #require(report[.nullInvariant]?.witness)
    #expect(witness.rollouts.count == 1)
    #expect(witness.rollouts[0].reward != witness.rollouts[0].changedReward ?? nil)
    #expect(report.violations.map(\.property) == [.nullInvariant])
    #expect(report[.permutationEquivariant]?.holds == true)
  }

  @Test("what a normaliser refuses is undecided, and not what a recipe requires") func undecided() throws {
    let report = try audit([
      "shapers": ["laser"], "advantages": ["name": "passk", "k": 2],
      "requires": ["no_correct_negative_advantage", "correctness_dominance"],
    ])
    #expect(report[.noCorrectNegativeAdvantage]?.isUndecided == true)
    #expect(report[.correctnessDominance]?.holds == true)
    #expect(report.violations.map(\.property) == [.noCorrectNegativeAdvantage])
    #expect(report.refusal?.code == .notBinary)
    #expect(try audit(["advantages": ["name": "passk", "k": 2]])[.noCorrectNegativeAdvantage]?.isUndecided == false)
  }

  @Test("huge groups are searched as the largest that are") func hugeGroups() throws {
    let report = try recipe(["shapers": ["laser"], "group_size": 100_000]).audit(in: nil, limits: AuditLimits(search: 400, shrinking: 200))
    #expect(report.groupSize == 64)
    #expect(report[.noCorrectNegativeAdvantage]?.holds == false)
  }

  @Test("the text shows the group") func text() throws {
    let text = try audit(["shapers": [["name": "laser", "target": 2000]]]).text
    #expect(text.contains("6 × right   1 token       reward 1.5    advantage 0.3125\n"))
    #expect(text.contains("1 × right   2001 tokens   reward 1      advantage -0.1875\n"))
    #expect(text.contains("1 × wrong   1 token       reward -0.5   advantage -1.6875\n"))
    #expect(text.contains("correctness_dominance          holds\n"))
  }

  @Test("a witness can be run again as a shaping case") func witnessAsCase() throws {
    let report = try audit(["shapers": [["name": "kimi_length", "weight": 2]]])
    for finding in report.findings {
      guard let witness = finding.witness, let group = witness.json.objectValue?["group"] else { continue }
      let result = ShapingCase(shaper: "kimi_length", params: ["weight": 2], inputs: ["groups": [group]]).run(registry: .builtIn).result
      let rewards = try #require(result.objectValue?["rewards"]?.arrayValue?.map(\.doubleValue))
      for (one, other) in zip(rewards, witness.rollouts.map(\.reward)) { #expect(abs((one ?? 9) - (other ?? 7)) < 1e-12) }
    }
    #expect(failures(report).contains(.correctnessDominance))
  }
}

/// Pays for company, seen or not.
private struct HeadCountShaper: GroupShaper {
  static let description = ShaperDescription(
    name: "head_count", version: 1, summary: "Pays for company.", equation: "R = c + n", level: .group, usesLength: false, options: [],
    edges: ["None."], properties: [], sources: [Source("None")], examples: [ShaperExample(result: "{}")])
  init(options: Options, context: ShaperContext) {}
  func shape(_ group: Group) -> Shaped {
    Shaped(rewards: group.rollouts.map { rollout in rollout.correct.map { ($0 ? 1 : 0) + Double(group.rollouts.count) } })
  }
}
