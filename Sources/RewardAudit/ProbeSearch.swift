import RewardCore

/// Looks for groups that go against a property: reference probes, groups made for the purpose, random ones, and from the worst of these
/// step by step to worse ones.
///
/// Deterministic: a fixed seed, and bounds in evaluations.
struct ProbeSearch {
  let subject: AuditSubject
  let limits: AuditLimits
  /// The worst that was seen of each property.
  private(set) var worst: [AuditProperty: Evidence] = [:]
  /// What rewards were seen.
  private(set) var observed = ObservedRewards()
  /// How many groups were evaluated.
  private(set) var evaluations = 0
  /// What was refused, and how often.
  private(set) var refusals: (count: Int, first: RewardError)?

  private var random = ProbeRandom(seed: 0x5EED)
  private let lengths: [Double]
  private let steps: [Int]
  /// The longest length that is searched.
  let longest: Double

  init(_ subject: AuditSubject, limits: AuditLimits) {
    self.subject = subject
    self.limits = limits
    longest = max(AuditLimits.longest, (subject.landmarks.max() ?? 0) * 4)
    // Around each number of the recipe, and at the differences of two (a zone of 4096 before a limit of 20480).
    let marks = subject.landmarks
    let near = marks.flatMap { [$0 - 1, $0, $0 + 1, $0 / 2, $0 * 2] }
    let differences = marks.count <= 8 ? marks.flatMap { one in marks.flatMap { [one - $0, one - $0 + 1] } } : []
    let usual = [1, 10, 100, 500, 1000, 2000, 3000, 4096, 8192, 9000, 16384, 32768, AuditLimits.longest]
    let longest = longest
    lengths = Set((usual + near + differences).map { $0.rounded() }.filter { $0 >= 1 && $0 <= longest }).sorted()
    steps = Set(
      [0, 1, 10, 100, 1000, 10_000] + marks.filter { $0 <= 1e6 }.flatMap { [Int($0) - 1, Int($0)] }
    ).sorted()
  }

  // MARK: The whole search

  /// Searches all properties, and makes the failures small.
  mutating func run() {
    for state in subject.states.indices {
      for rollouts in Probe.reference { consider(rollouts, state: state) }
      for rollouts in mixes { consider(rollouts, state: state) }
      scanLengths(state: state)
    }
    let pool = Int(Double(limits.search) * AuditLimits.poolShare)
    while evaluations < pool { consider(randomProbe(), AuditProperty.ofGroups) }
    // Dominance is searched to the end even when it fails: its margin is a result.
    var open = AuditProperty.ofGroups.filter { worst[$0]?.fails != true || $0 == .correctnessDominance }
    while let property = open.first, evaluations < limits.search {
      climb(property, until: evaluations + (limits.search - evaluations) / open.count)
      open.removeFirst()
    }
    for property in AuditProperty.ofGroups {
      if let failure = worst[property], failure.fails { worst[property] = shrunk(failure) }
    }
  }

  /// The worst mixes of the specification (2.2), at the size of a group and as pairs: some right answers of one length, one of another, a
  /// wrong one; and the same with wrong ones.
  private var mixes: [[Probe.Rollout]] {
    var mixes: [[Probe.Rollout]] = []
    // Few lengths in all pairs: about forty mixes.
    let few = Set([10, 2000, 32768] + subject.landmarks.suffix(2).flatMap { [$0, $0 + 1] }.map { $0.rounded() }).filter { $0 <= longest }
    for one in few.sorted() {
      for other in few.sorted() {
        let right = Probe.Rollout(outcome: .correct, length: one)
        let wrong = Probe.Rollout(outcome: .incorrect, length: one)
        let otherRight = Probe.Rollout(outcome: .correct, length: other)
        let otherWrong = Probe.Rollout(outcome: .incorrect, length: other)
        mixes += [[right, otherWrong], [wrong, otherWrong], [right, otherRight, wrong]]
        guard subject.groupSize > 2 else { continue }
        mixes.append(Array(repeating: right, count: subject.groupSize - 2) + [otherRight, wrong])
        mixes.append([right] + Array(repeating: wrong, count: subject.groupSize - 2) + [otherWrong])
      }
    }
    return mixes
  }

