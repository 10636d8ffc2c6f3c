package import Foundation

/// Where stored cases are.
package enum Folders {
  /// The root of the checkout.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `Fixtures/`, written for this project.
  package static let fixtures = root.appending(path: "Fixtures")

  /// The folder of shared material beside the checkout, when it is there: corpora and rollouts are measured against, never copied.
  package static let shared: URL? = existing(root.deletingLastPathComponent().appending(path: "shared"))

  /// Whether a file of the shared material is there: for `.enabled(if:)`, so that a test that needs it counts as skipped where it is not.
  package static func hasShared(_ path: String) -> Bool { shared.flatMap { existing($0.appending(path: path)) } != nil }

  /// A file of the shared material; `nil`, with a word about what is skipped, when it is not there.
  package static func shared(_ path: String, skipping what: String) -> URL? {
    if let file = shared.flatMap({ existing($0.appending(path: path)) }) { return file }
    print("skipped: \(what), because ../shared/\(path) is not there")
    return nil
  }

  private static func existing(_ url: URL) -> URL? {
    FileManager.default.fileExists(atPath: url.path) ? url : nil
  }

  /// A fresh folder for one test.
  package static func temporary() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rewards-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// The non-blank lines of a text file.
package func lines(of file: URL) throws -> [String] {
  String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(String.init)
}

/// A small generator with a fixed seed (SplitMix64).
package struct FixedSeed: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that always starts at this seed.
  package init(_ seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
