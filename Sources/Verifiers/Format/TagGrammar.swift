internal import RewardCore

/// Which tagged blocks a text is made of.
struct TagGrammar: Sendable {
  /// What a block has to hold.
  enum Content: Sendable, Hashable {
    /// A `\boxed{…}`.
    case box
    /// A fenced code block, of this language if any is named.
    case fence(language: [UInt8]?)

    /// The content that an option's word stands for.
    init?(_ word: String) {
      switch word {
      case "boxed": self = .box
      case "fence": self = .fence(language: nil)
      default:
        guard word.hasPrefix("fence:"), word.utf8.count > 6 else { return nil }
        self = .fence(language: Array(word.utf8.dropFirst(6)))
      }
    }
  }

  /// One tag.
  struct Tag: Sendable {
    var name: [UInt8]
    var least = 1
    var most: Int? = 1
    var content: Content?

    init(name: [UInt8]) { self.name = name }
  }

  /// Tags of one grammar: each `<` of a text is compared with all of them.
  static let tagLimit = 32

  var tags: [Tag]
  var last: Int?
  var lines: String
  var isOrdered: Bool
  var allowsBefore: Bool
  var allowsBetween: Bool
  var allowsAfter: Bool
  var allowsMissingOpener: Bool
  var requiresContent: Bool
  var isCaseSensitive: Bool
  var forbidsNested: Bool
}

/// Whether there is nothing but white space of Unicode; reads no further than to the first scalar that is none.
func isBlank(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  guard let first = text.firstIndex(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else { return true }
  var bytes = text[first...].makeIterator()
  var decoder = UTF8()
  while true {
    switch decoder.decode(&bytes) {
    case .scalarValue(let scalar): if !scalar.properties.isWhitespace { return false }
    case .emptyInput: return true
    case .error: return false
    }
  }
}
