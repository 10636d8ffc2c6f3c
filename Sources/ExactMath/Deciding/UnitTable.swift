/// The sizes of units in the base units of their dimension.
enum UnitTable {
  /// What precedes the name of a unit where it stands as a symbol.
  static let marker = "\u{2}"

  struct Size {
    var factor: BigRational
    /// Times π, for angles.
    var hasPi = false
    var bases: [(String, Int)]
  }

  /// The size of a unit, or `nil` for one that converts to nothing else.
  static func size(of name: String) -> Size? { sizes[name] }

  /// The powers of base units, sorted by name; a unit that is not in the table is a base of its own.
  static func dimension(of unit: MathUnit) -> [String: Int] {
    var result: [String: Int] = [:]
    for factor in unit.factors {
      for (base, power) in size(of: factor.name)?.bases ?? [(factor.name, 1)] {
        result[base, default: 0] += power * factor.power
      }
    }
    return result.filter { $0.value != 0 }
  }

  /// What is counted by units that have the dimension of a number: a radian is no hundredth, and a radian per second no hertz.
  enum Kind { case angle, share, count, cycle }

  /// The powers of what a unit counts beside its dimension; per second everything is.
  static func kinds(of unit: MathUnit) -> [Kind: Int] {
    var result: [Kind: Int] = [:]
    for factor in unit.factors { if let kind = kinds[factor.name] { result[kind, default: 0] += factor.power } }
    return result.filter { $0.value != 0 }
  }

  private static let kinds: [String: Kind] = [
    "rad": .angle, "°": .angle, "′": .angle, "″": .angle, "arcmin": .angle, "arcsec": .angle, "revolution": .angle, "%": .share,
    "‰": .share, "dozen": .count,
    "Hz": .cycle, "kHz": .cycle, "MHz": .cycle, "GHz": .cycle,
  ]

  /// Whether a unit is but a number other than 1, such as a dozen; an angle is more.
  static func isCount(_ unit: MathUnit) -> Bool {
    unit.factors.allSatisfy { factor in
      guard let size = size(of: factor.name) else { return false }
      return size.bases.isEmpty && !size.hasPi && size.factor != .one
    }
  }

