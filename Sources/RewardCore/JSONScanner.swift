/// Reads JSON (RFC 8259) from UTF-8 bytes in one pass, without copying what nobody asks for.
///
/// Our own, and not `JSONDecoder`, for three things that a trusted reward needs: numbers are read from their digits and never
/// through a double, the place of every value in the line is known so that foreign fields are carried byte for byte, and a
/// repeated key is seen. Complexity: linear in the bytes. Nesting of what is read is bounded by `Limits.jsonNesting`; what is passed over
/// may be nested as deep as it likes.
public struct JSONScanner {
  /// Where and why reading stopped.
  public struct Failure: Error, Sendable, Hashable {
    /// Bytes from the start of the text.
    public var offset: Int
    /// What is wrong there.
    public var problem: String
  }

  /// A member of an object: where its name and its value stand.
  package struct MemberSpan {
    package var name: StringSpan
    package var value: Range<Int>
    /// The value between its quotes, when it is a string.
    package var string: StringSpan?
  }

  /// A string between its quotes.
  package struct StringSpan {
    package var range: Range<Int>
    package var hasEscapes: Bool
  }

  package let bytes: UnsafeBufferPointer<UInt8>
  package private(set) var position: Int
  private let allowsNonFinite: Bool
  /// The bytes with which `NaN`, `Infinity` and `-Infinity` begin.
  private static let nonFiniteStarts = [UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "-")]
  private let replacesLoneSurrogates: Bool

  /// - Parameters:
  ///   - bytes: the text, which is UTF-8.
  ///   - position: where to begin.
  ///   - allowsNonFinite: also read `NaN`, `Infinity` and `-Infinity`.
  ///   - replacesLoneSurrogates: read half of a surrogate pair as U+FFFD instead of stopping.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0, allowsNonFinite: Bool = false,
    replacesLoneSurrogates: Bool = false
  ) {
    self.bytes = bytes
    self.position = position
    self.allowsNonFinite = allowsNonFinite
    self.replacesLoneSurrogates = replacesLoneSurrogates
  }

  // MARK: Places

  /// The members of the object that is the whole text, in order; `visit` is called with each.
  package mutating func scanObject(_ visit: (MemberSpan) throws(Failure) -> Void) throws(Failure) {
    skipBlanks()
    guard next() == UInt8(ascii: "{") else { throw failure("expected an object, that is `{`") }
    position += 1
    try scanMembers(visit)
    try expectEnd()
  }

  /// The elements of an array at the beginning of the text, in order; `visit` is called behind the comma or bracket after each.
  ///
  /// What follows the array is not looked at.
  package mutating func scanArray(_ visit: () throws(Failure) -> Void) throws(Failure) {
    skipBlanks()
    guard next() == UInt8(ascii: "[") else { throw failure("expected an array, that is `[`") }
    guard opens(UInt8(ascii: "]")) else { return }
    var isClosed = false
    while !isClosed {
      skipBlanks()
      try skipValue()
      isClosed = try endsList(with: UInt8(ascii: "]"))
      try visit()
    }
  }

  private mutating func scanMembers(_ visit: (MemberSpan) throws(Failure) -> Void) throws(Failure) {
    skipBlanks()
    if next() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      skipBlanks()
      guard next() == UInt8(ascii: "\"") else { throw failure("expected a member name in double quotes") }
      let name = try scanString()
      skipBlanks()
      guard next() == UInt8(ascii: ":") else { throw failure("expected `:` after a member name") }
      position += 1
      skipBlanks()
      let start = position
      var string: StringSpan?
      if next() == UInt8(ascii: "\"") { string = try scanString() } else { try skipValue() }
      try visit(MemberSpan(name: name, value: start..<position, string: string))
      skipBlanks()
      switch next() {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        position += 1
        return
      default: throw failure("expected `,` or `}` after a member")
      }
    }
  }

  /// Passes over one value and checks that it is well formed.
  ///
  /// Nesting costs a byte a level and no recursion: fields that nobody reads are carried whatever their depth.
  package mutating func skipValue() throws(Failure) {
    var closers: [UInt8] = []
    while true {
      switch next() {
      case UInt8(ascii: "\""): _ = try scanString()
      case UInt8(ascii: "{"):
        if opens(UInt8(ascii: "}")) {
          closers.append(UInt8(ascii: "}"))
          try skipName()
          continue
        }
      case UInt8(ascii: "["):
        if opens(UInt8(ascii: "]")) {
          closers.append(UInt8(ascii: "]"))
          continue
        }
      default: _ = try scanScalar()
      }
      // A value has ended; so do those around it that close here.
      while let closer = closers.last, try endsList(with: closer) { closers.removeLast() }
      guard let closer = closers.last else { return }
      if closer == UInt8(ascii: "}") { try skipName() } else { skipBlanks() }
    }
  }

  /// At an opening bracket: false, and beyond the closing one, when there is nothing between them; otherwise at the first element.
  private mutating func opens(_ closer: UInt8) -> Bool {
    position += 1
    skipBlanks()
    guard next() == closer else { return true }
    position += 1
    return false
  }

  private mutating func skipName() throws(Failure) {
    skipBlanks()
    guard next() == UInt8(ascii: "\"") else { throw failure("expected a member name in double quotes") }
    _ = try scanString()
    skipBlanks()
    guard next() == UInt8(ascii: ":") else { throw failure("expected `:` after a member name") }
    position += 1
    skipBlanks()
  }

  private mutating func enter(_ depth: Int) throws(Failure) {
    guard depth < Limits.jsonNesting else { throw failure("nested deeper than \(Limits.jsonNesting) levels") }
    position += 1
  }

  /// After an element: true at the closing bracket, false at a comma.
  private mutating func endsList(with close: UInt8) throws(Failure) -> Bool {
    skipBlanks()
    guard let byte = next(), byte == close || byte == UInt8(ascii: ",") else {
      throw failure("expected `,` or `\(Character(UnicodeScalar(close)))`")
    }
    position += 1
    return byte == close
  }

  /// Passes over a string; `position` is at its opening quote.
  package mutating func scanString() throws(Failure) -> StringSpan {
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      skipPlainText()
      guard position < bytes.count else { throw failure("the string that starts at byte \(start) is not closed") }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return StringSpan(range: start..<position - 1, hasEscapes: hasEscapes)
      }
      guard byte == UInt8(ascii: "\\") else { throw failure("a control character in a string; write it as an escape") }
      hasEscapes = true
      try skipEscape()
    }
  }

  /// Moves to the next quote, backslash or control character, eight bytes at a time where it can.
  private mutating func skipPlainText() {
    guard let base = bytes.baseAddress else { return }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = position
    while at + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // Each term sets the high bit of a byte that is zero (or, for the last, below 0x20).
      let found =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- (ones &* 0x20)) & ~word)
      if found & highs != 0 { break }
      at += 8
    }
    while at < bytes.count {
      let byte = base[at]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      at += 1
    }
    position = at
  }

  private mutating func skipEscape() throws(Failure) {
    guard position + 1 < bytes.count else { throw failure("the text ends inside an escape") }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      guard hexUnit(at: position + 2) != nil else { throw failure("`\\u` needs four hexadecimal digits") }
      position += 6
    default: throw failure("no such escape")
    }
  }

  private func hexUnit(at offset: Int) -> UInt16? {
    guard offset + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[offset..<offset + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }

  private mutating func scanScalar() throws(Failure) -> JSONValue {
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("null") { return .null }
    if let byte = next(), Self.nonFiniteStarts.contains(byte) {
      for name in ["NaN", "Infinity", "-Infinity"] {
        let start = position
        guard take(name) else { continue }
        if allowsNonFinite { return .number(JSONNumber(text: name)) }
        throw Failure(offset: start, problem: "`\(name)`, which Python writes and JSON does not have (it has `null`),")
      }
    }
    return .number(try scanNumber())
  }

  private mutating func take(_ word: String) -> Bool {
    let end = position + word.utf8.count
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8) else { return false }
    position = end
    return true
  }

  private mutating func scanNumber() throws(Failure) -> JSONNumber {
    let start = position
    if next() == UInt8(ascii: "-") { position += 1 }
    let first = position
    try skipDigits("expected a value")
    if position - first > 1, bytes[first] == UInt8(ascii: "0") {
      position = first
      throw failure("a number must not start with 0")
    }
    if next() == UInt8(ascii: ".") {
      position += 1
      try skipDigits("expected a digit after the decimal point")
    }
    if let byte = next(), byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if let sign = next(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try skipDigits("expected a digit in the exponent")
    }
    return JSONNumber(text: String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
  }

  private mutating func skipDigits(_ problem: String) throws(Failure) {
    let start = position
    while let byte = next(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw failure(problem) }
  }

  package mutating func skipBlanks() {
    while let byte = next(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func next() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }

  private mutating func expectEnd() throws(Failure) {
    skipBlanks()
    guard position == bytes.count else { throw failure("unexpected text after the value") }
  }

  // MARK: Values

  /// Reads one value; `position` is at its first byte.
  package mutating func readValue(depth: Int = 0) throws(Failure) -> JSONValue {
    switch next() {
    case UInt8(ascii: "\""): return .string(try string(in: try scanString()))
    case UInt8(ascii: "["):
      try enter(depth)
      var elements: [JSONValue] = []
      skipBlanks()
      if next() == UInt8(ascii: "]") {
        position += 1
        return .array(elements)
      }
      while true {
        skipBlanks()
        elements.append(try readValue(depth: depth + 1))
        if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
      }
    case UInt8(ascii: "{"):
      try enter(depth)
      var members: [JSONObject.Member] = []
      skipBlanks()
      if next() == UInt8(ascii: "}") {
        position += 1
        return .object(JSONObject())
      }
      while true {
        skipBlanks()
        guard next() == UInt8(ascii: "\"") else { throw failure("expected a member name in double quotes") }
        let name = try string(in: try scanString())
        skipBlanks()
        guard next() == UInt8(ascii: ":") else { throw failure("expected `:` after a member name") }
        position += 1
        skipBlanks()
        members.append(JSONObject.Member(name: name, value: try readValue(depth: depth + 1)))
        if try endsList(with: UInt8(ascii: "}")) { return .object(JSONObject(members: members)) }
      }
    default: return try scanScalar()
    }
  }

  /// Reads the whole text as one value.
  package mutating func readDocument() throws(Failure) -> JSONValue {
    skipBlanks()
    let value = try readValue()
    try expectEnd()
    return value
  }

  /// The text of a string, unescaped.
  ///
  /// An escape that is half of a surrogate pair has no Unicode scalar and is an error, or U+FFFD where the scanner replaces them.
  package func string(in span: StringSpan) throws(Failure) -> String {
    guard span.hasEscapes else {
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[span.range]), as: UTF8.self)
    }
    var lone: Int?
    let text = String(unsafeUninitializedCapacity: span.range.count) { buffer in
      var read = span.range.lowerBound
      var written = 0
      while read < span.range.upperBound {
        var plain = read
        while plain < span.range.upperBound, bytes[plain] != UInt8(ascii: "\\") { plain += 1 }
        if plain > read, let from = bytes.baseAddress, let to = buffer.baseAddress {
          (to + written).update(from: from + read, count: plain - read)
          written += plain - read
          read = plain
          continue
        }
        let (scalar, length) = escape(at: read)
        if scalar == nil { lone = lone ?? read }
        // A `\uXXXX` is six bytes and its UTF-8 at most three (a pair: twelve and four), so the text never grows.
        for unit in UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.EncodedScalar() {
          buffer[written] = unit
          written += 1
        }
        read += length
      }
      return written
    }
    if let lone, !replacesLoneSurrogates { throw Failure(offset: lone, problem: "half of a surrogate pair") }
    return text
  }

  /// The scalar of the (already checked) escape at `offset`, and how many bytes it takes.
  private func escape(at offset: Int) -> (scalar: UnicodeScalar?, length: Int) {
    switch bytes[offset + 1] {
    case UInt8(ascii: "b"): return ("\u{08}", 2)
    case UInt8(ascii: "f"): return ("\u{0C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      guard let high = hexUnit(at: offset + 2) else { return (nil, 6) }
      if let scalar = UnicodeScalar(high) { return (scalar, 6) }
      guard high < 0xDC00, offset + 8 <= bytes.count, bytes[offset + 6] == UInt8(ascii: "\\"),
        bytes[offset + 7] == UInt8(ascii: "u"), let low = hexUnit(at: offset + 8), (0xDC00...0xDFFF).contains(low)
      else { return (nil, 6) }
      return (UnicodeScalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)), 12)
    default: return (UnicodeScalar(bytes[offset + 1]), 2)
    }
  }
}

extension JSONValue {
  /// Reads the whole text as one JSON value.
  ///
  /// - Parameters:
  ///   - text: the JSON.
  ///   - allowsNonFinite: also reads `NaN`, `Infinity` and `-Infinity`, which Python writes.
  /// - Throws: `JSONScanner.Failure` with the byte offset and the problem.
  public init(parsing text: String, allowsNonFinite: Bool = false) throws(JSONScanner.Failure) {
    self = try text.withUTF8Bytes { (bytes) throws(JSONScanner.Failure) in
      var scanner = JSONScanner(bytes, allowsNonFinite: allowsNonFinite)
      return try scanner.readDocument()
    }
  }

  /// Reads the whole text as one JSON value; the bytes must be UTF-8.
  public init(
    parsing bytes: UnsafeBufferPointer<UInt8>, allowsNonFinite: Bool = false
  ) throws(JSONScanner.Failure) {
    if let offset = firstInvalidUTF8(in: bytes) {
      throw JSONScanner.Failure(offset: offset, problem: "not UTF-8")
    }
    var scanner = JSONScanner(bytes, allowsNonFinite: allowsNonFinite)
    self = try scanner.readDocument()
  }
}
