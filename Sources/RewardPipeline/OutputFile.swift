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
/// old file, if there was one, and the partial one, which the next run writes over. Two runs never write the same one: it is locked.
package struct OutputFile: ~Copyable {
  private static let bufferBytes = 1 << 18

  /// The name, for messages.
  package let path: String
  /// Where the file is until it is whole; `nil` for what is written to as it is.
  private let partialPath: String?
  /// The name that it gets then: the path, or where a symbolic link there leads.
  private let finalPath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var isEmpty = true

  /// Opens an output.
  ///
  /// - Parameter force: whether a regular file that is there already may be replaced.
  /// - Throws: `file_exists`, `unwritable_file`.
  package init(_ path: String, force: Bool = false) throws(RewardError) {
    if !force { try Self.refuseExisting(path) }
    let finalPath = Self.followingLinks(path)
    let opened = try Self.open(finalPath, named: path)
    (self.path, self.finalPath) = (path, finalPath)
    (partialPath, descriptor) = opened
    buffer.reserveCapacity(Self.bufferBytes * 2)
  }

  private static func followingLinks(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private static func open(
    _ path: String, named name: String
  ) throws(RewardError) -> (partialPath: String?, descriptor: Int32) {
    if name == "-" { return (nil, 1) }
    guard !path.isEmpty else { throw RewardError(.unwritableFile, found: "an empty name", expected: "the name of a file") }
    var info = stat()
    let exists = stat(path, &info) == 0
    // A device or a pipe is written to as it is.
    if exists, info.st_mode & S_IFMT != S_IFREG {
      let descriptor = POSIX.open(path, O_WRONLY | O_CLOEXEC, 0)
      guard descriptor >= 0 else { throw unwritable(name) }
      return (nil, descriptor)
    }
    let partialPath = path + ".partial"
    // Locked before it is emptied: what is in it may be another run's.
    let descriptor = POSIX.open(partialPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(name) }
    guard isOurs(descriptor, partialPath) else {
      close(descriptor)
      throw RewardError(.unwritableFile, file: name, found: "another run that is writing it")
    }
    guard ftruncate(descriptor, 0) == 0 else {
      defer { close(descriptor) }
      throw unwritable(name)
    }
    // A file that is replaced stays as private as it was.
    if exists { fchmod(descriptor, info.st_mode & 0o777) }
    return (partialPath, descriptor)
  }

  /// Locks an open file; false when another has the lock, or has renamed the file meanwhile.
  private static func isOurs(_ descriptor: Int32, _ path: String) -> Bool {
    // File systems without locks have none to fear.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
  }

  private static func unwritable(_ path: String) -> RewardError {
    RewardError(.unwritableFile, file: path == "-" ? "standard output" : path, found: lastSystemError())
  }

  /// Refuses a path at which a regular file stands.
  package static func refuseExisting(_ path: String) throws(RewardError) {
    guard path != "-", regularFileSize(path) != nil else { return }
    throw RewardError(.fileExists, file: path, expected: "another name, or --force")
  }

  deinit {
    guard descriptor > 2 else { return }
    // A partial file in which nothing stands helps no one.
    if isEmpty, let partialPath { unlink(partialPath) }
    close(descriptor)
  }

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
    if !buffer.isEmpty { isEmpty = false }
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { POSIX.write(descriptor, $0 + written, bytes.count - written) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        // Where nothing was written, but nothing failed either, `errno` is of some call before.
        let error = count < 0 ? Self.unwritable(path) : RewardError(.unwritableFile, file: path, found: "a device that takes nothing")
        buffer.removeAll()
        throw error
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is buffered and gives up: the file does not get its name.
  ///
  /// - Returns: where what was written stays; `nil` when nothing was, and for what is written to as it is.
  package mutating func abandon() throws(RewardError) -> String? {
    try flush()
    return isEmpty ? nil : partialPath
  }

  /// Makes the file whole: flushes, and gives it its name.
  package mutating func finish() throws(RewardError) {
    try flush()
    guard let partialPath else { return }
    guard fsync(descriptor) == 0, rename(partialPath, finalPath) == 0 else { throw Self.unwritable(path) }
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isClosed else { throw Self.unwritable(path) }
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
