import Foundation
import TestSupport
import Testing

/// A line that is no good row, between two that are.
struct BrokenLine: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: Data
  var field: String?
  var mentions: [String]
  /// The row can be used all the same.
  var comesOut: Bool

  var testDescription: String { name }

  static let all: [BrokenLine] = fixture("broken_lines.jsonl").map { line in
    let bytes = (line["line"] as? String).map { Data($0.utf8) } ?? unhexed(line["hex"] as? String ?? "")
    return BrokenLine(
      name: line["name"] as? String ?? "", bytes: bytes, field: line["field"] as? String,
      mentions: line["mentions"] as? [String] ?? [], comesOut: line["row"] as? Bool ?? false)
  }

  private static func unhexed(_ text: String) -> Data {
    let digits = Array(text.utf8).map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
    return Data(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }

  /// Every broken line, each between two good ones of its own: line 3i + 2 is the i-th.
  static let file = all.indices.reduce(into: Data()) { file, index in
    file += Data((goodRow("before \(index)") + "\n").utf8) + all[index].bytes + Data(("\n" + goodRow("after \(index)") + "\n").utf8)
  }

  /// One run over them; each test looks at its own line.
  static func run(_ arguments: String...) -> Run? {
    guard let bench = try? Bench() else { return nil }
    defer { bench.remove() }
    try? bench.write(file, to: "rows.jsonl")
    return try? bench.run(arguments)
  }
}

