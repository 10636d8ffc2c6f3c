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

  @Option(name: .long, help: ArgumentHelp("How much is forgiven; short for --option strictness=WORD.", valueName: "word"))
  var strictness: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Who looks for the answer, as in a recipe's `extract`: `whole` takes the whole text. A name, or JSON with options; may be given again.",
      valueName: "extractor"))
  var extract: [String] = []

  @Flag(name: .long, help: "Show what was extracted, how both sides were read, and each step to the decision.")
  var explain = false

  @Flag(name: .long, help: "Print the verdict as JSON.")
  var json = false

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let registry = try plugins.registry()
    let verifier = try registry.verifier(self.verifier, options: try options(in: registry), extract: try extractors(in: registry))
    // The steps say what was looked for when nothing is found, whoever asks for them.
    var work = Work(explaining: true)
    let verdict = verifier.verify(
      Rollout(completion: try text(), groundTruth: GroundTruth(.string(groundTruth))), work: &work)
    if json {
      var object = try JSONValue(parsing: verdict.json).objectValue ?? JSONObject()
      if explain, let steps = work.steps {
        object["steps"] = .array(steps.map { .object(["step": .string($0.name), "finding": .string($0.finding)]) })
      }
      try Terminal.put(JSONValue.object(object).description)
    } else {
      try Terminal.put(PrintableText.lines(Explanation.text(of: verdict, steps: work.steps ?? [], showsSteps: explain)))
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
      // Known from recipes, where it stands beside the verifier and not in it.
      guard name != "extract" || described(name, in: registry) != nil else {
        throw RewardError(.unknownParameter, field: name, found: value, expected: "`--extract \(value)`", source: verifier)
      }
      guard options[name] == nil else {
        throw RewardError(.invalidValue, field: "--option", found: pair, expected: "`\(name)` once")
      }
      options[name] = takesText(name, in: registry) ? .string(value) : (try? JSONValue(parsing: value)) ?? .string(value)
    }
    guard let strictness else { return options }
    guard options["strictness"] == nil else {
      throw RewardError(.invalidValue, field: "--strictness", found: strictness, expected: "it or `--option strictness`, not both")
    }
    options["strictness"] = .string(strictness)
    return options
  }

  private func extractors(in registry: Registry) throws(RewardError) -> [any AnswerExtractor]? {
    guard !extract.isEmpty else { return nil }
    var entries: [JSONValue] = []
    for text in extract {
      guard text.hasPrefix("{") else {
        entries.append(.string(text))
        continue
      }
      do throws(JSONScanner.Failure) { entries.append(try JSONValue(parsing: text)) } catch {
        throw RewardError(
          .invalidValue, field: "--extract", found: "\(error.problem) at byte \(error.offset + 1)", expected: "a name, or JSON with `name`")
      }
    }
    return try Recipe.extractors(.array(entries), registry: registry)
  }

  /// Whether an option is text, so that `--option pattern=5` need not be quoted twice.
  private func takesText(_ name: String, in registry: Registry) -> Bool {
    guard let option = described(name, in: registry), !option.allowsNull else { return false }
    return switch option.kind {
    case .string, .choice: true
    default: false
    }
  }

  private func described(_ name: String, in registry: Registry) -> OptionDescription? {
    registry.verifiers.first { $0.name == verifier }?.options.first { $0.name == name }
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
    let withValue = ["--verifier", "--option", "--strictness", "--extract", "--plugin"]
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
  static func text(of verdict: Verdict, steps: [Work.Step], showsSteps: Bool) -> String {
    var lines: [String] = []
    if showsSteps {
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
    if verdict.outcome == .noAnswer, verdict.detail == nil, let search = steps.last(where: { $0.name == "extract" }) {
      let advice = search.finding.hasSuffix(" whole") ? "" : ", and no one else was asked; `--extract whole` takes the whole text"
      lines.append("  detail      \(search.finding)\(advice)")
    }
    lines.append("  verifier    \(verdict.verifier) \(verdict.version)")
    return lines.joined(separator: "\n")
  }
}
