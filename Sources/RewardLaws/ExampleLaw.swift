import RewardCore
import RewardPipeline

/// A worked number is what the code gives.
enum ExampleLaw {
  /// What is wrong with an example of a shaper, metric, normaliser or selector.
  static func finding(_ example: ShaperExample, of description: ShaperDescription, in registry: Registry) -> LawFinding? {
    func found(_ evidence: String) -> LawFinding {
      LawFinding(
        law: "worked numbers hold", subject: description.name, evidence: "\(example.fileID):\(example.line): \(evidence)",
        fileID: example.fileID, line: example.line,
        lookAtIt: """
          rewards shape --cases -    # with this line on standard input, where the command knows it:
          {"shaper": "\(description.name)", "params": \(oneLine(example.params)), "inputs": \(oneLine(example.inputs))\
          \(example.stateIn.map { ", \"state_in\": \(oneLine($0))" } ?? "")}
          """)
    }
    do {
      guard let params = try JSONValue(parsing: example.params).objectValue else { return found("`params` is no object") }
      let shapingCase = ShapingCase(
        shaper: description.name, params: params, inputs: try JSONValue(parsing: example.inputs),
        stateIn: try example.stateIn.map { try JSONValue(parsing: $0) })
      let outcome = shapingCase.run(registry: registry)
      let stated = try JSONValue(parsing: example.result)
      if !agree(stated, outcome.result) {
        return found("it states \(stated), got \(outcome.result)" + (outcome.error.map { ": \($0)" } ?? ""))
      }
      if let state = example.stateOut {
        let stated = try JSONValue(parsing: state)
        if !agree(stated, outcome.stateOut ?? .null) { return found("it states the state \(stated), got \(outcome.stateOut ?? .null)") }
      }
      return nil
    } catch let failure as JSONScanner.Failure {
      return found("it is no JSON: \(failure.problem) at byte \(failure.offset + 1)")
    } catch { return found("\(error)") }
  }

  /// Equal, numbers within a millionth of a millionth of the larger: a description writes as many digits as people read; and what the result
  /// has beside what is stated is not looked at.
  private static func agree(_ stated: JSONValue, _ found: JSONValue) -> Bool {
    switch (stated, found) {
    case (.number(let left), .number(let right)):
      left == right || abs(left.doubleValue - right.doubleValue) <= tolerance * max(1, abs(left.doubleValue))
    case (.array(let left), .array(let right)): left.count == right.count && zip(left, right).allSatisfy(agree)
    case (.object(let left), .object(let right)):
      left.members.allSatisfy { member in right[member.name].map { agree(member.value, $0) } ?? false }
    default: stated == found
    }
  }

  private static let tolerance = 1e-9

  private static func oneLine(_ json: String) -> String { json.split(whereSeparator: \.isNewline).joined(separator: " ") }
}
