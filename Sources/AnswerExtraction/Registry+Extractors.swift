package import RewardCore

extension Registry {
  /// Adds the extractors that come with the package.
  package mutating func addExtractors() throws(RewardError) {
    try add(BoxedExtractor.self)
    try add(AnswerTagExtractor.self)
    try add(AnswerPhraseExtractor.self)
    try add(HashAnswerExtractor.self)
    try add(LastNumberExtractor.self)
    try add(LastLineExtractor.self)
    try add(WholeExtractor.self)
    try add(PatternExtractor.self)
  }
}
