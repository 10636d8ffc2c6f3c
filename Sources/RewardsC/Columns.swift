import RewardCore
import RewardPipeline

/// The rows of a batch by columns, from whichever form they came in; what `Scorer.score` takes as rollouts.
struct Columns {
  /// Rows in one call, at most: more is a length that went wrong.
  static let rowLimit = 1 << 32

  /// A column with its name, for messages.
  struct Named {
    var name: String
    var column: Column
  }

  /// A ground truth that is text is text, or JSON.
  struct GroundTruths {
    var column: Named
    var areJSON: Bool
  }

  /// Which rows share a prompt.
  enum Groups {
    case none
    case named(Named)
    /// The group of each row; groups have no names.
    case numbered([Int])
  }

  /// Rows.
  var count: Int
  var completions: Named
  var groundTruths: GroundTruths?
  var prompts: Named?
  var groups = Groups.none
  /// Objects as JSON.
  var metadata: Named?
  /// Single values of the metadata, by path.
  var fields: [(path: [String], column: Named)] = []
  /// The values of the field that routes.
  var routes: Named?
  var tokenCounts: Named?
  var steps: Named?
  var truncated: Named?

  /// Judges a row.
  ///
  /// - Throws: what the column that cannot be read has at that row.
  func judge(_ row: Int, with scorer: BatchScorer) throws(RewardError) -> JudgedLine {
    let completion = try completions.column.text(at: row, of: completions.name)
    let rollout = Rollout(
      id: String(row + 1),
      prompt: try prompts.flatMap { (prompts) throws(RewardError) in try prompts.column.text(at: row, of: prompts.name) },
      completion: completion ?? "", groundTruth: try groundTruth(of: row), groupID: try groupID(of: row),
      step: try steps.flatMap { (steps) throws(RewardError) in try steps.column.integer(at: row, of: steps.name) },
      tokenCount: try tokenCount(of: row),
      truncated: try truncated.flatMap { (flags) throws(RewardError) in try flags.column.flag(at: row, of: flags.name) } ?? false,
      metadata: try metadata(of: row))
    let route = try routes.flatMap { (routes) throws(RewardError) in try routes.column.value(at: row, of: routes.name) }
    return scorer.judge(
      rollout, hasCompletion: completion != nil, route: route.map { $0.stringValue ?? $0.description }, at: row)
  }

  private func groundTruth(of row: Int) throws(RewardError) -> GroundTruth? {
    guard let groundTruths else { return nil }
    let (name, column) = (groundTruths.column.name, groundTruths.column.column)
    guard groundTruths.areJSON else { return try column.value(at: row, of: name).map { GroundTruth($0) } }
    let value = try json(column, at: row, of: name)
    return value == .null ? nil : value.map { GroundTruth($0) }
  }

  private func groupID(of row: Int) throws(RewardError) -> String? {
    switch groups {
    case .none: nil
    case .named(let names): try names.column.name(at: row, of: names.name)
    case .numbered(let groups): "group \(groups[row])"
    }
  }

  private func tokenCount(of row: Int) throws(RewardError) -> Int? {
    guard let tokenCounts, let count = try tokenCounts.column.integer(at: row, of: tokenCounts.name) else { return nil }
    guard count >= 0 else {
      throw RewardError(.wrongType, field: "\(tokenCounts.name)[\(row)]", found: "\(count)", expected: "an integer, at least 0")
    }
    return count
  }

  private func metadata(of row: Int) throws(RewardError) -> JSONObject {
    var object = JSONObject()
    if let metadata, let value = try json(metadata.column, at: row, of: metadata.name), value != .null {
      guard let found = value.objectValue else {
        throw RewardError(.wrongType, field: "\(metadata.name)[\(row)]", found: value.kindName, expected: "an object")
      }
      object = found
    }
    for (path, column) in fields {
      if let value = try column.column.value(at: row, of: column.name) { object.set(value, at: path[...]) }
    }
    return object
  }

  private func json(_ column: Column, at row: Int, of name: String) throws(RewardError) -> JSONValue? {
    guard case .texts(let texts) = column else { return try column.value(at: row, of: name) }
    guard let bytes = texts.bytes(at: row) else { return nil }
    do throws(JSONScanner.Failure) { return try JSONValue(parsing: bytes) } catch {
      throw RewardError(
        .wrongType, field: "\(name)[\(row)]", found: "\(error.problem) at byte \(error.offset + 1)", expected: "JSON")
    }
  }
}

extension JSONObject {
  /// Puts a value at a path, through objects that are made where there are none.
  fileprivate mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      self[name] = value
      return
    }
    var inner = self[name]?.objectValue ?? JSONObject()
    inner.set(value, at: path.dropFirst())
    self[name] = .object(inner)
  }
}
