import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

/// Every id of the catalogue on real rows, through the recipes of `Fixtures/rows/catalogue_recipes.jsonl`.
@Suite("The catalogue on rows")
struct CatalogueRowTests {
  /// A recipe for an id, or for several at once.
  struct Entry: Sendable, CustomTestStringConvertible {
    var id: String
    var recipe: JSONValue
    var testDescription: String { id }
  }

  /// What the pipeline gives for some files.
  struct Run {
    var bytes: [UInt8] = []
    var findings: [RewardError] = []
    var rows: [FinishedRow] = []
    var state: RunState
  }

  static let rowLines = (try? lines(of: Folders.fixtures.appending(path: "rows/catalogue.jsonl"))) ?? []

  static let entries: [Entry] = ((try? lines(of: Folders.fixtures.appending(path: "rows/catalogue_recipes.jsonl"))) ?? []).compactMap {
    line in
    guard let object = (try? JSONValue(parsing: line))?.objectValue, let id = object["id"]?.stringValue, let recipe = object["recipe"]
    else {
      return nil
    }
    return Entry(id: id, recipe: recipe)
  }

  private func run(_ recipe: Recipe, _ files: [URL], jobs: Int = 1, from state: RunState? = nil) throws -> Run {
    var settings = Pipeline.Settings()
    settings.writesRows = true
    settings.jobs = jobs
    var run = Run(state: state ?? RunState(for: recipe))
    let failures = try Pipeline(recipe: recipe).run(files.map(\.path), settings: settings, state: &run.state) {
      (event) throws(RewardError) in
      switch event {
      case .finding(let error): run.findings.append(error)
      case .row(let row, let output):
        run.rows.append(row)
        run.bytes += output
      case .progress: break
      }
    }
    #expect(failures.isEmpty)
    return run
  }

  /// The rows, a file for each step.
  private static func filesByStep(in folder: URL) throws -> [URL] {
    var files: [URL] = []
    for step in 0... {
      let own = rowLines.filter { $0.contains("\"step\":\(step),") }
      if own.isEmpty { return files }
      let file = folder.appending(path: "step\(step).jsonl")
      try Data((own.joined(separator: "\n") + "\n").utf8).write(to: file)
      files.append(file)
    }
    return files
  }

  @Test("there is a recipe for every shaper, normaliser and selector")
  func complete() {
    let registry = Registry.builtIn
    let ids = Set(Self.entries.map(\.id))
    let names = registry.shapers.map(\.name) + registry.normalisers.map(\.name) + registry.selectors.map(\.name)
    #expect(names.filter { !ids.contains($0) } == [], "rows/catalogue_recipes.jsonl has no recipe for these")
    for entry in Self.entries where names.contains(entry.id) {
      #expect(entry.recipe.description.contains("\"\(entry.id)\""), "\(entry.id) is not in its own recipe")
    }
    #expect(Self.rowLines.count == 48)
  }

  @Test("finite numbers or null, the same bytes for any number of jobs, and the same after a cut", arguments: entries)
  func holds(_ entry: Entry) throws {
    let recipe = try Recipe(json: entry.recipe, registry: .builtIn)
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try Self.filesByStep(in: folder)
    let whole = try run(recipe, files)

    // One ground truth cannot be read and one row has no length, as the rows say; nothing else is wrong with them.
    let unexpected = whole.findings.filter { $0.code != .unreadableGroundTruth && $0.field != "token_count" }
    #expect(unexpected.isEmpty, "\(unexpected)")
    #expect(whole.rows.count == Self.rowLines.count)
    try checkNumbers(whole, recipe)

    // More files than one, so that several threads verify.
    #expect(try run(recipe, files, jobs: 4).bytes == whole.bytes)

    let before = try run(recipe, Array(files[..<2]))
    let saved = try ShaperStateFile.json(of: before.state, recipe: recipe)
    let resumed = try ShaperStateFile.state(from: JSONValue(parsing: saved.description), for: recipe)
    let after = try run(recipe, Array(files[2...]), from: resumed)
    #expect(before.bytes + after.bytes == whole.bytes)
    #expect(try ShaperStateFile.json(of: after.state, recipe: recipe) == ShaperStateFile.json(of: whole.state, recipe: recipe))
    if recipe.chain.steps.contains(where: { $0.shaper.isStateful }) || recipe.signals.steps.contains(where: { $0.selector.isStateful }) {
      #expect(try ShaperStateFile.json(of: RunState(for: recipe), recipe: recipe) != saved, "two steps have left nothing behind")
    }
  }

