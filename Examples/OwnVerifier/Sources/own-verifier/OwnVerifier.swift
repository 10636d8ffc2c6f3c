import Parity
import Rewards

@main struct OwnVerifier {
  /// The registry of this program: what comes with the package, and what is its own.
  static func registry() throws -> Registry {
    var registry = Registry.builtIn
    try registry.add(ParityVerifier.self)
    try registry.add(LastWordExtractor.self)
    try registry.add(FirstTryShaper.self)
    return registry
  }

  static func main() throws {
    let recipe = try Recipe(
      json: [
        "version": 1, "extract": ["boxed", "last_word"], "verifier": ["name": "parity", "digits": 6],
        "shapers": [["name": "first_try", "tokens": 100]],
      ], registry: registry())
    var scorer = Scorer(recipe: recipe)
    for (completion, truth) in [(#"\boxed{12}"#, "even"), ("It is 13", "even"), (#"\boxed{1234567}"#, "odd")] {
      let scored = scorer.score([Rollout(completion: completion, groundTruth: GroundTruth(.string(truth)), tokenCount: 40)])[0]
      print(completion, scored.verdict.outcome.rawValue, scored.reward.map { "\($0)" } ?? "skip")
    }
    // Its options are checked and described like those of the built-in ones.
    do {
      _ = try Recipe(json: ["version": 1, "verifier": ["name": "parity", "digit": 6]], registry: registry())
    } catch { print(error) }
    if let page = try registry().page(about: "parity") { print(page.text.prefix { $0 != "\n" }) }
  }
}
