import Testing

@testable import ExactMath

@Suite struct PortableMathTests {
  @Test(arguments: PortableMathCases.all)
  func matchesCorrectRounding(test: PortableMathCases.Case) {
    #expect(test.computed.bitPattern == test.bits)
  }

  @Test func exactValues() {
    #expect(PortableMath.exp(0) == 1 && PortableMath.exp(-.infinity) == 0 && PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(710) == .infinity && PortableMath.exp(-746) == 0)
    #expect(PortableMath.sigmoid(0) == 0.5 && PortableMath.sigmoid(1_000) == 1 && PortableMath.sigmoid(-1_000) == 0)
    #expect(PortableMath.sigmoid(.infinity) == 1 && PortableMath.sigmoid(-.infinity) == 0)
    #expect(PortableMath.cos(0) == 1 && PortableMath.cos(.infinity).isNaN)
    for nan in [PortableMath.exp(.nan), PortableMath.sigmoid(.nan), PortableMath.cos(.nan), PortableMath.cosPi(.nan)] {
      #expect(nan.isNaN)
    }
  }

  @Test func halfTurnsAreExactAtMultiplesOfHalvesAndThirds() {
    for k in -40...40 {
      let expected: [Double] = [1, 0, -1, 0]
      let value = PortableMath.cosPi(Double(k) / 2)
      #expect(value == expected[((k % 4) + 4) % 4])
      #expect(value != 0 || value.sign == .plus)
    }
    for k in -6...6 {
      let expected = [1, 0.5, -0.5, -1, -0.5, 0.5]
      #expect(PortableMath.cosPi(Double(k) / 3) == expected[abs(k) % 6])
    }
    #expect(PortableMath.cosPi(0x1p53) == 1 && PortableMath.cosPi(0x1p53 - 1) == -1)
    #expect(PortableMath.cosPi(.greatestFiniteMagnitude) == 1)
  }

  @Test func symmetriesHoldExactly() {
    var random = SplitMix(seed: 10)
    for _ in 0..<2_000 {
      let x = Double.random(in: -50...50, using: &random)
      #expect(PortableMath.cos(x) == PortableMath.cos(-x))
      #expect(PortableMath.cosPi(x) == PortableMath.cosPi(-x))
      #expect(PortableMath.exp(x) <= PortableMath.exp(x.nextUp))
      #expect(PortableMath.sigmoid(x) <= PortableMath.sigmoid(x.nextUp))
    }
  }
}
