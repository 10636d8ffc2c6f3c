/// A unit of measurement: base names to integer powers, in the order written.
///
/// `km/h` is `km` to 1 and `h` to -1. Names are canonical: `centimeters`, `cm` and `cm.` are all `cm`.
public struct MathUnit: Sendable, Hashable {
  /// One name and its power.
  public struct Factor: Sendable, Hashable {
    /// The canonical name.
    public var name: String
    /// The power, not zero.
    public var power: Int

    /// A factor of a unit.
    public init(_ name: String, power: Int = 1) {
      self.name = name
      self.power = power
    }
  }

  /// The factors; never empty.
  public var factors: [Factor]

  /// A unit from its factors.
  public init(_ factors: [Factor]) {
    self.factors = factors
  }

  /// A unit of one name.
  public init(_ name: String, power: Int = 1) {
    self.init([Factor(name, power: power)])
  }

  /// `%`.
  public static let percent = MathUnit("%")
  /// `°`, of an angle.
  public static let degree = MathUnit("°")
  /// `$`; other currencies are `€`, `£`, `¥`.
  public static let dollar = MathUnit("$")

  /// Whether it is `%`.
  public var isPercent: Bool { self == .percent }
  /// Whether it is a currency that is written before its amount.
  public var isCurrency: Bool { factors.count == 1 && factors[0].power == 1 && ["$", "€", "£", "¥", "₹"].contains(factors[0].name) }
  /// Whether it is `°`, of an angle.
  public var isDegree: Bool { self == .degree }
}
