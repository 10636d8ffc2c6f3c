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
    func drain() { while let batch = assembly.nextBatch() { batches.append(batch.groups.map { $0.rows }) } }
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
      let batches = try assemble(rows, keys).batches
      #expect(batches.joined().joined().sorted() == Array(rows.indices))
      for group in batches.joined() {
        #expect(Set(group.map { rows[$0] }).count == 1 && group == group.sorted())
      }
      let firsts = batches.map { $0[0][0] }
      #expect(firsts == firsts.sorted())
    }
  }
}
