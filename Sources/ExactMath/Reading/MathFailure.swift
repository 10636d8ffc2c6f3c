/// How reading ends early.
enum MathFailure: Error {
  case malformed(Int, MathReadingResult.Reason)
  case unreadable(Int, MathReadingResult.Reason)
  case limit(MathReaderLimits.Kind)
}
