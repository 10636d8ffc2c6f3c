package import RewardCore
import RewardPipeline

/// `docs/reference/`: a page for every verifier, shaper, normaliser, selector, metric and extractor, one for recipes and one for errors,
/// from what the code itself reads.
///
/// `rewards reference-pages` writes them for `Scripts/generate-docs`; a test compares.
package enum ReferencePages {
  /// A page.
  package struct Page: Sendable {
    /// Its path in `docs/reference`.
    package var path: String
    /// Its text, in Markdown.
    package var text: String
  }

  /// How an error is met: the arguments, and the message that they lead to.
  package struct ErrorExample: Sendable {
    /// The identifier.
    package var code: String
    /// The files beside it, by name.
    package var files: [JSONObject.Member]
    /// The arguments of `rewards`.
    package var arguments: [String]
    /// The message.
    package var says: String
  }

  /// The folders of the kinds.
  package static let kinds = ["verifiers", "shapers", "normalisers", "selectors", "metrics", "extractors"]

  /// Every page.
  package static func all(of registry: Registry, errorExamples: [ErrorExample]) -> [Page] {
    let shaping = [
      ("shapers", "shaper", registry.shapers), ("normalisers", "normaliser", registry.normalisers),
      ("selectors", "selector", registry.selectors), ("metrics", "metric", registry.metrics),
    ]
    var pages = registry.verifiers.map { Page(path: "verifiers/\($0.name).md", text: $0.markdown) }
    for (folder, kind, descriptions) in shaping {
      pages += descriptions.map { description in
        let merging = registry.merging(of: description.name)
        return Page(path: "\(folder)/\(description.name).md", text: description.markdown(kind: kind, merging: merging))
      }
    }
    pages += registry.extractors.map { Page(path: "extractors/\($0.name).md", text: $0.markdown) }
    pages.append(Page(path: "recipe.md", text: recipe))
    pages.append(Page(path: "errors.md", text: errors(errorExamples)))
    pages.append(Page(path: "README.md", text: index(of: registry)))
    return pages
  }

  /// Reads `Fixtures/errors.jsonl`.
  ///
  /// - Throws: `malformed_row` for a line that is no case.
  package static func errorExamples(_ bytes: [UInt8]) throws(RewardError) -> [ErrorExample] {
    var examples: [ErrorExample] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let json = try? JSONValue(parsing: String(decoding: line, as: UTF8.self))
      guard let object = json?.objectValue, let code = object["code"]?.stringValue, let says = object["says"]?.stringValue,
        let files = object["files"]?.objectValue?.members, let arguments = object["arguments"]?.arrayValue?.compactMap(\.stringValue)
      else { throw RewardError(.malformedRow, expected: "`code`, `files`, `arguments` and `says`") }
      examples.append(ErrorExample(code: code, files: files, arguments: arguments, says: says))
    }
    return examples
  }

  // MARK: Pages about several things

  private static func index(of registry: Registry) -> String {
    var text = MarkdownText(title: "Reference")
    text.paragraph(
      "The same as `rewards list` and `rewards describe NAME`. [Recipes](recipe.md), [errors](errors.md), [rows](../row-format.md).")
    func section(_ title: String, _ folder: String, _ entries: [(String, String)]) {
      text.heading(title)
      text.table(["name", "what it is"], entries.map { ["[`\($0.0)`](\(folder)/\($0.0).md)", $0.1] })
    }
    section("Verifiers", "verifiers", registry.verifiers.map { ($0.name, $0.summary) })
    section("Extractors", "extractors", registry.extractors.map { ($0.name, $0.summary) })
    section("Shapers", "shapers", registry.shapers.map { ($0.name, $0.summary) })
    section("Normalisers", "normalisers", registry.normalisers.map { ($0.name, $0.summary) })
    section("Selectors", "selectors", registry.selectors.map { ($0.name, $0.summary) })
    section("Metrics", "metrics", registry.metrics.map { ($0.name, $0.summary) })
    text.heading("The example W")
    text.paragraph("Worked numbers of shapers are on this batch where they say W: one group, six rollouts, three of them right.")
    text.code(ShaperExample.w.split(separator: "\n").joined(separator: "\n"), "json")
    return text.text
  }

  private static var recipe: String {
    var text = MarkdownText(title: "Recipes")
    text.paragraph(
      """
      A recipe is one JSON object, or YAML with the same keys. Only `version` and `verifier` are needed. An unknown or repeated key, name or value is \
      an error that names the nearest valid one; so is a step that can never act. How rows, groups and batches are read is in \
      [docs/row-format.md](../row-format.md).
      """)
    text.table(["key", "values", "default"], RecipeKey.all.map { ["[`\($0.name)`](#\($0.name))", $0.values, $0.defaultWords] })
    for key in RecipeKey.all {
      text.heading(key.name)
      text.paragraph(key.summary)
      text.paragraph("Values: \(key.values). Default: \(key.defaultWords).")
      if !key.members.isEmpty {
        text.table(["key", "values", "default", "meaning"], key.members.map { ["`\($0.name)`", $0.values, $0.defaultWords, $0.summary] })
      }
      for example in key.examples { text.code(example, "json") }
    }
    return text.text
  }

  private static func errors(_ examples: [ErrorExample]) -> String {
    var text = MarkdownText(title: "Errors")
    text.paragraph(
      """
      Every message ends with its identifier in brackets. It is the same from the command, Swift (`RewardError.code`), C and Python (`code`), and in \
      the results of shaping cases, and it never changes its meaning. `rewards describe IDENTIFIER` prints the entry. What a model wrote is never \
      an error but a verdict.
      """)
    for subject in ErrorDescription.Subject.allCases {
      text.heading(subject.rawValue)
      for error in ErrorDescription.all where error.subject == subject {
        text.heading("`\(error.code.rawValue)`", level: 3)
        text.paragraph(error.meaning)
        text.paragraph("*What to do:* \(error.remedy)")
        for example in examples where example.code == error.code.rawValue {
          let call = example.arguments.map { $0.allSatisfy { $0.isLetter || $0.isNumber || "-_./=".contains($0) } ? $0 : "'\($0)'" }
          let files = example.files.sorted { $0.name < $1.name }.map { "$ cat \($0.name)\n\($0.value.stringValue ?? "")" }
            .map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }
          text.code("\(files.joined())$ rewards \(call.joined(separator: " "))\n\(example.says)", "text")
        }
      }
    }
    return text.text
  }
}

