/// A symbol of mathematics as the parser sees it: fonts, sizes, spaces and spellings are already gone.
struct MathToken {
  enum Bracket: UInt8 {
    case round, square, curly, angle, floor, ceiling
  }

  /// What `\left` and `\right` say of the delimiter after them.
  enum Side: UInt8 {
    case unknown, left, right
  }

  /// The white space before a token.
  enum Space: UInt8, Comparable {
    case none
    /// `\!`.
    case negative
    /// `\,` and its kin, `~`, a no-break or thin space.
    case thin
    /// An ASCII space or a line end.
    case plain
    /// `\quad`.
    case wide

    static func < (left: Space, right: Space) -> Bool { left.rawValue < right.rawValue }
  }

  enum TextStyle: UInt8 {
    /// `\text`, `\mbox`: words.
    case text
    /// `\mathrm`: a unit, a name, a letter.
    case roman
    /// `\operatorname`.
    case function
  }

  enum Connective: UInt8 {
    case and, or
  }

  enum Kind {
    /// A run of digits; `start` moves on when an argument takes only the first.
    case digits
    /// A run of letters that stand for themselves, one after another; `start` moves on likewise.
    case word
    /// A run of letters that is one name.
    case name
    /// A text command; the bytes are its content.
    case text(TextStyle)
    case letter(String)
    case constant(MathConstant)
    case function(MathFunction)
    case vulgarFraction(Int, Int)
    case point, comma, semicolon, colon
    case plus, minus, plusMinus, minusPlus, times, star, dot, slash, divide
    case caret, underscore, prime(Int), bang
    case relation(MathRelation), negation
    case setOperation(MathSetOperation)
    case open(Bracket), close(Bracket), bar, doubleBar, suchThat
    case groupOpen, groupClose
    case fraction, binomial, root, radicalSign(Int), over, choose
    case accent(MathSymbol.Mark), overline
    case series(MathSeries.Kind)
    case binaryModulo, parenthesizedModulo
    case degree, percent, currency(String)
    case ellipsis, namedSet(MathNamedSet)
    case begin, end, ampersand, newline
    case boxed, connective(Connective), condition
    case partial
    case finish
  }

  var kind: Kind
  var start: Int
  var end: Int
  var space: Space = .none
  var side: Side = .unknown
  /// Whether it opens the argument of a font, which are braces that nobody means for a set.
  var isFontArgument = false
}
