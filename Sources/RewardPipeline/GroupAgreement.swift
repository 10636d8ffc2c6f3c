/// Whether the rows of one group have one prompt and one ground truth: a group is the completions of one prompt, and rewards that are
/// compared across two say nothing.
///
/// A row that lacks one of them agrees with every other. Each field is told of once a group, at the first row that differs.
struct GroupAgreement: Sendable {
  /// A row that differs.
  struct Difference: Sendable {
    var field: RowField
    /// The first row of the group that has the field.
    var first: GroupAssembly.Place
  }

  private struct Claim {
    var digest: UInt64
    var place: GroupAssembly.Place
    var isDisputed = false
  }

  private var prompt: Claim?
  private var groundTruth: Claim?

  /// Adds the next row of the group.
  mutating func add(_ content: RowContent, at place: GroupAssembly.Place) -> [Difference] {
    var differences: [Difference] = []
    if let first = Self.compare(content.prompt, with: &prompt, at: place) { differences.append(Difference(field: .prompt, first: first)) }
    if let first = Self.compare(content.groundTruth, with: &groundTruth, at: place) {
      differences.append(Difference(field: .groundTruth, first: first))
    }
    return differences
  }

  private static func compare(_ digest: UInt64?, with claim: inout Claim?, at place: GroupAssembly.Place) -> GroupAssembly.Place? {
    guard let digest else { return nil }
    guard let first = claim else {
      claim = Claim(digest: digest, place: place)
      return nil
    }
    guard first.digest != digest, !first.isDisputed else { return nil }
    claim?.isDisputed = true
    return first.place
  }
}
