import Foundation
import PackagePlugin

/// `swift package new-reward-plugin [verifier|shaper] NAME`: what `rewards new` does, in the folder of this package.
///
/// The new package depends on the swift-rewards that this one depends on.
@main
struct NewRewardPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "RewardsCLI").url
    process.currentDirectoryURL = context.package.directoryURL
    // The kind may be left out.
    let kinds = ["verifier", "shaper"]
    let kind = arguments.first.map(kinds.contains) == true ? [] : ["verifier"]
    process.arguments = ["new"] + kind + arguments + Self.dependency(of: context.package, unlessIn: arguments)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Diagnostics.error("rewards new ended with status \(process.terminationStatus)")
      return
    }
  }

  /// The options of `rewards new` for the package's own dependency; none when a person gave them.
  private static func dependency(of package: Package, unlessIn arguments: [String]) -> [String] {
    let isGiven = arguments.contains { argument in
      ["--path", "--url"].contains { argument == $0 || argument.hasPrefix("\($0)=") }
    }
    guard !isGiven, let rewards = rewards(from: package) else { return [] }
    switch rewards.origin {
    case .root: return ["--path", rewards.directoryURL.path]
    case .local(let path): return ["--path", path]
    case .repository(let url, let version, _):
      // SwiftPM has a slash behind it.
      let url = url.hasSuffix("/") ? String(url.dropLast()) : url
      if isRelease(version) { return ["--url", url] }
      // A branch or a revision has no version that a package could begin from.
      if let revision = revision(of: rewards, in: package) { return ["--url", url, "--revision", revision] }
      return ["--path", rewards.directoryURL.path]
    default: return []
    }
  }

  /// The revision to which the package is resolved; what SwiftPM tells a plugin of it is "no revision" (6.3).
  private static func revision(of dependency: Package, in package: Package) -> String? {
    guard let data = try? Data(contentsOf: package.directoryURL.appending(path: "Package.resolved")),
      let resolved = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let pins = resolved["pins"] as? [[String: Any]],
      let pin = pins.first(where: { $0["identity"] as? String == dependency.id }),
      let state = pin["state"] as? [String: Any]
    else { return nil }
    return state["revision"] as? String
  }

  /// swift-rewards, among the package and what it depends on.
  private static func rewards(from package: Package) -> Package? {
    if package.displayName == "swift-rewards" { return package }
    for dependency in package.dependencies {
      if let found = rewards(from: dependency.package) { return found }
    }
    return nil
  }

  private static func isRelease(_ version: String) -> Bool {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
