/// What a TeX command means to the tokenizer.
enum MathCommand {
  case token(MathToken.Kind)
  case space(MathToken.Space)
  /// `\left`, `\bigl`, `\right`…: it says something of the next delimiter.
  case side(MathToken.Side)
  /// Nothing: `\displaystyle`, `\limits`.
  case nothing
  /// Nothing, and its argument neither: `\color{red}`, `\phantom{x}`.
  case nothingWithArgument
  /// A font; what is in the braces is what it is without them.
  case transparent
  /// A command for words, or for upright letters.
  case text(MathToken.TextStyle)
  /// A bold letter is a vector; anything else bold is what it is.
  case bold
  /// `\mathbb{R}`.
  case blackboard

  static let table: [String: MathCommand] = {
    var table: [String: MathCommand] = [:]
    func add(_ names: String, _ meaning: MathCommand) {
      for name in names.split(separator: " ") { table[String(name)] = meaning }
    }
    func tokens(_ pairs: KeyValuePairs<String, MathToken.Kind>) {
      for (names, kind) in pairs { add(names, .token(kind)) }
    }
    add("quad qquad hspace enspace", .space(.wide))
    add("thinspace thickspace medspace nobreakspace", .space(.thin))
    add("negthinspace negmedspace", .space(.negative))
    add("left bigl Bigl biggl Biggl mleft lgroup", .side(.left))
    add("right bigr Bigr biggr Biggr mright rgroup", .side(.right))
    add("big Big bigg Bigg middle bigm", .side(.unknown))
    add(
      """
      displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits rm bf it sf tt cal normalfont small large \
      Large tiny normalsize boldmath noindent nonumber relax centering hfill hline strut bfseries itshape therefore checkmark qed \
      blacksquare
      """, .nothing)
    add("color textcolor phantom hphantom vphantom hspace vspace label tag kern mspace", .nothingWithArgument)
    add(
      """
      mathit mathsf mathtt mathnormal textit textsf texttt emph underline uline underbrace overbrace \
      mathstrut ensuremath mathop mathord mathbin mathrel smash boldsymbol* displaylines substack mathring
      """, .transparent)
    add("text textrm textnormal mbox hbox textbf textmd textup textsc", .text(.text))
    add("mathrm", .text(.roman))
    add("operatorname operatorname* DeclareMathOperator", .text(.function))
    add("mathbf boldsymbol bm pmb", .bold)
    add("mathbb Bbb mathds", .blackboard)
    for (names, function) in functions { add(names, .token(.function(function))) }
    for name in greek { table[name] = .token(.letter(name)) }
    for (name, letter) in greekVariants { table[name] = .token(.letter(letter)) }
    tokens([
      "pi": .constant(.pi), "infty infin": .constant(.infinity),
      "imath": .letter("i"), "jmath": .letter("j"), "ell": .letter("ell"), "hbar hslash": .letter("hbar"), "aleph": .letter("aleph"),
      "nabla": .letter("nabla"), "Box": .letter("Box"), "angle measuredangle": .letter("angle"),
      "triangle": .letter("triangle"), "Pr": .function(.named(MathSymbol("P"))), "square": .letter("square"),
      "Re": .function(.realPart), "Im": .function(.imaginaryPart), "beth": .letter("beth"), "wp": .letter("wp"),
      "AA": .letter("Å"), "top intercal": .letter("T"), "mho": .letter("mho"), "bigcirc": .letter("bigcirc"), "star": .letter("star"),
      "frac dfrac tfrac cfrac nicefrac sfrac": .fraction, "binom dbinom tbinom": .binomial, "sqrt": .root,
      "over": .over, "choose": .choose,
      "times": .times, "cdot centerdot": .dot, "ast": .star, "div": .divide, "pm": .plusMinus, "mp": .minusPlus,
      "bmod": .binaryModulo, "mod pmod pod": .parenthesizedModulo, "slash": .slash, "colon": .colon,
      "eq": .relation(.equal), "ne neq": .relation(.notEqual), "lt": .relation(.less), "gt": .relation(.greater),
      "le leq leqslant leqq": .relation(.lessOrEqual), "ge geq geqslant geqq": .relation(.greaterOrEqual),
      "approx approxeq simeq doteq": .relation(.approximately), "equiv": .relation(.identical),
      "coloneqq": .relation(.defined), "sim": .relation(.similar), "cong": .relation(.congruent),
      "propto varpropto": .relation(.proportional), "in isin": .relation(.element), "notin": .relation(.notElement),
      "subset subsetneq": .relation(.subset), "subseteq": .relation(.subsetOrEqual),
      "supset supsetneq": .relation(.superset), "supseteq": .relation(.supersetOrEqual),
      "nmid": .relation(.notDivides), "perp": .relation(.perpendicular), "parallel": .relation(.parallel),
      "to rightarrow mapsto longrightarrow longmapsto": .relation(.maps),
      "implies Rightarrow Longrightarrow": .relation(.implies),
      "iff Leftrightarrow Longleftrightarrow": .relation(.equivalent), "not": .negation,
      "cup": .setOperation(.union), "cap": .setOperation(.intersection),
      "setminus backslash smallsetminus": .setOperation(.difference),
      "lbrace": .open(.curly), "rbrace": .close(.curly), "langle": .open(.angle), "rangle": .close(.angle),
      "lfloor": .open(.floor), "rfloor": .close(.floor), "lceil": .open(.ceiling), "rceil": .close(.ceiling),
      "lparen": .open(.round), "rparen": .close(.round), "lbrack": .open(.square), "rbrack": .close(.square),
      "vert lvert rvert": .bar, "Vert lVert rVert": .doubleBar, "mid": .suchThat,
      "vec overrightarrow": .accent(.vector), "hat widehat": .accent(.hat), "bar": .accent(.bar),
      "overline": .overline, "tilde widetilde": .accent(.tilde), "dot": .accent(.dot), "ddot": .accent(.doubleDot),
      "mathcal mathscr mathfrak": .accent(.script),
      "sum": .series(.sum), "prod": .series(.product), "int": .series(.integral), "lim": .series(.limit),
      "bigcup": .series(.union), "bigcap": .series(.intersection),
      "circ degree textdegree": .degree, "prime": .prime(1), "percent": .percent,
      "ldots cdots dots dotsc dotsb vdots ddots": .ellipsis,
      "emptyset varnothing": .namedSet(.empty), "R reals": .namedSet(.reals), "Z": .namedSet(.integers),
      "N": .namedSet(.naturals), "Q": .namedSet(.rationals), "begin": .begin, "end": .end, "partial": .partial,
      "boxed fbox framebox": .boxed, "land wedge": .connective(.and), "lor vee": .connective(.or),
      "forall": .condition, "pounds": .currency("£"), "euro": .currency("€"), "yen": .currency("¥"), "textdollar": .currency("$"),
      "cr newline": .newline,
    ])
    return table
  }()

