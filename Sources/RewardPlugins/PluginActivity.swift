package import Synchronization

/// How many calls of plugins have come back, for whoever watches that they do.
package enum PluginActivity {
  /// Calls so far, of all plugins and threads.
  package static let returned = Atomic<Int>(0)

  static func callHasReturned() { returned.add(1, ordering: .relaxed) }
}
