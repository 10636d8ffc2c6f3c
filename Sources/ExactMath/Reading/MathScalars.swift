/// UTF-8 as the reader of mathematics sees it.
enum MathScalars {
  /// The scalar at `offset`, with full-width forms and the digits of mathematical alphabets folded to ASCII, and its length in bytes.
  ///
  /// The end is (0, 0); a byte that is not UTF-8 is (U+FFFD, 1).
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, width: Int) {
    guard offset < bytes.count else { return (0, 0) }
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + width <= bytes.count else { return (0xFFFD, 1) }
    var scalar = UInt32(first) & (0x7F >> UInt32(width))
    for next in bytes[(offset + 1)..<(offset + width)] {
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    switch scalar {
    case 0xFF01...0xFF5E: return (scalar - 0xFEE0, width)
    // Digits in bold, double-struck, sans-serif and monospace.
    case 0x1D7CE...0x1D7FF: return (0x30 + (scalar - 0x1D7CE) % 10, width)
    default: return (scalar, width)
    }
  }

  /// The value of a decimal digit on the line, above it or below it.
  static func digit(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x30...0x39: UInt8(scalar - 0x30)
    case 0xB9: 1
    case 0xB2: 2
    case 0xB3: 3
    case 0x2070, 0x2074...0x2079: UInt8(scalar - 0x2070)
    case 0x2080...0x2089: UInt8(scalar - 0x2080)
    default: nil
    }
  }

  /// Whether the scalar is a digit or sign above the line.
  static func isSuperscript(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xB2, 0xB3, 0xB9, 0x2070, 0x2071, 0x2074...0x207B, 0x207F: true
    default: false
    }
  }

  /// Whether the scalar is a digit or sign below the line.
  static func isSubscript(_ scalar: UInt32) -> Bool {
    0x2080...0x208B ~= scalar || scalar == 0x2099
  }

  /// Whether the byte is an ASCII letter.
  static func isLetter(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20
  }

  /// Whether the scalar has no width and no meaning: zero-width spaces and joiners, bidirectional controls, a BOM.
  static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFE0E, 0xFE0F, 0xFEFF: true
    case 0x2061...0x2064: true
    // Check marks behind an answer.
    case 0x2705, 0x2713, 0x2714: true
    default: false
    }
  }

  /// Greek letters by their scalars; `nil` for all others.
  static func greek(_ scalar: UInt32) -> String? {
    let small = [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
      "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]
    switch scalar {
    case 0x3B1...0x3C9: return small[Int(scalar - 0x3B1)]
    case 0x3D1: return "theta"
    case 0x3D5: return "phi"
    case 0x3F5: return "epsilon"
    case 0x393: return "Gamma"
    case 0x394, 0x2206: return "Delta"
    case 0x398: return "Theta"
    case 0x39B: return "Lambda"
    case 0x39E: return "Xi"
    case 0x3A0: return "Pi"
    case 0x3A3: return "Sigma"
    case 0x3A6: return "Phi"
    case 0x3A8: return "Psi"
    case 0x3A9, 0x2126: return "Omega"
    default: return nil
    }
  }

  /// What a symbol outside ASCII means.
  static func token(_ scalar: UInt32) -> MathToken.Kind? {
    switch scalar {
    case 0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2796: .minus
    case 0xB1: .plusMinus
    case 0x2213: .minusPlus
    case 0xD7, 0x2715, 0x2A2F, 0x2716: .times
    case 0xB7, 0x22C5, 0x2219, 0x2022, 0x30FB: .dot
    case 0x2217: .star
    case 0xF7, 0x2797: .divide
    case 0x2044, 0x2215: .slash
    case 0x2236: .colon
    case 0x2264, 0x2A7D, 0x2266: .relation(.lessOrEqual)
    case 0x2265, 0x2A7E, 0x2267: .relation(.greaterOrEqual)
    case 0x2260: .relation(.notEqual)
    case 0x2248, 0x2243: .relation(.approximately)
    case 0x2261: .relation(.identical)
    case 0x223C: .relation(.similar)
    case 0x2245: .relation(.congruent)
    case 0x221D: .relation(.proportional)
    case 0x2254: .relation(.defined)
    case 0x2208, 0x220A: .relation(.element)
    case 0x2209: .relation(.notElement)
    case 0x2282: .relation(.subset)
    case 0x2286: .relation(.subsetOrEqual)
    case 0x2283: .relation(.superset)
    case 0x2287: .relation(.supersetOrEqual)
    case 0x2192, 0x21A6, 0x27F6: .relation(.maps)
    case 0x21D2, 0x27F9: .relation(.implies)
    case 0x21D4, 0x27FA: .relation(.equivalent)
    case 0x22A5: .relation(.perpendicular)
    case 0x2225: .doubleBar
    case 0x2223: .suchThat
    case 0x222A: .setOperation(.union)
    case 0x2229: .setOperation(.intersection)
    case 0x2216: .setOperation(.difference)
    case 0x2205, 0xD8, 0xF8: .namedSet(.empty)
    case 0x211D: .namedSet(.reals)
    case 0x2124: .namedSet(.integers)
    case 0x2115: .namedSet(.naturals)
    case 0x211A: .namedSet(.rationals)
    case 0x2102: .namedSet(.complexes)
    case 0x2119: .namedSet(.primes)
    case 0x221E: .constant(.infinity)
    case 0x3C0, 0x1D70B, 0x1D6D1: .constant(.pi)
    case 0x212F: .constant(.e)
    case 0x2148, 0x1D456: .constant(.i)
    case 0x221A: .radicalSign(2)
    case 0x221B: .radicalSign(3)
    case 0x221C: .radicalSign(4)
    case 0x2211: .series(.sum)
    case 0x220F: .series(.product)
    case 0x222B: .series(.integral)
    case 0x22C3: .series(.union)
    case 0x22C2: .series(.intersection)
    case 0x2202: .partial
    case 0x2207: .letter("nabla")
    case 0x2220: .letter("angle")
    case 0x25B3: .letter("triangle")
    case 0x210F: .letter("hbar")
    case 0x2113: .letter("ell")
    case 0x2135: .letter("aleph")
    case 0xC5, 0x212B: .letter("Å")
    case 0xB0, 0xBA, 0x2218: .degree
    case 0x2032, 0x2019, 0xB4: .prime(1)
    case 0x2033, 0x201D: .prime(2)
    case 0x2026, 0x22EF: .ellipsis
    case 0x230A: .open(.floor)
    case 0x230B: .close(.floor)
    case 0x2308: .open(.ceiling)
    case 0x2309: .close(.ceiling)
    case 0x27E8, 0x2329: .open(.angle)
    case 0x27E9, 0x232A: .close(.angle)
    case 0x2016: .doubleBar
    case 0x20AC: .currency("€")
    case 0xA3: .currency("£")
    case 0xA5: .currency("¥")
    case 0x20B9: .currency("₹")
    case 0x2227: .connective(.and)
    case 0x2228: .connective(.or)
    case 0x3001: .comma
    case 0xBD: .vulgarFraction(1, 2)
    case 0xBC: .vulgarFraction(1, 4)
    case 0xBE: .vulgarFraction(3, 4)
    case 0x2150: .vulgarFraction(1, 7)
    case 0x2151: .vulgarFraction(1, 9)
    case 0x2152: .vulgarFraction(1, 10)
    case 0x2153: .vulgarFraction(1, 3)
    case 0x2154: .vulgarFraction(2, 3)
    case 0x2155...0x2158: .vulgarFraction(Int(scalar - 0x2154), 5)
    case 0x2159: .vulgarFraction(1, 6)
    case 0x215A: .vulgarFraction(5, 6)
    case 0x215B: .vulgarFraction(1, 8)
    case 0x215C: .vulgarFraction(3, 8)
    case 0x215D: .vulgarFraction(5, 8)
    case 0x215E: .vulgarFraction(7, 8)
    default: nil
    }
  }
}
