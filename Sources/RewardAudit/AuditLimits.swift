/// The bounds of an audit: in evaluations of a group, so that it finds the same on a slow machine.
package struct AuditLimits: Sendable {
  /// Groups that are evaluated in the search.
  package var search: Int
  /// Groups that are evaluated to make one failure smaller.
  package var shrinking: Int

  /// Bounds of one's own.
  package init(search: Int, shrinking: Int) {
    self.search = search
    self.shrinking = shrinking
  }

  /// For a recipe: a second or two.
  ///
  /// A quarter of it finds the same failing properties in every shaper of the catalogue; the rest is for chains of them, and for sharper
  /// margins.
  package static let recipe = AuditLimits(search: 20_000, shrinking: 2_000)
  /// For a page about a shaper, which should be there at once: 1,500 missed failures of two shapers, 5,000 misses none that 20,000 finds.
  package static let page = AuditLimits(search: 5_000, shrinking: 300)

  /// The share of the search that goes to seeds and random groups, before it turns to single properties.
  static let poolShare = 0.4
  /// Steps of a climb that may go by without progress before it starts anew.
  static let patience = 60

  /// Rollouts in the largest group that is searched: what goes wrong in larger ones goes wrong in this one, and pairs of rollouts are compared.
  static let largestGroup = 64
  /// The longest length that is searched, unless a recipe has longer ones: the longest contexts of today.
  static let longest = 131_072.0
  /// Lengths at which a reward has to show whether it grows without end, and how many times it must have grown from one to the next:
  /// a line grows a thousandfold, what is bounded not at all.
  static let farLengths = (near: 1e12, far: 1e15, growth: 10.0)
  /// How near two lengths have to be for a difference to be a jump, and how large that has to be: the steepest line in use
  /// (2 tokens from bottom to top) moves by a millionth in between.
  static let jump = (gap: 1e-6, least: 1e-4)
}
