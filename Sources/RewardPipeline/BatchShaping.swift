import RewardCore

/// Rows in order → batches → shaped rows in order.
///
/// Keeps the rows that wait for their group, hands complete batches to the shaper chain, and lets rows go in the order of arrival.
struct BatchShaping {
  private struct Waiting {
    var row: JudgedRow
    var parts: [Double?]
    var reward: Double?
    var isDone: Bool
  }

  private let recipe: Recipe
  private let names: [String]
  private let writesRows: Bool
  private let partNames: [String]
  /// Whether a row's reward depends on its group; when not, rows do not wait.
  private let needsGroups: Bool
  private var assembly: GroupAssembly
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
    partNames = ["correctness"] + recipe.chain.steps.map(\.name)
    needsGroups = !recipe.chain.steps.isEmpty || (recipe.groupSize != nil && recipe.shortGroups == .skip)
    assembly = GroupAssembly(
      recipe: recipe, inherited: state.openEnds, reach: settings.reach, waitingLimit: settings.waitingLimit)
  }

  /// Adds the next row, and lets go what is done.
  mutating func add(_ row: JudgedRow, _ receive: (Pipeline.Event) throws(RewardError) -> Void) throws(RewardError) {
    for finding in row.findings { try receive(.finding(finding)) }
    let key = row.groupID.map { GroupAssembly.Key(groupID: $0, step: row.step) }
    assembly.add(
      GroupAssembly.Entry(
        key: key, step: row.step, bytes: needsGroups ? row.lineBytes : 0,
        place: GroupAssembly.Place(file: row.file, line: row.line)))
    waiting.append(Waiting(row: row, parts: [row.correctness], reward: row.correctness, isDone: !needsGroups))
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
    let batch = Batch(groups: groups, step: ready.step)
    do throws(RewardError) {
      let result = try recipe.chain.shape(batch, updating: &state.chain)
      for (at, number) in rows.enumerated() {
        for parts in result.parts { waiting[number - base].parts.append(parts[at]) }
        waiting[number - base].reward = result.rewards[at]
        waiting[number - base].isDone = true
      }
    } catch {
      // A batch that a shaper refuses gets no reward, and is reported at the row that it is about; the run goes on.
      for number in rows { withhold(number) }
      try receive(.finding(located(error, in: rows)))
    }
  }

  /// A shaper's error, at the first row that lacks what it is about, or else at the first row of the batch; fields by the row's names.
  private func located(_ error: RewardError, in rows: [Int]) -> RewardError {
    let judged = rows.map { waiting[$0 - base].row }
    let path = recipe.inputPaths.first { $0.name == error.field }?.path
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
    waiting[number - base].isDone = true
  }

  private func group(of ready: GroupAssembly.ReadyGroup) -> Group {
    var fields = JSONObject()
    for name in recipe.groupInputs.sorted() {
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
      let output = writesRows ? row.output + RowWriter.end(parts: parts, reward: done.reward) : []
      row.output = []
      try receive(.row(FinishedRow(row: row, parts: parts, reward: done.reward), output: output))
    }
    if head * 2 >= waiting.count {
      waiting.removeFirst(head)
      base += head
      head = 0
    }
  }
}
