/// Functions with a name in TeX, and what is done over an index.
extension MathParser {
  /// A function, its subscript and exponent, and its arguments.
  mutating func call(_ function: MathFunction) throws(MathFailure) -> MathExpression {
    let start = token
    advance()
    var below: MathExpression?
    var exponent: MathExpression?
    if function == .logarithm, case .digits = kind, token.space == .none, bytes[start.start] != 0x5C, case .open(.round) = nextKind {
      // log2(8), as programs call it.
      below = try number(isExponent: true)
    }
    while true {
      if case .underscore = kind, below == nil {
        if isExtremum(function) { return try extremum(function) }
        advance()
        below = try nested { parser throws(MathFailure) in
          function == .logarithm ? try parser.logarithmBase() : try parser.scriptArgument()
        }
      } else if case .caret = kind, exponent == nil {
        if case .star = nextKind { throw unexpected() }
        advance()
        exponent = try nested { parser throws(MathFailure) in try parser.exponent() }
      } else {
        break
      }
    }
    var function = function
    if exponent == .integer(-1), let inverse = function.inverse {
      function = inverse
      exponent = nil
    }

    var arguments: [MathExpression]
    switch kind {
    case .open(.round), .open(.square), .open(.curly):
      arguments = try nested { parser throws(MathFailure) in try parser.arguments() }
    case .groupOpen:
      let inner = try nested { parser throws(MathFailure) in try parser.group() }
      if case .collection(.list, let members) = inner { arguments = members } else { arguments = [inner] }
      if case .collection(.tuple, let members) = inner, function.takesMany { arguments = members }
    case .relation(.equal) where isExtremum(function) && below == nil && exponent == nil:
      // `\max = 5` names a value.
      return .symbol(MathSymbol(function == .maximum || function == .supremum ? "max" : "min"))
    case .comma, .relation, .groupClose, .close, .finish, .semicolon:
      throw .malformed(start.start, .missingArgument)
    default:
      arguments = [try nested { parser throws(MathFailure) in try parser.bareArgument() }]
    }
    if arguments.isEmpty { throw .malformed(start.start, .missingArgument) }
    if function == .logarithm, let base = below {
      function = .logarithmToBase
      arguments.append(base)
    } else if function == .logarithm, content(start) == "lg" || content(start) == "\\lg" {
      function = .logarithmToBase
      arguments.append(.integer(10))
    } else if below != nil {
      throw .unreadable(start.start, .doubledScript)
    }
    if function == .root, arguments.count == 1 { arguments.append(.integer(3)) }
    if function == .logarithm, arguments.count == 2 { function = .logarithmToBase }
    let value = MathExpression.function(function, arguments)
    guard let exponent else { return value }
    return .power(value, exponent)
  }

  /// The base below a logarithm: of digits without braces TeX takes the first, so `\log_23` is the logarithm of 3 to base 2.
  ///
  /// No base is 0 or 1, so `\log_10x` and `\log_16x` lack their braces. `\log_25(5)` may be either.
  private mutating func logarithmBase() throws(MathFailure) -> MathExpression {
    guard case .digits = kind, token.end - token.start > 1, !(0x30...0x31 ~= bytes[token.start]) else { return try scriptArgument() }
    if case .open = nextKind { throw .unreadable(token.start, .adjacentNumbers) }
    return try argument()
  }

  /// Arguments in brackets of any kind.
  ///
  /// In a probability a bar stands before a condition: `P(A|B)`.
  mutating func arguments(isProbability: Bool = false) throws(MathFailure) -> [MathExpression] {
    let start = token.start
    let bracket: MathToken.Bracket
    if case .open(let kind) = kind { bracket = kind } else { throw unexpected() }
    advance()
    if case .close(bracket) = kind {
      advance()
      return []
    }
    var inner = Context()
    inner.isBracketed = true
    inner.isBuilder = isProbability
    var listing = try within(inner) { parser throws(MathFailure) in try parser.listing() }
    if isProbability {
      switch kind {
      case .bar, .suchThat:
        advance()
        let condition = try within(inner) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
        listing = Listing(items: [.conditional(combined(listing), condition: condition)])
      default: break
      }
    }
    guard case .close(bracket) = kind else {
      throw isAtEnd ? .malformed(start, .unbalanced) : unexpected()
    }
    advance()
    return listing.separators.allSatisfy { $0 == .comma || $0 == .semicolon }
      ? listing.items : [combined(listing)]
  }

