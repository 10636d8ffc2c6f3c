import ExactMath

/// A result in one line: the tree, then `?` with each alternative and `#` with each note; `!` with a reason if there is
/// no tree.
func summary(_ result: MathReadingResult) -> String {
  switch result {
  case .expression(let reading):
    ([reading.expression.description] + reading.alternatives.map { "?\($0.ambiguity.rawValue) \($0.expression)" }
      + reading.notes.map { "#\($0.kind.rawValue)" }).joined(separator: " ")
  case .malformed(let offset, let reason): "!malformed \(reason.rawValue) @\(offset)"
  case .unreadable(let offset, let reason): "!unreadable \(reason.rawValue) @\(offset)"
  case .limitExceeded(let kind): "!limit \(kind.rawValue)"
  }
}
