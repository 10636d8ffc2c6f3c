import CRewardPlugins
@_exported public import RewardCore

/// The verifiers and shapers of a plugin, as the table of `rewards_plugin.h`: what a Swift plugin exports.
///
/// ```swift
/// import RewardPluginExport
///
/// let plugin = PluginTable(name: "parity", version: "1.0.0", verifiers: [ParityVerifier.self])
///
/// @_cdecl("rewards_plugin_entry") public func entry(_ hostVersion: UInt32) -> UnsafeRawPointer? { plugin.entry(hostVersion) }
/// ```
///
/// A type that conforms to `Verifier` or `Shaper` needs nothing else; only C crosses to the host, which may be built by another compiler, with
/// the Swift runtime in it or beside it. What a registry in this process has does not reach a plugin: `VerifierEnvironment.extract` is `nil`, and
/// the registry is empty.
public final class PluginTable: @unchecked Sendable {
  // Never changed and never freed, as the host may read it at any time.
  private let table: UnsafePointer<rewards_plugin>

  /// A table of these types.
  ///
  /// - Parameters:
  ///   - name: the plugin's own name, for messages.
  ///   - version: the plugin's own version.
  public init(name: String, version: String, verifiers: [any Verifier.Type] = [], shapers: [any Shaper.Type] = []) {
    let verifiers = verifiers.map { UnsafePointer(Self.lasting(ExportedVerifier.entry(of: $0))) as UnsafePointer? }
    let shapers = shapers.map { UnsafePointer(Self.lasting(ExportedShaper.entry(of: $0))) as UnsafePointer? }
    table = UnsafePointer(
      Self.lasting(
        rewards_plugin(
          struct_size: UInt32(MemoryLayout<rewards_plugin>.size), abi_version: UInt32(REWARDS_PLUGIN_ABI_VERSION),
          name: Self.lasting(name), version: Self.lasting(version), verifiers: Self.lasting(verifiers), shapers: Self.lasting(shapers),
          verifier_count: UInt32(verifiers.count), shaper_count: UInt32(shapers.count))))
  }

  /// The table for a host of this version; `nil` where it does not serve that.
  ///
  /// - Parameter hostVersion: what `rewards_plugin_entry` was called with.
  public func entry(_ hostVersion: UInt32) -> UnsafeRawPointer? {
    hostVersion == UInt32(REWARDS_PLUGIN_ABI_VERSION) ? UnsafeRawPointer(table) : nil
  }

  // MARK: What lives as long as the process

  static func lasting<Value>(_ value: Value) -> UnsafeMutablePointer<Value> {
    let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    place.initialize(to: value)
    return place
  }

  private static func lasting<Value>(_ values: [Value]) -> UnsafePointer<Value> {
    let place = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
    place.initialize(from: values, count: values.count)
    return UnsafePointer(place)
  }

  /// A text with a zero behind it.
  static func lasting(_ text: String) -> UnsafePointer<CChar> { lasting(text.utf8.map { CChar(bitPattern: $0) } + [0]) }
}
