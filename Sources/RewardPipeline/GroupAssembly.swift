package import RewardCore

/// Rows → complete groups → batches, in the order of their first rows.
///
/// A pure state machine: no clock, no thread, no file.
///
/// Rows of a group need not be adjacent. A group is the rows with the same `group_id` (and the same `step`, when rows have one: the same
/// prompt sampled again at another step is another group) within its *reach*: it closes when it has the recipe's `group_size`, when
/// the row `reach` rows after its first one arrives, or at the end of the input. A row that comes after that begins a new group, and
/// is reported.
///
/// Rows are held until every row before them has gone, since they leave in the order of arrival. Where that is more than `waitingLimit`
/// bytes, the oldest batch goes as far as it has come: its whole groups in front as a batch of their own, and only where there are none
/// are groups closed before they are whole. So the bytes that wait are bounded, whatever the file, by the limit and one row, and what
/// closes depends on nothing but the rows.
///
/// Complexity: constant time a row, amortised; memory for the rows within reach.
package struct GroupAssembly: Sendable {
  /// What makes rows a group.
  package struct Key: Sendable, Hashable {
    package var groupID: String
    package var step: Int?
  }

  /// A row as the assembly sees it.
  package struct Entry: Sendable {
    /// The group; `nil`: a group of one.
    package var key: Key?
    /// The step, for batches by step.
    package var step: Int?
    /// Bytes that are held until it goes.
    package var bytes: Int
    /// Where it stands.
    package var place: Place
    /// What it has in common with the other rows of its group.
    package var content = RowContent()
  }

  /// Where a row stands.
  package struct Place: Sendable, Hashable {
    package var file: Int
    package var line: Int
  }

  /// A complete group: the numbers of its rows, from 0 in the order of arrival.
  package struct ReadyGroup: Sendable, Hashable {
    package var id: String?
    package var rows: [Int]
    package var place: Place
    /// Whether it has fewer rows than the recipe expects.
    package var isShort: Bool
  }

  /// A complete batch.
  package struct ReadyBatch: Sendable, Hashable {
    package var step: Int?
    package var groups: [ReadyGroup]
  }

  /// Something to report, with its place.
  package struct Finding: Sendable {
    package var place: Place
    package var error: RewardError
  }

  /// What the end of the input closed although more could have come: a later run may not go on with it unnoticed.
  package enum OpenEnd: Sendable, Hashable {
    /// A group with so many rows, which would still have reached over so many.
    case group(Key, rows: Int, reach: Int)
    /// A batch by step with so many groups, which would still have reached over so many rows.
    case step(Int, groups: Int, reach: Int)
    /// A batch with fewer groups than the recipe asks for.
    case batch(groups: Int)
  }

  private struct Pending {
    var key: Key?
    var step: Int?
    var firstRow: Int
    var place: Place
    var rows: [Int]
    /// Bytes of all rows before its first one.
    var bytesBefore: Int
    var isClosed = false
    var isTaken = false
    var agreement = GroupAgreement()
    /// The serial number of the first group of its batch by step.
    var stepBatch: Int?
  }

  /// How a group was closed, kept for a while so that a late row is noticed.
  private enum Closing { case full, beyondReach, atEnd }

  /// Closed groups that are remembered; late rows of older ones begin a new group unnoticed.
  private static let remembered = 1 << 16

  private let batching: Recipe.Batching
  private let groupSize: Int?
  private let reach: Int
  private let waitingLimit: Int
  private let fields: FieldMap
  private let names: [String]
  private var rowCount = 0
  private var pending: [Pending] = []
  /// The serial number of `pending[0]`.
  private var base = 0
  private var open: [Key: Int] = [:]
  /// The index of the first group that is not taken.
  private var head = 0
  /// The serial number of a group before which all are closed.
  private var firstOpen = 0
  /// The groups of each step whose batch is still collected, by serial number.
  private var stepMembers: [Int: [Int]] = [:]
  /// Batches by step that are complete and not taken: their groups, by the serial number of the first.
  private var closedBatches: [Int: [Int]] = [:]
  private var closedSteps: Set<Int> = []
  private var nextToExpire = 0
  /// Bytes of all rows so far; there is no file with more than an Int holds.
  private var bytes = 0
  /// The serial number of the group that the last row belongs to.
  private var newest = 0
  private var closed: [Key: Closing] = [:]
  private var closedOrder: [Key] = []
  private var closedAt = 0
  private let inherited: [OpenEnd]
  private var inheritedGroups: [Key: (rows: Int, reach: Int)] = [:]
  private var inheritedSteps: [Int: (groups: Int, reach: Int)] = [:]
  private var inheritedBatch: Int?
  private var isFinished = false

  /// Groups closed so far.
  package private(set) var groupCount = 0
  /// Groups by their number of rows.
  package private(set) var sizes: [Int: Int] = [:]
  /// What there is to report since it was last taken.
  package private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - recipe: group size, reach and batches.
  ///   - inherited: groups that the end of an earlier run closed.
  ///   - reach: rows that a group may reach over, instead of the recipe's.
  ///   - waitingLimit: bytes of rows that may be held.
  ///   - names: the files' names, for findings about rows of two files.
  package init(
    recipe: Recipe, inherited: [OpenEnd] = [], reach: Int? = nil, waitingLimit: Int = Limits.waitingBytes, names: [String] = []
  ) {
    fields = recipe.fields
    self.names = names
    batching = recipe.batching
    groupSize = recipe.groupSize
    self.reach = reach ?? recipe.groupReach
    self.waitingLimit = waitingLimit
    self.inherited = inherited
    for end in inherited {
      switch end {
      case .group(let key, let rows, let reach): inheritedGroups[key] = (rows, reach)
      case .step(let step, let groups, let reach): inheritedSteps[step] = (groups, reach)
      case .batch(let groups): inheritedBatch = groups
      }
    }
  }

  /// Takes what there is to report.
  package mutating func takeFindings() -> [Finding] {
    defer { findings = [] }
    return findings
  }

  // MARK: Rows

  /// Adds the next row.
  package mutating func add(_ entry: Entry) {
    expire(before: rowCount)
    let row = rowCount
    rowCount += 1
    let serial = serial(for: entry, row: row)
    pending[serial - base].rows.append(row)
    if let key = entry.key {
      let differences = pending[serial - base].agreement.add(entry.content, at: entry.place)
      for difference in differences { report(difference, of: key, at: entry.place) }
    }
    bytes += entry.bytes
    newest = serial
    let count = pending[serial - base].rows.count
    if entry.key == nil || count == groupSize { close(serial, .full) }
  }

  /// Bytes of the rows that are held: all from the first row of a group that is not taken.
  var waitingBytes: Int { head < pending.count ? bytes - pending[head].bytesBefore : 0 }

  /// Closes everything; to be called once, after the last row.
  ///
  /// - Returns: the groups that the end of the input closed.
  package mutating func finish() -> [OpenEnd] {
    var ends = inheritedEnds()
    for (step, members) in stepMembers.sorted(by: { $0.key < $1.key }) {
      ends.append(.step(step, groups: members.count, reach: pending[members[0] - base].firstRow + reach - rowCount))
    }
    for index in pending.indices where !pending[index].isClosed {
      if let key = pending[index].key {
        let left = pending[index].firstRow + reach - rowCount
        ends.append(.group(key, rows: pending[index].rows.count, reach: left))
      }
      close(base + index, .atEnd)
    }
    for members in stepMembers.values { closedBatches[members[0]] = members }
    stepMembers = [:]
    if case .groups(let count) = batching {
      let left = pending[head...].count % count
      if left > 0 { ends.append(.batch(groups: left)) }
    }
    isFinished = true
    return ends
  }

  /// What an earlier run left open and this one has neither met nor passed: it is still open for the next.
  private func inheritedEnds() -> [OpenEnd] {
    inherited.compactMap { end in
      switch end {
      case .group(let key, let rows, let reach):
        inheritedGroups[key] != nil && reach > rowCount ? .group(key, rows: rows, reach: reach - rowCount) : nil
      case .step(let step, let groups, let reach):
        inheritedSteps[step] != nil && reach > rowCount ? .step(step, groups: groups, reach: reach - rowCount) : nil
      case .batch: rowCount == 0 ? end : nil
      }
    }
  }

  private mutating func serial(for entry: Entry, row: Int) -> Int {
    if let key = entry.key {
      if let serial = open[key] { return serial }
      report(lateRowOf: key, row: row, place: entry.place)
    }
    let serial = base + pending.count
    pending.append(
      Pending(key: entry.key, step: entry.step, firstRow: row, place: entry.place, rows: [], bytesBefore: bytes))
    if let key = entry.key { open[key] = serial }
    if batching == .step, let step = entry.step {
      if stepMembers[step] == nil { report(lateStep: step, row: row, place: entry.place) }
      stepMembers[step, default: []].append(serial)
      pending[serial - base].stepBatch = stepMembers[step]?.first
    }
    return serial
  }

  private mutating func report(lateStep step: Int, row: Int, place: Place) {
    let end = inheritedSteps.removeValue(forKey: step)
    if let end, row < end.reach {
      report(
        "step \(step)", at: place, found: "rows of a step of which the run before shaped \(end.groups) groups",
        expected: "runs cut between batches")
    }
    if closedSteps.contains(step) {
      report(
        "step \(step)", at: place, found: "a row after the batch was closed, which begins a new batch",
        expected: "the rows of a step within \(reach) rows (`group_reach`) and \(waitingLimit) bytes")
    }
  }

  private mutating func report(_ what: String, at place: Place, found: String, expected: String) {
    findings.append(
      Finding(place: place, error: RewardError(.groupSplit, field: what, found: found, expected: expected)))
  }

  private mutating func report(_ difference: GroupAgreement.Difference, of key: Key, at place: Place) {
    let field = fields.name(of: difference.field)
    let first = difference.first
    let isElsewhere = first.file != place.file && names.indices.contains(first.file)
    let there = isElsewhere ? "\(names[first.file]):\(first.line)" : "line \(first.line)"
    let found = "another `\(field)` than in \(there)"
    findings.append(
      Finding(
        place: place, error: RewardError(.groupDiffers, field: key.groupID, found: found, expected: "one for the whole group")))
  }

  private mutating func report(lateRowOf key: Key, row: Int, place: Place) {
    if row == 0, let groups = inheritedBatch, case .groups(let count) = batching {
      report(
        "batch", at: place, found: "a batch of which the run before shaped \(groups) groups",
        expected: "runs cut every \(count) groups")
    }
    if let end = inheritedGroups.removeValue(forKey: key), row < end.reach {
      report(
        key.groupID, at: place, found: "rows of a group of which the run before shaped \(end.rows)",
        expected: "runs cut between groups; if it is the prompt's next turn, give `step` or the recipe's `group_size`")
    }
    if closed[key] == .beyondReach {
      report(
        key.groupID, at: place, found: "a row after the group was closed, which begins a new group",
        expected: "the rows of a group within \(reach) rows (`group_reach`) and \(waitingLimit) bytes")
    }
  }

  // MARK: Closing

  private mutating func expire(before row: Int) {
    while nextToExpire < base + pending.count, pending[nextToExpire - base].firstRow + reach <= row { expireNext() }
  }

  private mutating func expireNext() {
    let serial = nextToExpire
    nextToExpire += 1
    guard serial >= base else { return }
    let group = pending[serial - base]
    // A batch by step closes as a whole, at the reach of its first group.
    // The step may have another batch by now, which has a reach of its own.
    if let batch = group.stepBatch, let step = group.step, let members = stepMembers[step], members[0] == batch {
      for member in members { close(member, .beyondReach) }
      closedBatches[batch] = members
      end(step)
    } else {
      close(serial, .beyondReach)
    }
  }

  /// Lets the next group of a step begin a new batch, which is reported.
  private mutating func end(_ step: Int) {
    stepMembers[step] = nil
    if closedSteps.count == Self.remembered { closedSteps = [] }
    closedSteps.insert(step)
  }

  private mutating func close(_ serial: Int, _ closing: Closing) {
    let index = serial - base
    guard !pending[index].isClosed else { return }
    pending[index].isClosed = true
    let group = pending[index]
    groupCount += 1
    sizes[group.rows.count, default: 0] += 1
    if let groupSize, group.rows.count < groupSize {
      findings.append(
        Finding(
          place: group.place,
          error: RewardError(
            .groupSize, field: group.key?.groupID ?? "(no group_id)",
            found: group.key.map { closed[$0] == .full } == true
              ? "\(group.rows.count) more rows after a full group" : "\(group.rows.count) \(group.rows.count == 1 ? "row" : "rows")",
            expected: "\(groupSize)")))
    }
    guard let key = group.key else { return }
    open[key] = nil
    remember(key, closing)
  }

  private mutating func remember(_ key: Key, _ closing: Closing) {
    if closed.updateValue(closing, forKey: key) != nil { return }
    if closedOrder.count < Self.remembered {
      closedOrder.append(key)
    } else {
      closed[closedOrder[closedAt]] = nil
      closedOrder[closedAt] = key
      closedAt = (closedAt + 1) % Self.remembered
    }
  }

  // MARK: Batches

  /// The next batch, in the order of first rows: a complete one, or a part of one where too many bytes are held; `nil` when more rows
  /// are needed.
  package mutating func nextBatch() -> ReadyBatch? {
    guard head < pending.count else { return nil }
    return completeBatch() ?? (waitingBytes > waitingLimit ? cutBatch() : nil)
  }

  private mutating func completeBatch() -> ReadyBatch? {
    let first = pending[head]
    switch batching {
    case .eachGroup: return first.isClosed ? take([head]) : nil
    case .groups(let count):
      while firstOpen < base + pending.count, firstOpen < base || pending[firstOpen - base].isClosed { firstOpen += 1 }
      let ready = min(count, firstOpen - base - head)
      return ready == count || isFinished ? take(Array(head..<head + ready)) : nil
    case .step:
      guard let batch = first.stepBatch else { return first.isClosed ? take([head]) : nil }
      return closedBatches.removeValue(forKey: batch).map { members in take(members.map { $0 - base }) }
    }
  }

  /// The oldest batch as far as it has come: its whole groups in front, or else its groups as they are.
  private mutating func cutBatch() -> ReadyBatch {
    let members = membersOfOldestBatch()
    var part = members.prefix { pending[$0 - base].isClosed }
    if part.isEmpty {
      // Where groups stand one behind the other, the last row's is the only one of which more may come: it is left for the next batch.
      part = members.count > 1 && members.last == newest ? members.dropLast() : members[...]
      for serial in part { close(serial, .beyondReach) }
    }
    leave(members.dropFirst(part.count), behind: part)
    return take(part.map { $0 - base })
  }

  private func membersOfOldestBatch() -> [Int] {
    switch batching {
    case .eachGroup: return [base + head]
    case .groups(let count): return Array(base + head..<base + min(pending.count, head + count))
    case .step: return pending[head].step.flatMap { stepMembers[$0] } ?? [base + head]
    }
  }

  /// Makes what a part of a batch leaves behind a batch of its own, and reports that the batch was cut.
  private mutating func leave(_ rest: ArraySlice<Int>, behind part: ArraySlice<Int>) {
    let first = pending[head]
    let found = "its first \(part.count) groups as a batch of their own"
    switch batching {
    case .eachGroup: break
    case .groups(let count):
      if part.count < count {
        report("batch", at: first.place, found: found, expected: "rows of \(count) groups in at most \(waitingLimit) bytes")
      }
    case .step:
      guard let step = first.step, first.stepBatch != nil else { return }
      // Without a rest nothing is cut unless a row of the step comes later, which is reported then.
      guard let second = rest.first else { return end(step) }
      report("step \(step)", at: first.place, found: found, expected: "rows of a step in at most \(waitingLimit) bytes")
      stepMembers[step] = Array(rest)
      for serial in rest { pending[serial - base].stepBatch = second }
    }
  }

  private mutating func take(_ indices: [Int]) -> ReadyBatch {
    var batch = ReadyBatch(step: pending[head].step, groups: [])
    for index in indices {
      let group = pending[index]
      pending[index].isTaken = true
      batch.groups.append(
        ReadyGroup(
          id: group.key?.groupID, rows: group.rows, place: group.place,
          isShort: groupSize.map { group.rows.count < $0 } ?? false))
    }
    while head < pending.count, pending[head].isTaken { head += 1 }
    // Moving the rest is linear in it, so it waits until as many were taken.
    if head * 2 >= pending.count {
      pending.removeFirst(head)
      base += head
      nextToExpire = max(nextToExpire, base)
      head = 0
    }
    return batch
  }
}
