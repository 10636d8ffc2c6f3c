import ArgumentParser
import RewardCore
import RewardPipeline
import RewardPlot
import Rewards

/// `rewards plot`: a picture of what recipes do to length.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draws the reward against length, for correct and incorrect answers and for group difficulties, as SVG.",
    discussion: """
      One rollout's length varies within a group that the picture states; several recipes are drawn side by side. \
      Exit status: 0 fine, 2 a recipe that cannot be read or drawn, or unwritable output.
      """)

  @Option(name: .long, parsing: .upToNextOption, help: "The recipes, as JSON or YAML; the picture calls each by its file's name.")
  var recipe: [String]

  @Option(name: .long, help: "Where the picture goes; `-` is standard output.")
  var out: String

  @Option(name: .long, help: "The length at which the axis ends; by default beyond the longest length that a recipe names.")
  var maxLength: Int?

  @Option(name: .long, help: "The training step at which the recipes are drawn.")
  var step = 0

  @Flag(name: .long, help: "Write over a file that is there already.")
  var force = false

  @OptionGroup var plugins: PluginOptions

  func validate() throws {
    guard !recipe.isEmpty else { throw ValidationError("no recipe was given") }
    guard recipe.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("`-` was given twice") }
    if let maxLength, !(2...PlotLimits.maxLength).contains(maxLength) {
      throw ValidationError("--max-length has to be from 2 to \(PlotLimits.maxLength)")
    }
    guard step >= 0 else { throw ValidationError("--step has to be at least 0") }
  }

  mutating func run() throws {
    let registry = try plugins.registry()
    if !force { try OutputFile.refuseExisting(out) }
    var recipes: [Recipe] = []
    for path in recipe { recipes.append(try RecipeFile.load(path, registry: registry)) }
    try checkUnits(of: recipes)
    let end = maxLength ?? LengthAxis.end(for: recipes)
    var curves: [RecipeCurves] = []
    for (recipe, (path, name)) in zip(recipes, zip(recipe, Self.names(of: recipe))) {
      do throws(RewardError) { curves.append(try RecipeCurves(of: recipe, name: name, end: end, step: step)) } catch {
        var error = error
        error.file = path
        throw error
      }
    }
    var output = try OutputFile(out, force: force)
    try output.write(Array(CurvePicture(of: curves, upTo: end).svg.utf8))
    try output.finish()
  }

  /// Tokens and characters have no axis in common.
  private func checkUnits(of recipes: [Recipe]) throws(RewardError) {
    guard let other = recipes.indices.first(where: { recipes[$0].lengthUnit != recipes[0].lengthUnit }) else { return }
    throw RewardError(
      .invalidValue, file: recipe[other], field: "length", found: "`\(recipes[other].lengthUnit.rawValue)`",
      expected: "`\(recipes[0].lengthUnit.rawValue)`, as in \(recipe[0]): they share an axis")
  }

  /// Each file's name without folder and ending, as long as no two are the same.
  static func names(of paths: [String]) -> [String] {
    let short = paths.map { path in
      guard path != "-" else { return "standard input" }
      let file = path.split(separator: "/").last.map(String.init) ?? path
      let stem = file.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
      return stem.isEmpty ? file : stem
    }
    return zip(paths, short).map { path, name in short.count(where: { $0 == name }) == 1 ? name : path }
  }
}
