/// A function, by what it computes and not by how it is spelled.
///
/// One argument unless the case says otherwise.
public enum MathFunction: Sendable, Hashable {
  /// √x.
  case squareRoot
  /// The radicand, then the index: `\sqrt[3]{x}` is `[x, 3]`.
  case root
  /// `\exp x`; `e^x` is a power.
  case exponential
  /// `\ln x`.
  case naturalLogarithm
  /// `\log x` without a base, which a convention must settle.
  case logarithm
  /// The argument, then the base: `\log_2 8` is `[8, 2]`; `\lg x` is `[x, 10]`.
  case logarithmToBase
  /// Trigonometric functions.
  case sine, cosine, tangent, cotangent, secant, cosecant
  /// Their inverses.
  case arcsine, arccosine, arctangent, arccotangent, arcsecant, arccosecant
  /// Hyperbolic functions.
  case hyperbolicSine, hyperbolicCosine, hyperbolicTangent
  /// Their reciprocals.
  case hyperbolicCotangent, hyperbolicSecant, hyperbolicCosecant
  /// The inverses of the hyperbolic functions.
  case inverseHyperbolicSine, inverseHyperbolicCosine, inverseHyperbolicTangent
  /// The inverses of their reciprocals.
  case inverseHyperbolicCotangent, inverseHyperbolicSecant, inverseHyperbolicCosecant
  /// |x|; of a set its size, of a matrix its determinant.
  case absoluteValue
  /// ‖x‖.
  case norm
  /// Rounding down and up.
  case floor, ceiling
  /// `n!` and `n!!`.
  case factorial, doubleFactorial
  /// n over k: `[n, k]`.
  case binomial
  /// P(n, k), written `{}_nP_k` or `P_n^k`: `[n, k]`.
  case permutations
  /// Any number of arguments.
  case greatestCommonDivisor, leastCommonMultiple, minimum, maximum, supremum, infimum
  /// The remainder: `17 \bmod 5` is `[17, 5]`.
  case modulo
  /// Parts of a complex number.
  case conjugate, realPart, imaginaryPart, argument
  /// The sign of a number.
  case sign
  /// Γ, ζ, erf.
  case gamma, zeta, errorFunction
  /// Of a matrix.
  case determinant, trace, rank, dimension, transpose, adjoint
  /// The size of a set, written `\operatorname{card}` or `#`.
  case cardinality
  /// The complement of a set.
  case complement
  /// The derivative with respect to the second argument: `\frac{d}{dx} y` is `[y, x]`; `\partial` too.
  case derivative
  /// Any other function by its name, with any number of arguments: `f(x)`, `\operatorname{Var}(X)`.
  case named(MathSymbol)
}
