import RewardCore

/// Values that the caller has in memory, one for each row; read where they stand.
///
/// Bounds and offsets have been checked where a column is made (`Columns+C.swift`, `Columns+Arrow.swift`); UTF-8 is checked where a text is
/// read, on the thread that judges it.
enum Column {
  case texts(Texts)
  case integers(Numbers<Int64>)
  case shortIntegers(Numbers<Int32>)
  case doubles(Numbers<Double>)
  case floats(Numbers<Float>)
  case flags(Flags)
  /// Every row lacks it.
  case nulls

  /// Which rows have a value.
  enum Presence {
    case all
    /// One byte a row, other than 0 where there is none.
    case absentBytes(UnsafePointer<UInt8>)
    /// One bit a row, from the least significant, 1 where there is one.
    case presentBits(UnsafePointer<UInt8>)

    func has(_ index: Int) -> Bool {
      switch self {
      case .all: true
      case .absentBytes(let bytes): bytes[index] == 0
      case .presentBits(let bits): bits[index >> 3] >> UInt8(index & 7) & 1 == 1
      }
    }
  }

  /// Texts in one blob.
  struct Texts {
    /// Offsets into the blob, one more than there are texts.
    enum Offsets {
      case wide(UnsafeRawPointer)
      case narrow(UnsafeRawPointer)

      /// Not below 0; a host may hand in what is not aligned.
      func at(_ index: Int) -> Int {
        switch self {
        case .wide(let offsets): Int(truncatingIfNeeded: offsets.loadUnaligned(fromByteOffset: index << 3, as: Int64.self))
        case .narrow(let offsets): Int(offsets.loadUnaligned(fromByteOffset: index << 2, as: Int32.self))
        }
      }
    }

    let bytes: UnsafePointer<UInt8>?
    let offsets: Offsets
    let presence: Presence
    /// Rows before the first one.
    let start: Int

    func bytes(at row: Int) -> UnsafeBufferPointer<UInt8>? {
      let index = start + row
      guard presence.has(index) else { return nil }
      let (from, to) = (offsets.at(index), offsets.at(index + 1))
      guard let bytes, to > from else { return UnsafeBufferPointer(start: nil, count: 0) }
      return UnsafeBufferPointer(start: bytes + from, count: to - from)
    }

    /// The text of a row; `nil` when it has none.
    func text(at row: Int, of field: String) throws(RewardError) -> String? {
      guard let bytes = bytes(at: row) else { return nil }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw RewardError(.wrongType, field: "\(field)[\(row)]", found: "bytes that are not UTF-8", expected: "UTF-8")
      }
      return text
    }

