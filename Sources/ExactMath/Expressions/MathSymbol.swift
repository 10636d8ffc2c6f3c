/// A variable or another name: `x`, `\alpha`, `x_1`, `f''`, `\vec{v}`, `\mathbf{i}`.
public struct MathSymbol: Sendable, Hashable {
  /// What is drawn over a symbol, or the weight of its letter, where that makes it another symbol.
  public enum Mark: String, Sendable, Hashable, CaseIterable {
    /// `\vec`, `\overrightarrow`, and bold letters.
    case vector
    /// `\hat`, `\widehat`.
    case hat
    /// `\bar`, `\overline`.
    case bar
    /// `\tilde`, `\widetilde`.
    case tilde
    /// `\dot`.
    case dot
    /// `\ddot`.
    case doubleDot = "double_dot"
    /// The inverse of a function: `f^{-1}(x)`.
    case inverse
    /// `\mathcal`, `\mathscr`, `\mathfrak`.
    case script
  }

  /// A letter, several letters of one name, or the name of a Greek letter without its backslash.
  public var name: String
  /// What stands below: `1`, `n`, `max`, `i,j`; without spaces.
  public var index: String?
  /// The number of primes.
  public var primes: Int
  /// What is drawn over it.
  public var mark: Mark?

  /// A symbol with the given parts.
  public init(_ name: String, index: String? = nil, primes: Int = 0, mark: Mark? = nil) {
    self.name = name
    self.index = index
    self.primes = primes
    self.mark = mark
  }
}

extension MathSymbol {
  /// The function `a × b` of vectors.
  static let crossProduct = MathSymbol("×")

  /// Whether it is a name of our own, that no text can have.
  var isOwn: Bool { name.utf8.first.map { $0 < 0x20 } ?? false }

  /// Whether it is a bold i, j or k, or one with an arrow or a hat.
  package var isUnitVector: Bool { mark == .vector && index == nil && primes == 0 && ["i", "j", "k"].contains(name) }

  /// Whether its name begins with a capital, as that of a point does.
  var isCapital: Bool { name.utf8.first.map { 65...90 ~= $0 } ?? false }
}
