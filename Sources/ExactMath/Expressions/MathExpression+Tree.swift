extension MathExpression: CustomStringConvertible {
  /// The tree in one line, as an S-expression: `(+ (^ x 2) 1)`.
  public var description: String {
    let label = treeLabel
    let children = children
    return children.isEmpty && !isCompound
      ? label : "(" + ([label] + children.map(\.description)).joined(separator: " ") + ")"
  }

  /// The tree with one node a line, each level indented by two more spaces; it ends with a line end.
  public var tree: String {
    var text = ""
    writeTree(into: &text, depth: 0)
    return text
  }

  private func writeTree(into text: inout String, depth: Int) {
    text += String(repeating: "  ", count: depth) + treeLabel + "\n"
    for child in children { child.writeTree(into: &text, depth: depth + 1) }
  }

  /// Whether the node has parts that are no expressions, or could have children and has none.
  private var isCompound: Bool {
    switch self {
    case .collection, .function: true
    default: false
    }
  }

  /// The node without its children.
  private var treeLabel: String {
    switch self {
    case .number(let numeral): numeral.value.description
    case .constant(let constant): constant == .infinity ? "inf" : constant.rawValue
    case .symbol(let symbol): symbol.description
    case .sum: "+"
    case .product: "*"
    case .quotient: "/"
    case .negative: "neg"
    case .plusMinus(_, let isFlipped): isFlipped ? "-+" : "+-"
    case .power: "^"
    case .function(.named(let symbol), _): "apply \(symbol)"
    case .function(let function, _): "\(function)"
    case .series(let series): "series-\(series.kind.rawValue)\(series.index.map { " \($0)" } ?? "")"
    case .ellipsis: "..."
    case .collection(let kind, _): kind.rawValue
    case .interval(let interval):
      "interval" + (interval.isLowerClosed ? "[" : "(") + (interval.isUpperClosed ? "]" : ")")
    case .namedSet(let set): set == .empty ? "{}" : set.rawValue
    case .setOperation(let operation, _): operation.rawValue
    case .setBuilder: "such-that"
    case .matrix(let matrix): "matrix\(matrix.rows)x\(matrix.columns)"
    case .relation(_, let relations):
      relations.count == 1 ? relations[0].rawValue : "chain[" + relations.map(\.rawValue).joined(separator: " ") + "]"
    case .congruence: "mod"
    case .conditional: "if"
    case .quantity(_, let unit): "unit[\(unit)]"
    case .ratio: "ratio"
    case .time(let time): time.description
    case .text(let text): "\"\(text)\""
    case .choice(let letter): "choice-\(letter)"
    }
  }
}

extension MathSymbol: CustomStringConvertible {
  /// `x`, `x_1`, `f''`, `vector:v`.
  public var description: String {
    (mark.map { "\($0.rawValue):" } ?? "") + name + (index.map { "_\($0)" } ?? "")
      + String(repeating: "'", count: primes)
  }
}

extension MathUnit: CustomStringConvertible {
  /// `cm`, `m s^-2`.
  public var description: String {
    factors.map { $0.power == 1 ? $0.name : "\($0.name)^\($0.power)" }.joined(separator: " ")
  }
}

extension MathTime: CustomStringConvertible {
  /// `4:30pm`.
  public var description: String {
    func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(hours):\(twoDigits(minutes))" + (seconds.map { ":\(twoDigits($0))" } ?? "")
      + (isAfternoon.map { $0 ? "pm" : "am" } ?? "")
  }
}