  // MARK: Evaluating

  private mutating func consider(_ rollouts: [Probe.Rollout], state: Int) {
    var probe = subject.fields.probe(rollouts)
    probe.state = state
    consider(probe, AuditProperty.ofGroups)
  }

  /// Takes what a probe shows about some properties into `worst`.
  private mutating func consider(_ probe: Probe, _ properties: [AuditProperty]) {
    guard let values = values(of: probe) else { return }
    observed.add(probe, values.rewards)
    for property in properties {
      // Of a failure that takes further evaluations one is enough.
      if property.comparesGroups, worst[property]?.fails == true { continue }
      guard let evidence = evidence(of: property, probe, values) else { continue }
      if evidence.amount > worst[property]?.amount ?? -.infinity { worst[property] = evidence }
    }
  }

  /// What a probe shows about one property.
  private mutating func evidence(of property: AuditProperty, _ probe: Probe) -> Evidence? {
    guard let values = values(of: probe) else { return nil }
    observed.add(probe, values.rewards)
    return evidence(of: property, probe, values)
  }

  private mutating func evidence(of property: AuditProperty, _ probe: Probe, _ values: AuditSubject.Values) -> Evidence? {
    var further = 0
    let subject = subject
    defer { evaluations += further }
    do throws(RewardError) {
      return try subject.evidence(of: property, from: probe, values) { (changed) throws(RewardError) in
        further += 1
        return try subject.values(of: changed).rewards
      }
    } catch {
      refuse(error)
      return nil
    }
  }

  private mutating func values(of probe: Probe) -> AuditSubject.Values? {
    evaluations += 1
    let needsAdvantages = probe.rollouts.count == subject.groupSize && probe.isMixed
    do throws(RewardError) { return try subject.values(of: probe, withAdvantages: needsAdvantages) } catch {
      refuse(error)
    }
    // What the normaliser refuses still has rewards.
    guard needsAdvantages else { return nil }
    evaluations += 1
    return try? subject.values(of: probe)
  }

  private mutating func refuse(_ error: RewardError) {
    refusals = refusals.map { ($0.count + 1, $0.first) } ?? (1, error)
  }

  // MARK: Random probes

  private mutating func randomProbe() -> Probe {
    // Half of them have the size at which advantages are asked for.
    let size = random.isOnce(in: 2) ? subject.groupSize : 1 + random.number(below: subject.groupSize)
    // Groups of two or three lengths show more than groups of eight.
    let few = (0...random.number(below: 3)).compactMap { _ in random.one(of: lengths) }
    let wrongInFour = 1 + random.number(below: 4)
    var probe = subject.fields.probe(
      (0..<size).map { _ in
        let isWrong = random.number(below: 4) < wrongInFour
        return Probe.Rollout(outcome: isWrong ? randomWrong() : .correct, length: random.one(of: few) ?? 1)
      })
    varyFields(of: &probe)
    varySurroundings(of: &probe)
    return probe
  }

  private mutating func randomWrong() -> Probe.Outcome {
    random.isOnce(in: 2) ? .incorrect : random.one(of: subject.wrongOutcomes) ?? .incorrect
  }

  private mutating func varySurroundings(of probe: inout Probe) {
    probe.state = random.number(below: subject.states.count)
    probe.step = random.isOnce(in: 2) ? 0 : random.one(of: steps) ?? 0
    probe.hasCompanions = random.isOnce(in: 8)
  }

