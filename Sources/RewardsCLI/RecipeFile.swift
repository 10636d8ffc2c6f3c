import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards
import Yams

/// Reads a recipe from a file: JSON, or YAML with the same keys.
///
/// YAML is read here only.
enum RecipeFile {
  /// The recipe of a file; without one, the standard recipe.
  static func load(_ path: String?, registry: Registry) throws(RewardError) -> Recipe {
    guard let path else { return try Recipe.standard(registry: registry) }
    do throws(RewardError) {
      let bytes = try readBytes(path)
      guard firstInvalidUTF8(in: bytes) == nil else {
        throw RewardError(.malformedRecipe, found: "bytes that are not UTF-8", expected: "JSON or YAML")
      }
      let text = String(decoding: bytes, as: UTF8.self)
      // JSON starts with a brace; as YAML it would lose the digits of no number either, but its messages would be YAML's.
      let isJSON = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.first == "{"
      return try Recipe(json: isJSON ? json(text) : yaml(text), registry: registry, folder: folder(of: path))
    } catch {
      var error = error
      error.file = path
      throw error
    }
  }

  /// Where relative paths of a recipe's plugins begin; `nil`: the working directory, as for standard input.
  private static func folder(of path: String) -> String? {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { RewardCore.firstInvalidUTF8(in: $0) }
  }

  private static func json(_ text: String) throws(RewardError) -> JSONValue {
    do { return try JSONValue(parsing: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text) } catch {
      throw RewardError(
        .malformedRecipe, found: "\(error.problem) at byte \(error.offset + 1)", expected: "JSON or YAML")
    }
  }

  private static func yaml(_ text: String) throws(RewardError) -> JSONValue {
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch YamlError.duplicatedKeysInMapping(duplicates: let keys, context: let context) {
      var error = RewardError(.duplicateKey, field: keys.first, expected: "it once")
      error.line = context.mark.line
      throw error
    } catch {
      // Place and problem; then Yams quotes the file.
      let words = "\(error)".split(separator: "\n").prefix(2).joined(separator: ", ")
      throw RewardError(.malformedRecipe, found: words, expected: "JSON or YAML")
    }
    guard let node else { throw RewardError(.malformedRecipe, found: "nothing", expected: "JSON or YAML") }
    var count = 0
    return try value(of: node, count: &count)
  }

  /// A YAML node as JSON; plain scalars by the rules of YAML's core schema, numbers by their digits.
  ///
  /// - Parameter count: values so far; an alias stands for a copy of what it names.
  private static func value(of node: Node, count: inout Int) throws(RewardError) -> JSONValue {
    count += 1
    guard count <= Limits.recipeValues else {
      throw RewardError(.malformedRecipe, found: "aliases that stand for over \(Limits.recipeValues) values", expected: "a recipe")
    }
    switch node {
    case .mapping(let mapping):
      var members: [JSONObject.Member] = []
      for (key, node) in mapping {
        guard let name = key.string else {
          throw RewardError(.malformedRecipe, found: "a key that is no string", expected: "keys that are words")
        }
        members.append(JSONObject.Member(name: name, value: try value(of: node, count: &count)))
      }
      return .object(JSONObject(members: members))
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      for node in sequence { elements.append(try value(of: node, count: &count)) }
      return .array(elements)
    case .alias: return .null
    case .scalar(let scalar):
      guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
      switch scalar.string {
      case "", "~", "null", "Null", "NULL": return .null
      case "true", "True", "TRUE": return .bool(true)
      case "false", "False", "FALSE": return .bool(false)
      default:
        if case .number(let number)? = try? JSONValue(parsing: scalar.string) { return .number(number) }
        return .string(scalar.string)
      }
    }
  }
}

/// The options that several commands share.
struct RunOptions: ParsableArguments {
  @Argument(help: "Files with one JSON object a line, plain or gzip; `-` is standard input.")
  var files: [String]

  @Option(name: .long, help: "The recipe, as JSON or YAML; without one the `math` verifier judges every row.")
  var recipe: String?

  @Option(name: .long, help: "Threads that verify; the output does not depend on it.")
  var jobs: Int?

  @Flag(name: .long, help: "Write over a file that is there already.")
  var force = false

  @OptionGroup var plugins: PluginOptions

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("no FILE was given; `-` is standard input") }
    if let jobs, !(1...Limits.jobs ~= jobs) { throw ValidationError("--jobs has to be from 1 to \(Limits.jobs)") }
    try Self.checkStandardInput(files + [recipe])
  }

  /// Refuses to read standard input twice: the second reader would find nothing.
  static func checkStandardInput(_ paths: [String?]) throws {
    guard paths.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("`-`, standard input, was given twice") }
  }

  /// How to run.
  var settings: Pipeline.Settings {
    var settings = Pipeline.Settings()
    if let jobs { settings.jobs = jobs }
    return settings
  }
}
