import AnswerExtraction
/// Everything a client needs: the words, the recipes, and `Registry.builtIn`.
@_exported public import RewardAudit
@_exported public import RewardCore
@_exported public import RewardPipeline
import Shapers
import Verifiers

extension Registry {
  /// The verifiers, shapers and extractors that come with the package.
  public static let builtIn: Registry = {
    var registry = Registry()
    do throws(RewardError) {
      try registry.addExtractors()
      try registry.addVerifiers()
      try registry.addShapers()
    } catch {
      // Only two built-ins of one name lead here, and `RegistryTests` runs this line.
      preconditionFailure("the built-in registry: \(error)")
    }
    return registry
  }()
}
