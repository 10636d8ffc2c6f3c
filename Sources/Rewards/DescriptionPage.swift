public import RewardCore

/// A description as a page: text for people, JSON for programs; what `rewards describe` prints.
public struct DescriptionPage: Sendable {
  /// The page as text.
  public var text: String
  /// The page as JSON.
  public var json: JSONValue
}

extension Registry {
  /// All about a verifier, shaper, normaliser, selector, metric or extractor; `nil` when nothing has that name.
  public func page(about name: String) -> DescriptionPage? {
    if let description = verifiers.first(where: { $0.name == name }) { return description.page }
    for (kind, descriptions) in [("shaper", shapers), ("normaliser", normalisers), ("selector", selectors), ("metric", metrics)] {
      if let description = descriptions.first(where: { $0.name == name }) {
        let page = description.page(kind: kind, merging: merging(of: name))
        return kind == "shaper" ? page.with(audit(ofShaper: description)) : page
      }
    }
    if let description = extractors.first(where: { $0.name == name }) { return description.page }
    return nil
  }
}

extension ErrorDescription {
  /// The page about an error.
  package var page: DescriptionPage {
    var text = PageText(kind: "error", name: code.rawValue, version: nil, summary: meaning)
    text.list("what to do", [remedy])
    return DescriptionPage(
      text: text.text,
      json: .object([
        "kind": "error", "name": .string(code.rawValue), "subject": .string(subject.rawValue), "summary": .string(meaning),
        "remedy": .string(remedy),
      ]))
  }
}

extension VerifierDescription {
  fileprivate var page: DescriptionPage {
    var text = PageText(kind: "verifier", name: name, version: version, summary: summary)
    text.paragraph(rationale)
    text.options(options)
    text.list("limits", limits)
    text.sources(sources)
    text.list(
      "examples",
      examples.filter { !$0.isTestOnly }.map { example in
        let truth = example.groundTruth.map { " ⟵ \($0.value)" } ?? ""
        let options = example.options.members.isEmpty ? "" : " with \(JSONValue.object(example.options))"
        let metadata = example.metadata.members.isEmpty ? "" : ", metadata \(JSONValue.object(example.metadata))"
        let reason = example.reason.map { " (\($0.rawValue))" } ?? ""
        let note = example.note.map { ": \($0)" } ?? ""
        return "\(JSONValue.string(example.completion))\(truth)\(options)\(metadata) → \(example.outcome.rawValue)\(reason)\(note)"
      })
    return DescriptionPage(
      text: text.text,
      json: .object([
        "kind": "verifier", "name": .string(name), "version": .number(JSONNumber(version)), "summary": .string(summary),
        "rationale": .string(rationale), "needs_ground_truth": .bool(needsGroundTruth),
        "array_means": .string(arrayMeaning.rawValue), "options": options.json, "limits": limits.json, "sources": sources.json,
        "examples": .array(examples.filter { !$0.isTestOnly }.map(\.json)),
      ]))
  }
}

extension VerifierExample {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["completion": .string(completion), "outcome": .string(outcome.rawValue)]
    object["ground_truth"] = groundTruth?.value
    if !options.members.isEmpty { object["options"] = .object(options) }
    if !metadata.members.isEmpty { object["metadata"] = .object(metadata) }
    object["reason"] = reason.map { .string($0.rawValue) }
    object["note"] = note.map { .string($0) }
    return .object(object)
  }
}

