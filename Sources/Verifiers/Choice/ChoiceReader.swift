internal import RewardCore

/// Reads an answer as a choice among the options of a question, and rather says *unreadable* than guess.
///
/// A letter counts when it stands alone, or leads and is set off from what follows. *A* and *I* are English words, so they lead only
/// where a mark sets them off. Each reading is one pass over the text.
struct ChoiceReader: Sendable {
  let options: ChoiceOptions
  let strictness: Strictness
  let isMultiSelect: Bool
  let matchesText: Bool

  /// Scalars of an answer in which the texts of options are searched for; longer ones are prose.
  private static let containmentScalars = 2_048

  /// Reads one answer; of `prose` (a line that nothing marks as the answer) only what is nothing but a choice is read.
  func read(_ payload: String, prose: Bool) -> ChoiceReading {
    let original = Array(payload.unicodeScalars)
    let text = ChoiceText(original, options)
    let whole = readWhole(text, original: original, prose: prose)
    if case .unreadable = whole, isMultiSelect, let set = segments(of: text) { return .chosen(set, leniencies: []) }
    return whole
  }

  private func readWhole(_ text: ChoiceText, original: [Unicode.Scalar], prose: Bool) -> ChoiceReading {
    guard !text.scalars.isEmpty else { return .unreadable("blank") }
    // Where the choice may begin: at once, or after words such as `the correct option is`.
    let afterWords = strictness > .strict ? text.skippingAnswerWords() : 0
    let starts = afterWords > 0 ? [(0, []), (afterWords, ["answer_words"])] : [(0, [String]())]
    for (start, leniencies) in starts {
      guard let label = text.label(at: start), text.isOnlyClosing(from: label.end) else { continue }
      guard label.sameCase || strictness > .strict else { return .unreadable("a label in the wrong case") }
      return .chosen([label.index], leniencies: leniencies + (label.sameCase ? [] : ["ignore_case"]))
    }
    if matchesText {
      if let index = options.choice(withText: original) { return .chosen([index], leniencies: ["option_text"]) }
      for (start, leniencies) in starts {
        guard let index = options.choice(withText: text.scalars[start...]) else { continue }
        return .chosen([index], leniencies: leniencies + ["option_text"])
      }
    }
    if !prose, let name = text.foreignLabel() { return .outside(name) }
    if isMultiSelect, let run = text.run() { return .chosen(run, leniencies: []) }
    for (start, leniencies) in starts {
      if let reading = readList(text, from: start, leniencies: leniencies, prose: prose) { return reading }
      if let reading = readLeading(text, from: start, leniencies: leniencies, prose: prose) { return reading }
    }
    if strictness == .lenient, !prose, let index = containedText(text) {
      return .chosen([index], leniencies: ["contained_text"])
    }
    return .unreadable("names no option by itself")
  }

  /// `A or B`, `A/B`, `A, C`, `(A) and (C)`.
  private func readList(_ text: ChoiceText, from start: Int, leniencies: [String], prose: Bool) -> ChoiceReading? {
    guard let list = text.list(from: start) else { return nil }
    let isAll = text.isOnlyClosing(from: list.end)
    guard isAll || (strictness > .strict && !prose), isAll || list.sameCase, list.sameCase || strictness > .strict
    else { return nil }
    let explains = text.startsWithReason(from: list.end, afterProseWord: false)
    var distinct: [Int] = []
    for index in list.indices where !distinct.contains(index) { distinct.append(index) }
    let leniencies = leniencies + (list.sameCase ? [] : ["ignore_case"]) + (isAll ? [] : ["trailing_text"])
    if distinct.count == 1 { return isAll ? .chosen(distinct, leniencies: leniencies) : nil }
    if isMultiSelect, !list.hasOr { return isAll || explains ? .chosen(distinct, leniencies: leniencies) : nil }
    return isAll || explains || list.isJoined ? .hedged(distinct) : nil
  }

