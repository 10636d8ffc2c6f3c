package import RewardCore

/// A package with a plugin of one's own, as it is when it is begun: a first-party plugin under another name.
///
/// So what `rewards new` makes is what `Plugins/` has, which is built and tested with everything else.
package struct PluginScaffold: Sendable {
  /// What is begun.
  package enum Kind: String, Sendable, CaseIterable {
    /// A verifier.
    case verifier
    /// A shaper.
    case shaper
  }

  /// In what it is written.
  package enum Language: String, Sendable, CaseIterable {
    /// Swift: a package with tests.
    case swift
    /// C: a file, the header and a Makefile.
    case c
  }

  /// Where the package finds swift-rewards.
  package enum Dependency: Sendable {
    /// A release, from this version on.
    case release(url: String, from: String)
    /// A repository as it is at one revision.
    case revision(url: String, String)
    /// A checkout.
    case checkout(String)
  }

  /// A file of the package.
  package struct File: Sendable, Hashable {
    /// Its path in the package.
    package var path: String
    /// What stands in it.
    package var text: String
  }

  /// Where releases are.
  package static let repository = "https://github.com/swift-rewards/swift-rewards.git"

  /// Modules that a module of the same name would hide from a plugin, and names that the package graph has already, in small letters:
  /// a package with a second target of one name does not build.
  private static let modules: Set<String> = [
    "swift", "foundation", "testing", "xctest", "dispatch", "glibc", "musl", "darwin", "builtin", "synchronization", "observation",
    "packagedescription", "packageplugin", "yams", "cyaml", "argumentparser", "argumentparsertoolinfo",
    "answerextraction", "cflint", "cgmp", "cpcre2", "cpluginprocess", "cpluginruntime", "crewardplugins", "crewards", "cworkthreads",
    "czlib",
    "exactmath", "newrewardplugin", "pluginlaws", "pluginscaffold", "rewardaudit", "rewardcore", "rewardlaws", "rewardpipeline",
    "rewardplot",
    "rewardpluginexport", "rewardplugins", "rewardtesting", "rewards", "rewardsc", "rewardscli", "shapers", "testsupport",
    "validaterewards", "verifiers",
  ]

  /// Words of Swift that name no module: `import Self` does not parse.
  private static let keywords: Set<String> = ["Any", "Self"]

  /// Types of ours that a plugin's own type would be mistaken for.
  private static let types: Set<String> = ["CompositeShaper", "ConfiguredShaper", "ConfiguredVerifier", "GroupShaper", "ResponseShaper"]

  private let kind: Kind
  private let language: Language
  private let name: String
  private let dependency: Dependency

  /// A package to be made.
  ///
  /// - Throws: `wrong_usage` for a name that is none, or with which the package would not build, and for a shaper in C; `duplicate_name` for
  ///   a name that `registry` has.
  package init(_ kind: Kind, language: Language, name: String, dependency: Dependency, registry: Registry) throws(RewardError) {
    func refused(_ found: String, as field: String = "NAME", expected: String, nearest: String? = nil) -> RewardError {
      RewardError(.wrongUsage, field: field, found: found, expected: expected, nearest: nearest)
    }
    guard Identifier.isValid(name) else {
      let suggestion = Self.snakeCase(name)
      throw refused(name, expected: Identifier.words, nearest: Identifier.isValid(suggestion) ? suggestion : nil)
    }
    guard !registry.names.contains(name) else {
      throw RewardError(.duplicateName, found: name, expected: "a name that nothing has yet: `rewards list` prints them")
    }
    guard language == .swift || kind == .verifier else {
      throw refused("c", as: "--language", expected: "swift for a shaper; rewards_plugin.h says what one in C has to have")
    }
    if language == .swift {
      let module = Self.camelCase(name)
      let type = module + (kind == .verifier ? "Verifier" : "Shaper")
      guard !Self.keywords.contains(module) else { throw refused(name, expected: "another: `\(module)` is a word of Swift") }
      guard !Self.modules.contains(module.lowercased()) else {
        throw refused(name, expected: "another: `\(module)` is the name of a module already")
      }
      guard !Self.types.contains(type) else { throw refused(name, expected: "another: `\(type)` is the name of a type already") }
    }
    (self.kind, self.language, self.name, self.dependency) = (kind, language, name, dependency)
  }

  /// The name of the package, its library and its types: `MyCheck` for `my_check`; in C the name itself.
  package var packageName: String { language == .c ? name : Self.camelCase(name) }

  /// The package's files.
  package var files: [File] {
    let template: (files: [File], name: String) =
      switch (language, kind) {
      case (.swift, .verifier): (Self.swiftVerifier, "phrase_coverage")
      case (.swift, .shaper): (Self.swiftShaper, "running_length")
      case (.c, _): (Self.cVerifier, "word_count")
      }
    func named(_ text: String) -> String {
      Self.replacing(Self.replacing(text, template.name, name), Self.camelCase(template.name), Self.camelCase(name))
    }
    return template.files.map { file in
      var text = named(file.text)
      if file.path == "Package.swift" {
        text = Self.replacing(text, #".package(name: "swift-rewards", path: "../..")"#, dependencyText)
        text = Self.replacing(text, #"package: "swift-rewards""#, "package: \(Self.literal(dependencyIdentity))")
      }
      if file.path == "Makefile" { text = Self.replacing(text, "../../Sources/CRewardPlugins/include", ".") }
      return File(path: named(file.path), text: text)
    }
  }

  private var dependencyText: String {
    switch dependency {
    case .release(let url, let version): ".package(url: \(Self.literal(url)), from: \(Self.literal(version)))"
    case .revision(let url, let revision): ".package(url: \(Self.literal(url)), revision: \(Self.literal(revision)))"
    case .checkout(let path): #".package(name: "swift-rewards", path: \#(Self.literal(path)))"#
    }
  }

  /// How the package manager calls swift-rewards: by the last part of its URL, which need not be that.
  private var dependencyIdentity: String {
    switch dependency {
    case .release(let url, _), .revision(let url, _):
      let last = url.split(separator: "/").last.map(String.init) ?? "swift-rewards"
      return last.hasSuffix(".git") ? String(last.dropLast(".git".count)) : last
    case .checkout: return "swift-rewards"
    }
  }

  /// A string as Swift has it in a source; JSON escapes the same, but for what no path has.
  private static func literal(_ text: String) -> String { JSONValue.string(text).description }

  private static func camelCase(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// What may have been meant: `my_check` for `MyCheck` and `my-check`.
  private static func snakeCase(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isUppercase, let last = result.last, last != "_" { result += "_" }
      if character.isLetter || character.isNumber {
        result += character.lowercased()
      } else if result.last != "_", !result.isEmpty {
        result += "_"
      }
    }
    while result.last == "_" { result.removeLast() }
    return result
  }

  private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
    var (result, rest) = ("", text[...])
    while let start = Self.place(of: old, in: rest) {
      result += rest[..<start] + new
      rest = rest[rest.index(start, offsetBy: old.count)...]
    }
    return result + rest
  }

  private static func place(of pattern: String, in text: Substring) -> Substring.Index? {
    guard let first = pattern.first else { return nil }
    var rest = text
    while let start = rest.firstIndex(of: first) {
      if rest[start...].hasPrefix(pattern) { return start }
      rest = rest[rest.index(after: start)...]
    }
    return nil
  }
}