  /// An argument without brackets: signs, then factors up to an operator, a function or a bracket.
  private mutating func bareArgument() throws(MathFailure) -> MathExpression {
    try signed { parser throws(MathFailure) in
      let first = try parser.factor()
      // `\ln|x|` and `\sin{x}` are complete.
      switch parser.tokens[parser.position - 1].kind {
      case .bar, .doubleBar, .close: return first
      default: break
      }
      var factors = [first]
      while parser.continuesArgument {
        try parser.refuseNumberInArgument()
        factors.append(try parser.factor())
      }
      var argument = Self.joined(factors)
      if case .slash = parser.kind, parser.decide(.argumentReach, normally: false) {
        parser.advance()
        argument = .quotient(argument, try parser.factor())
      }
      return argument
    }
  }

  private func refuseNumberInArgument() throws(MathFailure) {
    guard case .digits = kind else { return }
    if case .caret = nextKind { return }
    switch tokens[position - 1].kind {
    case .digits, .word, .name: throw unexpected()
    default: return
    }
  }

  private var continuesArgument: Bool {
    switch kind {
    // `\sin x e^x`: the exponential is a factor of its own.
    case .word where content(token) == "e" && tokens[position - 1].kind.isLetter:
      if case .caret = nextKind { return false }
      return startsFactor
    case .function, .open, .bar, .doubleBar, .series, .name, .text: return false
    default: return startsFactor
    }
  }

  // MARK: Extrema over a condition

  private func isExtremum(_ function: MathFunction) -> Bool {
    [.minimum, .maximum, .supremum, .infimum].contains(function)
  }

  /// `\max_{x \in S} f(x)`.
  private mutating func extremum(_ function: MathFunction) throws(MathFailure) -> MathExpression {
    let isMaximum = function == .maximum || function == .supremum
    advance()
    let condition = try nested { parser throws(MathFailure) in try parser.scriptArgument() }
    let body = try nested { parser throws(MathFailure) in try parser.product() }
    return .series(MathSeries(isMaximum ? .maximum : .minimum, index: nil, condition: condition, body: body))
  }

  // MARK: Series

  mutating func series(_ kind: MathSeries.Kind) throws(MathFailure) -> MathExpression {
    advance()
    var result = MathSeries(kind, index: nil, body: .ellipsis)
    var bindings = 0
    scripts: for _ in 0..<2 {
      switch self.kind {
      case .underscore:
        advance()
        let below = try nested { parser throws(MathFailure) in try parser.scriptArgument() }
        bindings += setLower(below, of: &result)
      case .caret:
        advance()
        let above = try nested { parser throws(MathFailure) in try parser.exponent() }
        result.upper = above
      default: break scripts
      }
    }
    let outer = context
    context.isIntegrand = kind == .integral
    result.body = try nested { parser throws(MathFailure) in
      if kind == .integral {
        // ∫ dx/x has its differential first; that form is left alone.
        return parser.isDifferential ? .integer(1) : try parser.sum()
      }
      return try parser.product()
    }
    context = outer
    if kind == .union || kind == .intersection { result.body = Self.asSet(result.body) }
    if kind == .integral { result.index = try takeDifferential() }
    bound.removeLast(bindings)
    return .series(result)
  }

  /// Takes apart what stands below an operator, such as `k=1`, and returns how many names it binds.
  private mutating func setLower(_ below: MathExpression, of series: inout MathSeries) -> Int {
    guard case .relation(let operands, let relations) = below, operands.count == 2, let relation = relations.first,
      series.kind != .integral
    else {
      if series.kind == .integral || series.kind == .limit {
        series.lower = below
      } else {
        series.condition = below
      }
      return 0
    }
    let index: MathSymbol
    switch operands[0] {
    case .symbol(let symbol): index = symbol
    case .constant(let constant): index = MathSymbol(constant.rawValue)
    default:
      series.condition = below
      return 0
    }
    series.index = index
    bound.append(index.name)
    if relation == .equal || relation == .maps {
      series.lower = operands[1]
    } else {
      series.condition = .relation([.symbol(index), operands[1]], relations)
    }
    return 1
  }
}

extension MathFunction {
  /// Whether a pair in the argument is several arguments.
  var takesMany: Bool {
    [.greatestCommonDivisor, .leastCommonMultiple, .minimum, .maximum, .supremum, .infimum].contains(self)
  }

  /// What `f^{-1}` means for a function that has an inverse with a name.
  var inverse: MathFunction? {
    switch self {
    case .sine: .arcsine
    case .cosine: .arccosine
    case .tangent: .arctangent
    case .cotangent: .arccotangent
    case .secant: .arcsecant
    case .cosecant: .arccosecant
    case .hyperbolicSine: .inverseHyperbolicSine
    case .hyperbolicCosine: .inverseHyperbolicCosine
    case .hyperbolicTangent: .inverseHyperbolicTangent
    case .hyperbolicCotangent: .inverseHyperbolicCotangent
    case .hyperbolicSecant: .inverseHyperbolicSecant
    case .hyperbolicCosecant: .inverseHyperbolicCosecant
    default: nil
    }
  }
}
