import Foundation
import Rewards

@main struct ScoreAFile {
  static func main() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "math"], registry: .builtIn)
    var scorer = Scorer(recipe: recipe)
    while let line = readLine() {
      guard let row = (try? JSONValue(parsing: line))?.objectValue, let completion = row["completion"]?.stringValue else {
        FileHandle.standardError.write(Data("not a row: \(line)\n".utf8))
        continue
      }
      let rollout = Rollout(completion: completion, groundTruth: row["ground_truth"].map(GroundTruth.init))
      print(scorer.score([rollout])[0].verdict.outcome.rawValue)
    }
  }
}
