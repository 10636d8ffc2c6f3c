import Foundation
import PackagePlugin

/// `swift package validate-rewards FILE…`: the main job, from any package that depends on swift-rewards.
@main
struct ValidateRewards: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "RewardsCLI").url
    process.arguments = ["validate"] + arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      // The command has said what it found; the status tells findings (1) from unreadable input (2).
      Diagnostics.error("rewards validate ended with status \(process.terminationStatus)")
      return
    }
  }
}
