import CRewards
import RewardCore

/// Makes and frees `rewards_error`.
enum ErrorRecord {
  static func make(of error: RewardError) -> UnsafeMutablePointer<rewards_error> {
    let record = UnsafeMutablePointer<rewards_error>.allocate(capacity: 1)
    record.initialize(to: rewards_error())
    record.pointee.struct_size = UInt32(MemoryLayout<rewards_error>.size)
    record.pointee.status = error.status
    record.pointee.line = UInt64(error.line ?? 0)
    record.pointee.code = text(error.code.rawValue)
    record.pointee.message = text(error.sentence)
    record.pointee.field = text(error.field)
    record.pointee.found = text(error.found)
    record.pointee.expected = text(error.expected)
    record.pointee.nearest = text(error.nearest)
    record.pointee.source = text(error.source)
    return record
  }

  static func free(_ record: UnsafeMutablePointer<rewards_error>) {
    for text in [
      record.pointee.code, record.pointee.message, record.pointee.field, record.pointee.found, record.pointee.expected,
      record.pointee.nearest, record.pointee.source,
    ] {
      text?.deallocate()
    }
    record.deinitialize(count: 1)
    record.deallocate()
  }

  /// A text with its terminating zero; a zero within it would end it early and becomes U+FFFD.
  private static func text(_ text: String?) -> UnsafePointer<CChar>? {
    guard let text else { return nil }
    return cString(text.contains("\0") ? String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) : text)
  }
}
