import CZlib
package import RewardCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The bytes of a file or of standard input (`-`), plain or gzip, in order.
///
/// gzip is told from the first bytes and not from the name. Our own loop around zlib's `inflate`, and not `gzread`: that one drops the
/// bytes before a damaged place, and passes over what is no gzip behind the compressed data without a word.
package final class InputFile {
  /// Bytes that are read at a time.
  private static let bufferBytes = 1 << 18
  /// The first bytes of a gzip member (RFC 1952, 2.3.1).
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]
  /// `inflateInit2`: the largest window, and a gzip header.
  private static let gzipWindowBits: Int32 = 15 + 16

  private enum Mode { case unknown, plain, betweenMembers, inMember, ended }

  /// Bytes read so far, before decompression.
  package private(set) var bytesRead = 0
  /// Why reading ended before the end; `nil`: it did not.
  package private(set) var failure: RewardError?

  private let path: String
  private let descriptor: Int32
  private var mode = Mode.unknown
  private var input: UnsafeMutableBufferPointer<UInt8>
  /// What of `input` is not used yet.
  private var ready = 0..<0
  private var isAtEnd = false
  /// At a fixed place, because zlib checks that its stream has not moved; `nil` for a plain file.
  private var stream: UnsafeMutablePointer<z_stream>?

  /// Opens a file.
  ///
  /// - Throws: `unreadable_file`.
  package init(_ path: String) throws(RewardError) {
    let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw RewardError(.unreadableFile, file: path, found: lastSystemError()) }
    self.path = path
    self.descriptor = descriptor
    input = .allocate(capacity: Self.bufferBytes)
  }

  deinit {
    close(descriptor)
    input.deallocate()
    if let stream {
      inflateEnd(stream)
      stream.deallocate()
    }
  }

  /// Reads the next bytes into a buffer, which is not empty.
  ///
  /// - Returns: how many there were; 0 at the end, or where `failure` says why it cannot go on.
  package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    if mode == .unknown { start() }
    while mode == .betweenMembers || mode == .inMember {
      let count = mode == .inMember ? inflateBytes(into: buffer) : 0
      if count > 0 { return count }
      if mode == .betweenMembers { startMember() }
    }
    guard mode == .plain else { return 0 }
    if ready.isEmpty { return isAtEnd ? 0 : readOn(into: UnsafeMutableRawBufferPointer(buffer)) }
    let count = min(ready.count, buffer.count)
    _ = buffer.update(fromContentsOf: input[ready.prefix(count)])
    ready = ready.dropFirst(count)
    return count
  }

  /// Looks at the first bytes.
  private func start() {
    fill(atLeast: Self.gzipMagic.count)
    guard input[ready].starts(with: Self.gzipMagic) else {
      mode = .plain
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    self.stream = stream
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, Self.gzipWindowBits, ZLIB_VERSION, size) == Z_OK else { return fail("zlib has no memory") }
    mode = .inMember
  }

  /// Goes on behind the end of a gzip member: with the next one, or to the end.
  private func startMember() {
    repeat {
      fill(atLeast: 1)
      ready = ready.drop { [input] in input[$0] == 0 }  // padding, as tapes have it
    } while ready.isEmpty && !isAtEnd
    fill(atLeast: Self.gzipMagic.count)
    if ready.isEmpty {
      mode = .ended
    } else if input[ready].starts(with: Self.gzipMagic), let stream, inflateReset(stream) == Z_OK {
      mode = .inMember
    } else {
      fail("bytes that are not gzip follow the compressed data")
    }
  }

  private func inflateBytes(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard let stream else { return 0 }
    if ready.isEmpty { fill() }
    guard !ready.isEmpty else {
      fail("the compressed data stop in the middle")
      return 0
    }
    stream.pointee.next_in = input.baseAddress.map { $0 + ready.lowerBound }
    stream.pointee.avail_in = UInt32(ready.count)
    stream.pointee.next_out = buffer.baseAddress
    stream.pointee.avail_out = UInt32(clamping: buffer.count)
    let room = stream.pointee.avail_out
    let code = inflate(stream, Z_NO_FLUSH)
    ready = ready.suffix(Int(stream.pointee.avail_in))
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: mode = .betweenMembers
    default: fail(stream.pointee.msg.map { String(cString: $0) } ?? "the compressed data are damaged")
    }
    return Int(room - stream.pointee.avail_out)
  }

  private func fail(_ why: String) {
    // A read that failed said why already.
    if failure == nil { failure = RewardError(.unreadableFile, file: path, found: why) }
    mode = .ended
  }

  /// Reads on until so many bytes are ready, or there are no more.
  private func fill(atLeast count: Int = 1) {
    while ready.count < count, !isAtEnd {
      if !ready.isEmpty, ready.lowerBound > 0 {
        _ = input.update(fromContentsOf: Array(input[ready]))
      }
      ready = 0..<ready.count
      let free = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(input)[ready.count...])
      ready = 0..<ready.count + readOn(into: free)
    }
  }

  /// Reads once from the descriptor; 0 at the end and after a failure.
  private func readOn(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = systemRead(descriptor, buffer)
    if count < 0 { failure = RewardError(.unreadableFile, file: path, found: lastSystemError()) }
    isAtEnd = count <= 0
    bytesRead += max(0, count)
    return max(0, count)
  }
}

/// `read(2)`, again when a signal came in between.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// Reads a whole file (a recipe, a state), or standard input for `-`; gzip is read too.
///
/// - Throws: `unreadable_file`.
package func readBytes(_ path: String) throws(RewardError) -> [UInt8] {
  let file = try InputFile(path)
  var bytes: [UInt8] = []
  while true {
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in count = file.read(into: buffer) }
    guard !chunk.isEmpty else { break }
    bytes += chunk
  }
  if let failure = file.failure { throw failure }
  return bytes
}
