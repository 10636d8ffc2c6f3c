package import RewardCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where data goes: standard output (`-`), or a file that appears under its name only when it is whole.
///
/// A file is written beside its place as `NAME.partial`, flushed to the disk and then renamed; a run that is interrupted leaves the
/// old file, if there was one, and the partial one.
package struct OutputFile: ~Copyable {
  private static let bufferBytes = 1 << 18

  /// The name, for messages.
  package let path: String
  private let partialPath: String?
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens an output.
  ///
  /// - Parameter force: whether a regular file that is there already may be replaced.
  /// - Throws: `file_exists`, `unwritable_file`.
  package init(_ path: String, force: Bool) throws(RewardError) {
    if !force { try Self.refuseExisting(path) }
    let opened = try Self.open(path)
    self.path = path
    (partialPath, descriptor) = opened
    buffer.reserveCapacity(Self.bufferBytes * 2)
  }

  private static func open(_ path: String) throws(RewardError) -> (partialPath: String?, descriptor: Int32) {
    if path == "-" { return (nil, 1) }
    var info = stat()
    // A device or a pipe is written to as it is.
    let isSpecial = stat(path, &info) == 0 && info.st_mode & S_IFMT != S_IFREG
    let target = isSpecial ? path : path + ".partial"
    let descriptor = POSIX.open(target, isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw RewardError(.unwritableFile, file: path, found: lastSystemError()) }
    return (isSpecial ? nil : target, descriptor)
  }

  /// Refuses a path at which a regular file stands.
  package static func refuseExisting(_ path: String) throws(RewardError) {
    guard path != "-", regularFileSize(path) != nil else { return }
    throw RewardError(.fileExists, file: path, expected: "another name, or --force")
  }

  deinit { if descriptor > 2 { close(descriptor) } }

  /// Appends bytes.
  ///
  /// - Throws: `unwritable_file`, for instance on a full disk.
  package mutating func write(_ bytes: some Collection<UInt8>) throws(RewardError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what is buffered.
  package mutating func flush() throws(RewardError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { POSIX.write(descriptor, $0 + written, bytes.count - written) } ?? 0
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        let why = lastSystemError()
        buffer.removeAll()
        throw RewardError(.unwritableFile, file: path, found: why)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Makes the file whole: flushes, and gives it its name.
  package mutating func finish() throws(RewardError) {
    try flush()
    guard let partialPath else { return }
    let isSynced = fsync(descriptor) == 0 && close(descriptor) == 0
    descriptor = -1
    guard isSynced, rename(partialPath, path) == 0 else {
      throw RewardError(.unwritableFile, file: path, found: lastSystemError())
    }
  }
}

/// The system's calls, under a name that our own `open` and `write` do not hide.
private enum POSIX {
  static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, flags, mode)
    #elseif canImport(Musl)
      Musl.open(path, flags, mode)
    #else
      Glibc.open(path, flags, mode)
    #endif
  }

  static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Glibc.write(descriptor, bytes, count)
    #endif
  }
}
