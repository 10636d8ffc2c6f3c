import RewardCore
import RewardPipeline
import Rewards

/// A verdict as JSON, with the steps that led to it.
enum VerdictJSON {
  static func bytes(of verdict: Verdict, steps: [Work.Step]?) -> [UInt8] {
    var bytes = Array(verdict.json.utf8)
    guard let steps else { return bytes }
    var writer = JSONWriter()
    writer.append(
      .array(steps.map { .object(["step": .string($0.name), "finding": .string($0.finding)]) }))
    bytes.removeLast()
    return bytes + Array(",\"steps\":".utf8) + writer.bytes + [UInt8(ascii: "}")]
  }
}
