extension MathExpression {
  /// The expression in LaTeX, of one form for each tree; reading it gives the tree again.
  ///
  /// Parentheses stand wherever the tree has a node of its own, so `(a+b)+c` keeps them.
  public var latex: String { LaTeXPrinter.latex(self, .list) }
}

/// Writes LaTeX with parentheses by precedence.
private enum LaTeXPrinter {
  /// How tightly an expression holds together, from loose to tight.
  enum Level: Int, Comparable {
    case list, conditional, statement, relation, ratio, set, sum, term, product, factor, atom

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  static func level(_ expression: MathExpression) -> Level {
    switch expression {
    case .collection(let kind, _): kind == .list || kind == .any || kind == .all ? .list : .atom
    case .text, .choice, .time: .atom
    case .conditional: .conditional
    case .relation(_, let relations): relations.contains { $0 == .implies || $0 == .equivalent } ? .statement : .relation
    case .congruence: .relation
    case .ratio: .ratio
    case .setOperation: .set
    case .sum: .sum
    case .negative, .plusMinus: .term
    case .number(let numeral): number(numeral).hasPrefix("-") ? .term : .atom
    case .product, .series, .function(.modulo, _), .function(.derivative, _): .product
    case .quantity(let value, let unit):
      if unit.isPercent || unit.isDegree || unit.isCurrency { level(value) == .term ? .term : .factor } else { .product }
    case .power, .function(.factorial, _), .function(.doubleFactorial, _), .function(.transpose, _): .factor
    default: .atom
    }
  }

  /// The expression, in parentheses if it holds together less tightly than `minimum`.
  static func latex(_ expression: MathExpression, _ minimum: Level) -> String {
    let text = bare(expression)
    return level(expression) < minimum ? "\\left(\(text)\\right)" : text
  }

  static func joined(_ parts: [MathExpression], _ minimum: Level = .conditional, by separator: String = ", ") -> String {
    parts.map { latex($0, minimum) }.joined(separator: separator)
  }

  static func bare(_ expression: MathExpression) -> String {
    switch expression {
    case .number(let numeral): return number(numeral)
    case .constant(let constant):
      switch constant {
      case .pi: return "\\pi"
      case .e: return "e"
      case .i: return "i"
      case .infinity: return "\\infty"
      }
    case .symbol(let symbol): return name(symbol)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .quotient(let top, let bottom): return "\\frac{\(bare(top))}{\(bare(bottom))}"
    case .negative(let operand): return "-" + latex(operand, .product)
    case .plusMinus(let operand, let isFlipped): return (isFlipped ? "\\mp " : "\\pm ") + latex(operand, .product)
    case .power(let base, let exponent):
      return latex(base, .atom) + "^{\(bare(exponent))}"
    case .function(let function, let arguments): return call(function, arguments)
    case .series(let series): return self.series(series)
    case .ellipsis: return "\\ldots"
    case .collection(let kind, let members): return collection(kind, members)
    case .interval(let interval):
      // (0,1) alone might be a pair.
      let isOpen = !interval.isLowerClosed && !interval.isUpperClosed
      let isClear = !isOpen || [interval.lower, interval.upper].contains { $0.isInfinite }
      return isClear ? self.interval(interval) : "\\left]" + joined([interval.lower, interval.upper]) + "\\right["
    case .namedSet(let set): return namedSet(set)
    case .setOperation(let operation, let operands):
      let signs: [MathSetOperation: String] = [
        .union: "\\cup", .intersection: "\\cap", .difference: "\\setminus", .cartesianProduct: "\\times",
      ]
      return operands.map(set).joined(separator: " \(signs[operation] ?? "") ")
    case .setBuilder(let element, let conditions):
      return "\\left\\{\(latex(element, .conditional)) \\mid \(joined(conditions))\\right\\}"
    case .matrix(let matrix): return self.matrix(matrix)
    case .relation(let operands, let relations): return chain(operands, relations)
    case .congruence(let operands, let modulus):
      let signs = Array(repeating: MathRelation.identical, count: operands.count - 1)
      return chain(operands, signs) + " \\pmod{\(bare(modulus))}"
    case .conditional(let value, let condition):
      if case .text(let word) = condition { return latex(value, .conditional) + " \\text{ \(word)}" }
      return latex(value, .conditional) + " \\text{ if } " + latex(condition, .statement)
    case .quantity(let value, let unit): return quantity(value, unit)
    case .ratio(let members): return joined(members, .set, by: ":")
    case .time(let time):
      return "\(time)".filter { $0 != "a" && $0 != "p" && $0 != "m" }
        + (time.isAfternoon.map { $0 ? " \\text{ p.m.}" : " \\text{ a.m.}" } ?? "")
    case .text(let text): return "\\text{\(text)}"
    case .choice(let letter): return "\\text{(\(letter))}"
    }
  }

