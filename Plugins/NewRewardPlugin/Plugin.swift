import Foundation
import PackagePlugin

/// `swift package new-reward-plugin [verifier|shaper] NAME`: what `rewards new` does, in the folder of this package.
@main
struct NewRewardPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "RewardsCLI").url
    process.currentDirectoryURL = context.package.directoryURL
    // The kind may be left out.
    let kinds = ["verifier", "shaper"]
    process.arguments = ["new"] + (arguments.first.map(kinds.contains) == true ? [] : ["verifier"]) + arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Diagnostics.error("rewards new ended with status \(process.terminationStatus)")
      return
    }
  }
}
