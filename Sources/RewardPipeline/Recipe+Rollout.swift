internal import RewardCore

extension Recipe {
  /// The row that a rollout would be.
  func row(for rollout: Rollout) -> Row {
    var problems: [RewardError] = []
    // There is no row around `metadata`; what a path names outside it is looked for inside.
    let taken = inputs.take(completion: rollout.completion, problems: &problems) { path in
      path.first == "metadata" ? rollout.metadata[path: path.dropFirst()] : rollout.metadata[path: path]
    }
    let route = verifiers.route.flatMap { path in
      path.first == "metadata" ? rollout.metadata[path: path.dropFirst()] : rollout.metadata[path: path]
    }
    return Row(
      rollout: rollout, hasCompletion: true, hasOwnID: true, expected: nil, recordedReward: .absent, nearGroundTruth: nil, kept: nil,
      route: route.map { $0.stringValue ?? $0.description }, inputs: taken, problems: problems)
  }
}