  private mutating func varyFields(of probe: inout Probe) {
    for (name, values) in subject.fields.ofGroups where random.isOnce(in: 4) { probe.fields.set(name, random.one(of: values)) }
    for (name, values) in subject.fields.ofRollouts {
      if values.isShared {
        guard random.isOnce(in: 4), let value = random.one(of: values.right) else { continue }
        for index in probe.rollouts.indices { probe.rollouts[index].fields.set(name, value) }
        continue
      }
      for index in probe.rollouts.indices where random.isOnce(in: 4) {
        probe.rollouts[index].fields.set(name, random.one(of: values.values(for: probe.rollouts[index])))
      }
    }
  }

  // MARK: Climbing

  /// Goes from the worst probe so far to worse ones, and starts again from random ones.
  private mutating func climb(_ property: AuditProperty, until end: Int) {
    var start = worst[property]?.probe
    while evaluations < min(end, limits.search) {
      guard var current = evidence(of: property, start ?? randomProbe()) else {
        start = nil
        continue
      }
      start = nil
      var idle = 0
      while idle < AuditLimits.patience, evaluations < min(end, limits.search) {
        if current.amount > worst[property]?.amount ?? -.infinity { worst[property] = current }
        if current.fails, property != .correctnessDominance { return }
        guard let next = evidence(of: property, mutated(current.probe, keepsSize: property.isAboutAdvantages)),
          next.amount >= current.amount
        else {
          idle += 1
          continue
        }
        idle = next.amount > current.amount ? 0 : idle + 1
        current = next
      }
    }
  }

  private mutating func mutated(_ probe: Probe, keepsSize: Bool) -> Probe {
    var probe = probe
    guard !probe.rollouts.isEmpty else { return randomProbe() }
    let index = random.number(below: probe.rollouts.count)
    switch random.number(below: 10) {
    case 0, 1: probe.rollouts[index].length = random.one(of: lengths) ?? 1
    case 2:
      let factor = [0.5, 2, 0.9, 1.1][random.number(below: 4)]
      probe.rollouts[index].length = clamped(probe.rollouts[index].length * factor)
    case 3: probe.rollouts[index].length = clamped(probe.rollouts[index].length + (random.isOnce(in: 2) ? 1 : -1))
    case 4:
      // The verdict changes, and with it the fields that follow from it.
      probe.rollouts[index].outcome = probe.rollouts[index].isRight ? randomWrong() : .correct
      probe.rollouts[index].fields = subject.fields.plain(probe.rollouts[index])
      share(&probe)
    case 5: probe.rollouts[index] = probe.rollouts[random.number(below: probe.rollouts.count)]
    case 6 where !keepsSize && probe.rollouts.count < subject.groupSize: probe.rollouts.append(probe.rollouts[index])
    case 7 where !keepsSize && probe.rollouts.count > 1: probe.rollouts.remove(at: index)
    case 8: varySurroundings(of: &probe)
    default: varyFields(of: &probe)
    }
    return probe
  }

  private func clamped(_ length: Double) -> Double { min(max(length.rounded(), 1), longest) }

  /// Gives all rollouts the shared fields of the group's other ones.
  private func share(_ probe: inout Probe) {
    for (name, values) in subject.fields.ofRollouts where values.isShared {
      let value = probe.rollouts.first?.fields[name]
      for index in probe.rollouts.indices { probe.rollouts[index].fields[name] = value }
    }
  }

  // MARK: One length as it grows

  /// Groups in which one rollout's length grows, the smallest first.
  private var lengthGroups: [(rollouts: [Probe.Rollout], moving: Int)] {
    func right(_ length: Double) -> Probe.Rollout { Probe.Rollout(outcome: .correct, length: length) }
    func wrong(_ length: Double) -> Probe.Rollout { Probe.Rollout(outcome: .incorrect, length: length) }
    return [
      ([right(500)], 0), ([wrong(500)], 0), ([right(500), right(500)], 0), ([right(500), wrong(500)], 0), ([right(500), wrong(500)], 1),
      ([right(500), right(2000), wrong(500)], 0), ([right(500), wrong(2000), wrong(500)], 2),
    ]
  }

