import Foundation
import RewardCore
import TestSupport
import Testing

@Suite("JSON")
struct JSONTests {
  static let wellFormed = [
    "null", "true", "false", "0", "-0", "1e6", "-12.50E-3", #""""#, #""a\"b\\c\/d\b\f\n\r\t""#, #""é\ud83d\ude00""#, "[]", "{}",
    "[1, [2, [3]]]", #"{"a": {"b": [null, {"c": 1}]}, "a": 2}"#, " \t\r\n[ ] ", "\"ü🤔\u{7F}\"", "123456789012345678901234567890",
  ]

  static let malformed = [
    "", " ", "nul", "tru", "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", "'a'", #""a"#, #""\x""#, #""\u12""#, #""\u12g4""#, "[1,]",
    "[,]",
    "[1 2]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a":1 "b":2}"#, "[", "{", "]", "1 2", "\"a\nb\"", "\"\u{1}\"",
    #""\ud83d""#, #""\ude00\ud83d""#, #""\ud83dx""#, "[1}", #"{"a":1]"#, "// 1",
  ]

  @Test("what is JSON is read, and written as the same value", arguments: wellFormed)
  func reads(text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: value.description) == value)
    let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    let ours = try JSONSerialization.jsonObject(with: Data(value.description.utf8), options: .fragmentsAllowed)
    #expect((theirs as? NSObject) == (ours as? NSObject))
  }

  @Test("what is no JSON is refused", arguments: malformed)
  func refuses(text: String) {
    #expect(throws: JSONScanner.Failure.self) { try JSONValue(parsing: text) }
  }

  @Test("numbers keep their digits")
  func digits() throws {
    for digits in ["0.10", "1e400", "-0.0", "1E+2", "123456789012345678901234567890.5"] {
      #expect(try JSONValue(parsing: digits).description == digits)
    }
    #expect(try JSONValue(parsing: "1e400").doubleValue == .infinity)
    #expect(JSONValue(-0.0 as Double?).description == "0")
    #expect(JSONNumber(0.1).text == "0.1")
    #expect(JSONNumber(1e300).text == "1e+300")
    #expect([.infinity, -.infinity, .nan].map { JSONNumber($0).text } == ["Infinity", "-Infinity", "NaN"])
    #expect(JSONNumber(-.infinity).doubleValue == -.infinity && JSONNumber(.nan).doubleValue.isNaN)
    #expect([.infinity, -.infinity, .nan].map { JSONNumber($0).text } == ["Infinity", "-Infinity", "NaN"])
    #expect(JSONNumber(-.infinity).doubleValue == -.infinity && JSONNumber(.nan).doubleValue.isNaN)
    #expect(JSONNumber(text: "3.0").integerValue == 3)
    #expect(JSONNumber(text: "3.5").integerValue == nil)
  }

  @Test(
    "integers are integers by their digits, however they are written",
    arguments: [
      ("3", "3"), ("-3", "-3"), ("3.0", "3"), ("30e-1", "3"), ("0.003e3", "3"), ("3E+2", "300"), ("-0", "0"), ("0e99", "0"), ("0.0", "0"),
      ("9007199254740993.0", "9007199254740993"), ("-18446744073709551616", "-18446744073709551616"),
      ("1e64", "1" + String(repeating: "0", count: 64)),
      ("3.5", nil), ("35e-1", nil), ("0.0010e2", nil), ("1e-400", nil), ("1e99999", nil), ("1e99999999999999999999", nil),
      ("1e-9223372036854775808", nil), ("1.5e-9223372036854775808", nil), ("0.5e-9223372036854775807", nil),
      ("1.5e9223372036854775807", nil),
      ("0.0e-9223372036854775808", "0"), ("NaN", nil), ("-Infinity", nil),
    ] as [(String, String?)])
  func integers(text: String, digits: String?) {
    #expect(JSONNumber(text: text).integerDigits == digits)
    #expect(JSONNumber(text: text).integerValue == digits.flatMap { Int($0) })
  }

  @Test("what is passed over may be nested as deep as it likes, and is checked all the same")
  func skipping() throws {
    func skips(_ text: String) -> Bool {
      text.withUTF8Bytes { bytes in
        var scanner = JSONScanner(bytes)
        return (try? scanner.skipValue()) != nil && scanner.position == bytes.count
      }
    }
    for text in Self.wellFormed where text.first?.isWhitespace != true { #expect(skips(text), "\(text)") }
    for text in Self.malformed where !["\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\ud83dx\""].contains(text) {
      #expect(!skips(text), "\(text)")
    }
    let levels = 300_000
    #expect(skips(String(repeating: "[", count: levels) + String(repeating: "]", count: levels)))
    #expect(skips(String(repeating: #"[{"a":"#, count: levels) + "1" + String(repeating: "}]", count: levels)))
    #expect(!skips(String(repeating: #"[{"a":"#, count: levels) + "1" + String(repeating: "]}", count: levels)))
  }

  @Test("nesting has a limit, and no stack overflows before it")
  func nesting() throws {
    let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
    _ = try JSONValue(parsing: deep(Limits.jsonNesting))
    #expect(throws: JSONScanner.Failure.self) { try JSONValue(parsing: deep(Limits.jsonNesting + 1)) }
    #expect(throws: JSONScanner.Failure.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONScanner.Failure.self) { try JSONValue(parsing: String(repeating: #"{"a":"#, count: 200_000)) }
  }

  @Test("random values survive writing and reading; random bytes never crash")
  func random() throws {
    var random = FixedSeed(11)
    for _ in 0..<2_000 {
      let value = Self.value(&random, depth: 4)
      #expect(try JSONValue(parsing: value.description) == value)
      var bytes = Array(value.description.utf8)
      if !bytes.isEmpty { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
      let ours = bytes.withUnsafeBufferPointer { try? JSONValue(parsing: $0) } != nil
      let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
      let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      // Foundation reads no number beyond the doubles and forgives some bytes; where we read, it does too, unless for numbers.
      if ours { #expect(isUTF8) }
      if ours, !theirs {
        #expect(bytes.contains(UInt8(ascii: "e")) || bytes.contains(UInt8(ascii: "E")), "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  private static func value(_ random: inout FixedSeed, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Double.random(in: -1e6...1e6, using: &random)))
    case 3:
      let scalars = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
        UnicodeScalar(UInt32.random(in: 0...0x1FFFF, using: &random))
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 4: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth - 1) })
    default:
      return .object(
        JSONObject(
          members: (0..<Int.random(in: 0...4, using: &random)).map {
            JSONObject.Member(name: "k\($0)", value: value(&random, depth: depth - 1))
          }))
    }
  }

  @Test("what counts as UTF-8 is what the standard library says")
  func validity() {
    var random = FixedSeed(5)
    let starts: [UInt8] = [0x41, 0x80, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF]
    let others: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for _ in 0..<20_000 {
      var bytes: [UInt8] = Array(repeating: 0x61, count: Int.random(in: 0...9, using: &random))
      bytes.append(starts.randomElement(using: &random) ?? 0)
      for _ in 0..<Int.random(in: 0...3, using: &random) { bytes.append(others.randomElement(using: &random) ?? 0) }
      let ours = bytes.withUnsafeBufferPointer { firstInvalidUTF8(in: $0) }
      #expect((ours == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }
}
