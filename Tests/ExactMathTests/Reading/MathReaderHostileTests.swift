import ExactMath
import Foundation
import Testing

@Suite("Reader of mathematics: hostile texts")
struct MathReaderHostileTests {
  private static let megabyte = 1 << 20
  private static let pieces = [
    "(", "{", "[", "\\frac", "\\frac{", "\\frac{1}{", "\\sqrt", "\\sqrt{", "^", "2^", "2^{", "|", "\\left|", "\\{", "-", "+-",
    "x_{", "x_", "!", "'", "a/", "1,111,", "1 111 ", "\\begin{pmatrix}", "\\begin{aligned}", "\\text{", "\\\\", "$", "&",
    "\\sin", "\\sin ", "\\log_", "\\sum_{", "\\int ", "f(", "x(", "1.", "0.\\overline{", "\\frac{d", "\\frac{d}{dx}", "=", "<",
    "\\cup", "1:", "\\pm", "a b ", "sin", "((", ")]", "\\over ", "\\text{ if }", "²", "₁", "\u{FF}", "5 cm ", "\\bar", "1_",
    "\\underset{a}", "\\mathbf", "\\boxed", "{}_", "\\pmod", "1!", "x''", "9^{9", "𝟏", "1\\frac12", "\\dot", "word ", "\\color{",
    "\\frac{\\frac13}{2}+", "\\sum_{k=1}^{9} \\frac{x_1}{k+\\frac13}+", "\\sqrt{ab}+", "\\text{no no} ", "\\log_23+", "P(1,2),",
  ]

  @Test("A megabyte of one thing is refused at once", arguments: pieces)
  func megabyteOfOne(_ piece: String) {
    let text = String(repeating: piece, count: Self.megabyte / piece.utf8.count + 1)
    #expect(MathReader().read(text) == .limitExceeded(.inputBytes))
  }

  @Test("A megabyte of one thing ends in linear time without that limit too", arguments: pieces)
  func linear(_ piece: String) {
    let reader = MathReader(limits: MathReaderLimits(maxInputBytes: .max, maxNodes: .max, maxDigits: 1 << 21))
    // The processor's time of this thread: other tests and programs run beside it.
    func time(_ bytes: Int) -> Duration {
      let text = String(repeating: piece, count: bytes / piece.utf8.count)
      let start = processorTime()
      _ = reader.read(text)
      return processorTime() - start
    }
    let quarter = time(Self.megabyte / 16)
    let whole = time(Self.megabyte / 4)
    // Four times the text; quadratic growth would be sixteen times. Small times are noise.
    #expect(whole < quarter * 10 || whole < .milliseconds(400), "\(piece): \(quarter), then \(whole)")
  }

  @Test("Towers are trees")
  func towers() {
    #expect(summary(MathReader().read("9^{9^{9^9}}")) == "(^ 9 (^ 9 (^ 9 9)))")
    #expect(summary(MathReader().read("(1 + i)\\left(1 - 2^{-2^{2001}}\\right)")).hasPrefix("(* (+ 1 i)"))
    #expect(summary(MathReader().read("1e999999999")) == "!limit exponent")
    #expect(summary(MathReader().read(String(repeating: "9", count: 20_001))) == "!limit digits")
  }

  @Test("Nesting and depth are bounded")
  func nesting() {
    func nested(_ count: Int) -> String { String(repeating: "(", count: count) + "1+x" + String(repeating: ")", count: count) }
    #expect(MathReader().read(nested(20)).reading != nil)
    #expect(MathReader().read(nested(1000)) == .limitExceeded(.nesting))
    #expect(MathReader().read(String(repeating: "1/", count: 30) + "1") == .limitExceeded(.depth))
    #expect(MathReader().read(String(repeating: "x+", count: 5000) + "1").reading != nil)
    #expect(MathReader().read(String(repeating: "x+", count: 15_000) + "1") == .limitExceeded(.nodes))
  }

  @Test("Random bytes neither crash nor pass the end")
  func randomBytes() {
    var random = SplitMix(seed: 7)
    for _ in 0..<4000 {
      let bytes = (0..<(random.next() % 40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      bytes.withUnsafeBufferPointer { check($0) }
    }
  }

  @Test("Random mixtures of tokens neither crash nor print what reads otherwise")
  func randomTokens() {
    let vocabulary = [
      "1", "2", "12", "0.5", "x", "y", "n", "f", "e", "i", "\\pi", "+", "-", "\\cdot ", "/", "^", "^{", "_", "_{", "{", "}", "(", ")",
      "[", "]", "\\{", "\\}", "|", ",", ";", "=", "<", "\\le ", "\\in ", "\\frac{1}{2}", "\\frac", "\\sqrt{2}", "\\sqrt", "\\sin ",
      "\\ln ", "\\log_2 ", "!", "\\%", "^\\circ", "\\text{ cm}", "\\text{ or }", "\\infty", "\\cup", "\\mathbb{R}", "\\pm ", " ",
      "\\left(", "\\right)", "\\mid ", "\\sum_{k=1}^{n} ", "\\binom{n}{k}", "'", "\\vec{v}", "f(x)", "x^2", "\\emptyset", ":", "\\$",
    ]
    var random = SplitMix(seed: 12)
    for _ in 0..<60000 {
      var text = ""
      for _ in 0..<(1 + random.next() % 9) { text += vocabulary[Int(random.next() % UInt64(vocabulary.count))] }
      var copy = text
      copy.withUTF8 { check($0) }
      guard let expression = MathReader().read(text).reading?.expression else { continue }
      let again = MathReader().read(expression.latex)
      #expect(again.reading?.expression == expression, "\(text): \(expression) prints \(expression.latex): \(summary(again))")
    }
  }

  @Test func everyArgumentIsPrintedOnce() {
    for function in [MathFunction.squareRoot, .absoluteValue, .norm, .floor, .ceiling, .factorial, .sine, .realPart, .transpose] {
      let nested = (0..<32).reduce(MathExpression.integer(2)) { inner, _ in .function(function, [inner]) }
      #expect(nested.latex.utf8.count < 2000)
    }
  }

  private func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private func check(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch MathReader().read(bytes) {
    case .expression(let reading):
      #expect(reading.notes.allSatisfy { 0...bytes.count ~= $0.offset })
      #expect(!reading.expression.latex.isEmpty)
    case .malformed(let offset, _), .unreadable(let offset, _): #expect(0...bytes.count ~= offset)
    case .limitExceeded: break
    }
  }
}
