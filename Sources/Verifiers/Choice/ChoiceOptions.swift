internal import RewardCore

/// The options of one question: their labels, and their texts where these are known.
struct ChoiceOptions: Sendable, Hashable {
  /// One option.
  struct Choice: Sendable, Hashable {
    /// The letter or number by which it is named, as it was given.
    var label: [Unicode.Scalar]
    /// Its text as it was given; `nil` when only the label is known.
    var text: [Unicode.Scalar]?
    /// Its text as it is compared.
    var comparable: [Unicode.Scalar]?
  }

  /// Why something is no list of options, in words.
  struct Problem: Error, Sendable { var words: String }

  /// The options in the order of the question.
  let choices: [Choice]
  /// The labels as they are looked up.
  private let keys: [UInt32]

  /// Options that one question may have: the letters of the alphabet.
  static let limit = 26

  /// How texts of options are compared: all that does not change what a text says.
  static let comparison: Set<TextNormalization> = [.markup, .finalStop, .letterCase, .whiteSpace]

  /// The letters A to J, of which nothing else is known.
  static let letters = ChoiceOptions(labels: (0..<10).map(Self.letter))

  /// Reads options from JSON: a list of texts (labelled A, B, C, …), a list of labels, an object label → text, or the object
  /// `{"label": […], "text": […]}` of ARC and CommonsenseQA.
  ///
  /// A list of single capital letters in ascending order, such as `["F", "G", "H"]`, is a list of labels.
  static func read(_ value: JSONValue) -> Result<ChoiceOptions, Problem> {
    switch value {
    case .array(let values):
      let texts = values.compactMap { GroundTruth($0).text }
      guard texts.count == values.count else { return .failure(Problem(words: "an option that is no text")) }
      return checked(list: texts.map { Array($0.unicodeScalars) })
    case .object(let object):
      if let labels = object["label"]?.arrayValue, let texts = object["text"]?.arrayValue {
        guard labels.count == texts.count else { return .failure(Problem(words: "as many labels as texts are needed")) }
        return checked(pairs: zip(labels, texts).map { ($0, $1) })
      }
      return checked(pairs: object.members.map { (.string($0.name), $0.value) })
    default: return .failure(Problem(words: "\(value.kindName), and no list of options"))
    }
  }

  private static func checked(list texts: [[Unicode.Scalar]]) -> Result<ChoiceOptions, Problem> {
    let values = texts.compactMap { $0.count == 1 && ("A"..."Z").contains($0[0]) ? $0[0].value : nil }
    if values.count == texts.count, zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) {
      return checked(ChoiceOptions(labels: texts))
    }
    guard texts.count <= limit else { return .failure(Problem(words: "\(texts.count) options; at most \(limit)")) }
    // `["A) Paris", "B) Rome"]`: the labels are written into the texts.
    let bare = texts.enumerated().map { index, text in withoutLabel(letter(index), text) }
    let stripped = bare.compactMap { $0 }
    let named = stripped.count == texts.count ? stripped : texts
    return checked(ChoiceOptions(labels: texts.indices.map(letter), texts: named))
  }

  private static func checked(pairs: [(JSONValue, JSONValue)]) -> Result<ChoiceOptions, Problem> {
    var labels: [[Unicode.Scalar]] = []
    var texts: [[Unicode.Scalar]] = []
    for (label, text) in pairs {
      guard let label = GroundTruth(label).text, let text = GroundTruth(text).text else {
        return .failure(Problem(words: "an option that is no text"))
      }
      labels.append(Array(label.unicodeScalars))
      texts.append(Array(text.unicodeScalars))
    }
    return checked(ChoiceOptions(labels: labels, texts: texts))
  }

  private static func checked(_ options: ChoiceOptions) -> Result<ChoiceOptions, Problem> {
    guard !options.choices.isEmpty else { return .failure(Problem(words: "no options")) }
    guard options.choices.count <= limit else {
      return .failure(Problem(words: "\(options.choices.count) options; at most \(limit)"))
    }
    var seen: Set<UInt32> = []
    for choice in options.choices {
      let name = String(String.UnicodeScalarView(choice.label))
      let isLetter = choice.label.count == 1 && choice.label[0].isASCII && choice.label[0].properties.isAlphabetic
      let isNumber = (1...2).contains(choice.label.count) && choice.label.allSatisfy { ("0"..."9").contains($0) }
      guard isLetter || isNumber, let key = key(choice.label) else {
        return .failure(Problem(words: "`\(name)` is neither a letter nor a number"))
      }
      guard seen.insert(key).inserted else { return .failure(Problem(words: "two options are called \(name)")) }
      if let text = choice.text, trimmed(text[...]).isEmpty {
        return .failure(Problem(words: "option \(name) is blank"))
      }
    }
    return .success(options)
  }

  private init(labels: [[Unicode.Scalar]], texts: [[Unicode.Scalar]]? = nil) {
    choices = labels.indices.map { index in
      Choice(
        label: labels[index], text: texts?[index],
        comparable: texts.map { TextNormalization.apply(Self.comparison, to: $0[index]) })
    }
    keys = labels.map { Self.key($0) ?? 0 }
  }

  private static func letter(_ index: Int) -> [Unicode.Scalar] { [Unicode.Scalar(UInt8(ascii: "A") + UInt8(index))] }

  private static func withoutLabel(_ label: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    var rest = trimmed(text[...])
    let bracketed = rest.first == "("
    if bracketed { rest = rest.dropFirst() }
    guard rest.starts(with: label) else { return nil }
    rest = rest.dropFirst(label.count)
    guard let mark = rest.first, bracketed ? mark == ")" : (mark == ")" || mark == "." || mark == ":") else {
      return nil
    }
    rest = trimmed(rest.dropFirst())
    return rest.isEmpty ? nil : Array(rest)
  }

  // MARK: Finding

  /// Whether the texts are known.
  var hasTexts: Bool { choices.first?.text != nil }

  /// The label of an option.
  func name(_ index: Int) -> String { String(String.UnicodeScalarView(choices[index].label)) }

  /// The labels of options.
  func names(_ indices: some Sequence<Int>) -> String { indices.sorted().map(name).joined(separator: ", ") }

  /// The option with this label, and whether the label is written as it was given, upper or lower case.
  func choice(labelled label: some Collection<Unicode.Scalar>) -> (index: Int, sameCase: Bool)? {
    guard let key = Self.key(label), let index = keys.firstIndex(of: key) else { return nil }
    return (index, choices[index].label.elementsEqual(label))
  }

  /// The one option with this text; `nil` when there is none, or more than one.
  func choice(withText text: some Collection<Unicode.Scalar>) -> Int? {
    guard hasTexts else { return nil }
    let text = Array(text)
    let same = choices.indices.filter { choices[$0].text == text }
    if same.count == 1 { return same[0] }
    let comparable = TextNormalization.apply(Self.comparison, to: text)
    let alike = choices.indices.filter { choices[$0].comparable.map { sameText($0, comparable) } ?? false }
    return alike.count == 1 ? alike[0] : nil
  }

  /// One or two ASCII letters or digits in upper case, packed; other texts are no labels and give `nil`.
  private static func key(_ label: some Collection<Unicode.Scalar>) -> UInt32? {
    guard (1...2).contains(label.count) else { return nil }
    var key: UInt32 = 0
    for scalar in label {
      guard scalar.isASCII else { return nil }
      key = key << 8 | (("a"..."z").contains(scalar) ? scalar.value - 32 : scalar.value)
    }
    return key
  }
}
