extension RewardError {
  /// What to do about it, in a sentence; `nil` for a code that is none of ours.
  public var remedy: String? { ErrorDescription.named(code.rawValue)?.remedy }
}
