import CRewards
import RewardCore

extension RewardError.Code {
  /// The call itself is wrong: NULL, an impossible length.
  static let invalidArgument = Self(rawValue: "invalid_argument")
  /// The scorer keeps state and serves another call.
  static let busy = Self(rawValue: "busy")
  /// A fork has torn the scorer's state.
  static let lostInFork = Self(rawValue: "lost_in_fork")
  /// The caller was compiled for another version of the interface.
  static let incompatibleVersion = Self(rawValue: "incompatible_version")
}

extension RewardError {
  /// The status that goes with the code.
  var status: rewards_status {
    switch code {
    case .invalidArgument: REWARDS_MISUSED
    case .busy: REWARDS_BUSY
    case .lostInFork: REWARDS_LOST
    case .incompatibleVersion: REWARDS_INCOMPATIBLE
    default: REWARDS_REFUSED
    }
  }

  /// The sentence for people; those of this module's codes are here.
  var sentence: String {
    let subject = field.map { "`\($0)`" } ?? "this"
    let facts = (found.map { ": found \($0)" } ?? "") + (expected.map { ", expected \($0)" } ?? "")
    return switch code {
    case .invalidArgument: "the argument \(subject) cannot be that" + facts
    case .busy:
      "the scorer keeps state and is in use by another thread: the order of its batches would be left to chance; give each thread a "
        + "scorer of its own, or score one batch after the other"
    case .lostInFork:
      "the process was forked while another thread was moving the scorer's state on: resume it from a saved state, or make another"
    case .incompatibleVersion: "the library has another interface than the caller was compiled for" + facts
    default: message
    }
  }

  /// The facts and the sentence as JSON; absent members where they do not apply.
  ///
  /// - Parameter countsRows: whether the place is a row, from 0, and not a line, from 1.
  func json(countsRows: Bool) -> JSONValue {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(sentence)]
    if let line { object[countsRows ? "row" : "line"] = .number(JSONNumber(countsRows ? line - 1 : line)) }
    for (name, value) in [
      ("field", field), ("found", found), ("expected", expected), ("nearest", nearest), ("source", source),
    ] {
      object[name] = value.map { .string($0) }
    }
    return .object(object)
  }
}

/// Runs the body of a function of the header, and turns what it throws into a status and a record.
func status(
  _ place: UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>?, _ body: () throws(RewardError) -> Void
) -> rewards_status {
  do throws(RewardError) {
    try body()
    return REWARDS_OK
  } catch {
    place?.pointee = ErrorRecord.make(of: error)
    return error.status
  }
}

/// A copy of a text, with a terminating zero; to be deallocated.
func cString(_ text: String) -> UnsafePointer<CChar> {
  let bytes = text.utf8
  let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
  for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: CChar(bitPattern: byte)) }
  (copy + bytes.count).initialize(to: 0)
  return UnsafePointer(copy)
}
