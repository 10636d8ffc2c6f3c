import ExactMath
import RewardCore

// Reading what a description names in `rolloutFields` and `groupFields`. A field that is null is not there.

extension JSONObject {
  /// The number of a field; `nil` when it is not there.
  ///
  /// - Throws: `wrong_type`, or `not_finite`.
  func number(_ name: String) throws(RewardError) -> BigRational? {
    guard let value = self[name], value != .null else { return nil }
    return try value.exactNumber(named: name)
  }

  /// The boolean of a field; `nil` when it is not there.
  func flag(_ name: String) throws(RewardError) -> Bool? {
    guard let value = self[name], value != .null else { return nil }
    return try value.flag(named: name)
  }

  /// The string of a field; `nil` when it is not there.
  func word(_ name: String) throws(RewardError) -> String? {
    guard let value = self[name], value != .null else { return nil }
    guard let word = value.stringValue else { throw wrongType(name, value, "a string") }
    return word
  }

  /// The list of a field; `nil` when it is not there.
  func list(_ name: String) throws(RewardError) -> [JSONValue]? {
    guard let value = self[name], value != .null else { return nil }
    guard let list = value.arrayValue else { throw wrongType(name, value, "a list") }
    return list
  }

  /// The list of booleans of a field; `nil` when it is not there, and nulls in it are left out.
  func flags(_ name: String) throws(RewardError) -> [Bool]? {
    guard let list = try list(name) else { return nil }
    var flags: [Bool] = []
    for value in list where value != .null { flags.append(try value.flag(named: name)) }
    return flags
  }

  /// The list of numbers of a field; `nil` when it is not there.
  func numbers(_ name: String) throws(RewardError) -> [BigRational]? {
    guard let list = try list(name) else { return nil }
    var numbers: [BigRational] = []
    for value in list { numbers.append(try value.exactNumber(named: name)) }
    return numbers
  }

  /// The number of a field, which has to be from 0 to 1.
  ///
  /// - Throws: `missing_field`, `out_of_range`.
  func share(_ name: String) throws(RewardError) -> BigRational {
    let value = try number(name).required(name)
    guard value >= .zero, value <= .one else {
      throw RewardError(.outOfRange, field: name, found: self[name]?.description, expected: "a number from 0 to 1")
    }
    return value
  }
}

extension JSONValue {
  /// The number that this is.
  func exactNumber(named name: String) throws(RewardError) -> BigRational {
    guard case .number(let number) = self else { throw wrongType(name, self, "a number") }
    guard number.doubleValue.isFinite else {
      throw RewardError(.notFinite, field: name, found: number.text, expected: "a finite number")
    }
    return BigRational(decimal: number)
  }

  /// The boolean that this is.
  fileprivate func flag(named name: String) throws(RewardError) -> Bool {
    guard let flag = boolValue else { throw wrongType(name, self, "true or false") }
    return flag
  }

  /// The same value for the same number, however it is written: what names something, an item or a token.
  var identity: JSONValue {
    guard case .number(let number) = self else { return self }
    return number.integerValue.map { .number(JSONNumber($0)) } ?? .number(JSONNumber(number.doubleValue))
  }
}

extension Optional {
  /// The value of a field that has to be there.
  ///
  /// - Throws: `missing_field`.
  func required(_ name: String) throws(RewardError) -> Wrapped {
    guard let self else { throw RewardError(.missingField, field: name) }
    return self
  }
}

private func wrongType(_ name: String, _ value: JSONValue, _ expected: String) -> RewardError {
  RewardError(.wrongType, field: name, found: value.description, expected: expected)
}

extension Batch {
  /// The training step; `nil` when it is not known.
  ///
  /// - Throws: `invalid_parameter` below 0, which the catalogue counts among the ranges of parameters.
  func exactStep() throws(RewardError) -> BigRational? {
    guard let step = try fields.number("step") ?? step.map({ BigRational($0) }) else { return nil }
    guard step.signum >= 0 else {
      throw RewardError(.invalidParameter, field: "step", found: "\(step)", expected: "a number, at least 0")
    }
    return step
  }
}
