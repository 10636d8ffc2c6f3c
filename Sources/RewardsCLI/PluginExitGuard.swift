import ArgumentParser
import RewardCore
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Says who it was when a plugin's library ends the command: `exit(0)` from within would look like a success with half of the rows.
enum PluginExitGuard {
  private static let libraries = Mutex<[String]>([])
  private static let isOver = Atomic(false)

  /// Watches from now on; before the library is loaded, which may run code of its own.
  static func watch(_ library: String) {
    let isFirst = libraries.withLock { libraries in
      if !libraries.contains(library) { libraries.append(library) }
      return libraries.count == 1
    }
    guard isFirst else { return }
    atexit {
      guard !PluginExitGuard.isOver.load(ordering: .acquiring) else { return }
      Terminal.say("rewards: \(PluginExitGuard.failure)")
      _exit(RewardsCommand.Status.unreadable.rawValue)
    }
  }

  /// The command's work is done: what ends it now is the command.
  static func stop() { isOver.store(true, ordering: .releasing) }

  private static var failure: RewardError {
    let libraries = libraries.withLock(\.self)
    return RewardError(
      .pluginFailed, found: "it ended the command with `exit` before the work was done; nothing that was written is whole",
      source: (libraries.count == 1 ? "plugin " : "one of the plugins ") + libraries.joined(separator: ", "))
  }
}
