extension MathExpression {
  /// Whether this value, computed, may be a matrix or a vector.
  var mayBeArray: Bool {
    switch self {
    case .number, .constant: false
    case .symbol, .matrix: true
    case .collection: true
    case .function(.named, _), .function(.transpose, _), .function(.adjoint, _): true
    case .function: false
    case .power(let base, _): base.mayBeArray
    case .sum, .product, .quotient, .negative, .plusMinus: children.contains(where: \.mayBeArray)
    default: true
    }
  }

  /// The array that sums, multiples, products, powers and transposes of arrays make; `nil` if it is none, or too large.
  ///
  /// Entries that are no numbers are written and not computed, and grow with every factor.
  var computedArray: MathExpression? {
    guard let array = uncheckedArray, array.hasNodes(atMost: Self.maxArrayNodes) else { return nil }
    return array
  }

  /// The nodes that a computed array may have, which is some matrices of textbooks multiplied.
  ///
  /// The entries of a product of n small ones have 2ⁿ.
  private static let maxArrayNodes = 4096

  /// Whether there are no more nodes than a limit; no more are counted.
  private func hasNodes(atMost limit: Int) -> Bool {
    var left = limit
    func count(_ expression: MathExpression) -> Bool {
      left -= 1
      return left >= 0 && expression.children.allSatisfy(count)
    }
    return count(self)
  }

  private var uncheckedArray: MathExpression? {
    switch self {
    case .matrix(let matrix): return .matrix(matrix)
    case .collection(.tuple, let parts), .collection(.vector, let parts), .collection(.array, let parts):
      return .collection(.tuple, parts)
    case .negative(let part): return part.computedArray?.mapEntries { .negating($0) }
    case .quotient(let top, let bottom): return top.computedArray?.mapEntries { .quotient($0, bottom) }
    case .function(.transpose, let arguments):
      guard let inner = arguments.first?.computedArray else { return nil }
      return inner.transposed
    case .power(let base, .number(let exponent)):
      guard let power = exponent.value.countValue, power != 0, -Self.maxMatrixPower...Self.maxMatrixPower ~= power,
        let array = base.computedArray, let factor = power < 0 ? array.inverse : array
      else { return nil }
      var result = factor
      for _ in 1..<power.magnitude {
        guard let next = result.multiplied(by: factor), next.hasNodes(atMost: Self.maxArrayNodes) else { return nil }
        result = next
      }
      return result
    case .sum(let parts):
      guard var result = parts.first?.computedArray else { return nil }
      for part in parts.dropFirst() {
        guard let next = part.computedArray, let sum = result.zipEntries(next, { .sum([$0, $1]) }) else { return nil }
        result = sum
      }
      return result
    case .product(let parts):
      var result: MathExpression?
      var scalars: [MathExpression] = []
      for part in parts {
        guard let array = part.computedArray else {
          if part.mayBeArray, !part.isScalarSymbol { return nil }
          scalars.append(part)
          continue
        }
        guard let left = result else {
          result = array
          continue
        }
        guard let product = left.multiplied(by: array), product.hasNodes(atMost: Self.maxArrayNodes) else { return nil }
        result = product
      }
      return scalars.isEmpty ? result : result?.mapEntries { .product(scalars + [$0]) }
    default: return nil
    }
  }

  /// `2\mathbf{i} + \mathbf{j}` as the array of so many entries that it is; `nil` if a letter of it is none of the unit vectors.
  func inUnitVectors(of count: Int) -> MathExpression? {
    guard 2...3 ~= count, symbols.contains(where: \.isUnitVector) else { return nil }
    return replacingUnitVectors(of: count)?.computedArray
  }

  private func replacingUnitVectors(of count: Int) -> MathExpression? {
    switch self {
    case .symbol(let symbol) where symbol.isUnitVector:
      guard let place = ["i", "j", "k"].firstIndex(of: symbol.name), place < count else { return nil }
      return .collection(.vector, (0..<count).map { .integer($0 == place ? 1 : 0) })
    case .negative(let part): return part.replacingUnitVectors(of: count).map { .negative($0) }
    case .quotient(let top, let bottom): return top.replacingUnitVectors(of: count).map { .quotient($0, bottom) }
    case .sum(let parts), .product(let parts):
      let replaced = parts.compactMap { $0.replacingUnitVectors(of: count) }
      guard replaced.count == parts.count else { return nil }
      if case .sum = self { return .sum(replaced) }
      return .product(replaced)
    default: return self
    }
  }

