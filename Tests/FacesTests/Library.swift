import CRewards
import Foundation
import RewardCore
import Testing

/// The C interface as a test calls it: handles that free themselves, and errors that are thrown.
struct LibraryError: Error {
  var status: rewards_status
  var code: String
}

func checked(_ call: (UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>) -> rewards_status) throws {
  var error: UnsafeMutablePointer<rewards_error>?
  let status = call(&error)
  defer { rewards_error_free(error) }
  if status != REWARDS_OK {
    throw LibraryError(status: status, code: (error?.pointee.code).map { String(cString: $0) } ?? "")
  }
}

/// What a call hands out as bytes.
func bytes(
  _ call: (UnsafeMutablePointer<rewards_bytes>, UnsafeMutablePointer<UnsafeMutablePointer<rewards_error>?>) -> rewards_status
) throws -> Data {
  var out = rewards_bytes()
  defer { rewards_bytes_free(&out) }
  try checked { call(&out, $0) }
  return Data(bytes: try #require(out.data), count: out.count)
}

final class LibraryScorer {
  let pointer: OpaquePointer
  let recipe: OpaquePointer

  init(recipe json: Data) throws {
    var registry: OpaquePointer?
    var recipe: OpaquePointer?
    var scorer: OpaquePointer?
    try checked { rewards_registry_make(&registry, $0) }
    defer { rewards_registry_free(registry) }
    try json.withUnsafeBytes { text in
      try checked { rewards_recipe_make(registry, text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, &recipe, $0) }
    }
    try checked { rewards_scorer_make(recipe, &scorer, $0) }
    pointer = try #require(scorer)
    self.recipe = try #require(recipe)
  }

  deinit {
    rewards_scorer_free(pointer)
    rewards_recipe_free(recipe)
  }

  /// Rows out, and findings.
  func score(_ rows: Data, threads: UInt32 = 2) throws -> (rows: Data, findings: JSONValue) {
    var findings = rewards_bytes()
    defer { rewards_bytes_free(&findings) }
    let output = try rows.withUnsafeBytes { text in
      try bytes { out, error in
        rewards_score_rows(
          pointer, text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, threads, out, &findings, error)
      }
    }
    let data = try #require(findings.data)
    return (output, try JSONValue(parsing: String(cString: data)))
  }

  var state: JSONValue {
    get throws {
      let json = try bytes { rewards_scorer_state(pointer, $0, $1) }
      return try JSONValue(parsing: String(decoding: json, as: UTF8.self))
    }
  }
}

/// A column of texts in memory.
final class TextColumn {
  private var blob: [CChar] = []
  private var offsets: [UInt64] = [0]
  private var absent: [UInt8] = []

  init(_ texts: [String?]) {
    for text in texts {
      blob += (text ?? "").utf8.map { CChar(bitPattern: $0) }
      offsets.append(UInt64(blob.count))
      absent.append(text == nil ? 1 : 0)
    }
    blob.append(0)
  }

  func with<Result>(_ body: (rewards_texts) throws -> Result) rethrows -> Result {
    try blob.withUnsafeBufferPointer { blob in
      try offsets.withUnsafeBufferPointer { offsets in
        try absent.withUnsafeBufferPointer { absent in
          try body(
            rewards_texts(
              bytes: blob.baseAddress, byte_count: UInt64(blob.count - 1), offsets: offsets.baseAddress, absent: absent.baseAddress))
        }
      }
    }
  }
}
