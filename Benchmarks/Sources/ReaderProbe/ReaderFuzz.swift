import ExactMath

/// Random texts for the reader: pieces of formulas put together, real answers with bytes changed, and plain bytes.
///
/// The first text of each run that breaks a promise is printed; a crash is found by the shell.
struct ReaderFuzz {
  private var state: UInt64
  /// The same pieces as `MathReaderHostileTests`, and all the forms that were ever read wrongly.
  private static let pieces = [
    "1", "2", "12", "0.5", "1,234", "x", "y", "n", "f", "e", "i", "\\pi", "+", "-", "\\cdot ", "\\times ", "/", "^", "^{", "_", "_{",
    "{", "}", "(", ")", "[", "]", "\\{", "\\}", "|", ",", ";", "=", "<", "\\le ", "\\in ", "\\frac{1}{2}", "\\frac", "\\sqrt{2}",
    "\\sqrt", "\\sqrt[3]", "\\sin ", "\\ln ", "\\log_2 ", "!", "\\%", "^\\circ", "\\text{ cm}", "\\text{ or }", "\\infty", "\\cup",
    "\\mathbb{R}", "\\pm ", " ", "\\left(", "\\right)", "\\left[", "\\right]", "\\mid ", "\\sum_{k=1}^{n} ", "\\int_0^1 ", " dx",
    "\\lim_{x \\to 0} ", "\\binom{n}{k}", "'", "\\vec{v}", "\\mathbf{i}", "f(x)", "x^2", "\\emptyset", ":", "\\$", "\\begin{pmatrix}",
    "\\end{pmatrix}", "&", "\\\\", "\\begin{cases}", "\\end{cases}", "\\text{ if }", "\\text{", "\\boxed{", "$", "°", "½", "²", "₁",
    "√", "∪", "≤", "\\overline{3}", "0.", ".", "p.m.", "\\bmod ", "\\pmod{5}", "\\operatorname{erf}", "\\max", "\\Gamma", "km/h", "cm",
    "th", "\\mathrm{~m}", "and", "or", "\\lfloor ", "\\rfloor ", "\\langle ", "\\rangle", "_5", "\\prime", "\\frac{d}{dx}", "\\partial ",
  ]

  /// A run that a seed decides.
  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func next(below count: Int) -> Int { Int(next() % UInt64(count)) }

  private mutating func text() -> [UInt8] {
    if next(below: 8) == 0 { return (0..<next(below: 60)).map { _ in UInt8(truncatingIfNeeded: next()) } }
    var bytes: [UInt8] = []
    for _ in 0..<(1 + next(below: 14)) { bytes += Array(Self.pieces[next(below: Self.pieces.count)].utf8) }
    if next(below: 4) == 0 {
      // A byte lost, doubled or changed.
      let place = next(below: bytes.count)
      switch next(below: 3) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: place)
      default: bytes[place] = UInt8(truncatingIfNeeded: next() & 0x7F)
      }
    }
    return bytes
  }

  /// Reads `count` texts; whether every promise was kept.
  mutating func run(_ count: Int) -> Bool {
    var readings = 0
    var broken = 0
    for _ in 0..<count {
      let bytes = text()
      guard let expression = bytes.withUnsafeBufferPointer({ MathReader().read($0) }).reading?.expression else { continue }
      readings += 1
      let again = MathReader().read(expression.latex)
      guard again.reading?.expression != expression else { continue }
      broken += 1
      if broken <= 20 {
        print("\(String(decoding: bytes, as: UTF8.self)): \(expression)\n  prints \(expression.latex)\n  \(ReaderProbe.summary(again))")
      }
    }
    print("\(count) texts, \(readings) read, \(broken) print what reads otherwise")
    return broken == 0
  }
}
