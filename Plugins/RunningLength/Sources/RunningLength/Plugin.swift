import RewardPluginExport

/// What this plugin has: add further verifiers and shapers here.
let plugin = PluginTable(name: "running_length", version: "0.1.0", shapers: [RunningLengthShaper.self])

/// The one line of export: what a host calls first.
@_cdecl("rewards_plugin_entry")
public func rewardsPluginEntry(_ hostVersion: UInt32) -> UnsafeRawPointer? { plugin.entry(hostVersion) }