  private static let sizes: [String: Size] = {
    var table: [String: Size] = [:]
    func add(_ names: String, _ top: Int, _ bottom: Int = 1, _ bases: (String, Int)...) {
      for name in names.split(separator: " ") {
        table[String(name)] = Size(factor: BigRational(top, over: bottom), bases: bases)
      }
    }
    add("m meter meters metre metres", 1, 1, ("m", 1))
    add("km kilometer kilometers", 1000, 1, ("m", 1))
    add("dm", 1, 10, ("m", 1))
    add("cm centimeter centimeters", 1, 100, ("m", 1))
    add("mm millimeter millimeters", 1, 1000, ("m", 1))
    add("um μm", 1, 1_000_000, ("m", 1))
    add("nm", 1, 1_000_000_000, ("m", 1))
    add("in inch inches", 254, 10_000, ("m", 1))
    add("ft foot feet", 3048, 10_000, ("m", 1))
    add("yd yard yards", 9144, 10_000, ("m", 1))
    add("mi mile miles", 1_609_344, 1000, ("m", 1))
    add("mph", 1_609_344, 3_600_000, ("m", 1), ("s", -1))
    add("km/h kph kmh", 1000, 3600, ("m", 1), ("s", -1))
    add("Å", 1, 10_000_000_000, ("m", 1))
    add("pm", 1, 1_000_000_000_000, ("m", 1))
    add("μs", 1, 1_000_000, ("s", 1))
    add("ns", 1, 1_000_000_000, ("s", 1))
    add("kHz", 1000, 1, ("s", -1))
    add("MHz", 1_000_000, 1, ("s", -1))
    add("GHz", 1_000_000_000, 1, ("s", -1))
    add("mA", 1, 1000, ("A", 1))
    add("mV", 1, 1000, ("kg", 1), ("m", 2), ("s", -3), ("A", -1))
    add("MW", 1_000_000, 1, ("kg", 1), ("m", 2), ("s", -3))
    add("F", 1, 1, ("A", 2), ("kg", -1), ("m", -2), ("s", 4))
    add("μF", 1, 1_000_000, ("A", 2), ("kg", -1), ("m", -2), ("s", 4))
    add("gal", 3_785_411_784, 1_000_000_000_000, ("m", 3))
    add("qt", 3_785_411_784, 4_000_000_000_000, ("m", 3))
    add("pt", 3_785_411_784, 8_000_000_000_000, ("m", 3))
    add("cup", 3_785_411_784, 16_000_000_000_000, ("m", 3))
    add("keV", 1000, 1, ("eV", 1))
    add("MeV", 1_000_000, 1, ("eV", 1))
    add("GeV", 1_000_000_000, 1, ("eV", 1))
    add("kcal", 1000, 1, ("cal", 1))
    add("atm", 101_325, 1, ("kg", 1), ("m", -1), ("s", -2))
    add("L l liter liters litre litres", 1, 1000, ("m", 3))
    add("mL ml", 1, 1_000_000, ("m", 3))
    add("ha hectare", 10_000, 1, ("m", 2))
    add("s sec second seconds", 1, 1, ("s", 1))
    add("ms", 1, 1000, ("s", 1))
    add("min minute minutes", 60, 1, ("s", 1))
    add("h hr hour hours", 3600, 1, ("s", 1))
    add("d day days", 86_400, 1, ("s", 1))
    add("wk week weeks", 604_800, 1, ("s", 1))
    add("month", 1, 1, ("month", 1))
    add("yr", 12, 1, ("month", 1))
    add("Hz", 1, 1, ("s", -1))
    add("g gram grams gm", 1, 1000, ("kg", 1))
    add("mg", 1, 1_000_000, ("kg", 1))
    add("kg kilogram kilograms", 1, 1, ("kg", 1))
    add("t", 1000, 1, ("kg", 1))
    add("lb lbs pound pounds", 45_359_237, 100_000_000, ("kg", 1))
    add("oz", 45_359_237, 1_600_000_000, ("kg", 1))
    add("N", 1, 1, ("kg", 1), ("m", 1), ("s", -2))
    add("J", 1, 1, ("kg", 1), ("m", 2), ("s", -2))
    add("MJ", 1_000_000, 1, ("kg", 1), ("m", 2), ("s", -2))
    add("kWh", 3_600_000, 1, ("kg", 1), ("m", 2), ("s", -2))
    add("μA", 1, 1_000_000, ("A", 1))
    add("μg", 1, 1_000_000_000, ("kg", 1))
    add("μL", 1, 1_000_000_000, ("m", 3))
    add("kJ", 1000, 1, ("kg", 1), ("m", 2), ("s", -2))
    add("W", 1, 1, ("kg", 1), ("m", 2), ("s", -3))
    add("kW", 1000, 1, ("kg", 1), ("m", 2), ("s", -3))
    add("Pa", 1, 1, ("kg", 1), ("m", -1), ("s", -2))
    add("kPa", 1000, 1, ("kg", 1), ("m", -1), ("s", -2))
    add("A", 1, 1, ("A", 1))
    add("C", 1, 1, ("A", 1), ("s", 1))
    add("V", 1, 1, ("kg", 1), ("m", 2), ("s", -3), ("A", -1))
    add("Ω ohm", 1, 1, ("kg", 1), ("m", 2), ("s", -3), ("A", -2))
    add("kΩ", 1000, 1, ("kg", 1), ("m", 2), ("s", -3), ("A", -2))
    add("MΩ", 1_000_000, 1, ("kg", 1), ("m", 2), ("s", -3), ("A", -2))
    add("T", 1, 1, ("kg", 1), ("s", -2), ("A", -1))
    add("¢ cent cents", 1, 100, ("$", 1))
    add("$ dollar dollars", 1, 1, ("$", 1))
    add("dozen", 12)
    add("%", 1, 100)
    add("‰", 1, 1000)
    add("rad radian radians", 1)
    for (name, parts) in [("°", 180), ("′", 10_800), ("″", 648_000), ("arcmin", 10_800), ("arcsec", 648_000)] {
      table[name] = Size(factor: BigRational(1, over: parts), hasPi: true, bases: [])
    }
    table["revolution"] = Size(factor: 2, hasPi: true, bases: [])
    return table
  }()
}
