/// The candidate that is most like `name`, when one is near enough to be what was meant.
///
/// Optimal string alignment distance (Levenshtein with neighbouring letters swapped), case folded; near is at most a third of the
/// longer name. Ties go to the earlier candidate. Complexity: the product of the lengths for each candidate.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let sought = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let distance = alignmentDistance(sought, letters)
    guard distance * 3 <= max(sought.count, letters.count, 3), distance < best?.distance ?? .max else { continue }
    best = (candidate, distance)
  }
  return best?.name
}

private func alignmentDistance(_ left: [UnicodeScalar], _ right: [UnicodeScalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var current = [i + 1]
    current.reserveCapacity(right.count + 1)
    for (j, b) in right.enumerated() {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, beforePrevious[j - 1] + 1) }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[right.count]
}
