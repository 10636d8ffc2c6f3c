/// Words beside a value, or in its place, that are more than a unit or a name.
///
/// Any noun may be a unit that is counted, so nouns are not listed: they are told by their plural, and what could make another number of a
/// number is listed. With what is neither nothing is decided.
enum UnitWords {
  /// Bytes of words that are looked at one by one; a longer text may say anything.
  static let longest = 1000

  /// Whether words after a number may make something else of it: `42 hundredths`, `42 squared`, `5 point three`, `42 per cent`.
  static func mayChangeValue(_ text: String) -> Bool {
    words(of: text).contains { word in
      changing.contains(word) || numbers.contains(word) || denying.contains(word) || fractions.contains(where: { word.hasPrefix($0) })
        // "sixes" and "nines", "tenfold", "nearly".
        || word.hasSuffix("s") && (numbers.contains(String(word.dropLast())) || numbers.contains(String(word.dropLast(2))))
        || word.hasSuffix("fold") || word.hasSuffix("folds") || word.hasSuffix("ly") || namesParts(word)
        // "twenties"
        || word.hasSuffix("ties") && numbers.contains(word.dropLast(3) + "y")
    }
  }

  /// Whether a word ends as the names of parts do: thirteenths, sixtieths, billionths.
  private static func namesParts(_ word: String) -> Bool {
    let stem = word.hasSuffix("s") ? word.dropLast() : word[...]
    return word == "nth" || word == "nths" || ["eenth", "ieth", "illionth", "hundreth", "thousanth"].contains(where: stem.hasSuffix)
  }

  /// Whether words after a number name what is counted: `apples`, `square units`, `ways to choose`, and after 1 also `apple`.
  static func nameCounted(_ text: String, isOne: Bool) -> Bool {
    // Other alphabets have no plural that is told by a letter.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
    // "5 pairs" are ten, "5 ordered pairs" are five.
    guard !groups.contains(text.lowercased()) else { return false }
    let words = words(of: text)
    if words.count > 1, words[1] == "of", groups.contains(words[0]) { return false }
    return words.contains { isOne || isPlural($0) || MathUnit.named($0) != nil }
  }

  private static func isPlural(_ word: String) -> Bool {
    if irregularPlurals.contains(word) { return true }
    guard word.utf8.count > 2, word.hasSuffix("s") else { return false }
    return !["ss", "us", "is"].contains { word.hasSuffix($0) }
  }

  private static let irregularPlurals: Set<String> = [
    "people", "children", "men", "women", "teeth", "mice", "geese", "fish", "sheep", "deer", "dice", "oxen", "cattle", "vertices", "radii",
    "tage", "stunden", "minuten", "sekunden", "wochen", "monate", "jahre", "punkte", "stück", "prozent",
  ]
  /// What holds several of what is counted, where it stands alone.
  private static let groups: Set<String> = [
    "pair", "pairs", "triple", "triples", "quadruple", "quadruples", "quintuple", "quintuples", "zeros", "zeroes", "sets", "exponents",
    "reciprocals", "opposites", "conjugates", "duo", "duos", "trio", "trios", "quartet", "quartets", "quintet", "quintets", "sextet",
    "sextets", "twins", "triplets", "quadruplets", "brace", "braces", "reams", "ream", "couples",
  ]

  /// Whether words may name a number: `negative five`, `two and a half`, `infinity`.
  static func maySayNumber(_ text: String) -> Bool {
    text.utf8.count > longest || text.utf8.contains { 0x30...0x39 ~= $0 }
      || words(of: text).contains { word in
        numbers.contains(word) || signs.contains(word) || fractions.contains(where: { word.hasPrefix($0) })
      }
  }

  /// Whether a text of words holds digits or signs of a formula, so that it may say more than a name.
  static func saysFormula(_ text: String) -> Bool {
    text.utf8.count > longest || text.utf8.contains { 0x30...0x39 ~= $0 || "\\=<>^_".utf8.contains($0) }
      // A variable: "n is even".
      || text.split { !$0.isLetter }.contains { $0.utf8.count == 1 && $0 != "a" && $0.allSatisfy(\.isLowercase) }
  }

  /// Whether a word is what a letter usually stands for.
  static func names(_ word: String, _ letter: String) -> Bool { letters[word.lowercased()]?.contains(letter) == true }

  private static let letters: [String: Set<String>] = [
    "area": ["S", "A"], "volume": ["V"], "perimeter": ["P", "C", "L"], "circumference": ["C"], "probability": ["P", "p"],
    "distance": ["d", "s", "D"],
    "time": ["t", "T"], "speed": ["v"], "velocity": ["v"], "mass": ["m", "M"], "force": ["F"], "energy": ["E"], "radius": ["r", "R"],
    "diameter": ["d", "D"], "height": ["h", "H"], "length": ["l", "L"], "width": ["w", "W"], "sum": ["S"], "slope": ["m", "k"],
  ]