// MARK: Pages about one thing

extension VerifierDescription {
  fileprivate var markdown: String {
    var text = MarkdownText(title: "`\(name)`")
    text.paragraph("Verifier, version \(version). \(summary)")
    text.paragraph(rationale)
    text.code(#"{"version": 1, "verifier": {"name": "\#(name)"}}"#, "json")
    text.options(options)
    text.paragraph(
      needsGroundTruth
        ? "Needs a ground truth; an array \(arrayMeaning == .anyOf ? "means *any of these*" : "is one value")." : "Needs no ground truth.")
    text.list("Limits", limits)
    text.heading("Examples")
    text.table(
      ["completion", "ground truth", "options, metadata", "verdict"],
      examples.filter { !$0.isTestOnly }.map { example in
        let extras = [example.options, example.metadata].filter { !$0.members.isEmpty }
          .map { MarkdownText.code(JSONValue.object($0).description) }
        let verdict = example.outcome.rawValue + (example.reason.map { " (\($0.rawValue))" } ?? "")
        return [
          MarkdownText.code(JSONValue.string(example.completion).description),
          example.groundTruth.map { MarkdownText.code("\($0.value)") } ?? "",
          extras.joined(separator: " "), verdict + (example.note.map { ": \($0)" } ?? ""),
        ]
      })
    text.sources(sources)
    return text.text
  }
}

extension ShaperDescription {
  fileprivate func markdown(kind: String, merging: StateMerging?) -> String {
    var text = MarkdownText(title: "`\(name)`")
    text.paragraph("\(kind.prefix(1).uppercased() + kind.dropFirst()), version \(version). \(summary)")
    text.code(equation, "text")
    text.options(options)
    text.heading("What it looks at")
    var needs = [["level", level.rawValue], ["lengths", usesLength ? "yes" : "no"], ["correctness", usesCorrectness ? "yes" : "no"]]
    for (title, fields) in [("fields of a rollout", rolloutFields), ("fields of a group", groupFields), ("fields of a batch", batchFields)]
    where !fields.isEmpty {
      needs.append([title, fields.map(MarkdownText.code).joined(separator: ", ")])
    }
    if let merging { needs.append(["several processes", merging.sentence]) }
    text.table(["", ""], needs)
    text.list("Edges", edges)
    text.list("Properties", properties)
    text.sources(sources)
    text.heading("Worked numbers")
    for example in examples {
      if let note = example.note { text.paragraph(note.hasSuffix(".") ? note : note + ".") }
      let inputs = example.inputs == ShaperExample.w ? "[W](../README.md#the-example-w)" : MarkdownText.code(example.inputs)
      let state = example.stateIn.map { ", state \(MarkdownText.code($0))" } ?? ""
      text.paragraph(
        "\(MarkdownText.code(example.params)) on \(inputs)\(state) gives \(MarkdownText.code(example.result))"
          + (example.stateOut.map { ", and the state \(MarkdownText.code($0))" } ?? "") + ".")
    }
    return text.text
  }
}

extension ExtractorDescription {
  fileprivate var markdown: String {
    var text = MarkdownText(title: "`\(name)`")
    text.paragraph("Extractor. \(summary)")
    // An option without a default has to be in it, as an example has it.
    let isBare = !options.contains { $0.defaultValue == nil }
    var entry: JSONObject = ["name": .string(name)]
    for member in examples.first?.options.members ?? [] { entry[member.name] = member.value }
    let extract = isBare ? JSONValue.string(name) : .object(entry)
    text.code(#"{"version": 1, "verifier": "math", "extract": [\#(extract)]}"#, "json")
    text.options(options)
    text.heading("Examples")
    text.table(
      ["text", "options", "extracted"],
      examples.map { example in
        [
          MarkdownText.code(JSONValue.string(example.text).description),
          example.options.members.isEmpty ? "" : MarkdownText.code(JSONValue.object(example.options).description),
          example.extracted.map { MarkdownText.code(JSONValue.string($0).description) } ?? "nothing",
        ]
      })
    return text.text
  }
}

/// A page of Markdown as it is put together.
private struct MarkdownText {
  private(set) var text: String