  /// Looks for rewards that grow without end, and for jumps.
  private mutating func scanLengths(state: Int) {
    for (rollouts, moving) in lengthGroups {
      var probe = subject.fields.probe(rollouts)
      probe.state = state
      if worst[.bounded]?.fails != true { scanFar(probe, moving) }
      if worst[.continuous]?.fails != true { scanJumps(probe, moving) }
    }
  }

  private mutating func values(_ probe: Probe, _ moving: Int, at length: Double) -> (probe: Probe, values: AuditSubject.Values)? {
    var probe = probe
    probe.rollouts[moving].length = length
    return values(of: probe).map { (probe, $0) }
  }

  private mutating func scanFar(_ probe: Probe, _ moving: Int) {
    let far = AuditLimits.farLengths
    guard let near = values(probe, moving, at: far.near), let beyond = values(probe, moving, at: far.far) else { return }
    for index in probe.rollouts.indices {
      guard let one = near.values.rewards[index], let other = beyond.values.rewards[index] else { continue }
      let amount = abs(other) - far.growth * max(1, abs(one))
      guard amount > worst[.bounded]?.amount ?? -.infinity else { continue }
      worst[.bounded] = Evidence(
        property: .bounded, probe: near.probe, amount: amount, fails: amount > 0, values: near.values, after: beyond.values.rewards,
        change: .length(far.far), rollouts: [index, moving])
    }
  }

  /// Halves the intervals in which some reward changes most, and those in which it is steepest, until they are a millionth of a token; a change
  /// that is left is a jump.
  private mutating func scanJumps(_ probe: Probe, _ moving: Int) {
    let points = lengths.compactMap { values(probe, moving, at: $0) }
    let intervals = zip(points, points.dropFirst()).map { left, right in
      let size = Self.change(left.values, right.values).size
      return (
        left: left, right: right, size: size, slope: size / (right.probe.rollouts[moving].length - left.probe.rollouts[moving].length)
      )
    }.filter { $0.size > AuditLimits.jump.least }
    // Two of each kind: a jump at a limit is steep between neighbouring lengths, any other one stands out by its size.
    let most = intervals.sorted { $0.size > $1.size }.prefix(2) + intervals.sorted { $0.slope > $1.slope }.prefix(2)
    for interval in most where worst[.continuous]?.fails != true { halve(interval.left, interval.right, moving) }
  }

  private mutating func halve(
    _ left: (probe: Probe, values: AuditSubject.Values), _ right: (probe: Probe, values: AuditSubject.Values), _ moving: Int
  ) {
    var (left, right) = (left, right)
    var change = Self.change(left.values, right.values)
    while change.size > AuditLimits.jump.least,
      right.probe.rollouts[moving].length - left.probe.rollouts[moving].length > AuditLimits.jump.gap
    {
      let middle = (left.probe.rollouts[moving].length + right.probe.rollouts[moving].length) / 2
      guard let between = values(left.probe, moving, at: middle) else { return }
      let (lower, upper) = (Self.change(left.values, between.values), Self.change(between.values, right.values))
      if lower.size >= upper.size { (right, change) = (between, lower) } else { (left, change) = (between, upper) }
    }
    let amount = change.size - AuditLimits.jump.least
    guard amount > worst[.continuous]?.amount ?? -.infinity else { return }
    worst[.continuous] = Evidence(
      property: .continuous, probe: left.probe, amount: amount, fails: amount > 0, values: left.values, after: right.values.rewards,
      change: .length(right.probe.rollouts[moving].length), rollouts: [change.rollout, moving])
  }

  private static func change(_ one: AuditSubject.Values, _ other: AuditSubject.Values) -> (size: Double, rollout: Int) {
    var greatest = (size: 0.0, rollout: 0)
    for (index, pair) in zip(one.rewards, other.rewards).enumerated() {
      guard let before = pair.0, let after = pair.1, abs(after - before) > greatest.size else { continue }
      greatest = (abs(after - before), index)
    }
    return greatest
  }
}

