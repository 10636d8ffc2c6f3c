import CGMP

extension BigRational {
  /// A hash of the value that is the same in every run.
  var digest: UInt64 {
    var digest = Digest()
    switch storage {
    case .small(let numerator, let denominator):
      digest.add(UInt64(bitPattern: numerator))
      digest.add(UInt64(bitPattern: denominator))
    case .big(let box):
      box.withParts { numerator, denominator in
        // Residues modulo the largest 64-bit prime.
        let prime: CUnsignedLong = 0xFFFF_FFFF_FFFF_FFC5
        digest.add(UInt64(__gmpz_fdiv_ui(numerator, prime)))
        digest.add(UInt64(__gmpz_fdiv_ui(denominator, prime)))
      }
    }
    return digest.value
  }

  /// Divides an integer by a prime as often as that goes, and says how often: by p, p², p⁴ …, and back again, so that 10^{1000} takes twenty
  /// divisions.
  fileprivate mutating func removePowers(of prime: BigRational) -> Int {
    var steps: [(divisor: BigRational, power: Int)] = []
    var (divisor, power, removed) = (prime, 1, 0)
    func divides(_ divisor: BigRational) -> Bool {
      let quotient = self / divisor
      guard quotient.isInteger else { return false }
      self = quotient
      return true
    }
    while divides(divisor) {
      removed += power
      steps.append((divisor, power))
      (divisor, power) = (divisor * divisor, 2 * power)
    }
    for step in steps.reversed() {
      if divides(step.divisor) { removed += step.power }
    }
    return removed
  }

  /// The prime factors of numerator (positive powers) and denominator (negative powers) of a positive number.
  ///
  /// Found by trial division up to 1000; what is left over counts as one factor, with a square or cube taken apart. A
  /// number of more than 64 bits is divided by small primes only.
  func factored() -> [(base: BigRational, power: Int)] {
    var result: [(base: BigRational, power: Int)] = []
    for (part, sign) in [(numerator, 1), (denominator, -1)] {
      var rest = part
      if let word = rest.intValue {
        var value = UInt64(word.magnitude)
        for prime in BigRational.smallPrimes {
          if prime * prime > value { break }
          var count = 0
          while value % prime == 0 {
            value /= prime
            count += 1
          }
          if count > 0 { result.append((BigRational(Int(prime)), sign * count)) }
        }
        if value > 1 {
          let root = integerSquareRoot(value)
          if root > 1, root * root == value {
            result.append((BigRational(Int(root)), 2 * sign))
          } else {
            result.append((BigRational(Int(value)), sign))
          }
        }
        continue
      }
      for prime in BigRational.smallPrimes {
        let divisor = BigRational(Int(prime))
        let count = rest.removePowers(of: divisor)
        if count > 0 { result.append((divisor, sign * count)) }
        if rest.intValue != nil { break }
      }
      if rest == .one { continue }
      if rest.intValue != nil {
        for (base, power) in rest.factored() { result.append((base, sign * power)) }
      } else {
        result.append((rest, sign))
      }
    }
    return result
  }

  private static let smallPrimes: [UInt64] = {
    (2...997).filter { candidate in
      !(2..<candidate).contains { $0 * $0 <= candidate && candidate.isMultiple(of: $0) }
    }.map { UInt64($0) }
  }()
}

/// The largest integer whose square is at most `value`, by Newton's method from above.
private func integerSquareRoot(_ value: UInt64) -> UInt64 {
  var root = UInt64(1) << UInt64((65 - value.leadingZeroBitCount) / 2)
  while true {
    let next = (root + value / root) / 2
    if next >= root { return root }
    root = next
  }
}
