import RewardCore

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