  /// `B) Paris`, `B: Paris`, `(B) Paris`, `B because …`.
  private func readLeading(_ text: ChoiceText, from start: Int, leniencies: [String], prose: Bool) -> ChoiceReading? {
    guard let label = text.label(at: start) else { return nil }
    let (mark, rest) = text.mark(from: label.end)
    let tail = text.scalars[rest...]
    let sameCase = label.sameCase ? [] : ["ignore_case"]
    guard label.sameCase || strictness > .strict else { return nil }
    if label.isBracketed || mark != nil, let named = options.choice(withText: tail) {
      return named == label.index
        ? .chosen([named], leniencies: leniencies + sameCase) : .hedged([label.index, named].sorted())
    }
    guard strictness > .strict, !prose, label.sameCase else { return nil }
    // What follows the comma might be another choice: `A, Z`.
    if mark == ",", isMultiSelect, !text.startsWithReason(from: rest, afterProseWord: false) { return nil }
    let isSetOff = label.isBracketed || mark != nil
    let isProseWord = text.isProseWord(label) && !isSetOff
    let result = ChoiceReading.chosen([label.index], leniencies: leniencies + ["trailing_text"])
    if text.startsWithReason(from: rest, afterProseWord: isProseWord) { return result }
    // `B = 5` is an equation and no choice.
    guard !isProseWord, isSetOff || tail.first?.properties.isAlphabetic == true else { return nil }
    let doubt = text.doubt(from: rest, besides: label.index, heedingNegation: mark == nil || mark == ",")
    return doubt.map { .unreadable($0) } ?? result
  }

  /// Several choices, each on its own line or between semicolons: `A) Paris` and below it `C) Rome`.
  private func segments(of text: ChoiceText) -> [Int]? {
    let segments = text.scalars.split { $0 == "\n" || $0 == ";" }
    guard (2...ChoiceOptions.limit).contains(segments.count) else { return nil }
    let single = ChoiceReader(options: options, strictness: strictness, isMultiSelect: false, matchesText: matchesText)
    var chosen: [Int] = []
    for segment in segments {
      let payload = String(String.UnicodeScalarView(segment))
      guard case .chosen(let indices, _) = single.read(payload, prose: true) else { return nil }
      for index in indices where !chosen.contains(index) { chosen.append(index) }
    }
    return chosen
  }

  /// The one option whose text stands in the answer, where nothing is denied or named besides.
  private func containedText(_ text: ChoiceText) -> Int? {
    guard options.hasTexts, text.scalars.count <= Self.containmentScalars,
      text.doubt(from: 0, besides: nil, heedingNegation: true) == nil
    else { return nil }
    let words = TextNormalization.apply(ChoiceOptions.comparison, to: text.scalars)
    let found = options.choices.indices.filter { index in
      guard let sought = options.choices[index].comparable, sought.count > 1, sought.count <= words.count else {
        return false
      }
      return (0...words.count - sought.count).contains { at in
        words[at...].starts(with: sought) && !(at > 0 && words[at - 1].isWordPart)
          && !(at + sought.count < words.count && words[at + sought.count].isWordPart)
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The last option that stands in brackets, where its line denies nothing and names no other.
  func lastBracketed(in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> (index: Int, range: Range<Int>)? {
    var close = range.upperBound - 1
    while close >= range.lowerBound + 2 {
      defer { close -= 1 }
      guard text[close] == UInt8(ascii: ")") else { continue }
      for length in 1...2 where close - length - 1 >= range.lowerBound && text[close - length - 1] == UInt8(ascii: "(") {
        let label = String(decoding: text[close - length..<close], as: UTF8.self).unicodeScalars
        guard let found = options.choice(labelled: Array(label)), found.sameCase else { continue }
        let newline = UInt8(ascii: "\n")
        let start = (text[range.lowerBound..<close].lastIndex(of: newline) ?? range.lowerBound - 1) + 1
        let end = text[close..<range.upperBound].firstIndex(of: newline) ?? range.upperBound
        let line = ChoiceText(Array(String(decoding: text[start..<end], as: UTF8.self).unicodeScalars), options)
        guard line.doubt(from: 0, besides: found.index, heedingNegation: true) == nil else { return nil }
        return (found.index, close - length - 1..<close + 1)
      }
    }
    return nil
  }
}
