/// Signs ±, and what they stand for.
extension Decider {
  /// A value with ± becomes the two values it stands for.
  func expandingSigns(_ expression: MathExpression) -> MathExpression {
    switch expression {
    case .collection(let kind, let parts) where kind != .tuple && kind != .vector && parts.contains(where: \.hasSigns):
      return .collection(kind, parts.flatMap(signChoices))
    // Both signs are excluded by `x \ne \pm a`; an inequality with a sign says nothing that anyone means.
    case .relation(let parts, let operators)
    where parts.contains(where: { $0.hasSigns || $0.isPointWithSigns }) && parts.count == 2 && operators[0].direction == nil:
      return .collection(
        operators == [.notEqual] ? .all : .any,
        [
          .relation(parts.map { $0.choosingSigns(upper: true) }, operators),
          .relation(parts.map { $0.choosingSigns(upper: false) }, operators),
        ])
    default:
      let choices = signChoices(expression)
      return choices.count > 1 ? .collection(.any, choices) : expression
    }
  }

  func signChoices(_ expression: MathExpression) -> [MathExpression] {
    guard expression.hasSigns || expression.isPointWithSigns else { return [expression] }
    return [expression.choosingSigns(upper: true), expression.choosingSigns(upper: false)]
  }
}
