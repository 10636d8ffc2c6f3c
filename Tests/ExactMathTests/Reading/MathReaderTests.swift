import ExactMath
import Testing

@Suite("Reader of mathematics")
struct MathReaderTests {
  @Test("Every form has its tree", arguments: ReadingCases.all)
  func form(_ example: ReadingCase) {
    #expect(summary(MathReader().read(example.text)) == example.summary, "\(example.text)")
  }

  @Test("Printed LaTeX reads as the same tree", arguments: ReadingCases.all.filter { !$0.summary.hasPrefix("!") })
  func roundTrip(_ example: ReadingCase) throws {
    let reading = try #require(MathReader().read(example.text).reading)
    for expression in [reading.expression] + reading.alternatives.map(\.expression) {
      let again = MathReader().read(expression.latex)
      let trees = again.reading.map { [$0.expression] + $0.alternatives.map(\.expression) } ?? []
      #expect(trees.contains(expression), "\(expression.latex) reads as \(summary(again))")
    }
    #expect(MathReader().read(reading.expression.latex).reading?.expression == reading.expression)
  }

  @Test("Spaces and font commands change nothing")
  func metamorphic() {
    let changes: [(String) -> String] = [
      { " \($0) " }, { "\\(\($0)\\)" }, { "\\displaystyle \($0)" }, { "$\($0)$" }, { "\\boxed{\($0)}" },
    ]
    for example in ReadingCases.all where example.isFormula {
      let expected = MathReader().read(example.text).reading?.expression
      for change in changes {
        let changed = change(example.text)
        #expect(MathReader().read(changed).reading?.expression == expected, "\(changed)")
      }
    }
  }

  @Test("A tree is printed with a node on each line")
  func tree() {
    #expect(MathReader().read("\\frac{x}{2}+1").reading?.expression.tree == "+\n  /\n    x\n    2\n  1\n")
  }

  @Test("A decimal remembers its digits outside equality")
  func decimals() {
    guard case .number(let numeral)? = MathReader().read("0.50").reading?.expression else {
      Issue.record("0.50 is a number")
      return
    }
    #expect(numeral.form == .decimal(fractionDigits: 2))
    #expect(numeral == MathNumeral(BigRational(1, over: 2)))
  }

  @Test("Full-width digits, zero-width and non-breaking characters")
  func unicode() {
    #expect(summary(MathReader().read("２３＋５")) == "(+ 23 5)")
    #expect(summary(MathReader().read("x\u{200B}+\u{00A0}1")) == "(+ x 1) #invisible_characters")
    #expect(summary(MathReader().read("1\u{2009}234")) == "1234 #digit_groups")
    #expect(summary(MathReader().read("\u{1D465}+1")) == "(+ x 1)")
    #expect(summary(MathReader().read("存在")) == "\"存在\"")
  }

  @Test("Backslashes that a string literal swallowed")
  func swallowed() {
    #expect(summary(MathReader().read("\u{0C}rac{1}{2}")) == "(/ 1 2) #swallowed_backslash")
    #expect(summary(MathReader().read("2 \u{09}imes 3")) == "(* 2 3) #swallowed_backslash")
    #expect(summary(MathReader().read("\u{08}oxed{5}")) == "5 #swallowed_backslash #boxed")
  }
}
