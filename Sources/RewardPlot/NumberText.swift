/// Numbers as people read them on an axis.
package enum NumberText {
  /// An integer with its digits in threes: `16,384`.
  package static func grouped(_ value: Int) -> String {
    var text = ""
    for (index, digit) in String(value.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + String(text.reversed())
  }

  /// A coordinate, to a tenth of a point, without needless digits: `12.5`.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, tenth) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (tenth == 0 ? "" : ".\(tenth)")
  }
}