  init(title: String) {
    text = "# \(title)\n\n<!-- Generated by Scripts/generate-docs from the code; edit that. -->\n"
  }

  mutating func heading(_ title: String, level: Int = 2) { text += "\n\(String(repeating: "#", count: level)) \(title)\n" }

  mutating func paragraph(_ paragraph: String) {
    guard !paragraph.isEmpty else { return }
    text += "\n\(paragraph)\n"
  }

  mutating func code(_ code: String, _ language: String) { text += "\n```\(language)\n\(code)\n```\n" }

  mutating func list(_ title: String, _ entries: [String]) {
    guard !entries.isEmpty else { return }
    heading(title)
    text += "\n" + entries.map { "- \($0)\n" }.joined()
  }

  mutating func table(_ head: [String], _ rows: [[String]]) {
    func line(_ cells: [String]) -> String { "| " + cells.map(Self.cell).joined(separator: " | ") + " |\n" }
    text += "\n" + line(head) + "|" + String(repeating: "---|", count: head.count) + "\n" + rows.map(line).joined()
  }

  mutating func options(_ options: [OptionDescription]) {
    heading("Options")
    guard !options.isEmpty else { return paragraph("None.") }
    table(
      ["option", "values", "default", "meaning"],
      options.map { option in
        ["`\(option.name)`", option.kindDescription, option.defaultValue.map { Self.code("\($0)") } ?? "required", option.summary]
      })
  }

  mutating func sources(_ sources: [Source]) {
    list(
      "Sources",
      sources.map { source in
        source.title + (source.reference.map { ", \($0)" } ?? "") + (source.confidence.map { " (\($0.rawValue))" } ?? "")
      })
  }

  /// A text in backquotes, however many it has itself.
  static func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
    let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
    guard longest > 0 else { return "`\(line)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(line) \(fence)"
  }

  /// A text in a cell, which a bar would end.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|").split(whereSeparator: \.isNewline)
      .joined(separator: " ")
  }
}
