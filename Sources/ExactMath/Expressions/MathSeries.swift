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
