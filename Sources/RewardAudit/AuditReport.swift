public import RewardCore

/// What an audit found: each property, with the smallest group that goes against it, and what rewards there were.
///
/// A property `holds` when no group that was tried goes against it; that is a search and no proof.
public struct AuditReport: Sendable {
  /// What was found about one property.
  public struct Finding: Sendable {
    /// The property.
    public var property: AuditProperty
    /// Whether the recipe requires it.
    public var isRequired: Bool
    /// The smallest group that goes against it; `nil`: there is none, or it is undecided.
    public var witness: AuditWitness?
    /// Whether nothing is known, because every group that could have shown it was refused.
    public var isUndecided: Bool
    /// Whether it holds.
    public var holds: Bool { witness == nil && !isUndecided }
    /// `holds`, `fails` or `undecided`.
    public var result: String { isUndecided ? "undecided" : witness == nil ? "holds" : "fails" }
  }

  /// One finding for each property, in their order.
  public var findings: [Finding]
  /// The names of the parts that a reward has: `correctness` and the shapers.
  public var parts: [String]
  /// The name of the normaliser; `nil`: rewards less the mean of their group.
  public var normaliser: String?
  /// How many rollouts a group has, for advantages.
  public var groupSize: Int
  /// The unit of lengths, in words.
  public var lengthUnit: String
  /// The states in which the shapers were tried, in words; one, `initial`, when they have none.
  public var states: [String]
  /// The longest length that was searched; `bounded` alone looks beyond it.
  public var longest: Double
  /// How many groups were evaluated.
  public var evaluations: Int
  /// How many groups a shaper or the normaliser refused; they show nothing.
  public var refusedCount: Int
  /// Why the first of them was refused.
  public var refusal: RewardError?
  /// The least of: worst right answer less best wrong one of a group; `nil` when no group has both.
  public var margin: Double?
  /// The least and greatest reward of a right answer.
  public var rightRewards: ClosedRange<Double>?
  /// The least and greatest reward of a wrong answer.
  public var wrongRewards: ClosedRange<Double>?
  /// The audit on the specification's reference probes alone, in the first of the states; `nil` when one of them is refused.
  public var reference: ReferenceAudit?

  /// The findings that the recipe does not allow.
  public var violations: [Finding] { findings.filter { $0.isRequired && !$0.holds } }

  /// The finding about a property.
  public subscript(property: AuditProperty) -> Finding? { findings.first { $0.property == property } }

  /// How much accuracy one pays, at most, for being always as short as pays best: 1 − (c_min − w)/(c_max − w) with the greatest wrong reward w
  /// (2.2); `nil` when right answers are not worth more than that.
  public var accuracyPrice: Double? {
    guard let right = rightRewards, let wrong = wrongRewards?.upperBound, right.upperBound > wrong else { return nil }
    return 1 - (right.lowerBound - wrong) / (right.upperBound - wrong)
  }

  /// The largest group in which no right answer can fall below its group's mean, by the bounds of the rewards that were seen (2.2):
  /// 1 + (c_max − w)/(c_max − c_min); `nil`: any size, or none of two and more.
  ///
  /// Bounds that depend on the group are those of groups of up to `groupSize`.
  public var safeGroupSize: Int? {
    guard let right = rightRewards, let wrong = wrongRewards?.upperBound, right.lowerBound < right.upperBound, right.lowerBound > wrong
    else { return nil }
    let size = 1 + (right.upperBound - wrong) / (right.upperBound - right.lowerBound)
    return size < 1e9 ? Int(size + ReferenceAudit.tolerance) : nil
  }
}

extension AuditSubject {
  /// Searches for groups that go against any property.
  ///
  /// Complexity: at most `limits` evaluations of a group, on the caller's thread.
  package func audit(requires: [AuditProperty] = [], limits: AuditLimits = .recipe) -> AuditReport {
    var search = ProbeSearch(self, limits: limits)
    search.run()
    let (right, wrong, margin) = (search.observed.right, search.observed.wrong, search.observed.margin)
    return AuditReport(
      findings: AuditProperty.allCases.map { property in
        let failure = search.worst[property].flatMap { $0.fails ? $0 : nil }
        return AuditReport.Finding(
          property: property, isRequired: requires.contains(property), witness: failure.map { AuditWitness($0, of: self) },
          isUndecided: search.worst[property] == nil && search.refusals != nil)
      },
      parts: names, normaliser: normaliser?.description.name, groupSize: groupSize, lengthUnit: lengthUnit,
      states: states.map(\.name), longest: search.longest, evaluations: search.evaluations, refusedCount: search.refusals?.count ?? 0,
      refusal: search.refusals?.first, margin: margin, rightRewards: right, wrongRewards: wrong, reference: reference)
  }

