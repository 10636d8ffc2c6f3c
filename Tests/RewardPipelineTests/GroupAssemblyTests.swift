import RewardCore
import Rewards
import TestSupport
import Testing

@testable import RewardPipeline

@Suite("Group assembly")
struct GroupAssemblyTests {
  /// Feeds rows given as `step:group` (step optional, `-` for no group) and tells which rows came out together.
  private func assemble(
    _ rows: [String], _ keys: JSONObject = [:], waitingLimit: Int = Limits.waitingBytes, inherited: [GroupAssembly.OpenEnd] = []
  ) throws -> (batches: [[[Int]]], findings: [RewardError], ends: [GroupAssembly.OpenEnd]) {
    var recipe: JSONObject = ["version": 1, "verifier": "math"]
    for member in keys.members { recipe[member.name] = member.value }
    var assembly = GroupAssembly(
      recipe: try Recipe(json: .object(recipe), registry: .builtIn), inherited: inherited, waitingLimit: waitingLimit)
    var batches: [[[Int]]] = []
    func drain() {
      while let batch = assembly.nextBatch() { batches.append(batch.groups.map { $0.rows }) }
      #expect(assembly.waitingBytes <= waitingLimit)
    }
    for (line, row) in rows.enumerated() {
      let parts = row.split(separator: ":").map(String.init)
      let step = parts.count == 2 ? Int(parts[0]) : nil
      let group = parts[parts.count - 1]
      assembly.add(
        .init(
          key: group == "-" ? nil : .init(groupID: group, step: step), step: step, bytes: 10, place: .init(file: 0, line: line + 1)))
      drain()
    }
    let ends = assembly.finish()
    drain()
    return (batches, assembly.takeFindings().map(\.error), ends)
  }

  @Test("rows of a group need not be adjacent; groups come out in the order of first rows")
  func interleaved() throws {
    #expect(try assemble(["a", "b", "a", "-", "b", "a"]).batches == [[[0, 2, 5]], [[1, 4]], [[3]]])
  }

  @Test("the same group at another step is another group")
  func steps() throws {
    #expect(try assemble(["1:a", "1:a", "2:a", "a"]).batches == [[[0, 1]], [[2]], [[3]]])
  }

  @Test("a full group goes at once; what follows is another one, and reported when short")
  func size() throws {
    let full = try assemble(["a", "a", "a", "a"], ["group_size": 2])
    #expect(full.batches == [[[0, 1]], [[2, 3]]] && full.findings.isEmpty && full.ends.isEmpty)
    let over = try assemble(["a", "a", "a"], ["group_size": 2])
    #expect(over.batches == [[[0, 1]], [[2]]])
    #expect(over.findings.map { $0.code } == [.groupSize] && over.findings[0].found == "1 more rows after a full group")
  }

  @Test("a group closes at its reach; a later row is reported")
  func reach() throws {
    let result = try assemble(["a", "b", "c", "a", "d"], ["group_reach": 3])
    #expect(result.batches == [[[0]], [[1]], [[2]], [[3]], [[4]]])
    #expect(result.findings.map { $0.code } == [.groupSplit])
    #expect(try assemble(["a", "b", "a", "d"], ["group_reach": 3]).findings.isEmpty)
  }

  @Test("waiting bytes are bounded")
  func bytes() throws {
    let result = try assemble(["a", "b", "c", "d", "a"], waitingLimit: 30)
    #expect(result.batches.flatMap { $0 }.map { $0.count } == [1, 1, 1, 1, 1])
    #expect(result.findings.map { $0.code } == [.groupSplit])
  }

  /// The rows of so many groups of four, one group behind the other.
  private static func adjacent(_ groups: Int) -> [String] { (0..<groups).flatMap { Array(repeating: "g\($0)", count: 4) } }

  @Test("a batch of more bytes than may wait is cut between its groups, and no group with it")
  func cutBatches() throws {
    for keys in [["batch": ["groups": 1000], "group_size": 4], ["batch": ["groups": 1000]]] as [JSONObject] {
      let result = try assemble(Self.adjacent(12), keys, waitingLimit: 100)
      #expect(result.batches.joined().allSatisfy { $0.count == 4 }, "no group is cut")
      #expect(result.batches.map(\.count) == [2, 2, 2, 2, 2, 2])
      #expect(result.findings.allSatisfy { $0.code == .groupSplit && $0.field == "batch" })
      #expect(result.findings.count == 5, "the last one is the end of the input")
    }
  }

  @Test("a batch by step of more bytes than may wait is cut between its groups too")
  func cutSteps() throws {
    for keys in [["batch": ["by": "step"], "group_size": 4], ["batch": ["by": "step"]]] as [JSONObject] {
      let rows = Self.adjacent(3).map { "1:" + $0 } + Self.adjacent(3).map { "2:" + $0 }
      let result = try assemble(rows, keys, waitingLimit: 100)
      #expect(result.batches.joined().allSatisfy { $0.count == 4 }, "no group is cut")
      #expect(result.batches.map(\.count) == [2, 1, 2, 1])
      #expect(result.findings.map(\.code) == [.groupSplit, .groupSplit] && result.findings.map(\.field) == ["step 1", "step 2"])
    }
  }

