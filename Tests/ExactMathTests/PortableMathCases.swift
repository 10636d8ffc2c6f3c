@testable import ExactMath

/// Arguments and correctly rounded values, made with mpmath at 2,400 bits.
enum PortableMathCases {
  struct Case: Sendable {
    let name: String
    let argument: Double
    /// The bit pattern of the value.
    let bits: UInt64

    var computed: Double {
      switch name {
      case "exp": PortableMath.exp(argument)
      case "sigmoid": PortableMath.sigmoid(argument)
      case "cos": PortableMath.cos(argument)
      default: PortableMath.cosPi(argument)
      }
    }
  }

  static let all: [Case] = [
    Case(name: "exp", argument: 0x1p0, bits: 0x4005bf0a8b145769),
    Case(name: "exp", argument: -0x1p0, bits: 0x3fd78b56362cef38),
    Case(name: "exp", argument: 0x1p-1, bits: 0x3ffa61298e1e069c),
    Case(name: "exp", argument: 0x1.4f8b588e368f1p-17, bits: 0x3ff0000a7c5e340e),
    Case(name: "exp", argument: -0x1.624p9, bits: 0x000e6cf6d08897ac),
    Case(name: "exp", argument: -0x1.722p9, bits: 0x0000000000000042),
    Case(name: "exp", argument: -0x1.7473333333333p9, bits: 0x0000000000000001),
    Case(name: "exp", argument: 0x1.62d999999999ap9, bits: 0x7fed75ae7a50ee14),
    Case(name: "exp", argument: -0x1.748cccccccccdp9, bits: 0x0000000000000001),
    Case(name: "exp", argument: -0x1.1141fb86c58bp9, bits: 0x0ea757618d197437),
    Case(name: "exp", argument: 0x1.e04df908685f8p8, bits: 0x6b3e8c75443af52c),
    Case(name: "exp", argument: 0x1.67d5e0235bf64p8, bits: 0x60618b00202eb19f),
    Case(name: "exp", argument: -0x1.74b35ab6c64e7p8, bits: 0x1e53ca334879732e),
    Case(name: "exp", argument: -0x1.a92cf3b06d9cp4, bits: 0x3d89539a5071cab8),
    Case(name: "exp", argument: -0x1.72ee749bfbc28p6, bits: 0x3792916dfa42d358),
    Case(name: "exp", argument: 0x1.8c967788a956cp7, bits: 0x51d0e25832912441),
    Case(name: "exp", argument: 0x1.8bc2f9e5cab78p8, bits: 0x639f326d92d3fdda),
    Case(name: "sigmoid", argument: 0x1p0, bits: 0x3fe764d4f5d5a2bd),
    Case(name: "sigmoid", argument: -0x1p0, bits: 0x3fd136561454ba86),
    Case(name: "sigmoid", argument: -0x1.24p5, bits: 0x3ca4466751c2bbe8),
    Case(name: "sigmoid", argument: 0x1.24p5, bits: 0x3fefffffffffffff),
    Case(name: "sigmoid", argument: -0x1.681p9, bits: 0x00000008739f961b),
    Case(name: "sigmoid", argument: -0x1.74p9, bits: 0x0000000000000002),
    Case(name: "sigmoid", argument: 0x1.0624dd2f1a9fcp-10, bits: 0x3fe0020c49b78133),
    Case(name: "sigmoid", argument: -0x1.85e51165750b2p4, bits: 0x3dbcb75ac677d484),
    Case(name: "sigmoid", argument: -0x1.c4c952fccd4dp4, bits: 0x3d6209afd098bcfd),
    Case(name: "sigmoid", argument: 0x1.4255a1c6c6ed2p4, bits: 0x3fefffffff0b2d11),
    Case(name: "sigmoid", argument: -0x1.022ca95c6e054p2, bits: 0x3f91d0364af23cf8),
    Case(name: "sigmoid", argument: 0x1.f793e7f81e2a4p3, bits: 0x3fefffffb1648f58),
    Case(name: "sigmoid", argument: -0x1.ddfa6a948003bp4, bits: 0x3d3de31ac9018225),
    Case(name: "sigmoid", argument: -0x1.a36d2540529a8p1, bits: 0x3fa29ffbc7ed2911),
    Case(name: "sigmoid", argument: 0x1.a95b5b507036p3, bits: 0x3feffffc762883de),
    Case(name: "cos", argument: 0x1p0, bits: 0x3fe14a280fb5068c),
    Case(name: "cos", argument: 0x1.921fb54442d18p0, bits: 0x3c91a62633145c07),
    Case(name: "cos", argument: 0x1.921fb54442d18p1, bits: 0xbff0000000000000),
    Case(name: "cos", argument: 0x1.86ap16, bits: 0xbfeffac3841b3da7),
    Case(name: "cos", argument: 0x1.0f0cf064dd592p73, bits: 0x3fe0be2cef01c8f4),
    Case(name: "cos", argument: 0x1.6ac5b262ca1ffp849, bits: 0xbc214ae72e6ba22f),
    Case(name: "cos", argument: -0x1.4p1, bits: 0xbfe9a2f7ef858b7d),
    Case(name: "cos", argument: 0x1.0624dd2f1a9fcp-10, bits: 0x3feffffef390876c),
    Case(name: "cos", argument: -0x1.a7cf1c8aba542p15, bits: 0x3fbaba933d254a60),
    Case(name: "cos", argument: 0x1.5bde239cc3adcp16, bits: 0xbfeaa0e475bd89ab),
    Case(name: "cos", argument: 0x1.399d7dd467bdap16, bits: 0x3fdfd37927cbb36d),
    Case(name: "cos", argument: -0x1.6eba00de61f29p16, bits: 0x3fcbd9834f5e4a00),
    Case(name: "cos", argument: -0x1.72bed3eac958cp16, bits: 0xbfef86ebba1ad1da),
    Case(name: "cos", argument: 0x1.02d3f4db30fcp13, bits: 0x3fd3cbd09cb1a329),
    Case(name: "cos", argument: 0x1.5715d5225ed8ap16, bits: 0xbfee4e97e9a8e333),
    Case(name: "cos", argument: -0x1.733c9c1f179d8p14, bits: 0xbfe835a6351b304b),
    Case(name: "cosPi", argument: 0x1.999999999999ap-4, bits: 0x3fee6f0e134454ff),
    Case(name: "cosPi", argument: 0x1p-2, bits: 0x3fe6a09e667f3bcd),
    Case(name: "cosPi", argument: 0x1.8p-1, bits: 0xbfe6a09e667f3bcd),
    Case(name: "cosPi", argument: 0x1.ccccccccccccdp-1, bits: 0xbfee6f0e13445500),
    Case(name: "cosPi", argument: 0x1.a36e2eb1c432dp-14, bits: 0x3fefffffe581a8d9),
    Case(name: "cosPi", argument: 0x1.ffffffffffffep-2, bits: 0x3cb921fb54442d18),
    Case(name: "cosPi", argument: -0x1.2233c483f679ep0, bits: 0xbfed38f1f06135a3),
    Case(name: "cosPi", argument: -0x1.3f02b08c5d0c8p-2, bits: 0x3fe1dbe34d993f3a),
    Case(name: "cosPi", argument: -0x1.e24321bc76a3cp0, bits: 0x3fede4867239f715),
    Case(name: "cosPi", argument: -0x1.1cfcdc1e3f0bcp0, bits: 0xbfedff1c59f06b4c),
    Case(name: "cosPi", argument: -0x1.fcd3283e4b01p-3, bits: 0x3fe6bcc383530cc0),
    Case(name: "cosPi", argument: -0x1.1272ee4ef97p-6, bits: 0x3feff4a8c2fab394),
    Case(name: "cosPi", argument: -0x1.11524f53c016cp0, bits: 0xbfef479e7b58c270),
    Case(name: "cosPi", argument: -0x1.1397b8a95d07p0, bits: 0xbfef1458c61e5d2d),
  ]
}
