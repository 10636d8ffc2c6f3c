/// The candidate that is most like `name`, when one is near enough to be what was meant.
///
/// Near is by optimal string alignment distance (Levenshtein with neighbouring letters swapped), case folded: at most a third of the longer name, or
/// two fifths where both begin and end alike (`alfa`, `alpha`). Where none is, a name of at least three letters that one of the two begins with
/// (`strict`, `strictness`; a plural counts as its singular: `chars`, `characters`). Ties go to the earlier candidate. Complexity: the product of the
/// lengths for each candidate.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let sought = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  var beginning: (name: String, distance: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let distance = alignmentDistance(sought, letters)
    let longer = max(sought.count, letters.count, 3)
    if distance * 3 <= longer || (distance * 5 <= longer * 2 && sought.first == letters.first && sought.last == letters.last) {
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    } else if beginsAlike(sought, letters), distance < beginning?.distance ?? .max {
      beginning = (candidate, distance)
    }
  }
  return (best ?? beginning)?.name
}

/// Letters that are few enough to be typed for a name, and enough to tell it from others.
private let fewestLetters = 3

private func beginsAlike(_ sought: [UnicodeScalar], _ candidate: [UnicodeScalar]) -> Bool {
  let singular = sought.last == "s" ? sought.dropLast() : sought[...]
  return (singular.count >= fewestLetters && candidate.starts(with: singular))
    || (candidate.count >= fewestLetters && sought.starts(with: candidate))
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