  private var isScalarSymbol: Bool {
    if case .symbol(let symbol) = self { return symbol.mark == nil && symbol.name.utf8.allSatisfy { $0 > 96 } }
    return false
  }

  private func mapEntries(_ change: (MathExpression) -> MathExpression) -> MathExpression? {
    switch self {
    case .matrix(let matrix):
      .matrix(MathMatrix(columns: matrix.columns, entries: matrix.entries.map(change), brackets: matrix.brackets))
    case .collection(let kind, let parts): .collection(kind, parts.map(change))
    default: nil
    }
  }

  private func zipEntries(
    _ other: MathExpression, _ change: (MathExpression, MathExpression) -> MathExpression
  ) -> MathExpression? {
    switch (self, other) {
    case (.matrix(let x), .matrix(let y)) where x.columns == y.columns && x.rows == y.rows:
      .matrix(MathMatrix(columns: x.columns, entries: zip(x.entries, y.entries).map(change), brackets: x.brackets))
    case (.collection(let kind, let x), .collection(_, let y)) where x.count == y.count:
      .collection(kind, zip(x, y).map(change))
    default: nil
    }
  }

  private var transposed: MathExpression? {
    // A tuple stands for a row as well as for a column.
    guard case .matrix(let matrix) = self else { return self }
    var entries: [MathExpression] = []
    for column in 0..<matrix.columns {
      for row in 0..<matrix.rows { entries.append(matrix[row, column]) }
    }
    return .matrix(MathMatrix(columns: matrix.rows, entries: entries, brackets: matrix.brackets))
  }

  /// The highest power of a matrix that is written out; its entries grow with every one.
  private static let maxMatrixPower = 4

  /// The inverse of a square matrix of at most three rows: cofactors over the determinant, which has no value if that is zero.
  private var inverse: MathExpression? {
    guard case .matrix(let matrix) = self, matrix.rows == matrix.columns, matrix.rows <= 3 else { return nil }
    let size = matrix.rows
    func minor(_ row: Int, _ column: Int) -> MathExpression {
      let rows = (0..<size).filter { $0 != row }
      let columns = (0..<size).filter { $0 != column }
      if size == 1 { return .integer(1) }
      if size == 2 { return matrix[rows[0], columns[0]] }
      return .sum([
        .product([matrix[rows[0], columns[0]], matrix[rows[1], columns[1]]]),
        .negating(.product([matrix[rows[0], columns[1]], matrix[rows[1], columns[0]]])),
      ])
    }
    func cofactor(_ row: Int, _ column: Int) -> MathExpression {
      (row + column).isMultiple(of: 2) ? minor(row, column) : .negating(minor(row, column))
    }
    let terms = (0..<size).map { MathExpression.product([matrix[0, $0], cofactor(0, $0)]) }
    let determinant: MathExpression = terms.count == 1 ? terms[0] : .sum(terms)
    var entries: [MathExpression] = []
    for row in 0..<size {
      for column in 0..<size { entries.append(.quotient(cofactor(column, row), determinant)) }
    }
    return .matrix(MathMatrix(columns: size, entries: entries, brackets: matrix.brackets))
  }

  private func multiplied(by other: MathExpression) -> MathExpression? {
    guard case .matrix(let x) = self, case .matrix(let y) = other, x.columns == y.rows,
      x.rows * x.columns * y.columns <= 4096
    else { return nil }
    var entries: [MathExpression] = []
    for row in 0..<x.rows {
      for column in 0..<y.columns {
        entries.append(Self.dot((0..<x.columns).map { (x[row, $0], y[$0, column]) }))
      }
    }
    return .matrix(MathMatrix(columns: y.columns, entries: entries, brackets: x.brackets))
  }

  /// The sum of products of pairs: a number if all are numbers of few digits.
  private static func dot(_ pairs: [(MathExpression, MathExpression)]) -> MathExpression {
    let products = pairs.compactMap { pair -> BigRational? in
      guard case (.number(let x), .number(let y)) = pair, max(x.value.widerBitWidth, y.value.widerBitWidth) <= maxEntryBits
      else { return nil }
      return x.value * y.value
    }
    if products.count == pairs.count { return .number(MathNumeral(products.reduce(.zero, +))) }
    let terms = pairs.map { MathExpression.product([$0.0, $0.1]) }
    return terms.count == 1 ? terms[0] : .sum(terms)
  }

  /// The bits up to which entries are multiplied out.
  private static let maxEntryBits = 1024
}
