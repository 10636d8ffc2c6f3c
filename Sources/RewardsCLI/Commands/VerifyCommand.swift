import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards verify`: one verdict.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Judges one completion by one ground truth.",
    discussion: "Exit status: 0 correct, 1 incorrect or no answer, 2 wrong usage, 3 unverifiable.")

  @Argument(help: "The reference: a bare answer, one in math delimiters, or a whole solution.")
  var groundTruth: String

  @Argument(help: "What the model wrote; `-` reads it from standard input.")
  var completion: String

  @Option(name: .long, help: "The verifier that judges.")
  var verifier = "math"

  @Option(name: .long, help: ArgumentHelp("An option of the verifier, as NAME=VALUE; may be given again.", valueName: "name=value"))
  var option: [String] = []

  @Flag(name: .long, help: "Show what was extracted, how both sides were read, and each step to the decision.")
  var explain = false

  @Flag(name: .long, help: "Print the verdict as JSON.")
  var json = false

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let registry = try plugins.registry()
    let verifier = try registry.verifier(self.verifier, options: try options(in: registry))
    var work = Work(explaining: explain)
    let verdict = verifier.verify(
      Rollout(completion: try text(), groundTruth: GroundTruth(.string(groundTruth))), work: &work)
    if json {
      var object = try JSONValue(parsing: verdict.json).objectValue ?? JSONObject()
      if let steps = work.steps {
        object["steps"] = .array(steps.map { .object(["step": .string($0.name), "finding": .string($0.finding)]) })
      }
      try Terminal.put(JSONValue.object(object).description)
    } else {
      try Terminal.put(PrintableText.lines(Explanation.text(of: verdict, steps: work.steps)))
    }
    switch verdict.outcome {
    case .correct: return
    case .incorrect, .noAnswer: throw RewardsCommand.Status.findings
    case .unverifiable: throw RewardsCommand.Status.unverifiable
    }
  }

  private func options(in registry: Registry) throws(RewardError) -> JSONObject {
    var options = JSONObject()
    for pair in option {
      guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
        throw RewardError(.invalidValue, field: "--option", found: pair, expected: "NAME=VALUE")
      }
      let value = String(pair[pair.index(after: equals)...])
      let name = String(pair[..<equals])
      options[name] = takesText(name, in: registry) ? .string(value) : (try? JSONValue(parsing: value)) ?? .string(value)
    }
    return options
  }

  /// Whether an option is text, so that `--option pattern=5` need not be quoted twice.
  private func takesText(_ name: String, in registry: Registry) -> Bool {
    let options = registry.verifiers.first { $0.name == verifier }?.options ?? []
    guard let option = options.first(where: { $0.name == name }), !option.allowsNull else { return false }
    return switch option.kind {
    case .string, .choice: true
    default: false
    }
  }

  private func text() throws(RewardError) -> String {
    guard completion == "-" else { return completion }
    let bytes = try readBytes("-")
    guard bytes.withUnsafeBufferPointer({ firstInvalidUTF8(in: $0) }) == nil else {
      throw RewardError(.unreadableFile, file: "-", found: "bytes that are not UTF-8", expected: "UTF-8")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Puts `--` before the texts of `verify`, so that an answer such as `-5` is not taken for an option.
enum VerifyArguments {
  static func separated(_ arguments: [String]) -> [String] {
    guard arguments.first == "verify", !arguments.contains("--") else { return arguments }
    let withValue = ["--verifier", "--option", "--plugin"]
    let flags = ["--explain", "--json", "-h", "--help", "--version"]
    var options: [String] = []
    var texts: [String] = []
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      if withValue.contains(argument) {
        options += arguments[index..<min(index + 2, arguments.count)]
        index += 1
      } else if flags.contains(argument) || withValue.contains(where: { argument.hasPrefix($0 + "=") }) {
        options.append(argument)
      } else if argument.hasPrefix("--"), argument.dropFirst(2).first?.isLetter == true {
        return arguments  // an unknown option: let the parser say so
      } else {
        texts.append(argument)
      }
      index += 1
    }
    return ["verify"] + options + ["--"] + texts
  }
}

/// A verdict in words.
enum Explanation {
  static func text(of verdict: Verdict, steps: [Work.Step]?) -> String {
    var lines: [String] = []
    if let steps {
      let width = (steps.map(\.name.count).max() ?? 0) + 2
      lines += steps.map { step in
        let indent = String(repeating: " ", count: width)
        let finding = step.finding.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent)
        return step.name + String(repeating: " ", count: width - step.name.count) + finding
      }
      lines.append("")
    }
    var head = verdict.outcome.rawValue
    if let reason = verdict.reason {
      head += " (\(reason.rawValue)" + (verdict.chargedTo.map { ", charged to \($0.rawValue)" } ?? "") + ")"
    }
    if verdict.outcome == .incorrect, verdict.score > .none { head += ", score \(verdict.score.doubleValue)" }
    lines.append(head)
    if let extracted = verdict.extracted { lines.append("  extracted   \(extracted)") }
    if let proof = verdict.proof { lines.append("  proof       \(proof)") }
    if !verdict.leniencies.isEmpty { lines.append("  leniencies  " + verdict.leniencies.joined(separator: ", ")) }
    if let detail = verdict.detail { lines.append("  detail      \(detail)") }
    if verdict.outcome == .noAnswer, verdict.detail == nil {
      lines.append(#"  detail      no place of an answer, such as \boxed{…} or <answer>…</answer>; see `extract` of a recipe"#)
    }
    lines.append("  verifier    \(verdict.verifier) \(verdict.version)")
    return lines.joined(separator: "\n")
  }
}
