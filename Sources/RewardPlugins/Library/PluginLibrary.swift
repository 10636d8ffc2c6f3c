import CRewardPlugins
import RewardCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A plugin that is a shared library: loads it and checks its table, as `rewards_plugin.h` says.
///
/// Never unloaded: a Swift library cannot be, and verdicts may point into none but live on.
struct PluginLibrary {
  /// The library's one function.
  private static let entryName = "rewards_plugin_entry"
  private typealias Entry = @convention(c) (UInt32) -> UnsafePointer<rewards_plugin>?

  let identity: PluginIdentity
  let verifiers: [VerifierMaker]
  let shapers: [ShaperMaker]

  /// Loads a library.
  ///
  /// - Parameter path: a path without links, as `resolved` gives it.
  /// - Throws: `unreadable_plugin`, `incompatible_plugin`, `malformed_plugin`; the source is the path.
  init(_ path: String) throws(RewardError) {
    do throws(RewardError) {
      let entry = try Self.entry(of: path)
      guard let place = entry(UInt32(REWARDS_PLUGIN_ABI_VERSION)) else {
        throw RewardError(
          .incompatiblePlugin, found: "NULL from `\(Self.entryName)`",
          expected: "a table of version \(REWARDS_PLUGIN_ABI_VERSION), REWARDS_PLUGIN_ABI_VERSION of this host")
      }
      let plugin = try Self.table(place)
      identity = PluginIdentity(
        name: try Self.text(plugin.name, "name", PluginLimits.nameBytes),
        version: try Self.text(plugin.version, "version", PluginLimits.nameBytes))
      var verifiers: [VerifierMaker] = []
      for (index, place) in try Self.entries(plugin.verifiers, plugin.verifier_count, "verifiers").enumerated() {
        do throws(RewardError) { verifiers.append(try LibraryVerifier.maker(place, identity)) } catch {
          throw error.under("verifiers[\(index)]")
        }
      }
      var shapers: [ShaperMaker] = []
      for (index, place) in try Self.entries(plugin.shapers, plugin.shaper_count, "shapers").enumerated() {
        do throws(RewardError) { shapers.append(try LibraryShaper.maker(place, identity)) } catch { throw error.under("shapers[\(index)]") }
      }
      guard !verifiers.isEmpty || !shapers.isEmpty else {
        throw RewardError(.malformedPlugin, field: "verifiers", found: "none", expected: "a verifier or a shaper")
      }
      (self.verifiers, self.shapers) = (verifiers, shapers)
    } catch {
      var error = error
      error.source = path
      throw error
    }
  }

  /// A path without links, from the root.
  ///
  /// - Throws: `unreadable_plugin`.
  static func resolved(_ path: String) throws(RewardError) -> String {
    guard let found = realpath(path, nil) else {
      throw RewardError(.unreadablePlugin, found: String(cString: strerror(errno)), source: path)
    }
    defer { free(found) }
    return String(cString: found)
  }

