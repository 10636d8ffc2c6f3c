/// How a number was written, so that a caller can apply its own policy to the same value.
public struct NumberNotation: Sendable, Hashable {
  /// The outermost form of a written number.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// Digits only, perhaps in groups of three.
    case integer
    /// Digits with a decimal point.
    case decimal
    /// A decimal with a repeating part, such as `0.1\overline{6}`.
    case repeatingDecimal = "repeating_decimal"
    /// A number times a power of ten: `1.5e3`, `3 \times 10^5`.
    case scientific
    /// A number to an integer power: `2^{10}`.
    case power
    /// One number over another.
    case fraction
    /// An integer followed by a proper fraction, meaning their sum.
    case mixed
  }

  /// What separates groups of three digits.
  public enum Separator: String, Sendable, Hashable, CaseIterable {
    /// A plain comma, which may also separate the members of a list.
    case comma
    /// A comma that is marked as part of a number: `{,}` or with `\!`.
    case markedComma = "marked_comma"
    /// A TeX space, such as `\,`, or a no-break or thin space of Unicode.
    case thinSpace = "thin_space"
    /// A plain ASCII space.
    case space
  }

  /// A currency sign before the number.
  public enum Currency: String, Sendable, Hashable, CaseIterable {
    /// `\$` or `$`.
    case dollar
    /// `€`.
    case euro
    /// `£`.
    case pound
    /// `¥`.
    case yen
  }

  /// Things that were written around the number or in it, beside its form.
  public struct Marks: OptionSet, Sendable, Hashable {
    /// The set as bits.
    public let rawValue: UInt16

    /// A set from its bits.
    public init(rawValue: UInt16) {
      self.rawValue = rawValue
    }

    /// A plus or minus sign before the whole number.
    public static let sign = Marks(rawValue: 1 << 0)
    /// A percent sign or the word; the value is already divided by 100.
    public static let percent = Marks(rawValue: 1 << 1)
    /// A degree mark; the value is not changed by it.
    public static let degree = Marks(rawValue: 1 << 2)
    /// Math delimiters: `$…$`, `\(…\)`, `\[…\]`.
    public static let delimiters = Marks(rawValue: 1 << 3)
    /// Parentheses around a number.
    public static let parentheses = Marks(rawValue: 1 << 4)
    /// A text or font command around a number, such as `\text{5}`.
    public static let text = Marks(rawValue: 1 << 5)
    /// A full stop after the complete number.
    public static let finalPeriod = Marks(rawValue: 1 << 6)
    /// A decimal point with no digit after it: `5.`.
    public static let trailingPoint = Marks(rawValue: 1 << 7)
    /// An exponent of several characters without braces, `10^23`, which TeX shows as 10²3.
    public static let unbracedExponent = Marks(rawValue: 1 << 8)
    /// A fraction of two integers that is not in lowest terms.
    public static let unreduced = Marks(rawValue: 1 << 9)
  }

  /// The outermost form.
  public var form: Form

  /// The number of digits after the decimal point as written, in a decimal or in the first factor of a scientific
  /// number (before the percent sign is applied); `nil` if there is no point.
  public var fractionDigits: Int?

  /// The power of ten of a scientific number; `nil` otherwise.
  public var exponent: Int?

  /// The separator of digit groups, if there are groups anywhere in the number.
  public var thousandsSeparator: Separator?

  /// The currency sign, if there is one.
  public var currency: Currency?

  /// Everything else that was seen.
  public var marks: Marks

  /// A notation with the given facts.
  public init(
    form: Form, fractionDigits: Int? = nil, exponent: Int? = nil, thousandsSeparator: Separator? = nil,
    currency: Currency? = nil, marks: Marks = []
  ) {
    self.form = form
    self.fractionDigits = fractionDigits
    self.exponent = exponent
    self.thousandsSeparator = thousandsSeparator
    self.currency = currency
    self.marks = marks
  }

  /// Whether a percent sign was written.
  public var isPercent: Bool { marks.contains(.percent) }

  /// Whether a sign was written.
  public var hasSign: Bool { marks.contains(.sign) }

  /// Whether the number carries a percent sign, a degree mark or a currency sign.
  public var hasUnit: Bool { currency != nil || !marks.isDisjoint(with: [.percent, .degree]) }
}
