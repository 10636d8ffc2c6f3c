import ExactMath
import Foundation

/// Looks at the reader of mathematics by hand.
///
///     ReaderProbe                     reads lines from stdin and prints the tree of each, its other readings and its notes
///     ReaderProbe --fuzz SEED COUNT   random texts: none may crash, and what prints must read as the same tree
@main
struct ReaderProbe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.isEmpty {
      while let line = readLine() { print("\(line)\t\(summary(MathReader().read(line)))") }
    } else if arguments.first == "--fuzz", arguments.count == 3, let seed = arguments.dropFirst().first.flatMap(UInt64.init),
      let count = arguments.last.flatMap(Int.init)
    {
      var fuzz = ReaderFuzz(seed: seed)
      exit(fuzz.run(count) ? 0 : 1)
    } else {
      FileHandle.standardError.write(Data("usage: ReaderProbe [--fuzz SEED COUNT]\n".utf8))
      exit(2)
    }
  }

  static func summary(_ result: MathReadingResult) -> String {
    switch result {
    case .expression(let reading):
      ([reading.expression.description] + reading.alternatives.map { "?\($0.ambiguity.rawValue) \($0.expression)" }
        + reading.notes.map { "#\($0.kind.rawValue)" }).joined(separator: " ")
    case .malformed(let offset, let reason): "!malformed \(reason.rawValue) @\(offset)"
    case .unreadable(let offset, let reason): "!unreadable \(reason.rawValue) @\(offset)"
    case .limitExceeded(let kind): "!limit \(kind.rawValue)"
    }
  }
}
