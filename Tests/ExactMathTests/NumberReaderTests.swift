import ExactMath
import Testing

@Suite struct NumberReaderTests {
  private let reader = NumberReader()

  private func summary(_ reading: NumberReading) -> String {
    switch reading {
    case .number(let number): number.value.description
    case .notANumber: "not"
    case .malformed: "malformed"
    case .limitExceeded: "limit"
    }
  }

  @Test(arguments: NumberReaderCases.integers)
  func integers(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.decimals)
  func decimals(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.groups)
  func groups(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.fractions)
  func fractions(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.mixedNumbers)
  func mixedNumbers(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.powers)
  func powers(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.wrappers)
  func wrappers(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test(arguments: NumberReaderCases.units)
  func units(text: String, expected: String) { #expect(summary(reader.read(text)) == expected) }

  @Test func hostileTextsCostLittle() {
    let clock = ContinuousClock()
    for test in NumberReaderCases.hostile {
      var result = ""
      let time = clock.measure { result = summary(reader.read(test.text)) }
      #expect(result == test.expected, "\(test.name)")
      #expect(time < .seconds(2), "\(test.name) took \(time)")
    }
  }

  @Test(arguments: [
    ("1,234.50", NumberNotation(form: .decimal, fractionDigits: 2, thousandsSeparator: .comma)),
    ("1{,}234", NumberNotation(form: .integer, thousandsSeparator: .markedComma)),
    ("1 234", NumberNotation(form: .integer, thousandsSeparator: .space)),
    ("-12.50\\%", NumberNotation(form: .decimal, fractionDigits: 2, marks: [.sign, .percent])),
    ("1.50e3", NumberNotation(form: .scientific, fractionDigits: 2, exponent: 3)),
    ("2 \\times 10^{-4}", NumberNotation(form: .scientific, exponent: -4)),
    ("10^23", NumberNotation(form: .power, marks: .unbracedExponent)),
    ("\\frac{6}{8}", NumberNotation(form: .fraction, marks: .unreduced)),
    ("\\frac{3}{4}", NumberNotation(form: .fraction)),
    ("1\\frac{2}{4}", NumberNotation(form: .mixed, marks: .unreduced)),
    ("0.1\\overline{6}", NumberNotation(form: .repeatingDecimal)),
    ("5.", NumberNotation(form: .integer, fractionDigits: 0, marks: .trailingPoint)),
    ("$\\frac12$.", NumberNotation(form: .fraction, marks: [.delimiters, .finalPeriod])),
    ("-\\$5", NumberNotation(form: .integer, currency: .dollar, marks: .sign)),
    ("$5", NumberNotation(form: .integer, currency: .dollar)),
    ("£5", NumberNotation(form: .integer, currency: .pound)),
    ("(\\text{90})^\\circ", NumberNotation(form: .integer, marks: [.parentheses, .text, .degree])),
  ])
  func notation(text: String, expected: NumberNotation) {
    guard case .number(let number) = reader.read(text) else {
      Issue.record("\(text) is not read")
      return
    }
    #expect(number.notation == expected)
  }

  @Test(arguments: [
    ("12x", NumberReading.notANumber(at: 2, reason: .unexpectedInput)),
    ("1,23", .notANumber(at: 1, reason: .badGrouping)),
    ("(1,234)", .notANumber(at: 0, reason: .ambiguousComma)),
    ("1 234/567", .notANumber(at: 5, reason: .ambiguousSpace)),
    ("2\\frac{3}{2}", .notANumber(at: 1, reason: .improperMixedNumber)),
    ("\\frac{1}", .malformed(at: 8, reason: .missingArgument)),
    ("1/0", .malformed(at: 2, reason: .divisionByZero)),
    ("(5", .malformed(at: 2, reason: .unbalanced)),
    ("", .notANumber(at: 0, reason: .empty)),
    ("2^{1/2}", .notANumber(at: 2, reason: .fractionalExponent)),
    ("0^0", .notANumber(at: 0, reason: .zeroToTheZero)),
    ("9^{9^{9}}", .limitExceeded(.bits)),
    ("1e999999999", .limitExceeded(.exponent)),
  ])
  func failures(text: String, expected: NumberReading) {
    #expect(reader.read(text) == expected)
  }

  /// Bytes, and tokens of the language in any order: whatever comes, the reader returns, and only whole inputs count.
  @Test func randomInputNeverCrashes() {
    var random = SplitMix(seed: 11)
    let tokens = [
      "1", "23", "456", "0", ".", ",", "{,}", "-", "−", "+", "/", "⁄", "{", "}", "(", ")", "\\left(", "\\right)",
      "\\frac",
      "\\dfrac", "\\over", "^", "\\circ", "°", "%", "\\%", "$", "$$", "\\$", "\\(", "\\)", "\\,", "\\!", " ", "\\text{",
      "e5",
      "\\times", "10^", "\\cdot", "½", "²", "⁻", "\\overline{", "\\dot", "percent", "\\", "９", "\u{2009}", "x", "{}",
      "\\displaystyle",
    ]
    var numbers = 0
    for round in 0..<60_000 {
      var bytes: [UInt8] = []
      for _ in 0..<(1 + random.next() % 9) {
        if round % 4 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: random.next()))
        } else {
          bytes += tokens[Int(random.next() % UInt64(tokens.count))].utf8
        }
      }
      bytes.withUnsafeBufferPointer { buffer in
        guard case .number(let number) = reader.read(buffer) else { return }
        numbers += 1
        // Whatever is a number stays that number between spaces and in parentheses where a comma does not make it a pair.
        let spaced = Array(" ".utf8) + bytes + Array("\\, ".utf8)
        spaced.withUnsafeBufferPointer { #expect(reader.read($0) == .number(number)) }
      }
    }
    #expect(numbers > 1_000)
  }

  /// Short integers are read without the grammar, and between spaces with it.
  @Test func shortIntegersAreWhatTheGrammarReads() {
    var random = SplitMix(seed: 13)
    for _ in 0..<5_000 {
      let value = random.corner() >> Int64(random.next() % 60)
      for text in ["\(value)", "0\(value)", "\(value)0", "-\(value)", "\(value)."] {
        #expect(reader.read(text) == reader.read("\(text) "), "\(text)")
      }
    }
    let tight = NumberReader(limits: MathLimits(maxDigits: 3))
    #expect(tight.read("1234") == tight.read("1234 "))
  }

  @Test func everyWrittenRationalIsReadBack() {
    var random = SplitMix(seed: 12)
    for _ in 0..<2_000 {
      let denominator = random.corner()
      let number = BigRational(Int(random.corner()), over: denominator == 0 ? 3 : Int(denominator))
      let (top, bottom) = (number.numerator, number.denominator)
      for text in [
        "\(number)", "\\frac{\(top)}{\(bottom)}", "$\\dfrac{\(-top)}{-\(bottom)}$", "{\(top) \\over \(bottom)}",
      ] {
        guard case .number(let read) = reader.read(text) else {
          Issue.record("\(text) is not read")
          continue
        }
        #expect(read.value == number)
      }
    }
  }
}