  @Test("a group that is not whole is closed where all the others wait for it")
  func cutBehindAShortGroup() throws {
    let result = try assemble(["x"] + Self.adjacent(3), ["batch": ["groups": 100], "group_size": 4], waitingLimit: 100)
    #expect(result.batches.map { $0.map(\.count) } == [[1, 4, 4], [4]])
    #expect(result.findings.map(\.code) == [.groupSize, .groupSplit])
    // Rows of groups that have gone wait all the same while an older row does.
    let interleaved = try assemble(["a", "b", "x", "a", "a", "a", "b", "b", "b", "c"], ["group_size": 4], waitingLimit: 70)
    #expect(interleaved.batches == [[[0, 3, 4, 5]], [[1, 6, 7, 8]], [[2]], [[9]]])
    #expect(interleaved.findings.map(\.code) == [.groupSize, .groupSize])
  }

  @Test("a step's second batch closes at its own reach, and not where an old group of the first one is beyond it")
  func reachOfASecondBatch() throws {
    let rows = ["1:a", "2:b", "1:c", "2:d", "1:e", "2:f", "1:e", "2:f"]
    let result = try assemble(rows, ["batch": ["by": "step"], "group_reach": 3])
    #expect(result.batches == [[[0], [2]], [[1], [3]], [[4, 6]], [[5, 7]]])
  }

  /// Four times the steps take some four times the time; in a quadratic scan sixteen times.
  @Test("batches by step take constant time a row, whatever the reach")
  func manySteps() throws {
    let recipe = try Recipe(
      json: ["version": 1, "verifier": "math", "batch": ["by": "step"], "group_reach": 1_000_000], registry: .builtIn)
    func time(_ steps: Int) -> Duration {
      processorTime {
        var assembly = GroupAssembly(recipe: recipe)
        for step in 0..<steps {
          let key = GroupAssembly.Key(groupID: "g", step: step)
          assembly.add(.init(key: key, step: step, bytes: 1, place: .init(file: 0, line: step + 1)))
          #expect(assembly.nextBatch() == nil)
        }
        _ = assembly.finish()
        var batches = 0
        while assembly.nextBatch() != nil { batches += 1 }
        #expect(batches == steps)
      }
    }
    let (few, many) = (time(4_000), time(16_000))
    #expect(many < few * 8, "\(few), \(many)")
  }

  @Test("batches by step and by number of groups")
  func batches() throws {
    #expect(try assemble(["1:a", "1:b", "2:c", "1:a", "2:d"], ["batch": ["by": "step"]]).batches == [[[0, 3], [1]], [[2], [4]]])
    #expect(try assemble(["a", "b", "c", "a", "d", "e"], ["batch": ["groups": 2]]).batches == [[[0, 3], [1]], [[2], [4]], [[5]]])
    let late = try assemble(["1:a", "2:b", "2:b", "1:c"], ["batch": ["by": "step"], "group_reach": 2])
    #expect(late.batches == [[[0]], [[1, 2]], [[3]]])
    #expect(late.findings.map { $0.field } == ["step 1"])
  }

  @Test("what the end of a run closes is noticed by the next one")
  func cut() throws {
    let first = try assemble(["a", "a", "b"])
    #expect(first.ends.count == 2)
    let cut = try assemble(["b", "c"], inherited: first.ends)
    #expect(cut.findings.map { $0.field } == ["b"])
    let clean = try assemble(["c", "d"], inherited: first.ends)
    #expect(clean.findings.isEmpty)
    #expect(clean.ends.count == 4, "what is still within reach stays open")
    let steps = try assemble(["1:a"], ["batch": ["by": "step"]])
    #expect(try assemble(["1:z"], ["batch": ["by": "step"]], inherited: steps.ends).findings.map { $0.field } == ["step 1"])
    let batches = try assemble(["a"], ["batch": ["groups": 2]])
    #expect(try assemble(["z"], ["batch": ["groups": 2]], inherited: batches.ends).findings.map { $0.field } == ["batch"])
  }

  @Test("random rows: every row comes out once, in a group of its own key, in the order of first rows")
  func random() throws {
    var random = FixedSeed(3)
    for round in 0..<200 {
      let rows = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        ["\(Int.random(in: 1...2, using: &random)):", ""].randomElement(using: &random).map { step in
          step + (["a", "b", "c", "d", "-"].randomElement(using: &random) ?? "a")
        } ?? "a"
      }
      let keys: JSONObject =
        [["group_reach": 5], ["group_size": 3], ["batch": ["by": "step"]], ["batch": ["groups": 2]], [:]][round % 5]
      let limit = [Limits.waitingBytes, 50, 200, 0].randomElement(using: &random) ?? 0
      let batches = try assemble(rows, keys, waitingLimit: limit).batches
      #expect(batches.joined().joined().sorted() == Array(rows.indices))
      for group in batches.joined() {
        #expect(Set(group.map { rows[$0] }).count == 1 && group == group.sorted())
      }
      let firsts = batches.map { $0[0][0] }
      #expect(firsts == firsts.sorted())
    }
  }
}