  /// Checks the bytes, as a trainer reads them.
  private func checkNumbers(_ run: Run, _ recipe: Recipe) throws {
    var rewarded = 0
    for line in run.bytes.split(separator: UInt8(ascii: "\n")) {
      let row = try #require(try JSONValue(parsing: String(decoding: line, as: UTF8.self)).objectValue)
      let parts = try #require(row["rewards"]?.objectValue)
      #expect(parts.members.map(\.name) == ["correctness"] + recipe.chain.steps.map(\.name))
      if let reward = row["reward"]?.doubleValue {
        #expect(reward.isFinite)
        #expect(parts.members.reduce(0) { $0 + ($1.value.doubleValue ?? 0) } == reward)
        rewarded += 1
      } else {
        #expect(row["reward"] == .null)
      }
      if recipe.signals.normaliser != nil { #expect(row["advantage"]?.doubleValue?.isFinite == true) }
      if recipe.signals.writes(.weights) { #expect(row["weight"]?.doubleValue?.isFinite == true) }
      if recipe.signals.writes(.selected) { #expect(row["selected"]?.boolValue != nil) }
      if recipe.signals.writes(.values) { #expect(row["selection"]?.objectValue?.members.isEmpty == false) }
    }
    #expect(rewarded >= 46, "only the rows without a ground truth or a length may be skipped")
    if recipe.signals.normaliser != nil { #expect(run.rows.contains { ($0.signals.advantage ?? 0) ?? 0 != 0 }) }
    if !recipe.chain.steps.isEmpty, recipe.chain.steps[0].name != "outcome" {
      #expect(run.rows.contains { $0.parts.dropFirst().contains { ($0.value ?? 0) != 0 } }, "no step has done anything")
    }
  }

  // MARK: The same as a shaping case

  /// The batch of a step as a shaping case has it, made from the rows without the pipeline.
  private func inputs(
    ofStep step: Int, _ recipe: JSONObject = JSONObject(), policy: RewardPolicy = RewardPolicy(), withoutSkipped: Bool = false
  ) throws -> JSONValue {
    let places = recipe["inputs"]?.objectValue ?? JSONObject()
    var groups: [(id: String, members: JSONObject, samples: [JSONValue])] = []
    var batch: JSONObject = ["step": .number(JSONNumber(step))]
    for line in Self.rowLines {
      let row = try #require(try JSONValue(parsing: line).objectValue)
      guard row["step"]?.integerValue == step else { continue }
      var fields = try #require(row["metadata"]?.objectValue)
      for place in places.members {
        fields[place.name] = row[path: (place.value.stringValue ?? "").split(separator: ".").map(String.init)]
      }
      let correct = row["expected"]?.boolValue
      if withoutSkipped, correct == nil { continue }
      var sample = fields
      sample["correct"] = correct.map { .bool($0) } ?? .null
      sample["length"] = row["token_count"] ?? .null
      sample["truncated"] = row["truncated"]
      sample["text"] = row["completion"]
      sample["reward"] = JSONValue(
        correct.flatMap { policy.reward(for: $0 ? .correct(proof: "text") : .incorrect(proof: "text")) })
      let id = try #require(row["group_id"]?.stringValue)
      if let index = groups.firstIndex(where: { $0.id == id }) {
        groups[index].samples.append(.object(sample))
      } else {
        fields["id"] = .string(id)
        groups.append((id, fields, [.object(sample)]))
      }
      for name in ["batch_size", "clip_ratio", "max_observed", "trajectories"] { batch[name] = fields[name] }
    }
    batch["groups"] = .array(
      groups.map { group in
        var members = group.members
        members["samples"] = .array(group.samples)
        return .object(members)
      })
    return .object(batch)
  }

  @Test("a shaper gives on rows what it gives in a shaping case, step by step", arguments: entries)
  func agreesWithCases(_ entry: Entry) throws {
    let object = try #require(entry.recipe.objectValue)
    guard let steps = object["shapers"]?.arrayValue, steps.count == 1, object["advantages"] == nil else { return }
    var params = steps[0].objectValue ?? JSONObject()
    let name = try #require(params["name"]?.stringValue ?? steps[0].stringValue)
    params["name"] = nil
    // In a run these learn their targets from the run; in a case they leave that to the caller. So only what comes before it is the same.
    let stepsAlike = name.hasPrefix("laser_d") ? 2 : 4
    let recipe = try Recipe(json: entry.recipe, registry: .builtIn)
    let run = try run(recipe, [Folders.fixtures.appending(path: "rows/catalogue.jsonl")])
    var state: JSONValue?
    for step in 0..<stepsAlike {
      let description = recipe.chain.steps[0].shaper.description
      // What the policy skips has no reward that anything could be added to; a case knows of no policy.
      let withoutSkipped = !description.usesCorrectness
      let outcome = ShapingCase(
        shaper: name, params: params,
        inputs: try inputs(ofStep: step, object, policy: recipe.policy, withoutSkipped: withoutSkipped), stateIn: state
      ).run(registry: .builtIn)
      state = outcome.stateOut
      let isTerm = description.combination == .component
      let expected = try #require(outcome.result.objectValue?[isTerm ? "terms" : "rewards"]?.arrayValue, "\(outcome.result)")
      // The case has its rollouts group by group, the rows as they came.
      var rows = run.rows.filter { $0.row.step == step }
      var order: [String] = []
      for row in rows { if let id = row.row.groupID, !order.contains(id) { order.append(id) } }
      rows = order.flatMap { id in rows.filter { $0.row.groupID == id } }
      #expect(rows.allSatisfy { $0.row.correctness != nil || $0.reward == nil })
      if withoutSkipped { rows.removeAll { $0.row.correctness == nil } }
      #expect(rows.count == expected.count)
      for (row, value) in zip(rows, expected) {
        let found = isTerm ? row.parts[1].value : row.reward
        if row.row.correctness == nil, isTerm { continue }
        // The part is what the shaper added, so that adding it again may round once more.
        let isAlike = zip([found], [value.doubleValue]).allSatisfy { found, value in
          guard let found, let value else { return found == nil && value == nil }
          return abs(found - value) <= 1e-12 * max(1, abs(value))
        }
        #expect(isAlike, "\(row.row.ownID ?? ""): \(found as Any), in the case \(value)")
      }
    }
  }

  @Test("every metric measures these rows", arguments: Registry.builtIn.metrics.map(\.name))
  func metrics(_ name: String) throws {
    let registry = Registry.builtIn
    let metric = try registry.metric(name, context: ShaperContext(registry: registry))
    for step in 0..<4 {
      let measured = try metric.measure(try Batch(caseInputs: try inputs(ofStep: step)))
      #expect(!measured.values.members.isEmpty)
      // JSON has no other numbers than finite ones, so that reading it again shows that there are none.
      let again = try JSONValue(parsing: JSONValue.object(measured.values).description)
      #expect(again == .object(measured.values))
    }
  }
}
