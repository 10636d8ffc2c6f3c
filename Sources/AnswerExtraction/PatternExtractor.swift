import CPCRE2

public import RewardCore

/// Extracts what a user's own PCRE2 pattern matches last.
///
/// The named group `answer` is taken, or else the first group, or else the whole match; matches where it is unset or blank
/// are passed over. The pattern and the text are UTF-8. Only the last ``window`` bytes of the text are searched. Bytes that
/// are not valid UTF-8 are seen by the pattern as U+001A, one each, so one broken byte never hides an answer.
///
/// The work is bounded in steps, not in seconds: PCRE2 calls back before every item of the pattern, and each call costs a
/// step, plus one for every 16 bytes it moved forward and one for every 16 repetitions that the pattern demands at
/// least. The interpreter is used, without its start optimisations: then the number of steps depends on the text and the
/// pattern only, where JIT code differs between processors and versions, and its stack is one limit more.
public struct PatternExtractor: AnswerExtractor {
  /// All about it.
  public static let description = ExtractorDescription(
    name: "pattern",
    summary: "What a PCRE2 pattern of your own matches last: its group `answer`, or its first group, or the whole match.",
    options: [OptionDescription("pattern", .string, "The pattern, in the syntax of PCRE2; only the last 64 KiB of a text are searched.")],
    examples: [
      .init("RESULT=12; RESULT=13;", "13", options: ["pattern": #"RESULT=(\d+)"#]),
      .init("[[yes]]", "yes", options: ["pattern": #"\[\[(?<answer>\w+)\]\]"#]),
      .init("none", nil, options: ["pattern": #"RESULT=(\d+)"#]),
    ])

  /// The pattern, as it was written.
  public let pattern: String

  /// The bytes at the end of the text that are searched.
  public static let window = 64 << 10

  /// The most matches that are looked at before the search is given up.
  public static let maximumMatches = 32_768

  private let program: PatternProgram

  /// Compiles the option `pattern`.
  ///
  /// - Throws: `invalid_parameter` with the offset at which PCRE2 noticed what is wrong.
  public init(options: Options) throws(RewardError) {
    do throws(PatternError) { try self.init(pattern: options.string("pattern")) } catch {
      throw RewardError(
        .invalidParameter, field: "pattern", found: "\(error.message) at offset \(error.offset)", expected: "a PCRE2 pattern",
        source: Self.description.name)
    }
  }

  /// Compiles a pattern.
  init(pattern: String) throws(PatternError) {
    self.pattern = pattern
    self.program = try PatternProgram(pattern)
  }

  /// Finds the last match of the pattern.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    var range = range.clamped(to: 0..<text.count)
    let isCut = range.count > Self.window
    if isCut {
      range = (range.upperBound - Self.window)..<range.upperBound
      while let first = range.first, text[first].isContinuation { range = (first + 1)..<range.upperBound }
    }
    guard budget.spend(range.count) else { return textTooLong }
    let subject = UnsafeBufferPointer(rebasing: text[range])
    let outcome: PatternProgram.Outcome
    if let repaired = ValidUTF8.repaired(subject) {
      outcome = repaired.withUnsafeBufferPointer { program.lastMatch(in: $0, isCut: isCut, budget: &budget) }
    } else {
      outcome = program.lastMatch(in: subject, isCut: isCut, budget: &budget)
    }
    switch outcome {
    case .limitExceeded: return .limitExceeded("the pattern takes too many steps")
    case .nothing: return .nothing
    case .match(let match):
      let found = (match.lowerBound + range.lowerBound)..<(match.upperBound + range.lowerBound)
      return .found(CandidateAnswer(range: found, extractor: name))
    }
  }
}

/// A compiled pattern, shared between threads; each match has data of its own.
private final class PatternProgram: @unchecked Sendable {
  enum Outcome {
    case match(Range<Int>)
    case nothing
    case limitExceeded
  }

  /// Never written after `init`; PCRE2 allows its concurrent use.
  private let code: OpaquePointer
  private let group: Int
  private let stepCost: Int

  /// The steps of one search: some tens of milliseconds at the most.
  private static let stepLimit = 1_000_000
  private static let matchLimit: UInt32 = 20_000_000
  private static let depthLimit: UInt32 = 100_000
  private static let heapLimitKiB: UInt32 = 32 << 10

  init(_ pattern: String) throws(PatternError) {
    var errorCode: Int32 = 0
    var errorOffset = 0
    var pattern = pattern
    let options =
      PCRE2_UTF | PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS
    let compiled = pattern.withUTF8 { bytes in
      pcre2_compile_8(bytes.baseAddress, bytes.count, options, &errorCode, &errorOffset, nil)
    }
    guard let compiled else {
      throw PatternError(pattern: pattern, offset: errorOffset, message: Self.message(errorCode))
    }
    code = compiled
    group = Self.answerGroup(compiled)
    stepCost = 1 + Self.largestMinimum(pattern) / 16
  }

  deinit { pcre2_code_free_8(code) }

  private static func message(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let count = pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
      return count < 0 ? "error \(code)" : String(decoding: buffer.prefix(Int(count)), as: UTF8.self)
    }
  }

  /// The group that holds the answer: the one of that name, the first, or the whole match.
  private static func answerGroup(_ code: OpaquePointer) -> Int {
    let named = Array("answer".utf8) + [0]
    let number = named.withUnsafeBufferPointer { pcre2_substring_number_from_name_8(code, $0.baseAddress) }
    if number > 0 { return Int(number) }
    var count: UInt32 = 0
    _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return count > 0 ? 1 : 0
  }

  /// The largest `n` of any `{n` in a pattern: items that PCRE2 may try without calling back.
  private static func largestMinimum(_ pattern: String) -> Int {
    var largest = 0
    var current: Int?
    for byte in pattern.utf8 {
      if byte == Ascii.leftBrace {
        current = 0
      } else if let value = current, byte.isDigit {
        current = Swift.min(value * 10 + Int(byte - Ascii.zero), 65_535)
      } else {
        largest = Swift.max(largest, current ?? 0)
        current = nil
      }
    }
    return largest
  }

  /// What the callbacks of one search count.
  private struct Counter {
    var steps: Int
    var position = 0
    let stepCost: Int
  }

  /// The last match whose answer group holds more than white space.
  func lastMatch(in subject: UnsafeBufferPointer<UInt8>, isCut: Bool, budget: inout WorkBudget) -> Outcome {
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil), let context = pcre2_match_context_create_8(nil)
    else { return .limitExceeded }
    defer {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
    let steps = min(budget.remaining, Self.stepLimit)
    var counter = Counter(steps: steps, stepCost: stepCost)
    let outcome = withUnsafeMutablePointer(to: &counter) { counter in
      pcre2_set_callout_8(
        context,
        { block, data in
          guard let block, let counter = data?.assumingMemoryBound(to: Counter.self) else { return PCRE2_ERROR_CALLOUT }
          let moved = Swift.max(0, block.pointee.current_position - counter.pointee.position)
          counter.pointee.position = block.pointee.current_position
          counter.pointee.steps -= counter.pointee.stepCost + moved / 16
          return counter.pointee.steps < 0 ? PCRE2_ERROR_CALLOUT : 0
        }, counter)
      return search(subject, options: isCut ? PCRE2_NOTBOL : 0, data: data, context: context)
    }
    _ = budget.spend(min(budget.remaining, steps - max(0, counter.steps)))
    return outcome
  }

  private func search(
    _ subject: UnsafeBufferPointer<UInt8>, options: UInt32, data: OpaquePointer, context: OpaquePointer
  ) -> Outcome {
    // PCRE2 refuses a nil subject in old versions, even an empty one.
    guard let base = subject.baseAddress else { return .nothing }
    var last = Outcome.nothing
    var start = 0
    var options = options
    for _ in 0..<PatternExtractor.maximumMatches {
      let status = pcre2_match_8(code, base, subject.count, start, options, data, context)
      if status == PCRE2_ERROR_NOMATCH { return last }
      guard status > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return .limitExceeded }
      options |= PCRE2_NO_UTF_CHECK  // The first call has checked the whole subject.
      // With `\K` in a lookahead a match may seem to begin after its end.
      let whole = Swift.min(offsets[0], offsets[1])..<Swift.max(offsets[0], offsets[1])
      if group < Int(status), offsets[2 * group] <= subject.count, offsets[2 * group] <= offsets[2 * group + 1] {
        let answer = subject.trimmed(offsets[2 * group]..<offsets[2 * group + 1])
        if !answer.isEmpty { last = .match(answer) }
      }
      var next = Swift.max(whole.upperBound, start)
      let wasRetry = options & PCRE2_NOTEMPTY_ATSTART != 0
      options &= ~PCRE2_NOTEMPTY_ATSTART
      if whole.isEmpty || next == start {
        // Look again from here for something longer; where that does not help either, go on by one scalar.
        options |= PCRE2_NOTEMPTY_ATSTART
        if wasRetry, next == start {
          next += 1
          while next < subject.count, subject[next].isContinuation { next += 1 }
        }
      }
      if next > subject.count { return last }
      start = next
    }
    return .limitExceeded
  }
}
