/// A law with what trying it finds, so that whoever tries many can say which is under way.
package struct Law {
  /// The law, in a few words.
  package let name: String
  /// Whether it is about how work grows.
  package let isGrowth: Bool
  /// Whether it is tried on large input too.
  package let usesLargeInput: Bool
  /// Tries it.
  package let findings: () -> [LawFinding]

  package init(_ name: String, isGrowth: Bool = false, usesLargeInput: Bool = false, _ findings: @escaping () -> [LawFinding]) {
    (self.name, self.isGrowth, self.usesLargeInput, self.findings) = (name, isGrowth, usesLargeInput, findings)
  }
}

extension [Law] {
  /// Tries them in order.
  ///
  /// Where work has been found to grow too fast, nothing is tried on large input any more: nobody would wait for it.
  ///
  /// - Parameters:
  ///   - begin: is told the law before it is tried.
  ///   - growsTooFast: whether that has been found before; afterwards whether it has been found.
  ///   - end: is told what was found.
  package func run(begin: (Law) -> Void = { _ in }, growsTooFast: inout Bool, end: ([LawFinding]) -> Void) {
    for law in self where !(growsTooFast && (law.usesLargeInput || law.isGrowth)) {
      begin(law)
      let found = law.findings()
      if law.isGrowth, !found.isEmpty { growsTooFast = true }
      end(found)
    }
  }

  /// What trying all of them finds.
  func findings() -> [LawFinding] {
    var (all, growsTooFast) = ([LawFinding](), false)
    run(growsTooFast: &growsTooFast) { all += $0 }
    return all
  }
}