  /// Functions by the names that TeX, models and programs give them.
  static let functions: KeyValuePairs<String, MathFunction> = [
    "exp": .exponential, "ln": .naturalLogarithm, "log lg": .logarithm,
    "sin": .sine, "cos": .cosine, "tan tg": .tangent, "cot ctg cotan": .cotangent, "sec": .secant,
    "csc cosec": .cosecant,
    "arcsin asin": .arcsine, "arccos acos": .arccosine, "arctan atan arctg": .arctangent,
    "arccot acot arcctg": .arccotangent, "arcsec asec": .arcsecant, "arccsc acsc": .arccosecant,
    "sinh sh": .hyperbolicSine, "cosh ch": .hyperbolicCosine, "tanh th": .hyperbolicTangent,
    "coth": .hyperbolicCotangent, "sech": .hyperbolicSecant, "csch": .hyperbolicCosecant,
    "arcsinh asinh arsinh": .inverseHyperbolicSine, "arccosh acosh arcosh": .inverseHyperbolicCosine,
    "arctanh atanh artanh": .inverseHyperbolicTangent, "arccoth acoth arcoth": .inverseHyperbolicCotangent,
    "arcsech asech arsech": .inverseHyperbolicSecant, "arccsch acsch arcsch": .inverseHyperbolicCosecant,
    "gcd": .greatestCommonDivisor, "lcm": .leastCommonMultiple, "min": .minimum, "max": .maximum,
    "sup": .supremum, "inf": .infimum, "arg Arg": .argument, "sgn sign": .sign, "erf": .errorFunction,
    "det": .determinant, "tr Tr": .trace, "rank": .rank, "dim": .dimension, "adj": .adjoint,
  ]