  private static func interval(_ interval: MathInterval) -> String {
    (interval.isLowerClosed ? "\\left[" : "\\left(") + joined([interval.lower, interval.upper])
      + (interval.isUpperClosed ? "\\right]" : "\\right)")
  }

  /// An operand where only a set can stand.
  private static func set(_ expression: MathExpression) -> String {
    if case .interval(let interval) = expression { return self.interval(interval) }
    return latex(expression, .sum)
  }

  // MARK: Numbers and names

  private static func number(_ numeral: MathNumeral) -> String {
    let sign = numeral.value.signum < 0 ? "-" : ""
    let magnitude = numeral.value.magnitude
    switch numeral.form {
    case .integer, .word, .base: return magnitude.isInteger ? sign + magnitude.description : fraction(numeral.value)
    case .decimal(let digits): return decimal(magnitude, digits, sign) ?? fraction(numeral.value)
    case .scientific(let digits, let exponent):
      guard let mantissa = magnitude.scaled(byPowerOfTen: -exponent, maxBits: 1 << 20),
        let text = decimal(mantissa, digits, sign)
      else { return fraction(numeral.value) }
      return "\(text)e\(exponent)"
    case .repeating(let fixed, let period):
      // Two periods more than the fixed digits tell everything; the rest is cut off.
      guard let shifted = magnitude.scaled(byPowerOfTen: fixed + period, maxBits: 1 << 20),
        let text = decimal(shifted.floor().divided(by: 1) ?? shifted, 0, ""), fixed + period > 0
      else { return fraction(numeral.value) }
      let padded = String(repeating: "0", count: max(0, fixed + period + 1 - text.utf8.count)) + text
      let whole = padded.dropLast(fixed + period)
      return "\(sign)\(whole).\(padded.dropFirst(whole.count).prefix(fixed))\\overline{\(padded.suffix(period))}"
    }
  }

  private static func fraction(_ value: BigRational) -> String {
    "\\frac{\(value.numerator)}{\(value.denominator)}"
  }

