/// Sees that rows have ids of their own.
///
/// An id that is written names its row in all files of a run. A row without one has its line number for an id, which is a name within its
/// own file only: two files without ids repeat nothing.
struct RepeatedIDs: Sendable {
  private var recent = RecentHashes()

  /// The row's id, when a row before it has the same.
  mutating func repeated(by row: JudgedRow) -> String? {
    guard let id = row.ownID else {
      let id = String(row.line)
      // Remembered first: a later row may write this number.
      _ = recent.insert(Self.hash(of: id, as: .line, in: row.file))
      return recent.contains(Self.hash(of: id, as: .writtenNumber, in: row.file)) ? id : nil
    }
    var isNew = recent.insert(StableHash.of(id))
    if Self.isLineNumber(id) {
      _ = recent.insert(Self.hash(of: id, as: .writtenNumber, in: row.file))
      if recent.contains(Self.hash(of: id, as: .line, in: row.file)) { isNew = false }
    }
    return isNew ? nil : id
  }

  private enum Kind: String { case line, writtenNumber }

  /// The control characters keep it apart from the hashes of ids alone.
  private static func hash(of id: String, as kind: Kind, in file: Int) -> UInt64 {
    StableHash.of("\u{0}\(kind.rawValue)\u{0}\(file)\u{0}\(id)")
  }

  private static func isLineNumber(_ id: String) -> Bool { Int(id).map { $0 > 0 && String($0) == id } ?? false }
}
