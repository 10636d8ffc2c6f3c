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
