/// Sets that have a name in words: `\text{all real numbers except 0}`, `all positive numbers less than \frac12`, `no solution`.
///
///     set       = [name "is"] {filler} {adjective} noun {filler} [conditions]
///     condition = "except" numbers | comparison number | "between" number "and" number how | "such that" formula
///
/// Words that it does not know make no set: what stands beside a phrase may change its meaning.
package enum SetWords {
  /// The set that words name, or `nil`.
  package static func set(_ text: String) -> MathExpression? {
    // Longer than any phrase, even with formulas in it.
    guard text.utf8.count <= maxBytes else { return nil }
    let words = words(of: text)
    let rest = words.filter { !fillers.contains($0) && !existence.contains($0) }
    if let noun = names[rest.joined(separator: " ")] {
      // "There is a real number" is one of them, and so is "a real number".
      let isAll = noun == .empty || words.allSatisfy { !existence.contains($0) } && (hasQuantifier(words) || isPlural(rest))
      return isAll ? .namedSet(noun) : nil
    }
    var phrase = Phrase(words: words)
    return words.contains(where: existence.contains) ? nil : phrase.set()
  }

  private static func hasQuantifier(_ words: some Sequence<String>) -> Bool {
    words.contains { ["all", "any", "every", "each"].contains($0) }
  }

  private static func isPlural(_ words: some Sequence<String>) -> Bool {
    words.contains { ["numbers", "reals", "values", "integers", "primes"].contains($0) }
  }

  private static let maxBytes = 240

  /// The words without what typesets them; formulas stay as they are.
  private static func words(of text: String) -> [String] {
    var plain = ""
    var rest = text[...]
    // How many braces are open, and at which depths words in a text command began.
    var depth = 0
    var wordDepths: [Int] = []
    while let character = rest.first {
      if let command = textCommands.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(command.count)
        depth += 1
        wordDepths.append(depth)
        plain += " "
        continue
      }
      if let space = spaces.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(space.count)
        plain += " "
        continue
      }
      rest = rest.dropFirst()
      if character == "{" { depth += 1 }
      if character == "}" {
        depth -= 1
        if wordDepths.last == depth + 1 {
          wordDepths.removeLast()
          plain += " "
          continue
        }
      }
      plain.append(character)
    }
    return plain.split { $0.isWhitespace || $0 == "," }.map { word in
      word.utf8.allSatisfy { MathScalars.isLetter($0) || $0 == 0x2D } && word.utf8.count > 1 ? word.lowercased() : String(word)
    }
  }

  private static let textCommands = ["\\text{", "\\textrm{", "\\mathrm{", "\\mbox{", "\\textnormal{"]
  private static let spaces = ["\\quad", "\\,", "\\;", "\\:", "\\!", "\\ ", "~", "$", "\\(", "\\)"]

  fileprivate static let fillers: Set<String> = ["the", "set", "of", "all", "any", "every", "each", "a", "an", "is", "are"]

  /// Words that say that there is something, and not what all of it is.
  private static let existence: Set<String> = ["there", "exist", "exists"]

  private static let names: [String: MathNamedSet] = [
    "real numbers": .reals, "real number": .reals, "reals": .reals, "real values": .reals, "real x": .reals, "real values x": .reals,
    "real numbers x": .reals,
    "integers": .integers, "positive integers": .positiveIntegers, "negative integers": .negativeIntegers,
    "natural numbers": .naturals, "rational numbers": .rationals, "complex numbers": .complexes, "prime numbers": .primes,
    "primes": .primes, "positive real numbers": .positiveReals, "positive reals": .positiveReals,
    "negative real numbers": .negativeReals, "negative reals": .negativeReals,
    "no solution": .empty, "no solutions": .empty, "no real solution": .empty, "no real solutions": .empty, "empty": .empty,
    "null": .empty, "no such x": .empty,
  ]

  /// A phrase that is read from left to right.
  private struct Phrase {
    let words: [String]
    var position = 0
    /// The variable, by its own name or the usual one.
    private var symbol: MathExpression { .symbol(letter) }
    private var letter = MathSymbol("x")

    init(words: [String]) { self.words = words }

    private mutating func take(_ phrase: String) -> Bool {
      let parts = phrase.split(separator: " ").map(String.init)
      guard words[position...].starts(with: parts) else { return false }
      position += parts.count
      return true
    }

    private mutating func takeOne(of phrases: [String]) -> Bool { phrases.contains { take($0) } }

    private mutating func skipFillers() {
      while position < words.count, SetWords.fillers.contains(words[position]) { position += 1 }
    }

    mutating func set() -> MathExpression? {
      // The variable may be named: "x is any real number", "all real x".
      let isNamed = take("x is") || take("x can be") || take("x must be")
      let isQuantified = SetWords.hasQuantifier(words[position...])
      var hasKind = false
      skipFillers()
      var conditions: [MathExpression] = []
      var set = MathNamedSet.reals
      while position < words.count {
        if take("real") {
        } else if takeOne(of: ["non-negative", "nonnegative"]) {
          conditions.append(.relation([symbol, .integer(0)], [.greaterOrEqual]))
        } else if takeOne(of: ["non-positive", "nonpositive"]) {
          conditions.append(.relation([symbol, .integer(0)], [.lessOrEqual]))
        } else if takeOne(of: ["non-zero", "nonzero"]) {
          conditions.append(.relation([symbol, .integer(0)], [.notEqual]))
        } else if take("positive") {
          conditions.append(.relation([symbol, .integer(0)], [.greater]))
        } else if take("negative") {
          conditions.append(.relation([symbol, .integer(0)], [.less]))
        } else {
          break
        }
        hasKind = true
      }
      var (hasNoun, isPlural) = (false, false)
      if takeOne(of: ["numbers", "values", "reals"]) {
        (hasNoun, isPlural) = (true, true)
      } else if takeOne(of: ["integers", "integer"]) {
        set = .integers
        hasKind = true
        (hasNoun, isPlural) = (true, words[position - 1] == "integers")
      } else if takeOne(of: ["number", "value"]) {
        hasNoun = true
      }
      var isSubject = isNamed
      skipFillers()
      if position < words.count, let first = words[position].utf8.first, MathScalars.isLetter(first),
        words[position].utf8.dropFirst().first.map(MathScalars.isLetter) != true
      {
        letter = MathSymbol(String(words[position].prefix(1)))
        // The conditions so far are on it, too.
        conditions = conditions.map { $0.renaming(MathSymbol("x"), to: letter) }
        isSubject = true
        if let condition = formula(words[position...].joined(separator: " ")), condition.symbols == [letter], case .relation = condition {
          return .setBuilder(.relation([symbol, .namedSet(set)], [.element]), conditions: conditions + [condition])
        }
        guard words[position].utf8.count == 1 else { return nil }
        position += 1
      }
      guard hasNoun || hasKind || isSubject else { return nil }
      _ = takeOne(of: ["that are", "which are", "that is", "which is"])
      guard let own = self.conditions() else { return nil }
      conditions += own
      guard position == words.count else { return nil }
      // All of one kind, or all that meets a condition; "a number" is one of them, and "all n" may be integers.
      guard isSubject || isPlural || isQuantified else { return nil }
      guard hasKind || isQuantified && !letter.isIntegerName || !own.isEmpty else { return nil }
      if conditions.isEmpty { return .namedSet(set) }
      return .setBuilder(.relation([symbol, .namedSet(set)], [.element]), conditions: conditions)
    }

    /// The conditions up to the end; `nil` if one is not understood.
    private mutating func conditions() -> [MathExpression]? {
      var result: [MathExpression] = []
      var joinedByOr = false
      while position < words.count {
        if takeOne(of: ["except for", "except", "excluding", "other than", "not equal to", "but not"]) {
          guard let numbers = numbers() else { return nil }
          result.append(.collection(.all, numbers.map { .relation([symbol, $0], [.notEqual]) }))
        } else if takeOne(of: ["such that", "so that", "where", "with", "satisfying", "for which"]) {
          guard let condition = formula(words[position...].joined(separator: " ")), condition.symbols == [letter],
            case .relation = condition
          else { return nil }
          position = words.count
          result.append(condition)
        } else if let isStrict = takeBetween() {
          guard let lower = number(), take("and"), let upper = number() else { return nil }
          // Whether the ends belong to it has to be said.
          let isInclusive = take("inclusive")
          guard isInclusive || isStrict || take("exclusive") else { return nil }
          let relation: MathRelation = isInclusive ? .lessOrEqual : .less
          result.append(.relation([lower, symbol, upper], [relation, relation]))
        } else {
          guard let relation = comparison(), let bound = number() else { return nil }
          result.append(.relation([symbol, bound], [relation]))
        }
        guard position < words.count else { break }
        if take("or") {
          joinedByOr = true
        } else if take("and") || take("but") {
          if joinedByOr { return nil }
        } else if !words[position...].starts(with: ["except"]) {
          return nil
        }
      }
      if joinedByOr {
        guard result.count == 2 else { return nil }
        return [.collection(.any, result)]
      }
      return result
    }

    /// Whether "strictly" stands before "between"; `nil` if that does not follow.
    private mutating func takeBetween() -> Bool? { take("strictly between") ? true : take("between") ? false : nil }

    private mutating func comparison() -> MathRelation? {
      _ = take("is") || take("are") || take("strictly")
      for (relation, phrases) in Self.comparisons where takeOne(of: phrases) { return relation }
      return nil
    }

    /// The longer phrases first.
    private static let comparisons: [(MathRelation, [String])] = [
      (
        .greaterOrEqual,
        ["greater than or equal to", "more than or equal to", "at least", "no less than", "not less than", "no smaller than"]
      ),
      (
        .lessOrEqual,
        [
          "less than or equal to", "smaller than or equal to", "at most", "no more than", "not more than", "no greater than",
          "not greater than",
        ]
      ),
      (.greater, ["greater than", "more than", "larger than", "bigger than", "above", "exceeding"]),
      (.less, ["less than", "smaller than", "lower than", "below"]),
    ]

    /// `0`, `0 and 1`, `-1, 0, and 1`; "and less than 5" is another condition.
    private mutating func numbers() -> [MathExpression]? {
      guard let first = number() else { return nil }
      var result = [first]
      while position < words.count {
        let before = position
        _ = take("and") || take("or")
        guard let next = number() else {
          position = before
          break
        }
        result.append(next)
      }
      return result
    }

    private mutating func number() -> MathExpression? {
      _ = take("x =")
      guard position < words.count else { return nil }
      let word = words[position]
      guard let value = SetWords.value(word.hasPrefix("x=") ? String(word.dropFirst(2)) : word) else { return nil }
      position += 1
      return value
    }

    private func formula(_ text: String) -> MathExpression? { SetWords.read(text) }
  }

  private static func read(_ text: String) -> MathExpression? {
    guard case .expression(let reading) = MathReader().read(text), !reading.hasLeniencies else { return nil }
    return reading.expression
  }

  /// A number without symbols.
  fileprivate static func value(_ text: String) -> MathExpression? {
    guard let expression = read(text), expression.isValue, expression.symbols.isEmpty else { return nil }
    return expression
  }
}
