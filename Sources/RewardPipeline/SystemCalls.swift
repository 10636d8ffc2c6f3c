internal import RewardCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the system says about the last call that failed, such as `No space left on device`.
package func lastSystemError() -> String { String(cString: strerror(errno)) }

/// Cores that this process may use.
package func availableCores() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// Seconds since some fixed moment; for rates on a screen only, never for a verdict.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Bytes of a regular file; `nil` for anything else.
package func regularFileSize(_ path: String) -> Int? {
  var info = stat()
  guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
  return Int(info.st_size)
}

/// All of standard input, whatever it is: a file, a pipe, a terminal.
func readStandardInput() throws(RewardError) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw RewardError(.unreadableFile, file: "-", found: lastSystemError()) }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}