  /// Whether a text says more than a name: with a formula, or in several words.
  static func maySaySet(_ text: String) -> Bool { saysFormula(text) || text.contains(" ") }

  /// Whether a name of several words denies what it names: `not the answer`, `twice the answer`.
  static func mayDeny(_ name: String) -> Bool {
    words(of: name).contains { denying.contains($0) || multiples.contains($0) || signs.contains($0) }
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  private static let denying: Set<String> = [
    "not", "no", "never", "wrong", "incorrect", "false", "rejected", "reject", "impossible", "invalid", "discarded", "extraneous", "isn",
    "unlikely", "except", "excluding", "without", "divided", "multiplied", "error", "mistake", "maybe", "perhaps", "guess", "draft",
    "approximately", "bound", "digit", "digits", "estimate",
    "suppose", "assume", "assuming", "if", "first", "initial", "other", "one", "nicht", "falsch", "faux", "falso",
  ]
  private static let multiples: Set<String> = [
    "twice", "half", "double", "triple", "thrice", "square", "cube", "reciprocal", "inverse", "opposite",
  ]
  private static let signs: Set<String> = ["negative", "minus", "plus", "infinity", "infinite", "root", "pi", "point", "dozen", "pair"]
  private static let changing: Set<String> = [
    "squared", "cubed", "square", "root", "cube", "factorial", "negative", "minus", "plus", "times", "point", "per", "percent", "ppm",
    "ppb",
    "permille", "below", "lakh", "lakhs", "crore", "crores", "gross", "score", "modulo", "mod", "divided", "multiplied", "power", "pi",
    "quadrillion", "quintillion", "sextillion", "septillion", "octillion", "nonillion", "decillion", "zillion", "myriad", "mil", "mio",
    "mille",
    "millones", "millionen", "tausend", "promille", "pour", "por", "bps", "basis", "couple", "couples", "halfs", "inverse", "doubled",
    "tripled", "halved", "hoch", "fewer", "many", "few", "ago", "loss", "debt", "deficit", "left", "west", "south", "down", "ish", "approx",
    "nicht", "falsch", "faux", "pas", "oder", "ou", "falso", "incorrecto", "maybe", "perhaps", "nope", "kidding", "excluded", "exclusive",
    "inverted",
    "negated", "repeating", "recurring", "octal", "hex", "hexadecimal", "binary", "rounded", "truncated", "upwards", "beyond", "above",
    "etc", "percentage",
    "tens", "prime", "off", "onwards",
    "dozen", "dozens", "scores", "thou", "grand", "kilo", "mega", "giga", "milli", "micro", "nano", "percentile", "percentiles",
    "factorials",
    "sqrt", "cbrt", "log", "ln", "reciprocal", "conjugate", "opposite", "exponent", "almost",
    "maximum", "minimum", "max", "min", "limit", "limits", "bounds", "moins", "fois", "mal", "veces", "menos", "negativ", "negatif",
    "negativo", "bogus", "fails", "isnt", "arent", "wasnt", "doesnt", "dont", "cant", "wont", "errors", "mistakes", "guesses",
    "inverses", "percents", "negatives", "minuses", "is", "was", "has", "does", "seems", "looks",
    "equals", "yes", "nos", "needs", "lacks", "misses", "exceeds", "versus", "besides", "unless", "afterwards", "always", "sometimes",
    "else", "plusses", "logs", "lies", "wrongs", "denials", "orders", "doubles", "decimals", "complements", "als",
    "least", "most", "lac", "lacs", "grosses", "googol", "googols", "googolplex", "myriads", "duo", "duos", "trio", "trios",
    "or", "to", "over", "under", "more", "less", "half", "halves", "quarter", "quarters", "infinity", "short",
  ]
  private static let numbers: Set<String> = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "trillion", "trillions", "half", "halves",
    "quarter", "quarters", "once", "twice", "thrice",
  ]
  /// How the names of parts begin, as in thirds and hundredths.
  ///
  /// `second` is a time.
  private static let fractions = [
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "hundredth", "thousandth",
    "millionth", "twentieth", "thirtieth", "fortieth", "fiftieth",
  ]
}

extension MathUnit {
  /// Whether it is not so much a unit as words that make another value of the number before them; `per cent` is read as one over a cent.
  func mayChangeValue(of value: MathExpression) -> Bool {
    let isOne = value == .integer(1)
    return factors.contains { factor in
      if UnitTable.size(of: factor.name) != nil || MathUnit.named(factor.name) != nil { return factor.name == "¢" && factor.power < 0 }
      return UnitWords.mayChangeValue(factor.name) || !UnitWords.nameCounted(factor.name, isOne: isOne)
    }
  }
}
