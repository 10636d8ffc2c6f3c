import RewardCore
import RewardPipeline

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder that is made, or was there and empty; nothing that is there is ever written over.
struct NewFolder {
  let path: String

  /// - Throws: `file_exists` for a folder with something in it and for what is no folder; `unwritable_file`.
  init(_ path: String) throws(RewardError) {
    self.path = path
    if let entries = opendir(path) {
      defer { closedir(entries) }
      while let entry = readdir(entries) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name == "." || name == ".." else {
          throw RewardError(.fileExists, file: path, found: "`\(name)` in it", expected: "a folder that is not there, or is empty")
        }
      }
      return
    }
    guard access(path, F_OK) != 0 else { throw RewardError(.fileExists, file: path, expected: "a folder that is not there, or is empty") }
    try make(path)
  }

  /// Writes a file, with the folders on its way.
  func write(_ text: String, to file: String) throws(RewardError) {
    var folder = path
    for part in file.split(separator: "/").dropLast() {
      folder += "/" + part
      if access(folder, F_OK) != 0 { try make(folder) }
    }
    var output = try OutputFile("\(path)/\(file)")
    try output.write(text.utf8)
    try output.finish()
  }

  private func make(_ folder: String) throws(RewardError) {
    guard mkdir(folder, 0o755) == 0 else { throw RewardError(.unwritableFile, file: folder, found: lastSystemError()) }
  }

  /// A path from the root.
  ///
  /// - Throws: `unreadable_file` when there is nothing.
  static func resolved(_ path: String) throws(RewardError) -> String {
    guard let found = realpath(path, nil) else { throw RewardError(.unreadableFile, file: path, found: lastSystemError()) }
    defer { free(found) }
    return String(cString: found)
  }
}
