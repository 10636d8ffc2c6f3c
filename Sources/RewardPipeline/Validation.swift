package import RewardCore

/// What `validate` finds in a row, and what it adds up over all rows.
package struct Validation: Sendable {
  /// How far a recorded reward may be from the computed one, relative to the larger of its size and 1.
  package var tolerance: Double
  /// What was added up.
  package private(set) var summary = Summary()
  private let fields: FieldMap

  /// - Parameters:
  ///   - tolerance: for recorded rewards.
  ///   - fields: where labels and recorded rewards stand.
  package init(tolerance: Double = 1e-9, fields: FieldMap = FieldMap()) {
    self.tolerance = tolerance
    self.fields = fields
  }

  /// Adds a row that is done.
  ///
  /// - Returns: what is wrong with it beyond what reading it found.
  package mutating func add(_ finished: FinishedRow, fileName: String) -> [RewardError] {
    summary.add(finished)
    let row = finished.row
    var findings: [RewardError] = []
    func report(_ error: RewardError) {
      var error = error
      (error.file, error.line) = (fileName, row.line)
      findings.append(error)
    }
    if let label = row.expected {
      if row.verdict.outcome == .unverifiable, label.outcome != .unverifiable {
        summary.labels.unverifiable += 1
      } else if label.agrees(with: row.verdict.outcome) {
        summary.labels.agreeing += 1
      } else {
        summary.labels.differing += 1
        report(
          RewardError(
            .expectedDiffers, field: fields.name(of: .expected), found: row.verdict.outcome.rawValue, expected: label.outcome.rawValue))
      }
    }
    switch row.recordedReward {
    case .absent: break
    case .skip: check(recorded: nil, computed: finished.reward, report)
    case .number(let recorded): check(recorded: recorded, computed: finished.reward, report)
    }
    return findings
  }

  private mutating func check(recorded: Double?, computed: Double?, _ report: (RewardError) -> Void) {
    summary.recordedRewards += 1
    let agree =
      switch (recorded, computed) {
      case (nil, nil): true
      case (let recorded?, let computed?):
        (recorded - computed).magnitude <= tolerance * max(1, max(recorded.magnitude, computed.magnitude))
      default: false
      }
    guard !agree else { return }
    summary.differingRewards += 1
    report(
      RewardError(
        .rewardDiffers, field: fields.name(of: .reward), found: JSONValue(recorded).description, expected: JSONValue(computed).description))
  }
}
