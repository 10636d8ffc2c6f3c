/// What holds the members of a collection together.
public enum MathCollection: String, Sendable, Hashable, CaseIterable {
  /// Commas or semicolons without brackets: `1, 2`; order is up to the caller.
  case list
  /// Joined by "and", or the lines of a system: all hold.
  case all
  /// Joined by "or": one holds.
  case any
  /// `(1, 2)`.
  case tuple
  /// `\langle 1, 2 \rangle`.
  case vector
  /// `[1, 2, 3]`.
  case array
  /// `\{1, 2\}`.
  case set
  /// The lines of a `cases` environment with conditions.
  case cases
}

/// An interval of real numbers.
public struct MathInterval: Sendable, Hashable {
  /// The left end.
  public var lower: MathExpression
  /// Whether the left end belongs to it.
  public var isLowerClosed: Bool
  /// The right end.
  public var upper: MathExpression
  /// Whether the right end belongs to it.
  public var isUpperClosed: Bool

  /// An interval with the given ends.
  public init(_ lower: MathExpression, isClosed isLowerClosed: Bool, _ upper: MathExpression, isClosed isUpperClosed: Bool) {
    self.lower = lower
    self.isLowerClosed = isLowerClosed
    self.upper = upper
    self.isUpperClosed = isUpperClosed
  }
}

/// A set with a name of its own.
public enum MathNamedSet: String, Sendable, Hashable, CaseIterable {
  /// ∅.
  case empty
  /// ℕ; whether 0 belongs to it is up to the caller.
  case naturals
  /// ℤ.
  case integers
  /// ℤ⁺.
  case positiveIntegers = "positive_integers"
  /// ℤ⁻.
  case negativeIntegers = "negative_integers"
  /// ℚ.
  case rationals
  /// ℝ.
  case reals
  /// ℝ⁺.
  case positiveReals = "positive_reals"
  /// ℝ⁻.
  case negativeReals = "negative_reals"
  /// ℂ.
  case complexes
  /// ℙ, the primes.
  case primes
}

/// An operation on sets.
public enum MathSetOperation: String, Sendable, Hashable, CaseIterable {
  /// `\cup`.
  case union
  /// `\cap`.
  case intersection
  /// `\setminus`; from the left.
  case difference
  /// `\times` between sets.
  case cartesianProduct = "cartesian_product"
}

/// A relation between two neighbours of a chain.
public enum MathRelation: String, Sendable, Hashable, CaseIterable {
  /// `=`.
  case equal = "="
  /// `\ne`.
  case notEqual = "!="
  /// `<`.
  case less = "<"
  /// `\le`.
  case lessOrEqual = "<="
  /// `>`.
  case greater = ">"
  /// `\ge`.
  case greaterOrEqual = ">="
  /// `\approx`, `\simeq`.
  case approximately = "~="
  /// `\equiv` without a modulus.
  case identical = "=="
  /// `:=`.
  case defined = ":="
  /// `\sim`.
  case similar = "~"
  /// `\cong`.
  case congruent = "cong"
  /// `\propto`.
  case proportional = "propto"
  /// `\in`.
  case element = "in"
  /// `\notin`.
  case notElement = "notin"
  /// `\subset`.
  case subset = "subset"
  /// `\subseteq`.
  case subsetOrEqual = "subseteq"
  /// `\supset`.
  case superset = "supset"
  /// `\supseteq`.
  case supersetOrEqual = "supseteq"
  /// `\mid` between integers.
  case divides = "divides"
  /// `\nmid`.
  case notDivides = "notdivides"
  /// `\perp`.
  case perpendicular = "perp"
  /// `\parallel`.
  case parallel = "parallel"
  /// `\to`, `\mapsto`.
  case maps = "->"
  /// `\implies`, `\Rightarrow`.
  case implies = "=>"
  /// `\iff`, `\Leftrightarrow`.
  case equivalent = "<=>"
}

/// A rectangular arrangement of expressions.
public struct MathMatrix: Sendable, Hashable {
  /// What stands around it.
  public enum Brackets: String, Sendable, Hashable, CaseIterable {
    /// `pmatrix`.
    case parentheses
    /// `bmatrix`.
    case square
    /// `matrix`, or `array` without delimiters.
    case none
    /// `Bmatrix`.
    case braces
  }

  /// The number of rows, at least 1.
  public var rows: Int
  /// The number of columns, at least 1.
  public var columns: Int
  /// `rows * columns` entries, row after row.
  public var entries: [MathExpression]
  /// What stands around it, which equality ignores.
  public var brackets: Brackets

  /// A matrix of `entries.count / columns` rows.
  ///
  /// - Precondition: there are entries, and they fill the rows.
  public init(columns: Int, entries: [MathExpression], brackets: Brackets = .parentheses) {
    precondition(columns > 0 && !entries.isEmpty && entries.count % columns == 0, "a matrix is rectangular")
    self.rows = entries.count / columns
    self.columns = columns
    self.entries = entries
    self.brackets = brackets
  }

  /// The entry in a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> MathExpression { entries[row * columns + column] }

  /// Whether size and entries are equal.
  public static func == (left: MathMatrix, right: MathMatrix) -> Bool {
    left.columns == right.columns && left.entries == right.entries
  }

  /// Feeds size and entries.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(columns)
    hasher.combine(entries)
  }
}

/// Something over an index: `\sum_{k=1}^{n}`, `\int_0^1 … dx`, `\lim_{x \to 0}`, `\bigcup_{k \in \mathbb{Z}}`.
public struct MathSeries: Sendable, Hashable {
  /// What is done over the index.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Σ.
    case sum
    /// Π.
    case product
    /// ∫; the index is the variable of integration.
    case integral
    /// lim; `lower` is what the index tends to.
    case limit
    /// ⋃.
    case union
    /// ⋂.
    case intersection
    /// max over a condition.
    case maximum
    /// min over a condition.
    case minimum
  }

  /// What is done.
  public var kind: Kind
  /// The bound variable, if it is named.
  public var index: MathSymbol?
  /// Where the index begins.
  public var lower: MathExpression?
  /// Where it ends.
  public var upper: MathExpression?
  /// What the index satisfies, if no bounds are given: `k \in \mathbb{Z}`.
  public var condition: MathExpression?
  /// What is added, multiplied or integrated.
  public var body: MathExpression

  /// A series with the given parts.
  public init(
    _ kind: Kind, index: MathSymbol?, from lower: MathExpression? = nil, to upper: MathExpression? = nil,
    condition: MathExpression? = nil, body: MathExpression
  ) {
    self.kind = kind
    self.index = index
    self.lower = lower
    self.upper = upper
    self.condition = condition
    self.body = body
  }
}

/// A time as a clock shows it.
public struct MathTime: Sendable, Hashable {
  /// Hours, 1...12 if `isAfternoon` is known.
  public var hours: Int
  /// Minutes.
  public var minutes: Int
  /// Seconds, if written.
  public var seconds: Int?
  /// Whether the time is after noon, if that was written.
  public var isAfternoon: Bool?

  /// A time with the given parts.
  public init(hours: Int, minutes: Int, seconds: Int? = nil, isAfternoon: Bool? = nil) {
    self.hours = hours
    self.minutes = minutes
    self.seconds = seconds
    self.isAfternoon = isAfternoon
  }
}
