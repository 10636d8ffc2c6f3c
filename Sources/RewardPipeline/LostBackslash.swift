import RewardCore

/// A LaTeX command whose backslash became a control character: `"\boxed{4}"` in JSON, or in a program, is U+0008 and `oxed{4}`.
///
/// Such a row is read without an error, and its answer is nowhere: `no_answer`, for a completion that looks right in every editor.
struct LostBackslash: Sendable {
  /// The control character.
  var control: UInt8
  /// The letter that it was.
  var letter: Character
  /// The rest of the command.
  var rest: String

  /// `U+0008 before `oxed``.
  var found: String {
    let digits = String(control, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: 4 - digits.count) + digits + " before `\(rest)`"
  }

  /// The command as LaTeX and as JSON have it.
  var expected: String { #"`\\#(letter)\#(rest)`, which JSON writes `\\\#(letter)\#(rest)`"# }

  /// Commands by what is left of them.
  ///
  /// Tabs, page breaks and returns do stand in front of words, so that behind them only what is no word counts; `ext` is one, without a brace.
  private static let commands: [UInt8: (letter: Character, rests: [String])] = [
    0x08: ("b", ["oxed", "egin", "inom", "ar", "eta", "ig", "igg", "ullet", "mod", "ot"]),
    0x0C: ("f", ["rac", "orall"]),
    0x09: ("t", ["ext{", "extbf{", "extit{", "extrm{", "imes", "frac", "heta", "riangle"]),
    0x0D: ("r", ["ight", "ightarrow"]),
  ]

  /// The first of a text; complexity: linear, eight bytes at a time where there is no control character.
  static func first(in text: String) -> LostBackslash? {
    text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let ones: UInt64 = 0x0101_0101_0101_0101
      let highs: UInt64 = 0x8080_8080_8080_8080
      var start = 0
      while start < bytes.count {
        let end = min(start + 8, bytes.count)
        defer { start = end }
        if end - start == 8 {
          let word = UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
          // The high bit of a byte below 0x0E; a borrow may set one too many, which is looked at for nothing.
          if (word &- (ones &* 0x0E)) & ~word & highs == 0 { continue }
        }
        for place in start..<end where bytes[place] < 0x0E && bytes[place] != 0x0A {
          if let lost = command(behind: place, in: bytes) { return lost }
        }
      }
      return nil
    }
  }

  /// The rest of a command behind a control character.
  private static func command(behind place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> LostBackslash? {
    guard let command = commands[bytes[place]] else { return nil }
    let rest = bytes[(place + 1)...].prefix(longestRest + 1)
    let word = String(decoding: rest.prefix(while: isLetter), as: UTF8.self)
    let isOpened = rest.dropFirst(word.utf8.count).first == UInt8(ascii: "{")
    guard let lost = command.rests.first(where: { $0 == word || (isOpened && $0 == word + "{") }) else { return nil }
    return LostBackslash(control: bytes[place], letter: command.letter, rest: lost)
  }

  private static let longestRest = commands.values.flatMap(\.rests).map(\.utf8.count).max() ?? 0

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}

extension LostBackslash {
  /// What to say of a row's completion and ground truth, each text once.
  static func findings(in row: Row, fields: FieldMap) -> [RewardError] {
    var findings: [RewardError] = []
    func look(at text: String, _ field: String) {
      guard let lost = first(in: text) else { return }
      findings.append(RewardError(.lostBackslash, field: field, found: lost.found, expected: lost.expected))
    }
    look(at: row.rollout.completion, fields.name(of: .completion))
    let truth = fields.name(of: .groundTruth)
    switch row.rollout.groundTruth?.value {
    case .string(let text)?: look(at: text, truth)
    case .array(let values)?:
      for (index, value) in values.prefix(Limits.groundTruthAlternatives).enumerated() {
        if let text = value.stringValue { look(at: text, "\(truth)[\(index)]") }
      }
    default: break
    }
    return findings
  }
}