    /// Whether no offset goes backwards or beyond the blob.
    ///
    /// - Parameter limit: bytes of the blob, where that is known.
    func check(rows: Int, limit: Int?, field: String) throws(RewardError) {
      var before = offsets.at(start)
      for row in 0...rows {
        let offset = offsets.at(start + row)
        guard offset >= before, offset >= 0, offset <= limit ?? .max else {
          throw RewardError(
            .invalidArgument, field: "\(field).offsets[\(row)]", found: "\(offset)",
            expected: "at least the one before" + (limit.map { ", at most \($0)" } ?? ""))
        }
        before = offset
      }
      if before > offsets.at(start), bytes == nil {
        throw RewardError(.invalidArgument, field: "\(field).bytes", found: "NULL", expected: "a pointer")
      }
    }
  }

  /// Numbers in a row.
  struct Numbers<Number: BitwiseCopyable> {
    let values: UnsafeRawPointer
    let presence: Presence
    let start: Int
    /// The number that stands for none.
    var absent: Number?

    subscript(row: Int) -> Number? {
      guard presence.has(start + row) else { return nil }
      return values.loadUnaligned(fromByteOffset: (start + row) * MemoryLayout<Number>.size, as: Number.self)
    }
  }

  /// Truth values, a bit or a byte each.
  struct Flags {
    let values: UnsafePointer<UInt8>
    let arePacked: Bool
    let presence: Presence
    let start: Int

    subscript(row: Int) -> Bool? {
      let index = start + row
      guard presence.has(index) else { return nil }
      return arePacked ? values[index >> 3] >> UInt8(index & 7) & 1 == 1 : values[index] != 0
    }
  }

  // MARK: Values

  /// The integer of a row; `nil` when it has none.
  func integer(at row: Int, of field: String) throws(RewardError) -> Int? {
    switch self {
    case .integers(let numbers): return numbers[row].flatMap { $0 == .min ? nil : Int($0) }
    case .shortIntegers(let numbers): return numbers[row].map(Int.init)
    case .doubles(let numbers): return try numbers[row].flatMap { (value) throws(RewardError) in try whole(value, row, field) }
    case .floats(let numbers): return try numbers[row].flatMap { (value) throws(RewardError) in try whole(Double(value), row, field) }
    case .nulls: return nil
    case .texts, .flags: throw wrongType(field, "an integer")
    }
  }

  /// A column of integers that has gaps comes out of data frames as doubles, with NaN in the gaps.
  private func whole(_ value: Double, _ row: Int, _ field: String) throws(RewardError) -> Int? {
    if value.isNaN { return nil }
    guard let integer = Int(exactly: value) else {
      throw RewardError(.wrongType, field: "\(field)[\(row)]", found: "\(value)", expected: "an integer")
    }
    return integer
  }

  /// The text of a row; `nil` when it has none.
  func text(at row: Int, of field: String) throws(RewardError) -> String? {
    switch self {
    case .texts(let texts): return try texts.text(at: row, of: field)
    case .nulls: return nil
    default: throw wrongType(field, "texts")
    }
  }

  /// A name: a text or an integer.
  func name(at row: Int, of field: String) throws(RewardError) -> String? {
    if case .texts(let texts) = self { return try texts.text(at: row, of: field) }
    return try integer(at: row, of: field).map { String($0) }
  }

  /// The truth value of a row; `nil` when it has none.
  func flag(at row: Int, of field: String) throws(RewardError) -> Bool? {
    switch self {
    case .flags(let flags): return flags[row]
    case .nulls: return nil
    default: throw wrongType(field, "truth values")
    }
  }

  /// The value of a row as JSON, a text as a string; `nil` when it has none.
  func value(at row: Int, of field: String) throws(RewardError) -> JSONValue? {
    switch self {
    case .texts(let texts): return try texts.text(at: row, of: field).map { .string($0) }
    case .integers(let numbers): return numbers[row].map { .number(JSONNumber(Int($0))) }
    case .shortIntegers(let numbers): return numbers[row].map { .number(JSONNumber(Int($0))) }
    case .doubles(let numbers): return try numbers[row].flatMap { (value) throws(RewardError) in try finite(value, row, field) }
    case .floats(let numbers):
      // The shortest decimal of the float itself: 0.1, and not the double that is nearest to it.
      return try numbers[row].flatMap { (value) throws(RewardError) in try finite(Double("\(value)") ?? .nan, row, field) }
    case .flags(let flags): return flags[row].map { .bool($0) }
    case .nulls: return nil
    }
  }

  private func finite(_ value: Double, _ row: Int, _ field: String) throws(RewardError) -> JSONValue? {
    if value.isNaN { return nil }
    guard value.isFinite else { throw RewardError(.notFinite, field: "\(field)[\(row)]", found: "\(value)") }
    return .number(JSONNumber(value))
  }

  private func wrongType(_ field: String, _ expected: String) -> RewardError {
    RewardError(.wrongType, field: field, found: kind, expected: expected)
  }

  private var kind: String {
    switch self {
    case .texts: "texts"
    case .integers, .shortIntegers: "integers"
    case .doubles, .floats: "floating-point numbers"
    case .flags: "truth values"
    case .nulls: "nulls"
    }
  }
}
