extension MathUnit {
  /// The unit of a name or of a short formula such as `km/h`, `m s^-2` or `square feet`; `nil` if it is none.
  public static func named(_ text: String) -> MathUnit? {
    if let factors = table[text] { return MathUnit(factors) }
    if text.contains("\\Omega") || text.contains("\\mu") {
      return named(text.replacing("\\Omega", with: "Ω").replacing("\\mu ", with: "μ").replacing("\\mu", with: "μ"))
    }
    var factors: [Factor] = []
    var sign = 1
    var power = 1
    var index = text.startIndex
    var wasName = false
    while index < text.endIndex {
      let character = text[index]
      switch character {
      case " ", "~", "*", "·":
        text.formIndex(after: &index)
      case "\\":
        // `\cdot`, `\,` and their kin join units.
        let command = text[text.index(after: index)...].prefix { $0.isLetter }
        if command.isEmpty {
          index = text.index(index, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
        } else if command == "cdot" || command == "times" {
          index = command.endIndex
        } else {
          return nil
        }
      case "(":
        // `J/(g K)`
        guard sign < 0, !wasName || text[..<index].last == "/", text.last == ")" else { return nil }
        text.formIndex(after: &index)
      case ")":
        guard sign < 0, text.index(after: index) == text.endIndex, text.contains("(") else { return nil }
        text.formIndex(after: &index)
      case "/":
        guard wasName else { return nil }
        sign = -1
        text.formIndex(after: &index)
      case "^", "0"..."9", "-":
        guard wasName, let last = factors.indices.last else { return nil }
        // Of "feet 6 inches" the six is no power; `cm2` and `s-1` have one.
        let isBare = character != "^"
        if isBare, !text[text.index(before: index)].isLetter || text[..<index].reversed().prefix(while: \.isLetter).count > 3 { return nil }
        if !isBare { text.formIndex(after: &index) }
        let isBraced = index < text.endIndex && text[index] == "{"
        if isBraced { text.formIndex(after: &index) }
        let digits = text[index...].prefix { $0 == "-" || $0.isNumber }
        guard let value = Int(digits), (isBare ? -4...3 : -9...9).contains(value), value != 0 else { return nil }
        factors[last].power *= value
        index = digits.endIndex
        if isBraced {
          guard index < text.endIndex, text[index] == "}" else { return nil }
          text.formIndex(after: &index)
        }
        wasName = false
      default:
        let word = text[index...].prefix { $0.isLetter || $0 == "." || $0 == "°" || $0 == "µ" || $0 == "%" || $0 == "$" }
        guard !word.isEmpty else { return nil }
        index = word.endIndex
        switch word.lowercased() {
        case "per": sign = -1
        case "square", "sq", "sq.": power = 2
        case "cubic", "cu", "cu.": power = 3
        case "squared", "cubed":
          guard let last = factors.indices.last else { return nil }
          factors[last].power *= word.lowercased() == "squared" ? 2 : 3
        default:
          var name = String(word)
          // "degrees Celsius", "light years"
          for longer in ["degrees ", "degree ", "light "] where name + " " == longer {
            let next = text[index...].drop { $0 == " " }.prefix { $0.isLetter }
            if table[longer + next] != nil {
              name = longer + next
              index = next.endIndex
            }
          }
          guard
            let found = table[name] ?? table[name.hasSuffix(".") ? String(name.dropLast()) : name]
              ?? table[name.lowercased()].flatMap({ name.count > 3 ? $0 : nil })
          else { return nil }
          factors += found.map { Factor($0.name, power: $0.power * power * sign) }
          power = 1
          wasName = true
        }
      }
    }
    return factors.isEmpty ? nil : MathUnit(factors)
  }

  /// Names and abbreviations, with the canonical name first on each line.
  private static let lines = """
    m meter meters metre metres 米
    km kilometer kilometers kilometre kilometres 公里 千米
    dm decimeter decimeters decimetre decimetres
    hectare hectares
    cm centimeter centimeters centimetre centimetres 厘米
    mm millimeter millimeters millimetre millimetres 毫米
    μm micrometer micrometers um µm micron microns
    nm nanometer nanometers
    pm picometer picometers
    Å angstrom angstroms Angstrom Angstroms Å
    in inch inches
    ft foot feet
    yd yard yards
    mi mile miles
    ly light-year light-years
    pc parsec parsecs
    kpc kiloparsec
    Mpc megaparsec
    AU au
    s sec second seconds secs 秒
    ms millisecond milliseconds
    μs microsecond microseconds
    ns nanosecond nanoseconds
    min minute minutes mins 分钟 分
    h hr hrs hour hours 小时
    d day days 天
    week weeks
    month months
    yr year years 年
    g gram grams gm 克
    kg kilogram kilograms 公斤 千克
    mg milligram milligrams
    t ton tons tonne tonnes 吨
    lb lbs pound pounds
    oz ounce ounces
    L l liter liters litre litres 升
    mL ml milliliter milliliters millilitre millilitres 毫升
    gal gallon gallons
    qt quart quarts
    pt pint pints
    cup cups
    N newton newtons
    J joule joules
    kJ kilojoule kilojoules
    W watt watts
    kW kilowatt kilowatts
    MW megawatt
    eV electronvolt electronvolts
    keV
    MeV
    GeV
    erg ergs
    cal calorie calories
    kcal kilocalorie kilocalories
    Pa pascal pascals
    kPa
    atm
    Hz hertz
    kHz
    MHz
    GHz
    V volt volts
    mV
    A amp amps ampere amperes
    mA
    Ω ohm ohms
    kΩ
    MΩ
    kWh
    MJ megajoule megajoules
    revolution revolutions
    C coulomb coulombs
    F farad farads
    T tesla teslas
    K kelvin kelvins Kelvin
    mol mole moles
    rad radian radians
    ° deg degree degrees 度
    ′ arcmin arcminute arcminutes
    ″ arcsec arcsecond arcseconds
    °C celsius
    °F fahrenheit
    % percent percents pct percentage
    $ dollar dollars USD bucks
    ¢ cent cents
    € euro euros EUR
    £ GBP
    ¥ yen yuan 元
    unit units
    mas
    rpm
    """

  private static let table: [String: [Factor]] = {
    var table: [String: [Factor]] = [:]
    for line in lines.split(separator: "\n") {
      let names = line.split(separator: " ").map(String.init)
      for name in names { table[name] = [Factor(names[0])] }
    }
    table["mph"] = [Factor("mi"), Factor("h", power: -1)]
    table["kph"] = [Factor("km"), Factor("h", power: -1)]
    table["kmh"] = table["kph"]
    for prefix in ["degrees ", "degree ", "deg "] {
      table[prefix + "Celsius"] = [Factor("°C")]
      table[prefix + "celsius"] = [Factor("°C")]
      table[prefix + "C"] = [Factor("°C")]
      table[prefix + "Fahrenheit"] = [Factor("°F")]
      table[prefix + "F"] = [Factor("°F")]
    }
    for name in ["μF", "μA", "μg", "μL"] { table[name] = [Factor(name)] }
    table["per cent"] = [Factor("%")]
    table["平方米"] = [Factor("m", power: 2)]
    table["平方厘米"] = [Factor("cm", power: 2)]
    table["立方厘米"] = [Factor("cm", power: 3)]
    table["light years"] = [Factor("ly")]
    table["light year"] = [Factor("ly")]
    return table
  }()
}
