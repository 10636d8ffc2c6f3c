import RewardCore

/// A description says everything.
enum DescriptionLaws {
  static func findings(_ description: ShaperDescription, refuse: (String, String) -> LawFinding) -> [LawFinding] {
    let requirements: [(Bool, String)] = [
      (description.version >= 1, "the version is below 1"), (description.summary.hasSuffix("."), "the summary is no sentence"),
      (!description.equation.isEmpty, "there is no equation"), (!description.sources.isEmpty, "there is no source"),
      (!description.edges.isEmpty, "no edge is described"), (!description.examples.isEmpty, "there is no worked number"),
      (description.options.allSatisfy { !$0.summary.isEmpty }, "an option has no summary"),
    ]
    return requirements.compactMap { $0.0 ? nil : refuse("the description is complete", $0.1) }
  }
}

extension ShaperDescription {
  /// Whether an edge speaks of order.
  var saysThatOrderMatters: Bool {
    edges.contains { edge in edge.split { !$0.isLetter }.contains("order") }
  }
}