@Suite struct BrokenLineTests {
  @Test func areThere() { #expect(BrokenLine.all.count >= 110) }

  // MARK: score

  private static let scored = BrokenLine.run("score", "rows.jsonl", "--jobs", "2")
  private static let rowsOut = scored?.lines ?? []
  private static let placeOfRow = Dictionary(
    rowsOut.enumerated().compactMap { place, row in rowIn(row).map { ($0, place) } }, uniquingKeysWith: { first, _ in first })
  private static let said = Dictionary(grouping: scored?.errorLines ?? []) { line in
    line.split(separator: ":").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  @Test(arguments: BrokenLine.all.indices) func isReportedAndPassed(_ index: Int) throws {
    let line = BrokenLine.all[index]
    let findings = try #require(Self.said[3 * index + 2], "\(line) is no finding")
    #expect(findings.allSatisfy { $0.hasPrefix("rows.jsonl:\(3 * index + 2): ") }, "\(findings)")
    let words = findings.joined(separator: "\n")
    for mention in line.mentions { #expect(words.contains(mention), "no \(mention) in \(words)") }
    let before = try #require(Self.placeOfRow[goodRow("before \(index)")])
    let after = try #require(Self.placeOfRow[goodRow("after \(index)")])
    #expect(after - before == 1 || after - before == 2)
    if after - before == 2 { #expect(line.comesOut || object(Self.rowsOut[before + 1]) != nil, "no JSON came out") }
    if line.comesOut { #expect(after - before == 2, "the row can be used all the same") }
  }

  @Test func onlyTheBrokenLinesAreReported() throws {
    #expect(Self.scored?.status == 1)
    #expect(Set(Self.said.keys) == Set(BrokenLine.all.indices.map { 3 * $0 + 2 }))
  }

  // MARK: validate

  private static let report = BrokenLine.run("validate", "rows.jsonl", "--format", "json")
  /// Its findings as JSON, by their lines.
  private static let findings: [Int: [String]] =
    Dictionary(grouping: report?.lines.dropLast() ?? []) { object($0)?["line"] as? Int ?? 0 }

  @Test(arguments: BrokenLine.all.indices) func isAFindingOfValidate(_ index: Int) throws {
    let line = BrokenLine.all[index]
    let findings = try #require(Self.findings[3 * index + 2], "\(line) is no finding").compactMap(object)
    for finding in findings {
      #expect(finding["file"] as? String == "rows.jsonl")
      #expect((finding["message"] as? String)?.isEmpty == false && finding["finding"] is String)
    }
    if let field = line.field { #expect(findings.contains { $0["field"] as? String == field }, "\(findings)") }
    let messages = findings.compactMap { $0["message"] as? String }.joined(separator: "\n")
    for mention in line.mentions { #expect(messages.contains(mention), "no \(mention) in \(messages)") }
  }

  @Test func validateCountsEveryLine() throws {
    let run = try #require(Self.report)
    #expect(run.status == 1)
    #expect(run.rows.count == run.lines.count, "a line of the report is no JSON")
    let summary = try #require(run.rows.last?["summary"] as? [String: Any])
    #expect(summary["findings"] as? Int == run.rows.count - 1)
    let counted = (summary["rows"] as? Int ?? 0) + (summary["unreadable"] as? Int ?? 0)
    #expect(counted == 3 * BrokenLine.all.count, "every line is either a row or unreadable")
    #expect(Set(Self.findings.keys) == Set(BrokenLine.all.indices.map { 3 * $0 + 2 }))
  }

  // MARK: Reports

  @Test func textReportNamesFileAndLine() throws {
    let bench = try Bench(["some rows.jsonl": [goodRow("a"), "", "oops", "  ", "{}"].file])
    defer { bench.remove() }
    let run = try bench.run("validate", "some rows.jsonl")
    #expect(run.status == 1)
    #expect(run.lines.contains { $0.hasPrefix("some rows.jsonl:3: ") })
    #expect(run.lines.contains { $0.hasPrefix("some rows.jsonl:5: ") && $0.contains("completion") })
    #expect(!run.lines.contains { $0.hasPrefix("some rows.jsonl:2: ") || $0.hasPrefix("some rows.jsonl:4: ") })
  }

  @Test func fiveMegabytes() throws {
    let x = String(repeating: "x", count: 5_000_000)
    let long = #"{"id":"long","completion":"\#(x) \\boxed{4}","ground_truth":"4"}"#
    let foreign = #"{"id":"foreign","f":["\#(x)"],"completion":"\\boxed{4}","ground_truth":"4"}"#
    let open = #"{"id":"open","completion":"\#(x)"#
    let bench = try Bench(["rows.jsonl": [long, foreign, open, goodRow("after")].file])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl")
    #expect(run.status == 1)
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("rows.jsonl:3: "))
    #expect(run.errors.utf8.count < 2_000, "a message does not quote megabytes")
    #expect(run.lines.compactMap(rowIn) == [long, foreign, goodRow("after")])
    #expect(run.lines.map { number("reward", in: String($0.suffix(100))) } == [1, 1, 1])
  }

  /// Beyond the limit a line is passed over, and is not kept in memory meanwhile.
  @Test func beyondTheLongestLine() throws {
    let bench = try Bench(["good": goodRow("a") + "\n", "other": goodRow("b") + "\n"])
    defer { bench.remove() }
    // 65 MiB of blanks within a row, straight from the shell, through a pipe.
    let run = try Command.shell(
      #"{ cat good; printf '{"f":'; head -c 68157440 /dev/zero | tr '\0' ' '; echo 1}; cat other; } | "$0" score -"#, in: bench.folder)
    #expect(run.status == 1)
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("-:2: ") && run.errors.contains("[line_too_long]"), "\(run.errors)")
    #expect(run.lines.compactMap(rowIn) == [goodRow("a"), goodRow("b")])
  }

  /// What data say may not act on the terminal that shows them, nor look like another finding.
  @Test func findingsAreOneHarmlessLine() throws {
    let id = #"\u001b[2J\u009b1mA\nrows.jsonl:99: all is well\u2028\u202e"#
    let row = #"{"id":"\#(id)","group_id":"\#(id)","completion":"\\boxed{4}","ground_truth":"4"}"#
    let bench = try Bench(["rows.jsonl": [row, row, row].file, "r": #"{"version":1,"verifier":"math","group_size":2}"#])
    defer { bench.remove() }
    for call in ["validate", "score"] {
      let run = try bench.run(call, "rows.jsonl", "--recipe", "r")
      let report = call == "validate" ? run.text : run.errors
      #expect(report.contains("u{1B}[2J"), "it is quoted: \(report)")
      #expect(
        !report.unicodeScalars.contains {
          $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{202E}")
        })
      #expect(!report.contains("\nrows.jsonl:99"))
    }
  }

  @Test func aLongIdIsNotQuotedWhole() throws {
    let id = String(repeating: "x", count: 1_000_000)
    let row = #"{"id":"\#(id)","group_id":"\#(id)","completion":"\\boxed{4}","ground_truth":"4"}"#
    let bench = try Bench(["rows.jsonl": [row, row, row].file, "r": #"{"version":1,"verifier":"math","group_size":2}"#])
    defer { bench.remove() }
    for format in ["text", "json"] {
      let run = try bench.run("validate", "rows.jsonl", "--recipe", "r", "--format", format)
      #expect(run.status == 1)
      #expect(run.text.contains("xxx…") && run.text.utf8.count < 8_000)
    }
  }

  @Test func longFindingsAreCut() throws {
    let list = "[" + String(repeating: "1,", count: 100_000) + "1]"
    let bench = try Bench(["rows.jsonl": #"{"completion":"x","ground_truth":"4","token_count":\#(list)}"# + "\n"])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl")
    #expect(run.status == 1)
    #expect(run.errors.contains("token_count"))
    #expect(run.errors.utf8.count < 2_000)
  }
}

@Suite struct FileShapeTests {
  @Test(arguments: ["", "\n", "  \n\t\n\r\n\n", "\u{FEFF}", "\u{FEFF}\r\n"]) func noRows(_ text: String) throws {
    let bench = try Bench(["rows.jsonl": text])
    defer { bench.remove() }
    let scored = try bench.run("score", "rows.jsonl")
    #expect(scored.status == 0 && scored.output.isEmpty && scored.errors.isEmpty)
    let validated = try bench.run("validate", "rows.jsonl", "--format", "json")
    #expect(validated.status == 0)
    #expect((validated.rows.last?["summary"] as? [String: Any])?["rows"] as? Int == 0)
  }

  @Test(arguments: ["\n", "\r\n", "\n\n\n", "\r\n\r\n", " \n", "\t\r\n"]) func lineEnds(_ end: String) throws {
    let rows = ["a", "b", "c"].map(goodRow)
    for (start, last) in [("", ""), ("\u{FEFF}", end), ("\u{FEFF}", ""), (end, end)] {
      let bench = try Bench(["rows.jsonl": start + rows.joined(separator: end) + last])
      defer { bench.remove() }
      let run = try bench.run("score", "rows.jsonl")
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.lines.compactMap(rowIn) == rows)
      #expect(!run.text.contains("\r") && run.text.hasSuffix("}\n"))
    }
  }

  @Test func lineNumbersCountBlankLines() throws {
    let bench = try Bench(["rows.jsonl": "\n\r\n" + goodRow("a") + "\r\n\n \noops\n"])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl")
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("rows.jsonl:6: "))
  }

  @Test func duplicateIds() throws {
    let rows = [goodRow("a"), goodRow("b"), goodRow("a"), #"{"id":7,"completion":"4","ground_truth":"4"}"#]
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    let run = try bench.run("validate", "rows.jsonl", "--format", "json")
    #expect(run.status == 1)
    let findings = run.rows.dropLast()
    #expect(findings.count == 1 && findings.first?["line"] as? Int == 3)
    #expect((findings.first?["message"] as? String)?.contains("a") == true)
    #expect(try bench.run("score", "rows.jsonl").lines.compactMap(rowIn) == rows)
  }

  @Test func severalFilesAreOneRun() throws {
    let bench = try Bench([
      "one.jsonl": [goodRow("a"), "oops"].file, "two.jsonl": "oops\n" + goodRow("b"), "three.jsonl": goodRow("c"),
    ])
    defer { bench.remove() }
    let run = try bench.run("score", "one.jsonl", "two.jsonl", "three.jsonl")
    #expect(run.status == 1)
    #expect(run.lines.compactMap(rowIn) == ["a", "b", "c"].map(goodRow))
    #expect(run.errorLines.map { $0.prefix(12) } == ["one.jsonl:2:", "two.jsonl:1:"])
  }

  @Test(arguments: [["none.jsonl"], ["."], ["good.jsonl", "none.jsonl"], ["none.jsonl", "good.jsonl"]])
  func unreadableFiles(_ files: [String]) throws {
    let bench = try Bench(["good.jsonl": [goodRow("a")].file])
    defer { bench.remove() }
    for call in ["score", "validate"] {
      let run = try bench.run([call] + files)
      #expect(run.status == 2)
      #expect(run.errors.contains(files.first { $0 != "good.jsonl" } ?? ""))
    }
    if files.first == "good.jsonl" {
      #expect(try bench.run(["score"] + files).lines.compactMap(rowIn) == [goodRow("a")])
    }
  }

  /// Nothing was read: a report of no rows and no findings would be taken for one of the file.
  @Test(arguments: [["none.jsonl"], ["."], ["none.jsonl", "."], ["none.jsonl", "--format", "json"], ["none.jsonl", "--out", "report"]])
  func nothingIsNotReportedOn(_ arguments: [String]) throws {
    let bench = try Bench()
    defer { bench.remove() }
    let run = try bench.run(["validate"] + arguments)
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("[unreadable_file]"))
    #expect(!bench.has("report") && !bench.has("report.partial"))
    try bench.write(goodRow("a") + "\n", to: "good.jsonl")
    let both = try bench.run("validate", "none.jsonl", "good.jsonl")
    #expect(both.status == 2 && both.lines.contains { $0.hasPrefix("rows ") && $0.hasSuffix(" 1") }, "what was read is summed up")
  }

  /// A line number is an id within its file; ids that are written, in all files.
  @Test func idsOfSeveralFiles() throws {
    let bare = #"{"completion":"\\boxed{4}","ground_truth":"4"}"#
    let bench = try Bench([
      "bare.jsonl": [bare, bare].file, "also.jsonl": [bare, bare].file, "written.jsonl": [goodRow("1"), goodRow("2")].file,
      "again.jsonl": goodRow("2") + "\n",
    ])
    defer { bench.remove() }
    for call in ["validate", "score"] {
      #expect(try bench.run(call, "bare.jsonl", "also.jsonl", "written.jsonl").status == 0)
      let run = try bench.run(call, "written.jsonl", "bare.jsonl", "again.jsonl")
      #expect(run.status == 1)
      let said = call == "validate" ? run.lines : run.errorLines
      #expect(said.filter { $0.contains("[duplicate_id]") } == ["again.jsonl:1: the id `2` was there already [duplicate_id]"])
    }
  }

  /// The rows of a group may stand in several files; a finding names the other one.
  @Test func groupsOverFiles() throws {
    func row(_ truth: Int) -> String { #"{"group_id":"p","completion":"\\boxed{4}","ground_truth":"\#(truth)"}"# + "\n" }
    let bench = try Bench(["one.jsonl": row(4), "two.jsonl": row(5)])
    defer { bench.remove() }
    let run = try bench.run("score", "one.jsonl", "two.jsonl")
    #expect(run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("two.jsonl:1: ") && run.errors.contains("than in one.jsonl:1, "))
  }

  /// A file that is no file of lines stops no other, and is told of by every command that reads lines.
  @Test func arraysAmongFiles() throws {
    let bench = try Bench(["array.json": "[\n\(goodRow("a")),\n\(goodRow("b"))\n]\n", "rows.jsonl": goodRow("c") + "\n"])
    defer { bench.remove() }
    let scored = try bench.run("score", "array.json", "rows.jsonl")
    #expect(scored.status == 1 && scored.lines.compactMap(rowIn) == [goodRow("c")])
    #expect(scored.errorLines.count == 1 && scored.errors.hasPrefix("array.json:1: "))
    for call in [["diff", "array.json", "rows.jsonl"], ["shape", "--cases", "array.json"]] {
      let run = try bench.run(call)
      let told = (run.lines + run.errorLines).filter { $0.contains("array.json:1: not a row: this file is a JSON array") }
      #expect(told.count == 1, "\(run.errors)")
    }
    // More than is read at a time, and through a pipe, which gives what it has.
    let rows = (0..<20_000).map { goodRow("\($0)") }
    try bench.write("[" + rows.joined(separator: ",\n") + "]\n", to: "long.json")
    for call in ["\"$0\" validate long.json", "cat long.json | \"$0\" validate -", "gzip -c long.json | \"$0\" validate -"] {
      let run = try Command.shell(call, in: bench.folder)
      #expect(run.status == 1 && run.lines.count { $0.contains("[malformed_row]") } == 1, "\(run.text.prefix(400))")
      #expect(run.lines.contains("rows      0, and 1 unreadable lines"))
    }
  }

  @Test func standardInputAndOutput() throws {
    let rows = ["a", "b"].map(goodRow)
    let run = try Command.run(["score", "-", "--out", "-"], input: Data(rows.file.utf8))
    #expect(run.status == 0)
    #expect(run.lines.compactMap(rowIn) == rows)
    let validated = try Command.run(["validate", "-"], input: Data((rows + ["oops"]).file.utf8))
    #expect(validated.status == 1)
    #expect(validated.lines.contains { $0.hasPrefix("-:3: ") })
  }
}

@Suite struct CompressedFileTests {
  private func gzip(_ bench: Bench, _ name: String) throws -> Data {
    let run = try Command.shell("gzip -c \(name)", in: bench.folder)
    try #require(run.status == 0)
    return run.output
  }

  @Test func isReadByItsContent() throws {
    let rows = groupRows(50)
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    let compressed = try gzip(bench, "rows.jsonl")
    let plain = try bench.run("score", "rows.jsonl")
    try bench.write(compressed, to: "rows.jsonl.gz")
    let run = try bench.run("score", "rows.jsonl.gz")
    #expect(run.status == 0 && run.output == plain.output)
    try bench.write(compressed + compressed, to: "twice.gz")
    #expect(try bench.run("score", "twice.gz").lines.count == 2 * rows.count, "members follow each other")
    try bench.write(rows.file, to: "plain.gz")
    #expect(try bench.run("score", "plain.gz").output == plain.output, "a name alone compresses nothing")
    let streamed = try Command.run(["score", "-"], input: compressed)
    #expect(streamed.output == plain.output)
  }

  @Test func emptyArchive() throws {
    let bench = try Bench(["rows.jsonl": ""])
    defer { bench.remove() }
    try bench.write(try gzip(bench, "rows.jsonl"), to: "rows.jsonl.gz")
    let run = try bench.run("score", "rows.jsonl.gz")
    #expect(run.status == 0 && run.output.isEmpty)
  }

  @Test(arguments: [0.5, 0.95, 1]) func truncated(_ share: Double) throws {
    let bench = try Bench(["rows.jsonl": groupRows(150).file])
    defer { bench.remove() }
    let compressed = try gzip(bench, "rows.jsonl")
    let plain = try bench.run("score", "rows.jsonl")
    let count = min(Int(Double(compressed.count) * share), compressed.count - 3)
    try bench.write(compressed.prefix(count), to: "cut.gz")
    let run = try bench.run("score", "cut.gz")
    #expect(run.status == 2)
    #expect(run.errors.contains("cut.gz"))
    #expect(!run.output.isEmpty && plain.output.prefix(run.output.count) == run.output, "the rows before it are kept")
    #expect(run.text.hasSuffix("\n"))
    if share == 1 { #expect(run.output == plain.output) }
  }

  /// Rows that someone appended to an archive are not passed over in silence; zeros, as tapes have them, are.
  @Test func bytesBehindTheArchive() throws {
    let rows = groupRows(50)
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    let compressed = try gzip(bench, "rows.jsonl")
    try bench.write(compressed + Data(goodRow("lost").utf8), to: "behind.gz")
    let run = try bench.run("score", "behind.gz")
    #expect(run.status == 2 && run.errors.contains("behind.gz"))
    #expect(run.lines.compactMap(rowIn) == rows)
    for padding in [1, 600, 300_000] {
      try bench.write(compressed + Data(count: padding), to: "padded.gz")
      #expect(try bench.run("score", "padded.gz").lines.compactMap(rowIn) == rows)
      try bench.write(compressed + Data(count: padding) + compressed, to: "between.gz")
      let between = try bench.run("score", "between.gz")
      #expect(between.status == 1 && between.lines.count == 2 * rows.count)
      #expect(between.errorLines.count { $0.contains("[duplicate_id]") } == rows.count && between.errorLines.count == rows.count)
    }
  }

  /// A pipe gives what it has: a header in pieces is a header.
  @Test func inPieces() throws {
    let rows = groupRows(20)
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    try bench.write(try gzip(bench, "rows.jsonl"), to: "rows.gz")
    let script =
      #"{ for n in 1 2 3 4 5 6 7 8 9 10 11 12; do dd if=rows.gz bs=1 skip=$((n-1)) count=1 2>/dev/null; done; "#
      + #"tail -c +13 rows.gz; cat rows.gz; } | "$0" score -"#
    let run = try Command.shell(script, in: bench.folder)
    #expect(run.lines.compactMap(rowIn) == rows + rows, "\(run.errors)")
    #expect(run.status == 1 && run.errorLines.allSatisfy { $0.contains("[duplicate_id]") })
  }

  /// Damaged in the middle, and in the checksum.
  @Test(arguments: [0.8, 1]) func damaged(_ place: Double) throws {
    let bench = try Bench(["rows.jsonl": groupRows(150).file])
    defer { bench.remove() }
    var compressed = try gzip(bench, "rows.jsonl")
    let plain = try bench.run("score", "rows.jsonl")
    compressed[min(Int(Double(compressed.count) * place), compressed.count - 6)] ^= 0x55
    try bench.write(compressed, to: "rows.gz")
    let run = try bench.run("score", "rows.gz")
    #expect(run.status == 2)
    #expect(run.errors.contains("rows.gz"))
    if place == 1 {
      #expect(!run.output.isEmpty && plain.output.prefix(run.output.count) == run.output, "the rows before it are kept")
    }
  }
}
