import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the data go, and what happens when they cannot go there.
@Suite struct OutputTests {
  static let full = "/dev/full"
  static var hasFull: Bool { FileManager.default.fileExists(atPath: full) }

  @Test func existingFilesAreKept() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file, "o": "mine", "cases": #"{"id":1,"shaper":"outcome","inputs":{"groups":[]}}"#])
    defer { bench.remove() }
    for call in [["score", "rows.jsonl"], ["validate", "rows.jsonl"], ["shape", "--cases", "cases"]] {
      let refused = try bench.run(call + ["--out", "o"])
      #expect(refused.status == 2)
      #expect(refused.errors.contains("o") && refused.errors.contains("--force"))
      #expect(refused.output.isEmpty)
      #expect(try bench.text("o") == "mine")
    }
    for call in [["score", "rows.jsonl"], ["validate", "rows.jsonl"], ["shape", "--cases", "cases"]] {
      let plain = try bench.run(call)
      #expect(try bench.run(call + ["--out", "o", "--force"]).status == plain.status)
      if call[0] != "validate" { #expect(try bench.data("o") == plain.output) }
      #expect(!bench.has("o.partial"))
    }
  }

  @Test func inPlace() throws {
    let bench = try Bench(["rows.jsonl": groupRows(30).file])
    defer { bench.remove() }
    let plain = try bench.run("score", "rows.jsonl")
    #expect(try bench.run("score", "rows.jsonl", "--out", "rows.jsonl").status == 2)
    #expect(try bench.text("rows.jsonl") == groupRows(30).file)
    let forced = try bench.run("score", "rows.jsonl", "--out", "rows.jsonl", "--force")
    if forced.status == 0 { #expect(try bench.data("rows.jsonl") == plain.output) }
    if forced.status != 0 { #expect(try bench.text("rows.jsonl") == groupRows(30).file) }
  }

  @Test func devices() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--out", "/dev/null").status == 0)
    let missing = try bench.run("score", "rows.jsonl", "--out", "nowhere/o")
    #expect(missing.status == 2 && missing.errors.contains("nowhere/o"))
    #expect(try bench.run("score", "rows.jsonl", "--out", ".").status == 2)
  }

  @Test(.enabled(if: hasFull), arguments: ["1", "2"]) func noSpaceForRows(_ jobs: String) throws {
    let bench = try Bench(["rows.jsonl": groupRows(50).file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let call = ["score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "s", "--jobs", jobs]
    let named = try bench.run(call + ["--out", Self.full])
    #expect(named.status == 2)
    #expect(named.errors.contains(Self.full) && named.errors.contains("No space left"))
    let streamed = try Command.run(call, in: bench.folder, output: URL(filePath: Self.full))
    #expect(streamed.status == 2)
    #expect(streamed.errors.contains("No space left"))
    #expect(!bench.has("s") && !bench.has("s.partial"), "no state is written for rows that were not")
  }

  @Test(
    .enabled(if: hasFull),
    arguments: [
      ["list"], ["list", "--json"], ["describe", "math"], ["verify", "4", "\\boxed{4}"], ["verify", "4", "4", "--json"],
      ["validate", "rows.jsonl"], ["shape", "--cases", "cases"],
    ])
  func noSpaceForAnything(_ call: [String]) throws {
    let bench = try Bench(["rows.jsonl": groupRows(1).file, "cases": #"{"id":1,"shaper":"outcome","inputs":{"groups":[]}}"#])
    defer { bench.remove() }
    let run = try Command.run(call, in: bench.folder, output: URL(filePath: Self.full))
    #expect(run.status == 2, "data that are lost are no success")
    #expect(run.errors.contains("No space left"))
  }

  @Test(.enabled(if: hasFull)) func noSpaceForState() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", Self.full)
    #expect(run.status == 2 && run.errors.contains(Self.full))
  }

  @Test func readerThatStops() throws {
    let bench = try Bench(["rows.jsonl": groupRows(700).file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let run = try Command.shell(
      #"{ "$0" score rows.jsonl --recipe recipe.json --state-out s; echo $? > status; } | head -n 1"#, in: bench.folder)
    #expect(run.lines.count == 1)
    #expect(run.lines.first.flatMap(rowIn) == groupRows(1).first)
    #expect(try bench.text("status") != "0\n")
    #expect(!bench.has("s"), "no state is written for rows that no one has read")
    #expect(!run.errors.contains("Fatal error"))
  }

  /// Half of the rows are not the file that was asked for, and their state is not the state.
  @Test(arguments: ["cut.gz", "missing.jsonl"]) func inputThatCannotBeReadToItsEnd(_ bad: String) throws {
    let rows = groupRows(100)
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe, "o": "mine", "s": "old"])
    defer { bench.remove() }
    let compressed = try Command.shell("gzip -c rows.jsonl", in: bench.folder).output
    try bench.write(compressed.prefix(compressed.count / 2), to: "cut.gz")
    let call = ["score", "rows.jsonl", bad, "--recipe", "recipe.json", "--state-out", "s", "--out", "o", "--force"]
    let run = try bench.run(call)
    #expect(run.status == 2 && run.errors.contains(bad))
    #expect(try bench.text("o") == "mine" && bench.text("s") == "old")
    #expect(!bench.has("s.partial"))
    #expect(run.errors.contains("o.partial"), "it says where the rows are: \(run.errors)")
    let kept = try bench.text("o.partial").split(separator: "\n").compactMap { rowIn(String($0)) }
    #expect(kept.count >= rows.count && Array(kept.prefix(rows.count)) == rows, "the rows before are not lost")
    let nothing = try bench.run("score", "missing.jsonl", "--out", "n")
    #expect(nothing.status == 2 && !bench.has("n") && !bench.has("n.partial") && !nothing.errors.contains("n.partial"))
  }

  @Test func whatCannotBeWrittenIsSaidFirst() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--out", "o", "--state-out", "nowhere/s")
    #expect(run.status == 2 && run.errors.contains("nowhere/s"))
    #expect(!bench.has("o") && !bench.has("o.partial"))
    #expect(try bench.run("score", "rows.jsonl", "--out", "").status == 2)
  }

  /// A second run to the same file would mix its rows with the first one's.
  @Test func twoRunsDoNotShareAFile() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file])
    defer { bench.remove() }
    let rows = Data((goodRow("a") + "\n").utf8)
    let first = try Command.start(["score", "-", "--out", "o"], input: rows, in: bench.folder, open: true)
    #expect(waits(limit: 20) { bench.has("o.partial") })
    let second = try bench.run("score", "rows.jsonl", "--out", "o")
    #expect(second.status == 2 && second.errors.contains("o") && second.errors.contains("another run"))
    try first.endInput()
    #expect(try first.end(limit: 20).status == 0)
    #expect(try bench.text("o").split(separator: "\n").map { rowIn(String($0)) } == [goodRow("a")])
  }

  @Test func whatIsReplacedKeepsItsPlaceAndItsMode() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file])
    defer { bench.remove() }
    let run = try Command.shell(
      #"umask 022; echo old > secret; chmod 600 secret; ln -s secret link; "$0" score rows.jsonl --out link; echo $?; "#
        + #""$0" score rows.jsonl --out link --force || exit 9; test -L link && ls -l secret | cut -c1-10; wc -l < secret"#,
      in: bench.folder)
    #expect(run.lines.map { $0.trimmingCharacters(in: .whitespaces) } == ["2", "-rw-------", "8"], "\(run.text)\(run.errors)")
  }

  /// Ctrl-C, or a scheduler's end: nothing stands under the final names.
  @Test(arguments: [SIGINT, SIGTERM]) func interrupted(_ signalNumber: Int32) throws {
    signal(SIGINT, SIG_DFL)
    let bench = try Bench(["recipe.json": statefulRecipe])
    defer { bench.remove() }
    let rows = Data(groupRows(100).file.utf8)
    let started = try Command.start(
      ["score", "-", "--out", "o", "--recipe", "recipe.json", "--state-out", "s"], input: rows, in: bench.folder, open: true)
    #expect(waits(limit: 10) { bench.has("o.partial") }, "it is to be seen that it works")
    usleep(50_000)
    #expect(started.process.isRunning)
    if signalNumber == SIGINT { started.process.interrupt() } else { started.process.terminate() }
    let run = try started.end(limit: 10)
    #expect(run.status == 128 + signalNumber || run.status == 2)
    #expect(!bench.has("o") && !bench.has("s"))
    // What is left over is in no one's way.
    try bench.write(rows, to: "rows.jsonl")
    #expect(try bench.run("score", "rows.jsonl", "--out", "o", "--recipe", "recipe.json", "--state-out", "s").status == 0)
  }

  @Test func interruptedWithForceKeepsTheOldFile() throws {
    signal(SIGINT, SIG_DFL)
    let bench = try Bench(["o": "mine"])
    defer { bench.remove() }
    let rows = Data(groupRows(100).file.utf8)
    let started = try Command.start(["score", "-", "--out", "o", "--force"], input: rows, in: bench.folder, open: true)
    #expect(waits(limit: 10) { bench.has("o.partial") })
    started.process.interrupt()
    _ = try started.end(limit: 10)
    #expect(try bench.text("o") == "mine")
  }

  @Test func dataToOutputAndTheRestToErrors() throws {
    let bench = try Bench(["rows.jsonl": ["oops", goodRow("a")].file])
    defer { bench.remove() }
    let scored = try bench.run("score", "rows.jsonl")
    #expect(scored.rows.count == scored.lines.count)
    #expect(!scored.errors.contains("\r") && !scored.errors.contains("\u{1B}"), "a progress bar is for terminals")
    let named = try bench.run("score", "rows.jsonl", "--out", "o")
    #expect(named.output.isEmpty && named.status == 1)
    #expect(try bench.data("o") == scored.output)
  }
}
