import RewardCore
import RewardPipeline

/// A folder with the sources of swift-rewards, on which a package of one's own can depend.
struct Checkout {
  /// From the root.
  let path: String

  /// - Throws: `wrong_usage` where there is none.
  init(_ path: String) throws(RewardError) {
    func refused(_ found: String) -> RewardError {
      RewardError(.wrongUsage, field: "--path", found: "\(path): \(found)", expected: "a checkout of swift-rewards")
    }
    do throws(RewardError) { self.path = try NewFolder.resolved(path) } catch { throw refused(error.found ?? "nothing") }
    guard let manifest = try? readBytes(self.path + "/Package.swift") else { throw refused("no Package.swift") }
    guard String(decoding: manifest, as: UTF8.self).contains(#"name: "swift-rewards""#) else {
      throw refused("the Package.swift of another package")
    }
  }

  /// The one that this command was built in; `nil` when it is no longer there, as for a command that came from another machine.
  ///
  /// Until there are releases it is all that a new package can depend on, and afterwards it is what fits the command best.
  static var ofThisBuild: Checkout? {
    // Sources/RewardsCLI/Checkout.swift
    let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return try? Checkout(folders.joined(separator: "/"))
  }
}
