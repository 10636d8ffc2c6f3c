package import RewardCore

extension Registry {
  /// Adds the verifiers that come with the package.
  package mutating func addVerifiers() throws(RewardError) {
    try add(MathVerifier.self)
    try add(ExactMatchVerifier.self)
    try add(MultipleChoiceVerifier.self)
    try add(FormatVerifier.self)
  }
}
