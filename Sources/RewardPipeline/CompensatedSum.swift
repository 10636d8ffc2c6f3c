/// A sum of doubles whose rounding does not grow with the number of terms (Neumaier), so that a mean over a million rows is right in every
/// digit that is printed.
package struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var rest = 0.0

  /// Nothing added yet.
  package init() {}

  /// The sum so far.
  package var value: Double { sum.isFinite ? sum + rest : sum }

  /// Adds a term.
  package mutating func add(_ term: Double) {
    let next = sum + term
    rest += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
