import CRewards
import RewardCore

/// The rows of a text, by the rules for a file: a byte order mark at the start and `\r` before a line end are dropped, blank lines passed over.
struct LineSplitter {
  /// A line without its end, and its number, from 1.
  struct Line {
    var bytes: UnsafeBufferPointer<UInt8>
    var number: Int
  }

  static func lines(of text: UnsafeBufferPointer<UInt8>) -> [Line] {
    var lines: [Line] = []
    var start = 0
    var number = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      number += 1
      var range = start..<end
      if number == 1, text[range].starts(with: [0xEF, 0xBB, 0xBF]) { range = start + 3..<end }
      if let last = range.last, text[last] == UInt8(ascii: "\r") { range = range.lowerBound..<last }
      if !text[range].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        lines.append(Line(bytes: UnsafeBufferPointer(rebasing: text[range]), number: number))
      }
      start = end + 1
    }
    return lines
  }
}
