import ExactMath
import RewardPipeline

extension WorkThreads {
  /// Threads that go with what FLINT keeps for each: in a trainer's process a call makes new ones every time.
  static func forDecisions() -> WorkThreads { WorkThreads { DecisionCaches.releaseForThisThread() } }
}
