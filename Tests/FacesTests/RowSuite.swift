import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

/// Rows with their recipe, which every face scores: `Fixtures/faces/NAME.jsonl` and `NAME.recipe.json`.
struct RowSuite: Sendable, CustomTestStringConvertible {
  let name: String
  let recipe: Data
  let rows: Data

  var testDescription: String { name }

  var rowsFile: URL { Self.folder.appending(path: "\(name).jsonl") }
  var recipeFile: URL { Self.folder.appending(path: "\(name).recipe.json") }

  private static let folder = Folders.fixtures.appending(path: "faces")

  static let all: [RowSuite] = {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }.compactMap { file in
      let name = file.deletingPathExtension().lastPathComponent
      guard let rows = try? Data(contentsOf: file),
        let recipe = try? Data(contentsOf: folder.appending(path: "\(name).recipe.json"))
      else { return nil }
      return RowSuite(name: name, recipe: recipe, rows: rows)
    }
  }()

  /// The rows as rollouts, when every field stands under our own name and has the right type.
  func rollouts() throws -> [Rollout]? {
    guard try Recipe(json: JSONValue(parsing: String(decoding: recipe, as: UTF8.self)), registry: .builtIn).fieldsAreOurs else {
      return nil
    }
    var rollouts: [Rollout] = []
    for line in String(decoding: rows, as: UTF8.self).split(separator: "\n") {
      guard let row = try? JSONValue(parsing: String(line)).objectValue, let completion = row["completion"]?.stringValue,
        row["token_count"]?.integerValue ?? 0 >= 0, row["step"].map({ $0.integerValue != nil }) ?? true,
        Set(row.members.map(\.name)).count == row.members.count
      else { return nil }
      rollouts.append(
        Rollout(
          completion: completion, groundTruth: row["ground_truth"].map(GroundTruth.init), groupID: row["group_id"]?.stringValue,
          step: row["step"]?.integerValue, tokenCount: row["token_count"]?.integerValue,
          truncated: row["truncated"]?.boolValue ?? false, metadata: row["metadata"]?.objectValue ?? JSONObject()))
    }
    return rollouts
  }
}

extension Recipe {
  fileprivate var fieldsAreOurs: Bool { RowField.allCases.allSatisfy { fields.name(of: $0) == $0.name } }
}
