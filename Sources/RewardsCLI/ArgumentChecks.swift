import RewardCore

/// What the parser of arguments lets pass, or misunderstands.
enum ArgumentChecks {
  /// Options that a command takes one value of.
  private static let single: Set<String> = [
    "--recipe", "--out", "--jobs", "--tolerance", "--format", "--state-base", "--state-out", "--cases", "--verifier", "--strictness",
    "--step", "--max-length", "--path",
  ]

  /// Those of them that a command does take several of.
  private static let repeatable = ["plot": ["--recipe"]]

  /// Options whose value is a number, which may be negative and is refused then for what it is.
  private static let numbers: Set<String> = ["--jobs", "--tolerance", "--step", "--max-length"]

  /// Refuses an option that is given twice: one of the two would be dropped without a word.
  static func checkSingleOptions(_ arguments: [String]) throws(RewardError) {
    guard let command = arguments.first, command != "check" else { return }
    var seen: Set<String> = []
    // What follows `--` is text.
    for argument in arguments.dropFirst().prefix(while: { $0 != "--" }) {
      let name = String(argument.prefix { $0 != "=" })
      guard single.contains(name), !(repeatable[command] ?? []).contains(name) else { continue }
      guard seen.insert(name).inserted else {
        throw RewardError(.wrongUsage, field: name, found: "it twice", expected: "it once")
      }
    }
  }

  /// Puts a negative number behind its option with `=`: the parser would take it for an option and call the value missing.
  static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    for (index, argument) in arguments.enumerated() {
      if index > 0, numbers.contains(arguments[index - 1]), !joined.contains("--"), argument.hasPrefix("-"),
        argument.dropFirst().first?.isNumber == true
      {
        joined[joined.count - 1] += "=" + argument
      } else {
        joined.append(argument)
      }
    }
    return joined
  }

  /// The word that was meant, of the parser's message about a value.
  ///
  /// It says: `The value 'JSON' is invalid for '--format'. Please provide one of 'text' or 'json'.`, and has more words than a few below it, one a line.
  static func nearestWord(in lines: [String]) -> String? {
    guard let message = lines.first, message.contains("is invalid for"), message.contains("provide one of") else { return nil }
    let pieces = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    let quoted = pieces.indices.filter { $0 % 2 == 1 }.map { pieces[$0] }
    // First the value and the option, then what there is.
    let listed = lines.dropFirst().filter { $0.hasPrefix(Self.bullet) }.map { String($0.dropFirst(Self.bullet.count)) }
    return quoted.first.flatMap { nearestName(to: $0, among: quoted.dropFirst(2) + listed) }
  }

  private static let bullet = "  - "
}
