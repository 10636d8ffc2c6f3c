import CRewards
import RewardCore
import RewardPipeline

extension Columns {
  /// The columns of an Arrow struct array.
  ///
  /// - Throws: `missing_field` without completions, `wrong_type` for a column whose type is none of ours, `duplicate_field`,
  ///   `invalid_argument` where a struct is not one of Arrow's.
  init(
    schema: UnsafePointer<ArrowSchema>, array: UnsafePointer<ArrowArray>, for recipe: Recipe
  ) throws(RewardError) {
    let children = try Self.children(schema, array)
    let fields = recipe.fields
    func child(_ field: RowField) throws(RewardError) -> Named? { try children.column(fields.name(of: field)) }
    count = children.count
    guard let completions = try child(.completion) else {
      throw RewardError(
        .missingField, field: fields.name(of: .completion), expected: "a column of that name",
        nearest: nearestName(to: fields.name(of: .completion), among: children.names))
    }
    self.completions = completions
    let truthsAsJSON = fields.name(of: .groundTruth) + "_json"
    if let truths = try child(.groundTruth) {
      groundTruths = GroundTruths(column: truths, areJSON: false)
    } else if let truths = try children.column(truthsAsJSON) {
      groundTruths = GroundTruths(column: truths, areJSON: true)
    }
    prompts = try child(.prompt)
    groups = try child(.groupID).map { .named($0) } ?? .none
    metadata = try child(.metadata)
    tokenCounts = try child(.tokenCount)
    steps = try child(.step)
    truncated = try child(.truncated)
    if let route = recipe.verifiers.route { routes = try children.column(route.joined(separator: ".")) }
    var paths = recipe.inputs.entries.compactMap(\.path)
    let prefix = fields.name(of: .metadata) + "."
    for name in children.names where name.hasPrefix(prefix) {
      paths.append(["metadata"] + name.dropFirst(prefix.count).split(separator: ".").map(String.init))
    }
    for path in paths where !self.fields.contains(where: { ["metadata"] + $0.path == path }) {
      let inner = path.first == "metadata" ? Array(path.dropFirst()) : path
      let name = path.first == "metadata" ? prefix + inner.joined(separator: ".") : path.joined(separator: ".")
      guard !inner.isEmpty, let column = try children.column(name) else { continue }
      self.fields.append((path: inner, column: column))
    }
  }

  /// The children of a struct array.
  private struct Children {
    var count: Int
    /// Rows of the children before the first one.
    var start: Int
    var byName: [String: (schema: UnsafePointer<ArrowSchema>, array: UnsafePointer<ArrowArray>)]
    var names: [String] { byName.keys.sorted() }

    func column(_ name: String) throws(RewardError) -> Named? {
      guard let (schema, array) = byName[name] else { return nil }
      return Named(name: name, column: try ArrowReading.column(schema, array, name: name, start: start, count: count))
    }
  }

  private static func children(
    _ schema: UnsafePointer<ArrowSchema>, _ array: UnsafePointer<ArrowArray>
  ) throws(RewardError) -> Children {
    let (type, data) = (schema.pointee, array.pointee)
    guard type.release != nil, data.release != nil else {
      throw RewardError(.invalidArgument, field: "array", found: "a struct that was released", expected: "one that was not")
    }
    let format = try Bytes.text(type.format, "schema.format")
    guard format == "+s" else {
      throw RewardError(.wrongType, field: "array", found: "the format `\(format)`", expected: "a struct array (a record batch), `+s`")
    }
    guard data.length >= 0, data.length <= Int64(rowLimit), data.offset >= 0, data.offset <= Int64(rowLimit) else {
      throw RewardError(
        .invalidArgument, field: "array.length", found: "\(data.length) from \(data.offset)", expected: "0 to \(rowLimit)")
    }
    let nulls = data.n_buffers > 0 ? data.buffers?[0] : nil
    guard data.null_count == 0 || nulls == nil else {
      throw RewardError(.wrongType, field: "array", found: "rows that are null", expected: "rows with columns that are")
    }
    guard type.n_children == data.n_children, type.n_children >= 0 else {
      throw RewardError(
        .invalidArgument, field: "array.n_children", found: "\(data.n_children)", expected: "as many as the schema has, \(type.n_children)")
    }
    var children = Children(count: Int(data.length), start: Int(data.offset), byName: [:])
    for index in 0..<Int(type.n_children) {
      let schema = try present(try present(type.children, "schema.children")[index], "schema.children")
      let array = try present(try present(data.children, "array.children")[index], "array.children")
      guard let text = schema.pointee.name, let name = String(validatingCString: text) else { continue }
      guard children.byName.updateValue((UnsafePointer(schema), UnsafePointer(array)), forKey: name) == nil else {
        throw RewardError(.duplicateField, field: name, expected: "it once")
      }
    }
    return children
  }
}

