import RewardCore

/// Rows in order → batches → shaped rows in order.
///
/// Keeps the rows that wait for their group, hands complete batches to the shaper chain, and lets rows go in the order of arrival.
struct BatchShaping {
  private struct Waiting {
    var row: JudgedRow
    var parts: [Double?]
    var reward: Double?
    var signals: RowSignals
    var isDone: Bool
  }

  private let recipe: Recipe
  private let names: [String]
  private let writesRows: Bool
  private let partNames: [String]
  /// Whether a row's reward depends on its group; when not, rows do not wait.
  private let needsGroups: Bool
  private var assembly: GroupAssembly
  private var ids: RepeatedIDs?
  private var state: RunState
  private var waiting: [Waiting] = []
  /// The number of `waiting[0]`.
  private var base = 0
  /// The index of the first row that has not gone.
  private var head = 0

  init(recipe: Recipe, state: RunState, settings: Pipeline.Settings, names: [String]) {
    self.recipe = recipe
    self.names = names
    self.state = state
    writesRows = settings.writesRows
    ids = settings.tellsRepeatedIDs ? RepeatedIDs() : nil
    partNames = ["correctness"] + recipe.chain.steps.map(\.name)
    if self.state.selectors.isEmpty { self.state.selectors = recipe.signals.makeStates() }
    needsGroups = !recipe.chain.steps.isEmpty || !recipe.signals.isEmpty || (recipe.groupSize != nil && recipe.shortGroups == .skip)
    assembly = GroupAssembly(
      recipe: recipe, inherited: state.openEnds, reach: settings.reach, waitingLimit: settings.waitingLimit, names: names)
  }

  /// Adds the next row, and lets go what is done.
  mutating func add(_ row: JudgedRow, _ receive: (Pipeline.Event) throws(RewardError) -> Void) throws(RewardError) {
    for finding in row.findings { try receive(.finding(finding)) }
    let place = GroupAssembly.Place(file: row.file, line: row.line)
    if let id = ids?.repeated(by: row) { try receive(.finding(placed(RewardError(.duplicateID, found: id), at: place))) }
    let key = row.groupID.map { GroupAssembly.Key(groupID: $0, step: row.step) }
    assembly.add(
      GroupAssembly.Entry(
        key: key, step: row.step, bytes: needsGroups ? row.lineBytes : 0, place: place, content: row.content))
    waiting.append(
      Waiting(
        row: row, parts: [row.correctness], reward: row.correctness, signals: recipe.signals.withheld, isDone: !needsGroups))
    try shapeReadyBatches(receive)
  }

  /// Shapes and lets go the rest.
  ///
  /// - Returns: the state for the next run.
  mutating func finish(_ receive: (Pipeline.Event) throws(RewardError) -> Void) throws(RewardError) -> RunState {
    state.openEnds = assembly.finish()
    try shapeReadyBatches(receive)
    (state.groupCount, state.groupSizes) = (assembly.groupCount, assembly.sizes)
    return state
  }

  private mutating func shapeReadyBatches(
    _ receive: (Pipeline.Event) throws(RewardError) -> Void
  ) throws(RewardError) {
    while let batch = assembly.nextBatch() {
      if needsGroups { try shape(batch, receive) }
    }
    for finding in assembly.takeFindings() { try receive(.finding(placed(finding.error, at: finding.place))) }
    try release(receive)
  }

  private func placed(_ error: RewardError, at place: GroupAssembly.Place) -> RewardError {
    var error = error
    error.file = names[place.file]
    error.line = place.line
    return error
  }

  // MARK: Shaping

  private mutating func shape(
    _ ready: GroupAssembly.ReadyBatch, _ receive: (Pipeline.Event) throws(RewardError) -> Void
  ) throws(RewardError) {
    var groups: [Group] = []
    var rows: [Int] = []
    for group in ready.groups {
      if group.isShort, recipe.shortGroups == .skip {
        for number in group.rows { withhold(number) }
        continue
      }
      groups.append(self.group(of: group))
      rows += group.rows
    }
    guard !rows.isEmpty else { return }
    for group in ready.groups {
      for finding in disagreements(on: recipe.inputs.ofGroups, among: group.rows, of: "group", \.groupInputs) {
        try receive(.finding(finding))
      }
    }
    for finding in disagreements(on: recipe.inputs.ofBatches, among: rows, of: "batch", \.batchInputs) { try receive(.finding(finding)) }
    let batch = Batch(groups: groups, step: ready.step, fields: batchFields(of: rows))
    let result: ShaperChain.Result
    do throws(RewardError) { result = try recipe.chain.shape(batch, updating: &state.chain) } catch {
      // A batch that a shaper refuses gets no reward, and is reported at the row that it is about; the run goes on.
      for number in rows { withhold(number) }
      try receive(.finding(located(error, in: rows)))
      return
    }
    for (at, number) in rows.enumerated() {
      for parts in result.parts { waiting[number - base].parts.append(parts[at]) }
      waiting[number - base].reward = result.rewards[at]
      waiting[number - base].isDone = true
    }
    try signal(batch, rows, receive)
  }

  /// Lets the normaliser and the selectors speak; the rewards stand whatever they say.
  private mutating func signal(
    _ batch: Batch, _ rows: [Int], _ receive: (Pipeline.Event) throws(RewardError) -> Void
  ) throws(RewardError) {
    guard !recipe.signals.isEmpty else { return }
    let signals: [RowSignals]
    do throws(RewardError) { signals = try recipe.signals.run(rewarded(batch, rows), updating: &state.selectors) } catch {
      for number in rows { waiting[number - base].signals = recipe.signals.refused }
      return try receive(.finding(located(error, in: rows)))
    }
    for (number, signals) in zip(rows, signals) { waiting[number - base].signals = signals }
    for finding in lengthFindings(rows) { try receive(.finding(finding)) }
  }

