import ExactMath
import RewardCore

extension JSONObject {
  /// A finite number, or `nil` where the field is absent or null.
  ///
  /// - Throws: `wrong_type`, `not_finite`.
  func finiteNumber(_ name: String) throws(RewardError) -> Double? {
    guard let value = self[name], value != .null else { return nil }
    return try value.finiteNumber(at: name)
  }
}

extension JSONValue {
  /// The finite number that this is.
  ///
  /// - Throws: `wrong_type`, `not_finite`.
  func finiteNumber(at field: String) throws(RewardError) -> Double {
    guard let number = doubleValue else {
      throw RewardError(.wrongType, field: field, found: description, expected: "a number")
    }
    guard number.isFinite else { throw RewardError(.notFinite, field: field, found: description, expected: "a finite number") }
    return number
  }

  /// The finite numbers of a list, without its nulls.
  ///
  /// - Throws: `wrong_type`, `not_finite`.
  func finiteNumbers(at field: String) throws(RewardError) -> [BigRational] {
    guard let entries = arrayValue else {
      throw RewardError(.wrongType, field: field, found: kindName, expected: "a list of numbers or nulls")
    }
    var numbers: [BigRational] = []
    for (index, entry) in entries.enumerated() where entry != .null {
      numbers.append(BigRational(length: try entry.finiteNumber(at: "\(field)[\(index)]")))
    }
    return numbers
  }

  /// The lists of numbers of an object, in its order.
  ///
  /// - Throws: `wrong_type`, `not_finite`.
  func finiteNumbersByName(at field: String) throws(RewardError) -> [(name: String, numbers: [BigRational])] {
    guard let object = objectValue else {
      throw RewardError(.wrongType, field: field, found: kindName, expected: "an object of lists")
    }
    var lists: [(name: String, numbers: [BigRational])] = []
    for member in object.members {
      lists.append((member.name, try member.value.finiteNumbers(at: "\(field).\(member.name)")))
    }
    return lists
  }
}

extension Batch {
  /// The training step; not negative, so that the difference of two is an integer too.
  ///
  /// - Throws: `missing_field`, `out_of_range`.
  func knownStep() throws(RewardError) -> Int {
    guard let step else { throw RewardError(.missingField, field: "step", expected: "the training step") }
    guard step >= 0 else { throw RewardError(.outOfRange, field: "step", found: "\(step)", expected: "at least 0") }
    return step
  }

  /// A value for each rollout from one for each group.
  func perRollout<Value>(_ values: [Value]) -> [Value] {
    zip(groups, values).flatMap { group, value in Array(repeating: value, count: group.rollouts.count) }
  }

  /// One value that all share: of the batch in a shaping case, which has no groups then, and of each group in a run, where it goes to the
  /// rows.
  func shared(_ name: String, _ value: JSONValue) -> Shaped.Output {
    Shaped.Output(name, groups.isEmpty ? .batch(value) : .perGroup(groups.map { _ in value }))
  }
}

extension Group {
  /// A word that stands in the group's rows, such as its domain.
  ///
  /// - Throws: `missing_field`, `wrong_type`.
  func word(_ name: String) throws(RewardError) -> String {
    guard let value = fields[name], value != .null else {
      throw RewardError(.missingField, field: name, expected: "a word for each group" + (id.map { " (there is none in `\($0)`)" } ?? ""))
    }
    guard let word = value.stringValue else {
      throw RewardError(.wrongType, field: name, found: value.description, expected: "a string")
    }
    return word
  }

  /// Hits among the rollouts whose correctness is known.
  var hitRate: BigRational? {
    let known = rollouts.count { $0.correct != nil }
    return known == 0 ? nil : BigRational(rollouts.count { $0.correct == true }, over: known)
  }
}
