package import RewardCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Lines of files, of standard input (`-`), plain or gzip, in chunks of whole lines; memory does not grow with the file.
///
/// A byte order mark at the start, and `\r` before a line end, are dropped.
package struct LineSource: ~Copyable {
  /// A run of whole lines.
  package struct Chunk: Sendable {
    /// Which file.
    package var file: Int
    /// The lines' bytes.
    package var bytes: [UInt8]
    /// The lines, in order.
    package var lines: [Line]
  }

  /// One line of a chunk.
  package struct Line: Sendable {
    /// Its number, from 1.
    package var number: Int
    /// Its bytes in the chunk, without the line end; empty for one that is passed over.
    package var range: Range<Int>
    /// Why it is passed over.
    fileprivate var fault: Fault?

    /// Why it is passed over; `nil`: it is to be read.
    package var problem: RewardError? {
      switch fault {
      case nil: nil
      case .tooLong: RewardError(.lineTooLong, expected: "at most \(Limits.lineBytes) bytes")
      case .layout(let layout): layout.problem
      }
    }
  }

  /// Why a line is passed over; small, since every line has room for it.
  fileprivate enum Fault: Sendable {
    /// It is longer than `Limits.lineBytes`.
    case tooLong
    /// It begins a file that is no file of lines.
    case layout(FileLayout)
  }

  /// Bytes that are read at a time: large enough that a chunk is worth a thread, small enough for the caches.
  private static let chunkBytes = 1 << 19

  /// The names, for messages.
  package let names: [String]
  /// Files that could not be read, or not to their end.
  package private(set) var failures: [RewardError] = []
  /// Bytes read so far, before decompression.
  package var bytesRead: Int { bytesOfClosedFiles + (input?.bytesRead ?? 0) }

  private let lineLimit: Int
  private var file = -1
  private var input: InputFile?
  private var bytesOfClosedFiles = 0
  private var rest: [UInt8] = []
  private var lineNumber = 0
  private var isSkipping = false
  /// Whether a line of the file was met that is not blank.
  private var hasBegun = false

  /// Opens nothing yet.
  package init(_ paths: [String], lineLimit: Int = Limits.lineBytes) {
    names = paths
    self.lineLimit = lineLimit
  }

  /// The next chunk; `nil` after the last file.
  package mutating func next() -> Chunk? {
    while true {
      if input == nil, !openNext() { return nil }
      if let chunk = readChunk() { return chunk }
    }
  }

  private mutating func openNext() -> Bool {
    while file + 1 < names.count {
      file += 1
      do throws(RewardError) {
        input = try InputFile(names[file])
        (rest, lineNumber, isSkipping, hasBegun) = ([], 0, false, false)
        return true
      } catch {
        failures.append(error)
      }
    }
    return false
  }

  /// Reads on; `nil` when the file has ended (it is then closed) or when there is no whole line yet.
  private mutating func readChunk() -> Chunk? {
    var bytes = rest
    rest = []  // so that `bytes` grows in place
    let kept = bytes.count
    bytes.append(
      contentsOf: [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
        count = input?.read(into: buffer) ?? 0
      })
    guard bytes.count > kept else {
      close()
      return kept == 0 || isSkipping ? nil : chunk(of: bytes, upTo: bytes.count)
    }
    // Looked for from the front first: a chunk of a very long line has none, and that is told at the speed of memory.
    let hasLineEnd = bytes.withUnsafeBufferPointer { Self.lineEnd(in: $0, from: kept, to: $0.count) < $0.count }
    guard hasLineEnd, let end = bytes[kept...].lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }) else {
      rest = bytes
      return isTooLong(bytes) ? passOver() : nil
    }
    rest = Array(bytes[end...])
    return chunk(of: bytes, upTo: end)
  }

  private func isTooLong(_ bytes: [UInt8]) -> Bool { bytes.count > lineLimit }

  /// Drops what there is of a line that is too long; the rest of it follows.
  private mutating func passOver() -> Chunk? {
    rest = []
    guard !isSkipping else { return nil }
    (isSkipping, hasBegun) = (true, true)
    lineNumber += 1
    return Chunk(file: file, bytes: [], lines: [Line(number: lineNumber, range: 0..<0, fault: .tooLong)])
  }

  private mutating func chunk(of bytes: [UInt8], upTo end: Int) -> Chunk {
    var lines: [Line] = []
    var start = 0
    var isWhole = false
    bytes.withUnsafeBufferPointer { buffer in
      while start < end, !isWhole {
        let stop = Self.lineEnd(in: buffer, from: start, to: end)
        defer { start = stop + 1 }
        if isSkipping {
          isSkipping = false
          continue
        }
        lineNumber += 1
        var range = start..<stop
        if lineNumber == 1, buffer[range].starts(with: [0xEF, 0xBB, 0xBF]) { range = start + 3..<stop }
        if let last = range.last, buffer[last] == UInt8(ascii: "\r") { range = range.lowerBound..<last }
        guard !range.isEmpty, !buffer[range].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { continue }
        if range.count > lineLimit {
          lines.append(Line(number: lineNumber, range: 0..<0, fault: .tooLong))
        } else if !hasBegun, let layout = FileLayout(beginning: UnsafeBufferPointer(rebasing: buffer[range.lowerBound...])) {
          lines.append(Line(number: lineNumber, range: 0..<0, fault: .layout(layout)))
          isWhole = layout.endsFile
        } else {
          lines.append(Line(number: lineNumber, range: range))
        }
        hasBegun = true
      }
    }
    if isWhole { close() }
    return Chunk(file: file, bytes: bytes, lines: lines)
  }

  private static func lineEnd(in buffer: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    guard let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, end - start) else { return end }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private mutating func close() {
    bytesOfClosedFiles = bytesRead
    if let failure = input?.failure { failures.append(failure) }
    input = nil
  }
}