extension ShaperDescription {
  fileprivate func page(kind: String, merging: StateMerging?) -> DescriptionPage {
    var text = PageText(kind: kind, name: name, version: version, summary: summary)
    text.paragraph(equation)
    text.options(options)
    text.list("level", [level.rawValue + (usesLength ? ", needs lengths" : "")])
    text.list("fields of a rollout", rolloutFields)
    text.list("fields of a group", groupFields)
    text.list("fields of a batch", batchFields)
    text.list("several processes", merging.map { [$0.sentence] } ?? [])
    text.list("edges", edges)
    text.list("properties", properties)
    text.sources(sources)
    text.list(
      "examples",
      examples.map { example in
        let inputs = example.inputs == ShaperExample.w ? "W" : example.inputs
        let state = example.stateIn.map { ", state \($0)" } ?? ""
        return "\(example.params) on \(inputs)\(state) → \(example.result)" + (example.note.map { ": \($0)" } ?? "")
      })
    if examples.contains(where: { $0.inputs == ShaperExample.w }) { text.list("W", [ShaperExample.w]) }
    return DescriptionPage(
      text: text.text,
      json: .object([
        "kind": .string(kind), "name": .string(name), "version": .number(JSONNumber(version)), "summary": .string(summary),
        "equation": .string(equation), "level": .string(level.rawValue), "combination": .string(combination.rawValue),
        "uses_length": .bool(usesLength), "rollout_fields": rolloutFields.json, "group_fields": groupFields.json,
        "batch_fields": batchFields.json, "several_processes": merging.map { .string($0.sentence) } ?? .null,
        "options": options.json, "edges": edges.json, "properties": properties.json, "sources": sources.json,
        "examples": .array(
          examples.map { example in
            var object: JSONObject = ["params": .string(example.params), "inputs": .string(example.inputs)]
            object["state_in"] = example.stateIn.map { .string($0) }
            object["result"] = .string(example.result)
            object["state_out"] = example.stateOut.map { .string($0) }
            object["note"] = example.note.map { .string($0) }
            return .object(object)
          }),
      ]))
  }
}

extension ExtractorDescription {
  fileprivate var page: DescriptionPage {
    var text = PageText(kind: "extractor", name: name, version: nil, summary: summary)
    text.options(options)
    text.list(
      "examples",
      examples.map { example in
        let options = example.options.members.isEmpty ? "" : " with \(JSONValue.object(example.options))"
        return "\(JSONValue.string(example.text))\(options) → \(example.extracted.map { JSONValue.string($0).description } ?? "nothing")"
      })
    return DescriptionPage(
      text: text.text,
      json: .object([
        "kind": "extractor", "name": .string(name), "summary": .string(summary), "options": options.json,
        "examples": .array(
          examples.map { example in
            var object: JSONObject = ["text": .string(example.text)]
            if !example.options.members.isEmpty { object["options"] = .object(example.options) }
            object["extracted"] = example.extracted.map { .string($0) } ?? .null
            return .object(object)
          }),
      ]))
  }
}

/// A page as it is put together.
private struct PageText {
  private(set) var text: String

  init(kind: String, name: String, version: Int?, summary: String) {
    text = "\(name) — \(kind)" + (version.map { ", version \($0)" } ?? "") + "\n\(summary)\n"
  }

  mutating func paragraph(_ paragraph: String) {
    guard !paragraph.isEmpty else { return }
    text += "\n\(paragraph)\n"
  }

  mutating func list(_ title: String, _ entries: [String]) {
    guard !entries.isEmpty else { return }
    text += "\n\(title)\n" + entries.map { "  \($0.split(separator: "\n").joined(separator: "\n  "))\n" }.joined()
  }

  mutating func options(_ options: [OptionDescription]) {
    list(
      "options",
      options.map { option in
        let value = option.defaultValue.map { "default \($0)" } ?? "required"
        return "\(option.name): \(option.kindDescription); \(value)\n    \(option.summary)"
      })
  }

  mutating func sources(_ sources: [Source]) {
    list(
      "sources",
      sources.map { source in
        source.title + (source.reference.map { ", \($0)" } ?? "") + (source.confidence.map { " [\($0.rawValue)]" } ?? "")
      })
  }
}

extension [OptionDescription] {
  fileprivate var json: JSONValue {
    .array(
      map { option in
        var object: JSONObject = ["name": .string(option.name), "values": .string(option.kindDescription)]
        object["default"] = option.defaultValue
        object["required"] = .bool(option.defaultValue == nil)
        object["summary"] = .string(option.summary)
        return .object(object)
      })
  }
}

extension [String] {
  fileprivate var json: JSONValue { .array(map { .string($0) }) }
}

extension [Source] {
  fileprivate var json: JSONValue {
    .array(
      map { source in
        var object: JSONObject = ["title": .string(source.title)]
        object["reference"] = source.reference.map { .string($0) }
        object["confidence"] = source.confidence.map { .string($0.rawValue) }
        return .object(object)
      })
  }
}
