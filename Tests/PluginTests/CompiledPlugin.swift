import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

/// Plugins of `Fixtures/plugins`, compiled by the C compiler, each at most once.
enum CompiledPlugin {
  private static let folder = Result { try Folders.temporary() }

  /// A plugin with one thing broken.
  ///
  /// - Parameters:
  ///   - source: `verifier.c` or `shaper.c`.
  ///   - macros: what is broken.
  /// - Returns: the library's path, another one for every call: a library that is loaded twice is one.
  static func path(_ source: String, _ macros: [String] = []) throws -> String {
    let library = try folder.get().appending(path: "\(UUID().uuidString).so")
    let headers = Folders.root.appending(path: "Sources/CRewardPlugins/include")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments =
      [
        "cc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Wno-unused", "-Wno-unused-parameter", "-O0", "-fPIC", "-shared",
        "-I", headers.path,
      ] + macros.map { "-D" + $0 }
      + [Folders.fixtures.appending(path: "plugins/\(source)").path, "-o", library.path]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "cc cannot compile \(source) with \(macros)")
    return library.path
  }

  /// What comes with the package, and a compiled plugin.
  static func registry(_ source: String, _ macros: [String] = []) throws -> Registry {
    var registry = Registry.builtIn
    try registry.load(.string(try path(source, macros)))
    return registry
  }
}

/// The error that something throws.
func rewardError(_ body: () throws -> Void) -> RewardError? {
  do { try body() } catch { return error as? RewardError }
  return nil
}
