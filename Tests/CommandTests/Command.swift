import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a call of the command left behind.
struct Run: Sendable {
  /// The exit status; 128 + n when signal n ended it.
  var status: Int32
  var output: Data
  var errors: String
  /// It was still running at its time limit, and was ended by us.
  var hung = false

  var text: String { String(decoding: output, as: UTF8.self) }
  // By bytes: megabytes of characters take seconds to be told apart.
  var lines: [String] { output.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) } }
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  /// The rows that came out, read as JSON.
  var rows: [[String: Any]] { lines.compactMap(object) }
}

/// The command, as a person calls it: a process with arguments, files and streams.
enum Command {
  /// Built beside the tests.
  static let binary: URL? = {
    var folders = CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
    folders += folders.flatMap { [$0.deletingLastPathComponent(), $0.deletingLastPathComponent().deletingLastPathComponent()] }
    folders += ["debug", "release"].map { Folders.root.appending(path: ".build/\($0)") }
    return folders.map { $0.appending(path: "rewards") }.first {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isFolder) && !isFolder.boolValue
        && FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }()

  /// Runs it to its end.
  static func run(
    _ arguments: [String], input: Data? = nil, in folder: URL? = nil, output: URL? = nil, limit: Double = 40
  ) throws -> Run {
    let started = try start(arguments, input: input, in: folder, output: output)
    return try started.end(limit: limit)
  }

  /// Runs it with text on standard input.
  static func run(_ arguments: String..., text: String, in folder: URL? = nil) throws -> Run {
    try run(arguments, input: Data(text.utf8), in: folder)
  }

  /// Runs it without standard input.
  static func run(_ arguments: String..., in folder: URL? = nil) throws -> Run {
    try run(arguments, in: folder)
  }

  /// Begins a call; with `open`, its standard input stays open.
  static func start(
    _ arguments: [String], input: Data? = nil, in folder: URL? = nil, output: URL? = nil, open: Bool = false
  ) throws -> StartedCommand {
    let binary = try #require(binary, "the command is not built beside the tests")
    return try StartedCommand(binary, arguments, input: input, in: folder, output: output, open: open)
  }

  /// Runs a shell script with the command as `$0`.
  static func shell(_ script: String, in folder: URL) throws -> Run {
    let binary = try #require(binary, "the command is not built beside the tests")
    let shell = URL(filePath: "/bin/sh")
    return try StartedCommand(shell, ["-c", script, binary.path], input: nil, in: folder, output: nil, open: false)
      .end(limit: 40)
  }
}

/// A call that may still run.
final class StartedCommand {
  let process = Process()
  private let scratch: URL
  private let captured: URL?
  private let pipe = Pipe()
  /// What a pipe holds without a reader (Linux: 64 KiB, macOS: as much when it is needed); more goes through a file.
  private static let pipeBytes = 1 << 16

