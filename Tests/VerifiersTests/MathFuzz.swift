import RewardCore

/// Makes answers from a grammar: texts whose values are known as floating-point numbers, and texts that are meant to cost much.
///
/// The same seed makes the same texts.
struct MathFuzz {
  /// A text and, where it is known, about what it is worth.
  struct Value {
    var text: String
    var value: Double
    /// Whether it stands alone as a factor.
    var isAtom = false

    var atom: String { isAtom ? text : "\\left(\(text)\\right)" }
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[pick(elements.count)] }

  // MARK: Values

  private mutating func leaf() -> Value {
    let whole = 1 + pick(20)
    switch pick(9) {
    case 0: return Value(text: "\\pi", value: .pi, isAtom: true)
    case 1: return Value(text: "e", value: 2.718281828459045, isAtom: true)
    case 2: return Value(text: "\\sqrt{\(whole)}", value: Double(whole).squareRoot(), isAtom: true)
    case 3: return Value(text: "\\frac{\(whole)}{\(1 + pick(9))}", value: 0, isAtom: true).valued()
    case 4: return Value(text: "\(whole).\(pick(10))", value: 0, isAtom: true).valued()
    default: return Value(text: "\(whole)", value: Double(whole), isAtom: true)
    }
  }

  /// A closed value.
  mutating func value(depth: Int) -> Value {
    if depth == 0 { return leaf() }
    let a = value(depth: depth - 1)
    switch pick(9) {
    case 0, 1:
      let b = value(depth: depth - 1)
      return Value(text: "\(a.text) + \(b.atom)", value: a.value + b.value)
    case 2:
      let b = value(depth: depth - 1)
      return Value(text: "\(a.text) - \(b.atom)", value: a.value - b.value)
    case 3, 4:
      let b = value(depth: depth - 1)
      return Value(text: "\(a.atom) \\cdot \(b.atom)", value: a.value * b.value)
    case 5:
      let b = value(depth: depth - 1)
      return Value(text: "\\frac{\(a.text)}{\(b.atom)^2 + 1}", value: a.value / (b.value * b.value + 1), isAtom: true)
    case 6: return Value(text: "\(a.atom)^{2}", value: a.value * a.value, isAtom: false)
    case 7: return Value(text: "\\sqrt{\(a.atom)^2 + 3}", value: (a.value * a.value + 3).squareRoot(), isAtom: true)
    default: return Value(text: "\\left|\(a.text)\\right|", value: a.value.magnitude, isAtom: true)
    }
  }

  /// The same value, written otherwise.
  mutating func rewritten(_ a: Value) -> Value {
    let k = 2 + pick(7)
    switch pick(8) {
    case 0: return Value(text: "\(a.atom) + 0", value: a.value)
    case 1: return Value(text: "\\frac{\(k) \\cdot \(a.atom)}{\(k)}", value: a.value, isAtom: true)
    case 2: return Value(text: "\(a.text) + \\sqrt{\(k)} - \\sqrt{\(k)}", value: a.value)
    case 3: return Value(text: "\(a.atom)\\left(\\sin^2 \(k) + \\cos^2 \(k)\\right)", value: a.value)
    case 4: return Value(text: "\(a.atom)(\\sqrt{\(k + 1)} - \\sqrt{\(k)})(\\sqrt{\(k + 1)} + \\sqrt{\(k)})", value: a.value)
    case 5: return Value(text: "-\\left(-\(a.atom)\\right)", value: a.value)
    case 6: return Value(text: "\\ln e^{\(a.text)}", value: a.value)
    default: return Value(text: "{\(a.text)}", value: a.value)
    }
  }

  /// The same text in other clothes: spaces, sizes, fonts.
  mutating func restyled(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == " ", pick(3) == 0 {
        result += pick(["\\,", "  ", "\\;", "{}", "\\ "])
      } else {
        result.append(character)
      }
    }
    switch pick(5) {
    case 0: return "$\(result)$"
    case 1: return "\\displaystyle \(result)"
    case 2: return result.replacing("\\frac", with: "\\dfrac")
    case 3: return result.replacing("\\cdot", with: "\\times")
    default: return result
    }
  }

  // MARK: What costs

  private mutating func big() -> String {
    pick([
      "10^{10}", "9^{9^9}", "10^{1000}", "2^{2^{50}}", "10^{-1000}", "1000003", "10^{18}!", "99999!", "\\binom{10^9}{7}", "64", "-1",
      "\\frac{1}{10^{30}}", "123456789", String(repeating: "7", count: 300), "0." + String(repeating: "3", count: 200), "\\infty", "0",
    ])
  }

  /// A text that is meant to cost much, or to be read in more than one way.
  mutating func hostile(depth: Int) -> String {
    if depth == 0 {
      return pick(2) == 0 ? big() : pick(["x", "y", "n", "\\pi", "e", "i", "2", "\\sqrt2", "0", "-3", "1.5", "C", "\\theta"])
    }
    let a = hostile(depth: depth - 1)
    let b = hostile(depth: pick(depth))
    return switch pick(34) {
    case 0, 1: "(\(a)) + (\(b))"
    case 2, 3: "(\(a))(\(b))"
    case 4: "\\frac{\(a)}{\(b)}"
    case 5, 6: "(\(a))^{\(b)}"
    case 7: "\\sqrt{\(a)}"
    case 8: "\\sqrt[\(2 + pick(70))]{\(a)}"
    case 9: "\\\(pick(["sin", "cos", "tan", "ln", "log", "arctan", "arcsin", "sinh", "exp", "arccos", "cot"]))(\(a))"
    case 10: "\\left|\(a)\\right|"
    case 11: "\\lfloor \(a) \\rfloor"
    case 12: "(\(a))!"
    case 13: "\\binom{\(a)}{\(b)}"
    case 14: "\\gcd(\(a), \(b))"
    case 15: "(\(a)) \\bmod (\(b))"
    case 16: "\\sum_{k=1}^{\(b)} (\(a))"
    case 17: "\\prod_{k=1}^{\(1 + pick(5000))} (k + \(a))"
    case 18: "\\max(\(a), \(b))"
    case 19: "\\{\(a), \(b)\\}"
    case 20: "(\(a), \(b))"
    case 21: "[\(a), \(b))"
    case 22: "(\(a), \(b)) \\cup (\(b), \\infty)"
    case 23: "\(a) = \(b)"
    case 24: "\(a) < \(b)"
    case 25: "\(a), \(b)"
    case 26: "x = \(a) \\text{ or } x = \(b)"
    case 27: "\(a) \\pm \(b)"
    case 28: "\\begin{pmatrix} \(a) & \(b) \\\\ \(b) & \(a) \\end{pmatrix}"
    case 29: "\(a) : \(b)"
    case 30: "(\(a))\\%"
    case 31: "(\(a))^\\circ"
    case 32: "\(a) \\text{ \(pick(["cm", "or", "if", "km", "dozen", "and"])) } \(b)"
    default: "\\{x : \(a) < \(b)\\}"
    }
  }
}

extension MathFuzz.Value {
  /// The value of `\frac{a}{b}` or of a decimal.
  fileprivate func valued() -> MathFuzz.Value {
    let numbers = text.split { !("0"..."9").contains($0) && $0 != "." }.compactMap { Double($0) }
    return MathFuzz.Value(text: text, value: numbers.count == 2 ? numbers[0] / numbers[1] : numbers.first ?? 0, isAtom: isAtom)
  }
}
