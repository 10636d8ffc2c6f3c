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
    try makeAll(path)
  }

  /// Writes a file, with the folders on its way.
  func write(_ text: String, to file: String) throws(RewardError) {
    if let slash = file.lastIndex(of: "/") { try makeAll("\(path)/\(file[..<slash])") }
    var output = try OutputFile("\(path)/\(file)")
    try output.write(text.utf8)
    try output.finish()
  }

  /// Makes a folder, with those on its way.
  private func makeAll(_ folder: String) throws(RewardError) {
    var made = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      made += part + "/"
      // Another process may make it at the same time.
      guard access(made, F_OK) == 0 || mkdir(made, 0o755) == 0 || errno == EEXIST else {
        throw RewardError(.unwritableFile, file: String(made.dropLast()), found: lastSystemError())
      }
    }
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
