import RewardCore

/// The fields of a row in that we own; every other field is carried to the output byte for byte.
package enum RowField: String, CaseIterable, Sendable {
  case id
  case prompt
  case completion
  case groundTruth = "ground_truth"
  case groupID = "group_id"
  case step
  case tokenCount = "token_count"
  case truncated
  case metadata
  case reward
  case expected
}

/// Where the fields stand in a row: under their own names, unless a recipe's `fields` maps them.
package struct FieldMap: Sendable, Hashable {
  /// The path of each field, by `RowField.allCases` order; one name, or several where dots walk into objects.
  private var paths: [[String]]

  /// Every field under its own name.
  package init() { paths = RowField.allCases.map { [$0.rawValue] } }

  /// Puts a field at a dotted path.
  package mutating func map(_ field: RowField, to path: String) {
    paths[field.index] = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// Where a field stands.
  package func path(of field: RowField) -> [String] { paths[field.index] }

  /// What to do about a field that a row does not have, for messages.
  package static let remedy = "it, or a recipe whose `fields` says where it stands"

  /// The name of a field as the file writes it, for messages.
  package func name(of field: RowField) -> String { path(of: field).joined(separator: ".") }
}

extension RowField {
  fileprivate var index: Int {
    switch self {
    case .id: 0
    case .prompt: 1
    case .completion: 2
    case .groundTruth: 3
    case .groupID: 4
    case .step: 5
    case .tokenCount: 6
    case .truncated: 7
    case .metadata: 8
    case .reward: 9
    case .expected: 10
    }
  }
}
