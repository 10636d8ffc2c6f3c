import RewardCore
import RewardLaws
import RewardTesting
import Rewards
import Testing

/// What goes wrong in an extractor of the last line.
protocol ExtractorFault: Sendable {
  static var law: String { get }
  static var expected: String? { get }
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction
}

extension ExtractorFault {
  static var expected: String? { "two" }
}

struct FaultyExtractor<F: ExtractorFault>: AnswerExtractor {
  static var description: ExtractorDescription {
    ExtractorDescription(
      name: "faulty", summary: "The last line.",
      examples: [ExtractorDescription.Example("one\ntwo", F.expected), ExtractorDescription.Example("", nil)])
  }
  init(options: Options) {}
  func lastCandidate(in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget) -> Extraction {
    let whole = budget
    guard budget.spend(range.count) else { return F.change(.limitExceeded("too long"), text, &budget) }
    let start = text[range].lastIndex(of: 10).map { $0 + 1 } ?? range.lowerBound
    guard start < range.upperBound else { return .nothing }
    var rest = whole
    _ = rest.spend(range.count)
    return F.change(.found(CandidateAnswer(range: start..<range.upperBound, extractor: "faulty")), text, &budget)
  }
}

enum SoundExtractor: ExtractorFault {
  static let law = "none"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction { extraction }
}

enum WrongLine: ExtractorFault {
  static let law = "examples hold"
  static let expected: String? = "one"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction { extraction }
}

enum LooksOutside: ExtractorFault {
  static let law = "what is found stands where it was looked for"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction {
    text.isEmpty ? extraction : .found(CandidateAnswer(range: 0..<text.count, extractor: "faulty"))
  }
}

enum CutsCharacters: ExtractorFault {
  static let law = "what is found is whole characters"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction {
    guard let range = extraction.candidate?.range, range.count > 1 else { return extraction }
    return .found(CandidateAnswer(range: range.lowerBound + 1..<range.upperBound, extractor: "faulty"))
  }
}

enum GivesUpSilently: ExtractorFault {
  static let law = "what there is no work left for is not found"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction {
    if case .limitExceeded = extraction { .nothing } else { extraction }
  }
}

enum QuadraticExtractor: ExtractorFault {
  static let law = "work grows with the text and no faster"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction {
    var equal = 0
    let bytes = Array(text.prefix(1_500))
    for left in bytes { for right in bytes where left == right { equal &+= 1 } }
    return equal < 0 ? .nothing : extraction
  }
}

/// Costs as many units as the square of the text, at no time at all.
enum QuadraticBill: ExtractorFault {
  static let law = "work grows with the text and no faster"
  static func change(_ extraction: Extraction, _ text: UnsafeBufferPointer<UInt8>, _ budget: inout WorkBudget) -> Extraction {
    _ = budget.spend(text.count * text.count)
    return extraction
  }
}

@Suite("Broken extractors are found out") struct BrokenExtractorTests {
  @Test("one that is right keeps every law") func sound() throws {
    #expect(try ExtractorLaws(of: FaultyExtractor<SoundExtractor>.self, in: .builtIn).findings().map(\.description) == [])
    expectLaws(of: FaultyExtractor<SoundExtractor>.self)
  }

  static let faults: [any ExtractorFault.Type] = [
    WrongLine.self, LooksOutside.self, CutsCharacters.self, GivesUpSilently.self, QuadraticExtractor.self, QuadraticBill.self,
  ]

  private func brokenLaws<F: ExtractorFault>(_ fault: F.Type) throws -> [LawFinding] {
    let laws = try ExtractorLaws(of: FaultyExtractor<F>.self, in: .builtIn)
    // Measuring growth takes seconds, so only the faults that are about it are measured.
    if F.law == QuadraticBill.law { return laws.growth().filter { $0.law == F.law } }
    let cheap = laws.completeDescription() + laws.examples() + laws.placesAreInTheText() + laws.sameBits() + laws.smallBudgets()
    return cheap.filter { $0.law == F.law }
  }

  @Test("each fault breaks the law of its own", arguments: faults.indices) func isFound(_ index: Int) throws {
    #expect(try !brokenLaws(Self.faults[index]).isEmpty, "\(Self.faults[index])")
  }

  @Test("every registered extractor upholds them", arguments: Registry.builtIn.extractors.map(\.name)) func builtIn(_ name: String) throws {
    let registry = Registry.builtIn
    // `pattern` has no pattern by itself; its examples have their own.
    expectNone(try ExtractorLaws(name, in: registry).findings())
  }
}