/// Reads one child of a struct array.
private enum ArrowReading {
  /// Formats of the Arrow C data interface that are read.
  private static let expected =
    "utf8 (`u`), large_utf8 (`U`), int64 (`l`), int32 (`i`), float64 (`g`), float32 (`f`), bool (`b`) or null (`n`)"

  static func column(
    _ schema: UnsafePointer<ArrowSchema>, _ pointer: UnsafePointer<ArrowArray>, name: String, start: Int, count: Int
  ) throws(RewardError) -> Column {
    let array = pointer.pointee
    let format = try Bytes.text(schema.pointee.format, "schema.format")
    guard schema.pointee.dictionary == nil, array.dictionary == nil else {
      throw RewardError(.wrongType, field: name, found: "a dictionary", expected: expected)
    }
    guard array.offset >= 0, array.length >= 0, array.length <= Int64(Columns.rowLimit), array.length >= Int64(start + count),
      array.offset <= Int64(Columns.rowLimit)
    else {
      throw RewardError(
        .invalidArgument, field: "\(name).length", found: "\(array.length) from \(array.offset)",
        expected: "those of the struct array, \(count) from \(start)")
    }
    let first = Int(array.offset) + start
    let buffers = Buffers(array: array, name: name)
    let presence = buffers.presence
    switch format {
    case "n": return .nulls
    case "u", "U":
      // An empty array may come without offsets.
      guard count > 0 else { return .nulls }
      let offsets = UnsafeRawPointer(try buffers.needed(1, of: 3))
      let texts = Column.Texts(
        bytes: try buffers[2, of: 3]?.assumingMemoryBound(to: UInt8.self), offsets: format == "U" ? .wide(offsets) : .narrow(offsets),
        presence: presence, start: first)
      try texts.check(rows: count, limit: nil, field: name)
      return .texts(texts)
    case _ where !["l", "i", "g", "f", "b"].contains(format):
      throw RewardError(.wrongType, field: name, found: "the Arrow format `\(format)`", expected: expected)
    case _ where count == 0: return .nulls
    case "l": return .integers(Column.Numbers(values: try buffers.needed(1, of: 2), presence: presence, start: first))
    case "i": return .shortIntegers(Column.Numbers(values: try buffers.needed(1, of: 2), presence: presence, start: first))
    case "g": return .doubles(Column.Numbers(values: try buffers.needed(1, of: 2), presence: presence, start: first))
    case "f": return .floats(Column.Numbers(values: try buffers.needed(1, of: 2), presence: presence, start: first))
    default:
      let values = try buffers.needed(1, of: 2).assumingMemoryBound(to: UInt8.self)
      return .flags(Column.Flags(values: values, arePacked: true, presence: presence, start: first))
    }
  }

  private struct Buffers {
    let array: ArrowArray
    let name: String

    /// The validity bitmap; without one, or with no nulls, every row has a value.
    var presence: Column.Presence {
      guard array.null_count != 0, array.n_buffers > 0, let bits = array.buffers?[0] else { return .all }
      return .presentBits(bits.assumingMemoryBound(to: UInt8.self))
    }

    subscript(index: Int, of count: Int) -> UnsafeRawPointer? {
      get throws(RewardError) {
        guard array.n_buffers == Int64(count), let buffers = array.buffers else {
          throw RewardError(.invalidArgument, field: "\(name).n_buffers", found: "\(array.n_buffers)", expected: "\(count)")
        }
        return buffers[index]
      }
    }

    func needed(_ index: Int, of count: Int) throws(RewardError) -> UnsafeRawPointer {
      guard let buffer = try self[index, of: count] else {
        throw RewardError(.invalidArgument, field: "\(name).buffers[\(index)]", found: "NULL", expected: "a pointer")
      }
      return buffer
    }
  }
}
