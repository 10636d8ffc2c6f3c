import Dispatch
import Foundation
import RewardCore
import RewardPipeline
import Rewards
import Synchronization
import TestSupport
import Testing

@Suite("Plugins that are processes")
struct ProcessPluginTests {
  private static let folder = Folders.fixtures.appending(path: "plugins").path

  private static func registry(_ mode: String = "good", _ more: JSONObject = [:]) throws -> Registry {
    var entry: JSONObject = ["command": ["python3", "service.py", .string(mode)]]
    for member in more.members { entry[member.name] = member.value }
    var registry = Registry.builtIn
    // The command runs in the recipe's folder.
    try registry.load(.object(entry), in: folder)
    return registry
  }

  private static func verdict(_ completion: String, of verifier: ConfiguredVerifier, _ work: inout Work) -> Verdict {
    verifier.verify(Rollout(completion: completion, groundTruth: "a"), work: &work)
  }

  private static func verdict(_ completion: String, of verifier: ConfiguredVerifier) -> Verdict {
    var work = Work()
    return verdict(completion, of: verifier, &work)
  }

  @Test("what a process finds is a verdict like any other")
  func verdicts() throws {
    let verifier = try Self.registry().verifier("echo")
    #expect(
      Self.verdict("a", of: verifier).json
        == #"{"outcome":"correct","score":1.0,"verifier":"echo","version":2,"extracted":"a","proof":"text"}"#)
    var work = Work(explaining: true)
    let partial = Self.verdict("parts", of: verifier, &work)
    #expect(partial.outcome == .incorrect && partial.score == Score(2, of: 3) && partial.proof == "plugin")
    #expect(work.steps?.map(\.name) == ["look"] && work.budget.remaining == Limits.verdictWork - 5)
    #expect(Self.verdict("spent", of: verifier).reason == .limitExceeded)
    #expect(Self.verdict("¬\u{1F914}\n\"\\\u{0}", of: verifier).extracted == "¬\u{1F914}\n\"\\\u{0}")
    #expect(verifier.check(Rollout(completion: "", groundTruth: "a"), work: &work) == .readable)
  }