// MARK: - Shrinking

extension ProbeSearch {
  /// The same failure in a group that is as small and plain as can be: fewer rollouts (but not for advantages, which are asked for at
  /// one size), fewer kinds of them, plain surroundings, the least lengths that still show it.
  private mutating func shrunk(_ failure: Evidence) -> Evidence {
    var small = failure
    let end = evaluations + limits.shrinking
    var before: Probe?
    while before != small.probe, evaluations < end {
      before = small.probe
      shrinkSurroundings(&small)
      if !failure.property.isAboutAdvantages { shrinkSize(&small) }
      shrinkKinds(&small, end)
      shrinkLengths(&small, end)
    }
    return small
  }

  /// Takes a plainer probe when it fails too.
  private mutating func attempt(_ small: inout Evidence, _ change: (inout Probe) -> Void) -> Bool {
    var probe = small.probe
    change(&probe)
    guard probe != small.probe, let evidence = evidence(of: small.property, probe), evidence.fails else { return false }
    small = evidence
    return true
  }

  private mutating func shrinkSurroundings(_ small: inout Evidence) {
    _ = attempt(&small) { $0.hasCompanions = false }
    _ = attempt(&small) { $0.state = 0 }
    _ = attempt(&small) { $0.step = 0 }
    let fields = subject.fields
    _ = attempt(&small) { $0.fields = fields.plainGroup }
    _ = attempt(&small) { probe in
      for index in probe.rollouts.indices { probe.rollouts[index].fields = fields.plain(probe.rollouts[index]) }
    }
  }

  private mutating func shrinkSize(_ small: inout Evidence) {
    var index = small.probe.rollouts.count - 1
    while index >= 0, small.probe.rollouts.count > 1 {
      _ = attempt(&small) { $0.rollouts.remove(at: index) }
      index -= 1
    }
  }

  private mutating func shrinkKinds(_ small: inout Evidence, _ end: Int) {
    for index in small.probe.rollouts.indices {
      for other in small.probe.rollouts.indices where evaluations < end {
        let kinds = small.probe.kindCount
        var merged = small.probe
        merged.rollouts[index] = merged.rollouts[other]
        guard merged.kindCount < kinds else { continue }
        _ = attempt(&small) { $0 = merged }
      }
      let fields = subject.fields
      _ = attempt(&small) {
        if $0.rollouts[index].isWrong { $0.rollouts[index].outcome = .incorrect }
        $0.rollouts[index].fields = fields.plain($0.rollouts[index])
      }
    }
  }

  /// Gives each kind of rollout the least length that still shows the failure.
  private mutating func shrinkLengths(_ small: inout Evidence, _ end: Int) {
    for index in small.probe.rollouts.indices where evaluations < end {
      let kind = small.probe.rollouts[index]
      guard small.probe.rollouts.firstIndex(of: kind) == index else { continue }
      let same = small.probe.rollouts.indices.filter { small.probe.rollouts[$0] == kind }
      func set(_ length: Double) -> (inout Probe) -> Void {
        { probe in for member in same { probe.rollouts[member].length = length } }
      }
      var low = 0.0
      for round in [1.0, 10, 100, 1000, 10_000] where round < small.probe.rollouts[index].length {
        if attempt(&small, set(round)) { break }
        low = round
      }
      // What fails at a length need not fail at every longer one; each step is tried, so the result fails in any case.
      while small.probe.rollouts[index].length - low > 1, evaluations < end {
        let middle = ((low + small.probe.rollouts[index].length) / 2).rounded(.down)
        if !attempt(&small, set(middle)) { low = middle }
      }
    }
  }
}

extension JSONObject {
  /// Sets a field; `null` takes it away.
  fileprivate mutating func set(_ name: String, _ value: JSONValue?) { self[name] = value == .null ? nil : value }
}