  /// The batch with its final rewards and their parts.
  private func rewarded(_ batch: Batch, _ rows: [Int]) -> Batch {
    var batch = batch
    var at = 0
    for group in batch.groups.indices {
      for index in batch.groups[group].rollouts.indices {
        let row = waiting[rows[at] - base]
        batch.groups[group].rollouts[index].reward = row.reward
        batch.groups[group].rollouts[index].parts = row.parts
        at += 1
      }
    }
    return batch
  }

  /// Rows with a reward that the normaliser had to pass over, because it needs a length: nothing else would tell.
  private func lengthFindings(_ rows: [Int]) -> [RewardError] {
    guard let normaliser = recipe.signals.normaliser, normaliser.usesLengths else { return [] }
    return rows.compactMap { number in
      let row = waiting[number - base]
      guard row.reward != nil, row.row.judged.length == nil else { return nil }
      return placed(
        RewardError(
          .missingField, field: recipe.fields.name(of: .tokenCount), expected: "a length; the advantage is 0 without it",
          source: normaliser.description.name),
        at: GroupAssembly.Place(file: row.row.file, line: row.row.line))
    }
  }

  /// Rows that say something else than a row before them about the group or batch that they share: the first of each field.
  private func disagreements(
    on names: Set<String>, among rows: [Int], of whole: String, _ inputs: KeyPath<JudgedRow, JSONObject>
  ) -> [RewardError] {
    // What is a field of rollouts too may differ between them.
    names.subtracting(recipe.inputs.ofRollouts).sorted().compactMap { name in
      let told = rows.lazy.map { waiting[$0 - base].row }.filter { $0[keyPath: inputs][name] != nil }
      guard let first = told.first, let value = first[keyPath: inputs][name],
        let other = told.first(where: { $0[keyPath: inputs][name] != value })
      else { return nil }
      return placed(
        RewardError(
          .invalidValue, field: recipe.inputs.entries.first { $0.name == name }?.path?.joined(separator: ".") ?? name,
          found: other[keyPath: inputs][name]?.description,
          expected: "\(value), which line \(first.line) says of the same \(whole), and which counts"),
        at: GroupAssembly.Place(file: other.file, line: other.line))
    }
  }

  /// A batch's own field stands in its rows; the first that has it counts.
  private func batchFields(of rows: [Int]) -> JSONObject {
    var fields = JSONObject()
    for name in recipe.inputs.ofBatches.sorted() {
      fields[name] = rows.lazy.compactMap { waiting[$0 - base].row.batchInputs[name] }.first
    }
    return fields
  }

  /// A shaper's error, at the first row that lacks what it is about, or else at the first row of the batch; fields by the row's names.
  private func located(_ error: RewardError, in rows: [Int]) -> RewardError {
    let judged = rows.map { waiting[$0 - base].row }
    let path = recipe.inputs.entries.first { $0.name == error.field }?.path
    var at: JudgedRow?
    var error = error
    switch error.field {
    case "id":
      at = judged.first { $0.groupID == nil }
      error.field = recipe.fields.name(of: .groupID)
    case "length":
      at = judged.first { $0.judged.correct != nil && $0.judged.length == nil }
      error.field = recipe.lengthUnit == .tokens ? recipe.fields.name(of: .tokenCount) : error.field
    case let name?:
      at = path == nil ? nil : judged.first { $0.judged.fields[name] == nil && $0.groupInputs[name] == nil }
      error.field = path?.joined(separator: ".") ?? name
    case nil: break
    }
    guard let row = at ?? judged.first else { return error }
    return placed(error, at: GroupAssembly.Place(file: row.file, line: row.line))
  }

  private mutating func withhold(_ number: Int) {
    waiting[number - base].parts += Array(repeating: nil, count: recipe.chain.steps.count)
    waiting[number - base].reward = nil
    waiting[number - base].signals = recipe.signals.withheld
    waiting[number - base].isDone = true
  }

  private func group(of ready: GroupAssembly.ReadyGroup) -> Group {
    var fields = JSONObject()
    for name in recipe.inputs.ofGroups.sorted() {
      // A group's own field stands in each of its rows; the first that has it counts.
      fields[name] = ready.rows.lazy.compactMap { waiting[$0 - base].row.groupInputs[name] }.first
    }
    return Group(id: ready.id, rollouts: ready.rows.map { waiting[$0 - base].row.judged }, fields: fields)
  }

  // MARK: Letting go

  private mutating func release(_ receive: (Pipeline.Event) throws(RewardError) -> Void) throws(RewardError) {
    while head < waiting.count, waiting[head].isDone {
      let done = waiting[head]
      waiting[head].row.output = []
      head += 1
      let parts = Array(zip(partNames, done.parts)).map { (name: $0.0, value: $0.1) }
      var row = done.row
      let output = writesRows ? row.output + RowWriter.end(parts: parts, reward: done.reward, signals: done.signals) : []
      row.output = []
      try receive(.row(FinishedRow(row: row, parts: parts, reward: done.reward, signals: done.signals), output: output))
    }
    if head * 2 >= waiting.count {
      waiting.removeFirst(head)
      base += head
      head = 0
    }
  }
}