  /// A magnitude with `digits` digits after the point; `nil` if it has more.
  private static func decimal(_ magnitude: BigRational, _ digits: Int, _ sign: String) -> String? {
    guard let scaled = magnitude.scaled(byPowerOfTen: digits, maxBits: 1 << 20), scaled.isInteger else { return nil }
    let text = scaled.description
    guard digits > 0 else { return sign + text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  private static let commands: Set<String> = [
    "ell", "hbar", "aleph", "nabla", "Box", "angle", "triangle", "beth", "wp", "partial", "square", "mho", "bigcirc", "star", "pi",
  ]

  private static func name(_ symbol: MathSymbol) -> String {
    var text: String
    if symbol.name == "Å" {
      text = "\\AA"
    } else if commands.contains(symbol.name) || MathCommand.greek.contains(symbol.name) {
      text = "\\" + symbol.name
    } else {
      text = symbol.name.utf8.count == 1 ? symbol.name : "\\operatorname{\(symbol.name)}"
    }
    if let mark = symbol.mark, mark != .inverse {
      let command: [MathSymbol.Mark: String] = [
        .vector: "vec", .hat: "hat", .bar: "bar", .tilde: "tilde", .dot: "dot", .doubleDot: "ddot", .script: "mathcal",
      ]
      text = "\\\(command[mark] ?? "vec"){\(symbol.name.utf8.count == 1 || text.hasPrefix("\\operatorname") ? symbol.name : text)}"
    }
    if let index = symbol.index { text += "_{\(indexText(index))}" }
    return text + String(repeating: "'", count: symbol.primes) + (symbol.mark == .inverse ? "^{-1}" : "")
  }

  private static func indexText(_ index: String) -> String {
    MathCommand.greek.contains(index) || index == "pi" ? "\\" + index : index
  }

  // MARK: Sums and products

  private static func sum(_ terms: [MathExpression]) -> String {
    var text = ""
    for (position, term) in terms.enumerated() {
      let part = latex(term, .term)
      let isSigned = part.hasPrefix("-") || part.hasPrefix("\\pm") || part.hasPrefix("\\mp")
      text += position == 0 || isSigned ? part : "+" + part
    }
    return text
  }

  private static func product(_ factors: [MathExpression]) -> String {
    var text = ""
    for (position, factor) in factors.enumerated() {
      // A term is a signed factor: only after a dot, or in parentheses.
      let part = latex(factor, position == factors.count - 1 && isSeries(factor) ? .product : .factor)
      // A letter behind a degree mark might make it a temperature.
      if position > 0 { text += isPlain(factor) && !isDegrees(factors[position - 1]) ? " " : " \\cdot " }
      text += part
    }
    return text
  }

  private static func isDegrees(_ expression: MathExpression) -> Bool {
    if case .quantity(_, let unit) = expression { unit.isDegree } else { false }
  }

  private static func isSeries(_ expression: MathExpression) -> Bool {
    if case .series = expression { true } else { false }
  }

  /// Whether a factor can stand behind another without a sign of multiplication.
  private static func isPlain(_ expression: MathExpression) -> Bool {
    switch expression {
    case .symbol(let symbol): symbol.name.utf8.count == 1 || MathCommand.greek.contains(symbol.name)
    case .constant: true
    case .power(let base, _): isPlain(base)
    case .function(.squareRoot, _): true
    default: false
    }
  }

  // MARK: Functions

  private static let names: [MathFunction: String] = [
    .exponential: "\\exp", .naturalLogarithm: "\\ln", .logarithm: "\\log", .sine: "\\sin", .cosine: "\\cos",
    .tangent: "\\tan", .cotangent: "\\cot", .secant: "\\sec", .cosecant: "\\csc", .arcsine: "\\arcsin",
    .arccosine: "\\arccos", .arctangent: "\\arctan", .arccotangent: "\\operatorname{arccot}",
    .arcsecant: "\\operatorname{arcsec}", .arccosecant: "\\operatorname{arccsc}", .hyperbolicSine: "\\sinh",
    .hyperbolicCosine: "\\cosh", .hyperbolicTangent: "\\tanh", .hyperbolicCotangent: "\\coth",
    .hyperbolicSecant: "\\operatorname{sech}", .hyperbolicCosecant: "\\operatorname{csch}",
    .inverseHyperbolicSine: "\\operatorname{arsinh}", .inverseHyperbolicCosine: "\\operatorname{arcosh}",
    .inverseHyperbolicTangent: "\\operatorname{artanh}", .inverseHyperbolicCotangent: "\\operatorname{arcoth}",
    .inverseHyperbolicSecant: "\\operatorname{arsech}", .inverseHyperbolicCosecant: "\\operatorname{arcsch}",
    .greatestCommonDivisor: "\\gcd", .leastCommonMultiple: "\\operatorname{lcm}", .minimum: "\\min",
    .maximum: "\\max", .supremum: "\\sup", .infimum: "\\inf", .conjugate: "\\operatorname{conj}",
    .realPart: "\\Re", .imaginaryPart: "\\Im", .argument: "\\arg", .sign: "\\operatorname{sgn}", .gamma: "\\Gamma",
    .zeta: "\\zeta", .errorFunction: "\\operatorname{erf}", .determinant: "\\det", .trace: "\\operatorname{tr}",
    .rank: "\\operatorname{rank}", .dimension: "\\dim", .adjoint: "\\operatorname{adj}",
    .cardinality: "\\operatorname{card}", .complement: "\\operatorname{complement}",
  ]

  private static func call(_ function: MathFunction, _ arguments: [MathExpression]) -> String {
    let first = arguments.first ?? .ellipsis
    let last = arguments.last ?? .ellipsis
    // Made where it is used: every argument is printed once.
    var list: String { joined(arguments) }
    switch function {
    case .squareRoot: return "\\sqrt{\(bare(first))}"
    case .root: return "\\sqrt[\(bare(last))]{\(bare(first))}"
    case .logarithmToBase: return "\\log_{\(bare(last))}\\left(\(bare(first))\\right)"
    case .absoluteValue: return "\\left|\(bare(first))\\right|"
    case .norm: return "\\left\\|\(bare(first))\\right\\|"
    case .floor: return "\\left\\lfloor \(bare(first))\\right\\rfloor"
    case .ceiling: return "\\left\\lceil \(bare(first))\\right\\rceil"
    case .factorial: return latex(first, .atom) + "!"
    case .transpose: return latex(first, .atom) + "^{T}"
    case .doubleFactorial: return latex(first, .atom) + "!!"
    case .binomial: return "\\binom{\(bare(first))}{\(bare(last))}"
    case .permutations: return "{}_{\(bare(first))}P_{\(bare(last))}"
    case .modulo: return latex(first, .factor) + " \\bmod " + latex(last, .factor)
    case .derivative:
      let order = arguments.count > 2 ? "^{\(bare(last))}" : ""
      return "\\frac{d\(order)}{d \(bare(arguments[1]))\(order)}\\left(\(bare(first))\\right)"
    case .determinant:
      if case .matrix(let matrix) = first { return environment("vmatrix", matrix) }
      return "\\det\\left(\(list)\\right)"
    case .named(.crossProduct): return latex(first, .factor) + " \\times " + latex(last, .factor)
    case .named(let symbol):
      // A letter that is no function by itself is told to be one.
      let isClear =
        ["f", "g", "h", "F", "G", "H", "P"].contains(symbol.name) || arguments.count > 1 || symbol.mark != nil
        || symbol.primes > 0
      guard !isClear, symbol.name.utf8.count == 1 else { return name(symbol) + "\\left(\(list)\\right)" }
      let index = symbol.index.map { "_{\($0)}" } ?? ""
      return "\\operatorname{\(symbol.name)}\(index)\\left(\(list)\\right)"
    default: return (names[function] ?? "\\operatorname{\(function)}") + "\\left(\(list)\\right)"
    }
  }

  private static func series(_ series: MathSeries) -> String {
    let commands: [MathSeries.Kind: String] = [
      .sum: "\\sum", .product: "\\prod", .integral: "\\int", .limit: "\\lim", .union: "\\bigcup",
      .intersection: "\\bigcap", .maximum: "\\max", .minimum: "\\min",
    ]
    var text = commands[series.kind] ?? ""
    if let condition = series.condition {
      text += "_{\(bare(condition))}"
    } else if let lower = series.lower {
      let index = series.kind == .integral ? nil : series.index
      let sign = series.kind == .limit ? " \\to " : "="
      text += "_{" + (index.map { name($0) + sign } ?? "") + bare(lower) + "}"
    }
    if let upper = series.upper { text += "^{\(bare(upper))}" }
    text += " " + latex(series.body, series.kind == .integral ? .sum : .product)
    if series.kind == .integral, let index = series.index { text += " \\,d\(name(index).hasPrefix("\\") ? "" : "")\(name(index))" }
    return text
  }

  // MARK: Structures

  private static func collection(_ kind: MathCollection, _ members: [MathExpression]) -> String {
    switch kind {
    case .list:
      let isNested = members.contains { rank($0) < 4 }
      return bareList(members, rank: isNested ? 0 : 3, by: isNested ? "; " : ", ")
    case .any: return bareList(members, rank: 1, by: " \\text{ or } ")
    case .all: return bareList(members, rank: 2, by: " \\text{ and } ")
    case .tuple: return "\\left(\(joined(members))\\right)"
    case .vector: return "\\left\\langle \(joined(members))\\right\\rangle"
    case .array: return "\\left[\(joined(members))\\right]"
    case .set: return "\\left\\{\(joined(members))\\right\\}"
    case .cases:
      let lines = members.map { member in
        guard case .conditional(let value, let condition) = member else { return bare(member) }
        if case .text(let word) = condition { return bare(value) + " & \\text{\(word)}" }
        return bare(value) + " & " + bare(condition)
      }
      return "\\begin{cases}\(lines.joined(separator: " \\\\ "))\\end{cases}"
    }
  }

  /// Which separator a list without brackets has, from the strongest: `;`, or, and, a comma; 4 for all else.
  private static func rank(_ expression: MathExpression) -> Int {
    switch expression {
    case .collection(.list, let members): members.contains { rank($0) < 4 } ? 0 : 3
    case .collection(.any, _): 1
    case .collection(.all, _): 2
    default: 4
    }
  }

  private static func bareList(_ members: [MathExpression], rank own: Int, by separator: String) -> String {
    members.map { rank($0) < 4 && rank($0) > own ? bare($0) : latex($0, .conditional) }.joined(separator: separator)
  }

  private static func namedSet(_ set: MathNamedSet) -> String {
    switch set {
    case .empty: "\\emptyset"
    case .naturals: "\\mathbb{N}"
    case .integers: "\\mathbb{Z}"
    case .positiveIntegers: "\\mathbb{Z}^{+}"
    case .negativeIntegers: "\\mathbb{Z}^{-}"
    case .rationals: "\\mathbb{Q}"
    case .reals: "\\mathbb{R}"
    case .positiveReals: "\\mathbb{R}^{+}"
    case .negativeReals: "\\mathbb{R}^{-}"
    case .complexes: "\\mathbb{C}"
    case .primes: "\\mathbb{P}"
    }
  }

  private static func matrix(_ matrix: MathMatrix) -> String {
    switch matrix.brackets {
    case .parentheses: environment("pmatrix", matrix)
    case .square: environment("bmatrix", matrix)
    case .braces: environment("Bmatrix", matrix)
    case .none: environment("matrix", matrix)
    }
  }

  private static func environment(_ name: String, _ matrix: MathMatrix) -> String {
    let rows = (0..<matrix.rows).map { row in
      (0..<matrix.columns).map { bare(matrix[row, $0]) }.joined(separator: " & ")
    }
    return "\\begin{\(name)}\(rows.joined(separator: " \\\\ "))\\end{\(name)}"
  }

  private static func chain(_ operands: [MathExpression], _ relations: [MathRelation]) -> String {
    let signs: [MathRelation: String] = [
      .notEqual: "\\neq", .lessOrEqual: "\\leq", .greaterOrEqual: "\\geq", .approximately: "\\approx",
      .identical: "\\equiv", .similar: "\\sim", .congruent: "\\cong", .proportional: "\\propto", .element: "\\in",
      .notElement: "\\notin", .subset: "\\subset", .subsetOrEqual: "\\subseteq", .superset: "\\supset",
      .supersetOrEqual: "\\supseteq", .divides: "\\mid", .notDivides: "\\nmid", .perpendicular: "\\perp",
      .parallel: "\\parallel", .maps: "\\to", .implies: "\\implies", .equivalent: "\\iff",
    ]
    var text = ""
    for (position, operand) in operands.enumerated() {
      let isStatement = relations.contains { $0 == .implies || $0 == .equivalent }
      if position > 0 { text += " \(signs[relations[position - 1]] ?? relations[position - 1].rawValue) " }
      text += latex(operand, isStatement ? .relation : .ratio)
    }
    return text
  }

  private static func quantity(_ value: MathExpression, _ unit: MathUnit) -> String {
    if unit.isPercent { return latex(value, level(value) == .term ? .term : .atom) + "\\%" }
    if unit.isDegree { return latex(value, level(value) == .term ? .term : .atom) + "^{\\circ}" }
    if unit == MathUnit("°C") || unit == MathUnit("°F") {
      return latex(value, level(value) == .term ? .term : .atom) + "^{\\circ} \(unit.factors[0].name.dropFirst())"
    }
    if unit.isCurrency {
      let sign = unit.factors[0].name == "$" ? "\\$" : unit.factors[0].name
      let text = latex(value, level(value) == .term ? .term : .atom)
      return text.hasPrefix("-") ? "-\(sign)" + text.dropFirst() : sign + text
    }
    let names = ["′": "arcmin", "″": "arcseconds", "¢": "cents"]
    let text = unit.factors.map { factor in
      (names[factor.name] ?? factor.name) + (factor.power == 1 ? "" : "^\(factor.power)")
    }
    return latex(value, level(value) == .term ? .term : .product) + "\\text{ \(text.joined(separator: " "))}"
  }
}
