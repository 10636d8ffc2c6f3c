internal import RewardCore

/// Mathematical text with what has no meaning taken out, so that equal answers in other clothes are equal bytes.
///
/// Taken out: math delimiters around everything, spacing and sizing commands, `\left` and `\right`, blanks that do not keep two words or
/// numbers apart, a final full stop. `\dfrac`, `\tfrac` and `\cfrac` become `\frac`. Nothing is taken out that could change what is meant:
/// `1 2` stays apart from `12`, and letters keep their case.
enum MathText {
  private static let dropped: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr",
    "displaystyle", "textstyle", "limits",
  ]
  private static let spaces: Set<String> = ["quad", "qquad", "thinspace", "negthinspace", "enspace"]

  /// The normal form.
  ///
  /// Linear in the text.
  static func normalized(_ text: String) -> [UInt8] {
    text.withUTF8Bytes { bytes in
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      var hasBlank = false
      var at = 0
      func flushBlank(before byte: UInt8) {
        // A blank counts only where it keeps two words or numbers apart.
        // Behind the comma of `1, 234` it makes a list of what else is one number.
        if hasBlank, let last = output.last, isWordByte(byte) {
          let isMark = last == UInt8(ascii: ",") || last == UInt8(ascii: ".")
          let endsNumber = isMark && output.count > 1 && (0x30...0x39).contains(output[output.count - 2]) && (0x30...0x39).contains(byte)
          if isWordByte(last) || endsNumber { output.append(0x20) }
        }
        hasBlank = false
      }
      while at < bytes.count {
        let byte = bytes[at]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "~"):
          hasBlank = true
          at += 1
        case UInt8(ascii: "$"): at += 1
        case UInt8(ascii: "\\"):
          let name = commandName(in: bytes, at: at + 1)
          let end = at + 1 + name.count
          if name.isEmpty {
            // A single-character command: spacing is a blank, delimiters go, the others stay.
            guard at + 1 < bytes.count else {
              output.append(byte)
              at += 1
              continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: " "):
              hasBlank = true
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"): break
            default:
              flushBlank(before: byte)
              output += [byte, bytes[at + 1]]
            }
            at += 2
          } else {
            at = end
            let word = String(decoding: name, as: UTF8.self)
            if dropped.contains(word) || spaces.contains(word) {
              hasBlank = true
              // The point of `\left.` is a delimiter that is not shown.
              if word == "left" || word == "right", let next = bytes[at...].firstIndex(where: { $0 != 0x20 }),
                bytes[next] == UInt8(ascii: ".")
              {
                at = next + 1
              }
            } else {
              flushBlank(before: byte)
              output.append(byte)
              output += ["dfrac", "tfrac", "cfrac"].contains(word) ? Array("frac".utf8) : Array(name)
              // Keeps `\sin x` apart from a command `\sinx`.
              if at < bytes.count, isLetter(bytes[at]) == false, nextVisible(in: bytes, from: at).map(isWordByte) == true {
                hasBlank = true
              }
            }
          }
        default:
          flushBlank(before: byte)
          output.append(byte)
          at += 1
        }
      }
      if output.last == UInt8(ascii: ".") { output.removeLast() }
      return output
    }
  }

  /// Whether a sign stands before another one, be there brackets between them or not: `--3`, `-(-3)`.
  ///
  /// Linear in the text.
  static func hasDoubledSign(_ text: String) -> Bool {
    text.withUTF8Bytes { bytes in
      guard bytes.contains(UInt8(ascii: "-")) else { return false }
      var follows = false
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "-"):
          if follows { return true }
          follows = true
        case 0x20, UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): break
        case UInt8(ascii: "\\"):
          let name = commandName(in: bytes, at: at)
          at += name.count
          if !dropped.contains(String(decoding: name, as: UTF8.self)) { follows = false }
        default: follows = false
        }
      }
      return false
    }
  }

  private static func commandName(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    var end = min(start, bytes.count)
    while end < bytes.count, isLetter(bytes[end]) { end += 1 }
    return bytes[min(start, bytes.count)..<end]
  }

  private static func nextVisible(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt8? {
    bytes[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  private static func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80 }
}
