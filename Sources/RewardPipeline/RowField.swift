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
