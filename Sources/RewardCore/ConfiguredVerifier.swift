/// A verifier with its options, ready to judge: adds what is the same for every verifier.
///
/// That is: a missing ground truth, *any of these*, text beyond the limits, and the name and version on the verdict.
public struct ConfiguredVerifier: Sendable {
  /// Tells one verifier with its options from every other one, where what was found by it is kept.
  final class Identity: Sendable {}

  /// All about the verifier.
  public let description: VerifierDescription
  let verifier: any Verifier
  let identity = Identity()

  /// Wraps a verifier.
  public init(_ verifier: some Verifier) {
    description = verifier.configuredDescription
    self.verifier = verifier
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    var checked = CheckedGroundTruth()
    return verify(rollout, work: &work, checked: &checked)
  }

  /// The same, for rollouts that come one after the other; `checked` is what is known of the ground truth of the one before.
  package func verify(_ rollout: Rollout, work: inout Work, checked: inout CheckedGroundTruth) -> Verdict {
    var verdict = judge(rollout, work: &work, checked: &checked)
    verdict.verifier = description.name
    verdict.version = description.version
    if let extracted = verdict.extracted, extracted.utf8.count > Limits.extractedScalars {
      let kept = extracted.unicodeScalars.prefix(Limits.extractedScalars)
      if kept.count < extracted.unicodeScalars.count { verdict.extracted = String(String.UnicodeScalarView(kept)) + "…" }
    }
    return verdict
  }

  /// Whether the ground truth of a rollout can be read; of *any of these*, the first that cannot is reported.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    guard let groundTruth = rollout.groundTruth, groundTruth.value != .null else {
      return description.needsGroundTruth ? .malformed("there is none") : .readable
    }
    guard let alternatives = alternatives(of: groundTruth) else { return verifier.check(rollout, work: &work) }
    if alternatives.isEmpty { return .malformed("an empty list: nothing can be right") }
    guard alternatives.count <= Limits.groundTruthAlternatives else {
      return .malformed("\(alternatives.count) alternatives; at most \(Limits.groundTruthAlternatives) are looked at")
    }
    for alternative in alternatives {
      var single = rollout
      single.groundTruth = alternative
      let check = verifier.check(single, work: &work)
      if check != .readable { return check }
    }
    return .readable
  }

  private func judge(_ rollout: Rollout, work: inout Work, checked: inout CheckedGroundTruth) -> Verdict {
    guard rollout.completion.utf8.count <= Limits.completionBytes else {
      return .unverifiable(
        .limitExceeded, chargedTo: .completion, detail: "a completion of over \(Limits.completionBytes) bytes")
    }
    guard let groundTruth = rollout.groundTruth, groundTruth.value != .null else {
      guard description.needsGroundTruth else { return verifier.verify(rollout, work: &work) }
      return .unverifiable(.missingField, chargedTo: .groundTruth, detail: "no `ground_truth`")
    }
    guard let alternatives = alternatives(of: groundTruth) else { return judge(rollout, byOne: &checked, work: &work) }
    return judge(rollout, byAnyOf: alternatives, work: &work, checked: &checked)
  }

  /// By one ground truth: where it cannot be right, silence is worth no more and no less than an answer.
  private func judge(_ rollout: Rollout, byOne checked: inout CheckedGroundTruth, work: inout Work) -> Verdict {
    let verdict = verifier.verify(rollout, work: &work)
    guard verdict.outcome == .noAnswer, description.needsGroundTruth,
      case .malformed(let why) = checked.check(rollout, by: self, work: &work)
    else { return verdict }
    return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: why)
  }

  /// *Any of these*: right when one of them is; wrong only when the answer was decided against every one.
  private func judge(
    _ rollout: Rollout, byAnyOf alternatives: [GroundTruth], work: inout Work, checked: inout CheckedGroundTruth
  ) -> Verdict {
    guard !alternatives.isEmpty, alternatives.count <= Limits.groundTruthAlternatives else {
      return .unverifiable(
        .malformedGroundTruth, chargedTo: .groundTruth, detail: "\(alternatives.count) alternatives")
    }
    var best: Verdict?
    for (index, alternative) in alternatives.enumerated() {
      var single = rollout
      single.groundTruth = alternative
      work.note("alternative", "\(index + 1) of \(alternatives.count): \(alternative.value)")
      let verdict = judge(single, byOne: &checked, work: &work)
      switch (verdict.outcome, best?.outcome) {
      case (.correct, _): return verdict
      case (_, nil): best = verdict
      // One alternative that was not decided leaves the whole undecided; between two decided ones the higher score counts.
      case (.unverifiable, .incorrect), (.unverifiable, .noAnswer): best = verdict
      case (.incorrect, .incorrect): if verdict.score > best?.score ?? .none { best = verdict }
      default: break
      }
    }
    return best ?? .noAnswer()
  }

  /// The ground truths of which any one is enough; `nil` where there is one only.
  package func alternatives(of groundTruth: GroundTruth) -> [GroundTruth]? {
    guard description.arrayMeaning == .anyOf, case .array(let values) = groundTruth.value else { return nil }
    return values.map(GroundTruth.init)
  }
}