  /// What goes wrong, and what the verdict says of it.
  static let failures: [(completion: String, words: String)] = [
    ("exit", "it ended with status 3"), ("kill", "it ended by signal 9"), ("hang", "it did not answer within 4 s"),
    ("raise", "no luck"), ("no verdict", "a reply without a verdict"), ("score 2", "a score of 2.0"),
    ("outcome", #"`outcome` that is "right""#),
    ("reason", "without a reason"), ("extracted", "`extracted` that is a number"), ("garbage", "no JSON"), ("id", "an answer to request"),
    ("list", "a line that is an array"), ("long", "a line of over"),
  ]

  @Test("what fails is `unverifiable(verifier_error)` that names the plugin, and the next row goes on", arguments: failures)
  func failure(completion: String, words: String) throws {
    let timeout: JSONValue = completion == "hang" ? 4 : 60
    let verifier = try Self.registry("good", ["timeout_seconds": timeout]).verifier("echo")
    #expect(Self.verdict("a", of: verifier).outcome == .correct)
    let verdict = Self.verdict(completion, of: verifier)
    #expect(verdict.outcome == .unverifiable && verdict.reason == .verifierError && verdict.chargedTo == .verifier)
    let detail = try #require(verdict.detail)
    #expect(detail.hasPrefix("plugin service 1.0: ") && detail.contains(words), "\(detail)")
    #expect(Self.verdict("a", of: verifier).outcome == .correct)
    #expect(Self.verdict("b", of: verifier).outcome == .incorrect)
  }

  @Test("a line too many harms no other row", arguments: ["twice", "trailing", "twice later"])
  func extraLines(completion: String) throws {
    let verifier = try Self.registry().verifier("echo")
    for _ in 0..<3 {
      #expect(Self.verdict("a", of: verifier).outcome == .correct)
      #expect(Self.verdict(completion, of: verifier).outcome == .incorrect)
      let next = Self.verdict("a", of: verifier)
      #expect(next.outcome == .correct, "\(next.json)")
    }
  }

  @Test("processes are started again so often, and not more")
  func restarts() throws {
    let verifier = try Self.registry("good", ["restarts": 2]).verifier("echo")
    for _ in 0..<2 { #expect(Self.verdict("exit", of: verifier).detail?.contains("status 3") == true) }
    #expect(Self.verdict("a", of: verifier).detail?.contains("none is started again") == true)
  }

  @Test("a process that ends between rows costs no row its verdict")
  func mortal() throws {
    let verifier = try Self.registry("mortal").verifier("echo")
    for _ in 0..<10 { #expect(Self.verdict("a", of: verifier).outcome == .correct) }
  }

  @Test("many threads share some processes, and a row that ends one does no harm to others")
  func threads() throws {
    let verifier = try Self.registry("good", ["processes": 3, "restarts": 1000]).verifier("echo")
    let wrong = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for index in 0..<12 {
        let completion = index == 5 ? "exit" : index % 2 == 0 ? "a" : "b"
        let expected: Verdict.Outcome = index == 5 ? .unverifiable : index % 2 == 0 ? .correct : .incorrect
        let verdict = Self.verdict(completion, of: verifier)
        if verdict.outcome != expected { wrong.withLock { $0.append("\(thread)/\(index): \(verdict.json)") } }
      }
    }
    #expect(wrong.withLock { $0 } == [])
  }

  @Test("options that contradict each other are refused when the recipe is read")
  func options() throws {
    let registry = try Self.registry()
    let error = rewardError { _ = try registry.verifier("echo", options: ["least": 10]) }
    #expect(error?.code == .invalidParameter && error?.field == "least" && error?.source == "plugin service 1.0")
  }

  /// What goes wrong, the error, and what its sentence says.
  static let refused: [(mode: String, code: RewardError.Code, words: String)] = [
    ("protocol", .incompatiblePlugin, "found 2, expected 1"), ("empty", .malformedPlugin, "a verifier or a shaper"),
    ("nameless", .malformedPlugin, "`name`"), ("refuses", .unreadablePlugin, "no licence"), ("garbage", .unreadablePlugin, "no JSON"),
    ("description", .malformedPlugin, "`verifiers[0].version`"),
  ]

  @Test("a process that does not describe itself is refused", arguments: refused)
  func refuses(mode: String, code: RewardError.Code, words: String) throws {
    let error = try #require(rewardError { _ = try Self.registry(mode) })
    #expect(error.code == code && error.message.contains(words), "\(error.message)")
    #expect(error.source == "python3 service.py \(mode)")
  }

  @Test(
    "an entry is checked like options",
    arguments: [
      ["command": ["no-such-program-here"]], ["command": []], ["command": ["python3"], "procesess": 2], ["command": "python3"],
      ["command": ["python3"], "processes": 0], ["command": ["python3"], "timeout_seconds": 0], ["command": ["true"]],
    ] as [JSONValue])
  func entries(entry: JSONValue) throws {
    var registry = Registry.builtIn
    let error = try #require(rewardError { try registry.load(entry) })
    #expect([.unreadablePlugin, .invalidParameter, .unknownParameter].contains(error.code), "\(error)")
  }

  @Test("a shaper's state flows through requests, and a saved one resumes the run")
  func shaper() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "exact_match", "shapers": ["count"]], registry: try Self.registry())
    func rollouts(_ id: String) -> [Rollout] {
      [Rollout(completion: "a", groundTruth: "a", groupID: id), Rollout(completion: "b", groundTruth: "a", groupID: id)]
    }
    var scorer = Scorer(recipe: recipe)
    _ = scorer.score(rollouts("x"))
    #expect(scorer.score(rollouts("y")).map(\.reward) == [1, 1])
    let saved = try scorer.savedState()
    var other = Scorer(recipe: recipe)
    try other.resume(from: saved)
    #expect(other.score(rollouts("z")).map(\.reward) == [2, 2])
  }

  @Test("rewards of a wrong number are refused, and the run goes on")
  func wrongRewards() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "exact_match", "shapers": ["count"]], registry: try Self.registry("rewards"))
    var scorer = Scorer(recipe: recipe)
    let rollouts = [("x", "a"), ("x", "b"), ("y", "a")].map { Rollout(completion: $1, groundTruth: "a", groupID: $0) }
    let scored = scorer.score(rollouts)
    #expect(scored[0].problems.first?.code == .pluginFailed && scored[0].reward == nil)
    #expect(scored[2].problems.isEmpty && scored[2].reward == 1)
  }
}
