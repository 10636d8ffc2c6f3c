import RewardCore

/// The fields of a row in that we own; every other field is carried to the output byte for byte.
///
/// The raw value is the place in `allCases`, so that a `FieldMap` finds a path without a search; nothing is saved by it.
package enum RowField: Int, CaseIterable, Sendable {
  case id
  case prompt
  case completion
  case groundTruth
  case groupID
  case step
  case tokenCount
  case truncated
  case metadata
  case reward
  case expected

  /// The name in a row, unless a recipe maps it.
  package var name: String {
    switch self {
    case .id: "id"
    case .prompt: "prompt"
    case .completion: "completion"
    case .groundTruth: "ground_truth"
    case .groupID: "group_id"
    case .step: "step"
    case .tokenCount: "token_count"
    case .truncated: "truncated"
    case .metadata: "metadata"
    case .reward: "reward"
    case .expected: "expected"
    }
  }

  /// The field of this name.
  package static func named(_ name: String) -> RowField? { allCases.first { $0.name == name } }
}

/// Where the fields stand in a row: under their own names, unless a recipe's `fields` maps them.
package struct FieldMap: Sendable, Hashable {
  /// The path of each field, by `RowField.allCases` order; one name, or several where dots walk into objects.
  private var paths: [[String]]

  /// Every field under its own name.
  package init() { paths = RowField.allCases.map { [$0.name] } }

  /// Puts a field at a dotted path.
  package mutating func map(_ field: RowField, to path: String) {
    paths[field.rawValue] = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// Where a field stands.
  package func path(of field: RowField) -> [String] { paths[field.rawValue] }

  /// What to do about a field that a row does not have, for messages.
  package static let remedy = "it, or a recipe whose `fields` says where it stands"

  /// The name of a field as the file writes it, for messages.
  package func name(of field: RowField) -> String { path(of: field).joined(separator: ".") }
}
