import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

@Suite("Extractors, case by case")
struct ExtractorCaseTests {
  @Test("every example in a description holds")
  func examples() throws {
    var registry = Registry()
    try registry.addExtractors()
    for description in registry.extractors {
      #expect(description.summary.hasSuffix("."))
      for example in description.examples {
        let extractor = try registry.extractor(description.name, options: example.options)
        #expect(extractor.lastAnswer(in: example.text) == example.extracted, "\(description.name): \(example.text)")
      }
    }
  }

  @Test("a broken pattern is an error that says where")
  func brokenPattern() throws {
    var registry = Registry()
    try registry.addExtractors()
    let error = #expect(throws: RewardError.self) { try registry.extractor("pattern", options: ["pattern": "(a"]) }
    #expect(error?.code == .invalidParameter)
    #expect(error?.description.contains("offset 2") == true)
  }

  @Test("an answer phrase in the middle of a long text is a thought")
  func phraseWindow() {
    let text = "So the answer is 104? But wait." + String(repeating: " hm", count: 2_000)
    #expect(AnswerPhraseExtractor().lastAnswer(in: text) == nil)
    #expect(AnswerPhraseExtractor().lastAnswer(in: String(text.prefix(1_500))) == "104")
  }

  static let boxed: [Case] = [
    Case(#"\boxed{\text{a {b} c}}"#, #"\text{a {b} c}"#),
    Case(#"\boxed{ 42 }"#, "42"),
    Case("\\boxed{\r\n42\r\n}", "42"),
    Case(#"\boxed{\left\{1,2\right\}}"#, #"\left\{1,2\right\}"#),
    Case(#"\boxed{a\\{b}}"#, #"a\\{b}"#),
    Case(#"\boxed{}"#, nil),
    Case(#"\boxed{ \, }"#, nil),
    Case(#"\boxed{$$}"#, nil),
    Case(#"\boxed{\boxed{}}"#, nil),
    Case(#"\boxed{42"#, nil),
    Case(#"\boxed"#, nil),
    Case("", nil),
    Case("{", nil),
    Case("\\", nil),
    Case(#"\boxedfoo{3}"#, nil),
    Case(#"\Boxed{3}"#, nil),
    Case(#"{ \boxed{5}"#, "5"),
    Case(#"} } \boxed{5} }"#, "5"),
    Case(#"\\boxed{5}"#, "5"),
    Case(#"\\\boxed{5}"#, "5"),
    Case(#"\boxed{ oops, \boxed{42}"#, "42"),
    Case(#"\boxed{1} text \boxed{2 and \boxed{3} text"#, "3"),
    Case(#"\boxed7"#, "7"),
    Case(#"\boxed 7"#, "7"),
    Case(#"$\boxed -3.5$"#, "-3.5"),
    Case(#"\boxed 1,234."#, "1,234"),
    Case(#"\boxed 50\%."#, #"50\%"#),
    Case(#"\boxed A."#, "A"),
    Case(#"\boxed\frac{1}{2}$"#, #"\frac{1}{2}"#),
    Case(#"\boxed\pi$"#, #"\pi"#),
    Case(#"\boxed 3 + 4"#, nil),
    Case(#"\boxed 7x"#, nil),
    Case(#"\boxed something"#, nil),
    Case("\\boxed\n\nno", nil),
    Case("\\boxed\n{9}", "9"),
    Case("\\boxed\n\n{9}", nil),
    Case(#"\boxed{4} Use \boxed to answer."#, "4"),
    Case(#"\boxed{答案 é 😀}"#, "答案 é 😀"),
    Case(#"\boxed{x \le 3} 元"#, #"x \le 3"#),
    Case(#"\fbox{\boxed{3}} "#, #"\boxed{3}"#),
    Case(#"\boxed{6}\). \]\n\[\boxed{7}"#, "7"),
    Case(#"\boxed{42\ }"#, #"42\ "#),
  ]

  @Test("boxed", arguments: boxed)
  func boxedCase(_ example: Case) {
    #expect(BoxedExtractor().lastAnswer(in: example.text) == example.answer)
  }

  static let sideBySide: [(String, [String])] = [
    (#"\boxed{42} or \boxed{43} or \boxed{1}, \boxed{2}"#, ["42", "43", "1", "2"]),
    (#"\(\boxed{1}\), \(\boxed{3}\), and \(\boxed{15}\)."#, ["1", "3", "15"]),
    (#"\boxed{x} \quad \text{and} \quad \boxed{-x}"#, ["x", "-x"]),
    (#"\boxed{x} \text{ or } \boxed{y}"#, ["x", "y"]),
    ("\\[\n\\boxed{29}\n\\]\n\\[\n\\boxed{4}\n\\]", ["29", "4"]),
    ("- $\\boxed{1}$\n- $\\boxed{2}$", ["1", "2"]),
    (#"\boxed{1} & \boxed{2} \\ \boxed{3}"#, ["1", "2", "3"]),
    (#"\boxed{1}、\boxed{2} 和 \boxed{3}"#, ["1", "2", "3"]),
    (#"\boxed{5}, again \boxed{6}"#, ["6"]),
    (#"\boxed{5} - \boxed{6}"#, ["6"]),
    (#"\boxed{5} = \boxed{6}"#, ["6"]),
    (#"\boxed{5}. \boxed{6}"#, ["6"]),
    (#"\boxed{5} order \boxed{6}"#, ["6"]),
    (#"\boxed{6}, \boxed{6}"#, ["6"]),
    ("\\boxed{6}\n\n\\boxed{ 6 }", ["6"]),
    (#"\boxed{5}, \boxed{}, \boxed{6}"#, ["6"]),
    (#"\boxed 5, \boxed{6}"#, ["5", "6"]),
    ("\\boxed{5}" + String(repeating: " ", count: 64) + "\\boxed{6}", ["5", "6"]),
    ("\\boxed{5}" + String(repeating: " ", count: 65) + "\\boxed{6}", ["6"]),
  ]

  @Test("boxes side by side are parts of one answer", arguments: sideBySide)
  func sideBySideCase(text: String, expected: [String]) {
    #expect(parts(BoxedExtractor(), text) == expected)
  }

  @Test("an unfinished last box is passed over and reported, or refused")
  func unclosed() {
    let bytes = Array(#"\boxed{41} then \boxed{42"#.utf8)
    #expect(extract(BoxedExtractor(), bytes).candidate?.leniencies == ["unclosed_passed_over"])
    #expect(extract(BoxedExtractor(unclosed: .refuse), bytes) == .nothing)
    for text in [#"\boxed{41} then \boxed"#, #"\boxed{41} then \boxed 3 + 4"#, #"\boxed{41} then \boxed\frac{1"#] {
      #expect(BoxedExtractor(unclosed: .refuse).lastAnswer(in: text) == nil)
    }
    // Begun before the last finished box: a slip of the pen that hides nothing.
    #expect(BoxedExtractor(unclosed: .refuse).lastAnswer(in: #"\boxed{ oops \boxed{42}"#) == "42")
    #expect(extract(BoxedExtractor(), Array(#"\boxed 7"#.utf8)).candidate?.leniencies == [ExtractionLeniency.unbracedBox])
  }

  static let tags: [Case] = [
    Case("<answer>\n 42 \n</answer>", "42"),
    Case("<Answer>x</aNSWER>", "x"),
    Case("<answer>x</answer> y</answer>", "x"),
    Case("</answer><answer>", nil),
    Case("<answer></answer>", nil),
    Case("<answer> \r\n </answer>", nil),
    Case("<answer>1 < 2</answer>", "1 < 2"),
    Case("<answer>答 </answer>", "答"),
    Case("<answers>x</answers>", nil),
    Case("<answer>\\boxed{4}</answer>", "\\boxed{4}"),
    Case("a < b > c", nil),
  ]

  @Test("answer_tag", arguments: tags)
  func tagsCase(_ example: Case) {
    #expect(AnswerTagExtractor().lastAnswer(in: example.text) == example.answer)
  }

  @Test("an answer tag without its closing tag")
  func unclosedTag() {
    let rest = AnswerTagExtractor(unclosed: .takeRest)
    #expect(rest.lastAnswer(in: "<answer>1</answer> <answer> 2 ") == "2")
    #expect(extract(rest, Array("<answer> 2 ".utf8)).candidate?.leniencies == [ExtractionLeniency.closingTagMissing])
    #expect(rest.lastAnswer(in: "<answer>1</answer> <answer>") == "1")
    #expect(rest.lastAnswer(in: "<answer>1</answer> 2") == "1")
    let refuse = AnswerTagExtractor(unclosed: .refuse)
    #expect(refuse.lastAnswer(in: "<answer>1</answer> <answer>2") == nil)
    #expect(refuse.lastAnswer(in: "<answer>1</answer> 2") == "1")
    let passed = extract(AnswerTagExtractor(), Array("<answer>1</answer> <answer>2".utf8)).candidate
    #expect(passed?.leniencies == [ExtractionLeniency.unclosedPassedOver])
  }

  static let phrases: [Case] = [
    Case("The answer is 1,000.", "1,000"),
    Case("The answer is 3.5", "3.5"),
    Case("The answer is 3.5.\nBye", "3.5"),
    Case("The answer is 3. It was easy.", "3"),
    Case("the answer is 104? But wait", "104"),
    Case("Therefore, the answer is \\(\\boxed{6}\\).", "\\(\\boxed{6}\\)"),
    Case("the answer is $a. b$. Yes", "$a. b$"),
    Case("The answer is $5$ or $6$. Yes", "$5$ or $6$"),
    Case("The answer is $5. Really", "$5"),
    Case("The answer is \\text{a. b}. Yes", "\\text{a. b}"),
    Case("The answer is unclear", "unclear"),
    Case("The answer isn't 5", nil),
    Case("The answer was 5", nil),
    Case("Answer: 1\nAnswer: 2", "2"),
    Case("Answer： 四十二。好", "四十二"),
    Case("**Answer**: 7", "7"),
    Case("**Answer: 7**", "7"),
    Case("**Final Answer:** `x + 1`", "x + 1"),
    Case("Final answer: (C)\r\nbye", "(C)"),
    Case("The answers are 3 and 4.", "3 and 4"),
    Case("### Answer\n17", "17"),
    Case("Answer\n17", nil),
    Case("the answer\nis here", nil),
    Case("The answer is:\n\n$$\n7\n$$\n", "$$\n7\n$$"),
    Case("Answer: at 4:30 p.m. on Monday. Yes.", "at 4:30 p.m. on Monday"),
    Case("Answer: B. Because it is.", "B"),
    Case("Answer:   ", nil),
    Case("Answer: 5\nThe answer is", nil),
    Case("my_answer = 3; reanswer: 4", nil),
    Case("\\answer: 4", nil),
    Case("answer", nil),
    Case("answer:", nil),
    Case("w", nil),
    Case("THE ANSWER IS **42**.", "42"),
    Case("The answer is -1.42 × 10⁷ J/mol.", "-1.42 × 10⁷ J/mol"),
    Case("The answer is 5!. Done", "5!"),
    Case("The answer is .5.", ".5"),
    Case("The answer is\\", "\\"),
    Case("The answer is \\(x + 1. Fine", "\\(x + 1"),
  ]

  @Test("answer_phrase", arguments: phrases)
  func phrasesCase(_ example: Case) {
    #expect(AnswerPhraseExtractor().lastAnswer(in: example.text) == example.answer)
  }

  static let hashes: [Case] = [
    Case("#### 50", "50"),
    Case("####50", "50"),
    Case("#### 50\n", "50"),
    Case("####\n50", nil),
    Case("### 50", nil),
    Case("#### −5", "−5"),
    Case("#### 2. Then we add", nil),
    Case("#### 5\n#### Conclusion\nSo it is.", "5"),
    Case("#### \\frac{1}{2}", "\\frac{1}{2}"),
    Case("#### 12 apples", "12 apples"),
    Case("#### 1 #### 2", "2"),
    Case("", nil),
  ]

  @Test("hash_answer", arguments: hashes)
  func hashesCase(_ example: Case) {
    #expect(HashAnswerExtractor().lastAnswer(in: example.text) == example.answer)
  }

  static let numbers: [Case] = [
    Case("7", "7"),
    Case("-7", "-7"),
    Case("−7", "−7"),
    Case("+7.", "+7"),
    Case("x=-7", "-7"),
    Case("3-7", "7"),
    Case("(2)-7", "7"),
    Case("0.5", "0.5"),
    Case("is .5", ".5"),
    Case("see section.5", "5"),
    Case("1,234,567.89 total", "1,234,567.89"),
    Case("12,34", "34"),
    Case("1234,567", "567"),
    Case("1{,}234", "1{,}234"),
    Case(#"1\,234"#, #"1\,234"#),
    Case("50 %", "50 %"),
    Case(#"50\%"#, #"50\%"#),
    Case("-1/2", "-1/2"),
    Case("1 1/2 cups", "1 1/2"),
    Case(#"\dfrac{-1}{2}"#, #"\dfrac{-1}{2}"#),
    Case(#"\frac{x}{2}"#, "2"),
    Case("10^5", "10^5"),
    Case("10^{-5}", "10^{-5}"),
    Case("2.5e-3", "2.5e-3"),
    Case("x^2 + 3 = a_1", "3"),
    Case("H2O", nil),
    Case("no digits", nil),
    Case("٣", nil),
    Case("5cm", "5"),
    Case(#"\approx7"#, "7"),
    Case("3/4/2024", "2024"),
  ]

  @Test("last_number", arguments: numbers)
  func numbersCase(_ example: Case) {
    #expect(LastNumberExtractor().lastAnswer(in: example.text) == example.answer)
  }

  @Test("bytes that are not UTF-8 are skipped like any other text")
  func invalidBytes() {
    let bytes: [UInt8] =
      [0xFF, 0xC0, 0x80] + Array(#"\boxed{4"#.utf8) + [0xED, 0xA0, 0x80] + Array("2}".utf8) + [0xF5]
    #expect(extract(BoxedExtractor(), bytes).candidate?.range == 10..<15)
    let tagged = [0x80] + Array("<answer>7</answer>".utf8) + [0xE2]
    #expect(extract(AnswerTagExtractor(), tagged).candidate?.range == 9..<10)
    let phrase = [0xC3] + Array("answer: 7".utf8) + [0x80]
    #expect(extract(AnswerPhraseExtractor(), phrase).candidate?.range == 9..<11)
  }

  @Test("a range confines the search, and its offsets are those of the whole text")
  func subrange() {
    let bytes = Array(#"\boxed{1} \boxed{2} x \boxed{3}"#.utf8)
    bytes.withUnsafeBufferPointer {
      var budget = WorkBudget()
      let found = BoxedExtractor().lastCandidate(in: $0, range: 10..<20, budget: &budget).candidate
      #expect(found?.range == 17..<18)
      let beyond = BoxedExtractor().lastCandidate(in: $0, range: -5..<1000, budget: &budget).candidate
      #expect(beyond?.range == 29..<30)
    }
  }

  @Test("an empty budget is no missing answer")
  func budget() {
    let bytes = Array(#"\boxed{1}"#.utf8)
    #expect(extract(BoxedExtractor(), bytes, units: 8).isLimitExceeded)
    #expect(extract(BoxedExtractor(), bytes, units: 9).candidate != nil)
    for extractor in builtInExtractors { #expect(extract(extractor, bytes, units: 8).isLimitExceeded) }
  }
}