  /// The audit on the reference probes, with the fields that the steps cannot do without.
  private var reference: ReferenceAudit? {
    let probes = Probe.reference.map(fields.probe)
    let groups = probes.map { probe in
      Group(id: "p", rollouts: probe.rollouts.map { JudgedRollout(correct: $0.isRight, length: $0.length, fields: $0.fields) })
    }
    return try? ReferenceAudit(groups) { (group) throws(RewardError) in
      var probe = fields.probe(
        group.rollouts.map { Probe.Rollout(outcome: $0.correct == true ? .correct : .incorrect, length: $0.length ?? 0) })
      for index in probe.rollouts.indices { probe.rollouts[index].fields = group.rollouts[index].fields }
      return try values(of: probe).rewards
    }
  }
}

extension Evidence {
  /// What is wrong, in a sentence.
  func sentence(unit: String) -> String {
    // Where rounding for people would make two rewards look the same, all their digits are shown.
    let changed = self.after
    let shown = rollouts.flatMap { index in [values.rewards[index], changed.flatMap { $0[index] }] }.compactMap(\.self)
    let isClear = isTie || Set(shown.map(\.forPeople)).count == Set(shown).count
    func words(_ reward: Double?) -> String { reward.map { isClear ? $0.forPeople : "\($0)" } ?? "a skip" }
    func reward(_ index: Int) -> String { words(values.rewards[index]) }
    func after(_ index: Int) -> String { words(changed.flatMap { $0[index] }) }
    func length(_ index: Int) -> String { probe.rollouts[index].length.counted(unit) }
    guard let first = rollouts.first, let last = rollouts.last else { return "" }
    let answer = probe.rollouts[first].isRight ? "a right answer" : "a wrong answer"
    switch property {
    case .correctnessDominance:
      let comparison = isTie ? "as much as" : "more than"
      return "a wrong answer is worth \(comparison) a right one: \(reward(first)) and \(reward(last))"
    case .shorterCorrectNotWorse:
      return "of two right answers the shorter one (\(length(last))) is worth less: \(reward(last)), and the longer one \(reward(first))"
    case .wrongLengthNeutral:
      return "of two wrong answers the one of \(length(first)) is worth \(reward(first)), that of \(length(last)) \(reward(last))"
    case .allWrongSilent: return "no answer is right, and yet rewards differ: \(reward(last)) and \(reward(first))"
    case .permutationEquivariant: return "in another order of the rollouts, \(answer) is worth \(after(first)) instead of \(reward(first))"
    case .truncationSafe: return "marked truncated, \(answer) is worth \(after(first)) instead of \(reward(first))"
    case .formatSafe: return "in bad format, \(answer) is worth \(after(first)) instead of \(reward(first))"
    case .nullInvariant:
      var what = "one more rollout that cannot be scored"
      if case .unscorable(let length, let truncated)? = change {
        what += " (\(length.counted(unit))\(truncated ? ", truncated" : ""))"
      }
      return "beside \(what), \(answer) is worth \(after(first)) instead of \(reward(first))"
    case .bounded:
      let place = first == last ? "at" : "beside"
      return
        "\(answer) is worth \(reward(first)) \(place) a length of \(length(last)), \(after(first)) \(place) one a thousand times as long"
    case .continuous:
      return "at \(length(last)) the reward of \(answer) jumps from \(reward(first)) to \(after(first))"
    case .noCorrectNegativeAdvantage:
      return "a right answer (\(length(first))) has the advantage \(values.advantages?[first].forPeople ?? "")"
    case .noWrongPositiveAdvantage:
      return "a wrong answer (\(length(first))) has the advantage \(values.advantages?[first].forPeople ?? "")"
    }
  }
}