  /// Functions that only programs name in letters; in TeX these names are other commands, or none.
  static let programFunctions: [String: MathFunction] = [
    "sqrt": .squareRoot, "cbrt": .root, "abs": .absoluteValue, "floor": .floor, "ceil": .ceiling, "ceiling": .ceiling,
    "factorial": .factorial, "binomial": .binomial, "binom": .binomial, "conj": .conjugate, "card": .cardinality,
    "trace": .trace,
  ]

  static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
    "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
  ]

  /// Other shapes of a letter that nobody tells apart.
  static let greekVariants: KeyValuePairs<String, String> = [
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma",
    "varkappa": "kappa", "digamma": "digamma",
  ]

  /// What a run of letters without a backslash means if it is one of these: names as programs and plain text write them.
  static let words: [String: MathToken.Kind] = {
    var words: [String: MathToken.Kind] = [:]
    for (names, function) in functions {
      // Two letters without a backslash are rather two variables.
      for name in names.split(separator: " ") where name.count > 2 || name == "ln" { words[String(name)] = .function(function) }
    }
    for (name, function) in programFunctions { words[name] = .function(function) }
    for name in greek where name.count > 2 { words[name] = .letter(name) }
    words["pi"] = .constant(.pi)
    words["Pi"] = nil
    for name in ["infinity", "Infinity", "infty", "inf", "oo", "INFINITY"] { words[name] = .constant(.infinity) }
    words["mod"] = .binaryModulo
    words["union"] = .setOperation(.union)
    words["cup"] = .setOperation(.union)
    words["lim"] = .series(.limit)
    return words
  }()

  /// Commands that are recognised without their backslash; those with `true` only before a brace or, for a size, a bracket.
  static let withoutBackslash: [String: Bool] = [
    "frac": true, "dfrac": true, "tfrac": true, "sqrt": true, "text": true, "mathrm": true, "boxed": true,
    "binom": true, "begin": true, "end": true, "left": true, "right": true, "overline": true, "mathbb": true,
    "mathbf": true, "cdot": false, "times": false, "infty": false, "circ": true, "pmod": true, "dbinom": true,
    "leq": false, "geq": false, "neq": false, "emptyset": false, "cup": false, "textbf": true,
  ]

  /// Names that a swallowed backslash leaves after a control character, by that character.
  static let swallowed: [UInt8: (first: String, names: Set<String>)] = [
    0x09: ("t", ["text", "times", "theta", "tan", "tfrac", "tau", "textbf", "to"]),
    0x0C: ("f", ["frac", "fbox"]),
    0x08: ("b", ["boxed", "begin", "binom", "beta", "bar", "bmod", "big"]),
    0x0D: ("r", ["right", "rho", "rangle", "rfloor", "rceil"]),
    0x0A: ("n", ["neq", "nu"]),
    0x0B: ("v", ["vec", "vert", "varphi"]),
    0x07: ("a", ["alpha", "approx", "angle", "arcsin", "arctan", "arccos"]),
  ]
}
