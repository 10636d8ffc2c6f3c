/// Finds for each row of one file its row in another one, while both are read.
///
/// Rows with the same `id` are the same row, and rows without one by their lines. An id that stands several times is met in the order in which it
/// stands: the second of the one file with the second of the other. Rows that come in the same order in both wait for nothing, so
/// memory does not grow with the files; of rows that come in another order, and of those that only one file has, a few dozen bytes and the id
/// are kept until their partner comes.
package struct RowMatching {
  /// Which file.
  package enum Side: Sendable {
    case old
    case new
  }

  /// Two rows that are the same row.
  package struct Pair: Sendable {
    package var name: RowName
    package var old: ScoredLine
    package var new: ScoredLine
  }

  /// The rows of one side that have no partner yet, by name, the first first.
  private struct Waiting {
    private var first: [RowName: ScoredLine] = [:]
    /// Those of names that stand several times, which are few.
    private var further: [RowName: [ScoredLine]] = [:]

    mutating func add(_ row: ScoredLine, named name: RowName) {
      if first[name] == nil { first[name] = row } else { further[name, default: []].append(row) }
    }

    mutating func take(_ name: RowName) -> ScoredLine? {
      guard let row = first.removeValue(forKey: name) else { return nil }
      if var queue = further.removeValue(forKey: name) {
        first[name] = queue.removeFirst()
        if !queue.isEmpty { further[name] = queue }
      }
      return row
    }

    var count: Int { first.count }

    /// What is left, in the order of the file.
    var inOrder: [(name: RowName, row: ScoredLine)] {
      (first.map { ($0, $1) } + further.flatMap { name, queue in queue.map { (name, $0) } }).sorted { $0.1.line < $1.1.line }
    }
  }

  private var old = Waiting()
  private var new = Waiting()
  /// The most names that waited at one time: what the memory was.
  package private(set) var mostWaiting = 0

  /// Nothing waits.
  package init() {}

  /// Takes the next row of a file.
  ///
  /// - Returns: the row and its partner, when that was there already. Complexity: O(1) on average.
  package mutating func add(_ row: ScoredLine, named name: RowName, of side: Side) -> Pair? {
    switch side {
    case .old:
      if let partner = new.take(name) { return Pair(name: name, old: row, new: partner) }
      old.add(row, named: name)
    case .new:
      if let partner = old.take(name) { return Pair(name: name, old: partner, new: row) }
      new.add(row, named: name)
    }
    mostWaiting = max(mostWaiting, old.count + new.count)
    return nil
  }

  /// The rows that only the old file has, in its order; to be asked after the last row.
  package var missing: [(name: RowName, row: ScoredLine)] { old.inOrder }
  /// The rows that only the new file has, in its order; to be asked after the last row.
  package var added: [(name: RowName, row: ScoredLine)] { new.inOrder }
}
