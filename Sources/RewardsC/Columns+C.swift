import CRewards
import RewardCore
import RewardPipeline

extension Columns {
  /// The columns of a `rewards_columns`.
  ///
  /// - Throws: `invalid_argument` where a pointer, a length or an offset cannot be; `missing_field` for groups without names in a recipe
  ///   that remembers prompts.
  init(_ pointer: UnsafePointer<rewards_columns>, for recipe: Recipe) throws(RewardError) {
    let c = try Self.whole(pointer)
    guard c.flags & ~REWARDS_GROUND_TRUTHS_ARE_JSON == 0 else {
      throw RewardError(.invalidArgument, field: "columns.flags", found: "\(c.flags)", expected: "flags of this version")
    }
    guard c.count <= UInt64(Self.rowLimit) else {
      throw RewardError(.invalidArgument, field: "columns.count", found: "\(c.count)", expected: "at most \(Self.rowLimit)")
    }
    count = Int(c.count)
    guard let completions = try Self.texts(c.completions, "completions", rows: count) else {
      throw RewardError(.invalidArgument, field: "columns.completions", found: "no offsets", expected: "a column")
    }
    self.completions = completions
    groundTruths = try Self.texts(c.ground_truths, "ground_truths", rows: count).map {
      GroundTruths(column: $0, areJSON: c.flags & REWARDS_GROUND_TRUTHS_ARE_JSON != 0)
    }
    prompts = try Self.texts(c.prompts, "prompts", rows: count)
    metadata = try Self.texts(c.metadata, "metadata", rows: count)
    routes = try Self.texts(c.routes, "routes", rows: count)
    tokenCounts = Self.integers(c.token_counts, "token_counts")
    steps = Self.integers(c.steps, "steps")
    truncated = c.truncated.map {
      Named(name: "truncated", column: .flags(Column.Flags(values: $0, arePacked: false, presence: .all, start: 0)))
    }
    groups = try Self.groups(c, rows: count, recipe: recipe)
  }

  /// Bytes up to the end of the last member of the first version, `group_count`: the fewest that a caller can have.
  private static let leastBytes =
    (MemoryLayout<rewards_columns>.offset(of: \.group_count) ?? MemoryLayout<rewards_columns>.size) + MemoryLayout<UInt64>.size

  /// A copy in the size of this version, with zeros for what a caller of an older one did not have; what a newer one has beyond it is not
  /// looked at.
  private static func whole(_ pointer: UnsafePointer<rewards_columns>) throws(RewardError) -> rewards_columns {
    // The size is the first member, and read by itself: only so much is there.
    let theirs = UnsafeRawPointer(pointer)
    let size = Int(theirs.loadUnaligned(as: UInt32.self))
    guard size >= leastBytes else {
      throw RewardError(
        .invalidArgument, field: "columns.struct_size", found: "\(size)", expected: "sizeof(rewards_columns), at least \(leastBytes)")
    }
    var ours = rewards_columns()
    withUnsafeMutableBytes(of: &ours) { $0.copyMemory(from: UnsafeRawBufferPointer(start: theirs, count: min(size, $0.count))) }
    return ours
  }

  private static func texts(_ c: rewards_texts, _ name: String, rows: Int) throws(RewardError) -> Named? {
    guard let offsets = c.offsets else {
      guard c.bytes == nil, c.byte_count == 0, c.absent == nil else {
        throw RewardError(.invalidArgument, field: "\(name).offsets", found: "NULL", expected: "a pointer")
      }
      return nil
    }
    guard c.byte_count <= UInt64(Bytes.limit) else {
      throw RewardError(
        .invalidArgument, field: "\(name).byte_count", found: "\(c.byte_count)", expected: "at most \(Bytes.limit)")
    }
    let texts = Column.Texts(
      bytes: c.bytes.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }, offsets: .wide(UnsafeRawPointer(offsets)),
      presence: c.absent.map { .absentBytes($0) } ?? .all, start: 0)
    try texts.check(rows: rows, limit: Int(c.byte_count), field: name)
    return Named(name: name, column: .texts(texts))
  }

  private static func integers(_ values: UnsafePointer<Int64>?, _ name: String) -> Named? {
    values.map { Named(name: name, column: .integers(Column.Numbers(values: UnsafeRawPointer($0), presence: .all, start: 0))) }
  }

  private static func groups(_ c: rewards_columns, rows: Int, recipe: Recipe) throws(RewardError) -> Groups {
    let names = try texts(c.group_ids, "group_ids", rows: rows)
    guard let offsets = c.group_offsets else {
      guard c.group_count == 0 else {
        throw RewardError(.invalidArgument, field: "columns.group_offsets", found: "NULL", expected: "a pointer")
      }
      return names.map { .named($0) } ?? .none
    }
    guard names == nil else {
      throw RewardError(
        .invalidArgument, field: "columns.group_offsets", found: "them and `group_ids`", expected: "one of the two")
    }
    if let description = recipe.descriptions.first(where: { $0.groupFields.contains("id") }) {
      throw RewardError(
        .missingField, field: "group_ids", found: "group_offsets", expected: "the prompts' names: they are remembered",
        source: description.name)
    }
    guard c.group_count <= c.count else {
      throw RewardError(
        .invalidArgument, field: "columns.group_count", found: "\(c.group_count)", expected: "at most the number of rows, \(c.count)")
    }
    var groups: [Int] = []
    groups.reserveCapacity(rows)
    for group in 0..<Int(c.group_count) {
      let (from, to) = (offsets[group], offsets[group + 1])
      guard from == UInt64(groups.count), to > from, to <= UInt64(rows) else {
        throw RewardError(
          .invalidArgument, field: "columns.group_offsets[\(group + 1)]", found: "\(to)",
          expected: "above the one before, at most the number of rows, \(rows)")
      }
      groups += Array(repeating: group, count: Int(to - from))
    }
    guard groups.count == rows else {
      throw RewardError(
        .invalidArgument, field: "columns.group_offsets", found: "\(groups.count) rows", expected: "all \(rows)")
    }
    return .numbered(groups)
  }
}