  init(_ program: URL, _ arguments: [String], input: Data?, in folder: URL?, output: URL?, open: Bool) throws {
    scratch = try Folders.temporary()
    let errors = scratch.appending(path: "stderr")
    captured = output == nil ? scratch.appending(path: "stdout") : nil
    for file in [captured, errors].compactMap({ $0 }) { try Data().write(to: file) }
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? scratch
    let handles = [try FileHandle(forWritingTo: output ?? captured ?? errors), try FileHandle(forWritingTo: errors)]
    defer { for handle in handles + [pipe.fileHandleForReading] { try? handle.close() } }
    (process.standardOutput, process.standardError) = (handles[0], handles[1])
    if let input, input.count > Self.pipeBytes {
      let file = scratch.appending(path: "stdin")
      try input.write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
    } else if input != nil || open {
      if let input { try pipe.fileHandleForWriting.write(contentsOf: input) }
      process.standardInput = pipe
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    if !open { try pipe.fileHandleForWriting.close() }
    // A child inherits blocked signals, and the threads that run tests block them.
    var open = sigset_t()
    var before = sigset_t()
    sigemptyset(&open)
    pthread_sigmask(SIG_SETMASK, &open, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Closes its standard input.
  func endInput() throws { try pipe.fileHandleForWriting.close() }

  /// Waits for the end; a call that outlives the limit is ended, and says so.
  func end(limit: Double = 40) throws -> Run {
    let hung = !waits(limit: limit) { !process.isRunning }
    if hung {
      process.terminate()
      _ = waits(limit: 2) { !process.isRunning }
    }
    let status = hung ? -1 : process.terminationStatus
    let signalled = !hung && process.terminationReason == .uncaughtSignal
    let errors = String(decoding: try Data(contentsOf: scratch.appending(path: "stderr")), as: UTF8.self)
    let output = try captured.map { try Data(contentsOf: $0) } ?? Data()
    try? FileManager.default.removeItem(at: scratch)
    if hung { Issue.record("still running after \(limit) s: \(process.arguments ?? [])") }
    return Run(status: signalled ? 128 + status : status, output: output, errors: errors, hung: hung)
  }
}

/// Looks again and again until something is so; false when the time is up.
func waits(limit: Double, until isSo: () -> Bool) -> Bool {
  let end = Date(timeIntervalSinceNow: limit)
  while !isSo() {
    if Date() > end { return false }
    usleep(2_000)
  }
  return true
}

/// A folder for one test, with files in it.
struct Bench {
  let folder: URL

  init(_ files: [String: String] = [:]) throws {
    folder = try Folders.temporary()
    for (name, text) in files { try write(text, to: name) }
  }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }
  func write(_ data: Data, to name: String) throws { try data.write(to: folder.appending(path: name)) }
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }
  func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }
  func run(_ arguments: String...) throws -> Run { try Command.run(arguments, in: folder) }
  func run(_ arguments: [String]) throws -> Run { try Command.run(arguments, in: folder) }
  func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// A JSON object.
func object(_ text: some StringProtocol) -> [String: Any]? {
  (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
}

/// The last number of a name in a line, by its digits: Foundation's reader of JSON rounds some numbers twice.
func number(_ name: String, in line: String) -> Double? {
  guard let found = line.range(of: "\"\(name)\":", options: .backwards) else { return nil }
  return Double(line[found.upperBound...].prefix { "+-.eE0123456789".contains($0) })
}

/// A JSON value as text, with sorted keys.
func json(_ value: Any?) -> String {
  guard let value,
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
  else { return "" }
  return String(decoding: data, as: UTF8.self)
}

/// Row after row of one field.
func values<Value>(_ key: String, _ rows: [[String: Any]], as _: Value.Type = Value.self) -> [Value?] {
  rows.map { $0[key] as? Value }
}

/// The row in, which is what the row out is without the members that the command added; `nil` when it added none.
func rowIn(_ rowOut: String) -> String? {
  let bytes = Data(rowOut.utf8)
  guard let added = bytes.range(of: Data(",\"verdict\":{\"outcome\":".utf8), options: .backwards) else {
    return rowOut.hasPrefix("{\"verdict\":{\"outcome\":") ? "{}" : nil
  }
  guard bytes.last == UInt8(ascii: "}"), bytes[added.upperBound...].range(of: Data("\"rewards\":{".utf8)) != nil else { return nil }
  return String(decoding: bytes[..<added.lowerBound], as: UTF8.self) + "}"
}

/// Names and values of `rewards`, in the order of the row.
func parts(_ rowOut: String) -> [(name: String, value: Double?)] {
  guard let begin = rowOut.range(of: "\"rewards\":{", options: .backwards),
    let end = rowOut.range(of: "}", range: begin.upperBound..<rowOut.endIndex)
  else { return [] }
  return rowOut[begin.upperBound..<end.lowerBound].split(separator: ",").map { part in
    let pieces = part.split(separator: ":")
    let name = pieces.first.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\"")) } ?? ""
    return (name, pieces.last.flatMap { Double($0) })
  }
}

/// The objects of a fixture of rows.
func fixture(_ name: String) -> [[String: Any]] {
  let text = (try? lines(of: Folders.fixtures.appending(path: "rows/\(name)"))) ?? []
  return text.compactMap(object)
}

/// A right answer, for where the row itself is not the matter.
func goodRow(_ id: String) -> String {
  #"{"id":"\#(id)","completion":"\\boxed{4}","ground_truth":"4"}"#
}

/// Rows of groups of four, right and wrong, with lengths.
func groupRows(_ groups: Int, seed: UInt64 = 7, answer: (Int) -> String = { "\($0)" }) -> [String] {
  var random = FixedSeed(seed)
  return (0..<groups).flatMap { group in
    (0..<4).map { sample in
      let right = Bool.random(using: &random)
      let length = Int.random(in: 50...600, using: &random)
      return #"{"id":"\#(group)/\#(sample)","group_id":"\#(answer(group))","completion":"so \\boxed{\#(right ? 4 : 5)}","#
        + #""ground_truth":"4","token_count":\#(length)}"#
    }
  }
}

/// Shapers whose rewards depend on what came before.
let statefulRecipe = """
  {"version":1,"verifier":"math","shapers":[
    {"name":"laser_d","default_target":256,"refresh_every":2,"lower":100,"upper":600,"interval":50,"n_rollout":4},"hapo"]}
  """

extension Array where Element == String {
  /// One line each.
  var file: String { map { $0 + "\n" }.joined() }
}