  private static func entry(of path: String) throws(RewardError) -> Entry {
    // Now, and for nobody else: symbols that are missing are said here, and those of two plugins do not meet.
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw RewardError(.unreadablePlugin, found: dlerror().map { String(cString: $0) } ?? "no reason", expected: "a shared library")
    }
    guard let symbol = dlsym(library, entryName) else {
      throw RewardError(.unreadablePlugin, found: "no symbol `\(entryName)`", expected: "the function that `rewards_plugin.h` declares")
    }
    return unsafeBitCast(symbol, to: Entry.self)
  }

  /// The table: first its two members that never move, then the rest.
  private static func table(_ place: UnsafePointer<rewards_plugin>) throws(RewardError) -> rewards_plugin {
    let raw = UnsafeRawPointer(place)
    let version = raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    guard version == UInt32(REWARDS_PLUGIN_ABI_VERSION) else {
      throw RewardError(
        .incompatiblePlugin, field: "abi_version", found: "\(version)",
        expected:
          "\(REWARDS_PLUGIN_ABI_VERSION), REWARDS_PLUGIN_ABI_VERSION of this host; build it again with this version's rewards_plugin.h")
    }
    return try sized(raw, as: rewards_plugin.self, "struct_size")
  }

  /// A struct that may be larger than ours; what we know of it.
  static func sized<Struct>(_ place: UnsafeRawPointer, as type: Struct.Type, _ field: String) throws(RewardError) -> Struct {
    let size = place.loadUnaligned(as: UInt32.self)
    // All members are of the first version: none may be missing.
    guard size >= UInt32(MemoryLayout<Struct>.size) else {
      throw RewardError(.incompatiblePlugin, field: field, found: "\(size)", expected: "at least \(MemoryLayout<Struct>.size)")
    }
    return place.loadUnaligned(as: type)
  }

  private static func entries<Entry>(
    _ list: UnsafePointer<UnsafePointer<Entry>?>?, _ count: UInt32, _ name: String
  ) throws(RewardError) -> [UnsafePointer<Entry>] {
    guard count > 0 else { return [] }
    guard count <= PluginLimits.entries else {
      throw RewardError(.malformedPlugin, field: name, found: "\(count)", expected: "at most \(PluginLimits.entries)")
    }
    guard let list else { throw RewardError(.malformedPlugin, field: name, found: "NULL", expected: "\(count)") }
    var entries: [UnsafePointer<Entry>] = []
    for index in 0..<Int(count) {
      guard let entry = list[index] else { throw RewardError(.malformedPlugin, field: "\(name)[\(index)]", found: "NULL") }
      entries.append(entry)
    }
    return entries
  }

  /// A text with a zero behind it, which is not searched for beyond `most` bytes.
  static func text(_ text: UnsafePointer<CChar>?, _ field: String, _ most: Int) throws(RewardError) -> String {
    guard let text else { throw RewardError(.malformedPlugin, field: field, found: "NULL", expected: "a text") }
    let count = strnlen(text, most + 1)
    guard count > 0, count <= most else {
      throw RewardError(.malformedPlugin, field: field, found: count == 0 ? "nothing" : "over \(most) bytes", expected: "a text")
    }
    let bytes = UnsafeRawBufferPointer(start: text, count: count)
    guard bytes.withMemoryRebound(to: UInt8.self, { firstInvalidUTF8(in: $0) }) == nil else {
      throw RewardError(.malformedPlugin, field: field, found: "bytes that are not UTF-8", expected: "UTF-8")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A description as JSON.
  static func description(_ text: UnsafePointer<CChar>?) throws(RewardError) -> JSONValue {
    let text = try self.text(text, "description", PluginLimits.descriptionBytes)
    do throws(JSONScanner.Failure) { return try JSONValue(parsing: text) } catch {
      throw RewardError(
        .malformedPlugin, field: "description", found: "\(error.problem) at byte \(error.offset + 1)", expected: "JSON")
    }
  }
}

/// What a plugin's `make` gave: freed with the last that uses it.
///
/// Sendable, though the compiler cannot see it: never changed, and `rewards_plugin.h` asks of a plugin that any thread may use what it made.
final class PluginHandle: @unchecked Sendable {
  /// Handed to the plugin's functions, which any thread may call.
  let pointer: UnsafeMutableRawPointer?
  private let free: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?

  /// Calls `make`, unless there is nothing to make.
  ///
  /// - Throws: what the plugin says of the options.
  init(
    configuration: JSONValue, of plugin: PluginIdentity, free: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?,
    make: (UnsafePointer<rewards_plugin_call>, rewards_plugin_text, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Int32?
  ) throws(RewardError) {
    let call = HostCall()
    var arena = TextArena()
    let place = arena.add(configuration)
    var made: UnsafeMutableRawPointer?
    let status = arena.withTexts { text in call.perform { make($0, text(place), &made) ?? REWARDS_PLUGIN_OK } }
    guard status == true, call.nonsense == nil else {
      if status == true { free?(made) }
      throw call.failure(of: plugin)
    }
    (pointer, self.free) = (made, free)
  }

  deinit { if let pointer { free?(pointer) } }
}
