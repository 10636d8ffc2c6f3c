/// A normaliser with its options.
public struct ConfiguredNormaliser: Sendable {
  /// All about the normaliser.
  public let description: ShaperDescription
  /// Whether it looks at the parts of a reward, and not at their sum.
  public let usesParts: Bool
  private let normaliser: any Normaliser

  /// Wraps a normaliser.
  public init(_ normaliser: some Normaliser) {
    description = type(of: normaliser).description
    usesParts = type(of: normaliser).usesParts
    self.normaliser = normaliser
  }

  /// Whether it needs lengths as it is configured.
  public var usesLengths: Bool { normaliser.usesLengths }

  /// Checks that it can be used where a reward has these parts.
  ///
  /// - Throws: `invalid_parameter` when an option does not fit them.
  public func check(parts: [String]) throws(RewardError) { try normaliser.check(parts: parts) }

  /// The advantages of a batch, checked: one finite number for each rollout, without negative zero.
  ///
  /// - Throws: the normaliser's own data errors; `length_mismatch` or `not_finite` when it broke its contract or a result has no double.
  public func advantages(for batch: Batch) throws(RewardError) -> Advantages {
    do throws(RewardError) {
      var result = try normaliser.advantages(for: batch)
      guard result.values.count == batch.count else {
        throw RewardError(
          .lengthMismatch, field: "advantages", found: "\(result.values.count)", expected: "\(batch.count)")
      }
      for (index, value) in result.values.enumerated() {
        guard value.isFinite else { throw RewardError(.notFinite, field: "advantage", found: "\(value)") }
        if value == 0 { result.values[index] = 0 }
      }
      return result
    } catch {
      var error = error
      error.source = error.source ?? description.name
      throw error
    }
  }
}
