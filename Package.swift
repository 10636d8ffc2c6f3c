// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Every target of ours: Swift 6 mode, no warnings, imports that say who uses what.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

// FLINT 3 is one library with a pkg-config file; FLINT 2.9 (Debian 12, Ubuntu 22.04) has Arb and Calcium apart and no such file.
// SWIFT_REWARDS_FLINT=2 or =3 overrides what is found.
let flintHeaders = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"]
let flintVersion = Context.environment["SWIFT_REWARDS_FLINT"]
let flintIsOneLibrary =
  flintVersion.map { $0 == "3" } ?? flintHeaders.contains { FileManager.default.fileExists(atPath: "\($0)/flint/qqbar.h") }

let flint: Target =
  flintIsOneLibrary
  ? .systemLibrary(
    name: "CFLINT", path: "Sources/CFLINT3", pkgConfig: "flint", providers: [.apt(["libflint-dev"]), .brew(["flint"])])
  : .systemLibrary(
    name: "CFLINT", path: "Sources/CFLINT",
    providers: [.apt(["libflint-dev", "libflint-arb-dev", "libantic-dev", "libcalcium-dev", "libmpfr-dev"])])

let package = Package(
  name: "swift-rewards",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Rewards", targets: ["Rewards"]),
    .library(name: "ExactMath", targets: ["ExactMath"]),
    .library(name: "RewardPluginExport", targets: ["RewardPluginExport"]),
    .library(name: "RewardLaws", targets: ["RewardLaws"]),
    .library(name: "RewardTesting", targets: ["RewardTesting"]),
    .executable(name: "rewards", targets: ["RewardsCLI"]),
    // The command plugin finds its tool only under the target's own name (SwiftPM 6.3).
    .executable(name: "RewardsCLI", targets: ["RewardsCLI"]),
    .plugin(name: "ValidateRewards", targets: ["ValidateRewards"]),
    .plugin(name: "NewRewardPlugin", targets: ["NewRewardPlugin"]),
  ],
  traits: [
    .default(enabledTraits: ["Algebraic"]),
    .trait(
      name: "Algebraic",
      description: "Mathematics beyond rationals and polynomials, on FLINT: rigorous enclosures, algebraic numbers, exact fields."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"]), .brew(["gmp"])]),
    flint,
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // Words, then reading, then engines, then the umbrella; dependencies point one way.
    module("RewardCore"),
    module("ExactMath", ["CGMP", .target(name: "CFLINT", condition: .when(traits: ["Algebraic"]))]),
    module("AnswerExtraction", ["RewardCore", "CPCRE2"]),
    module("Verifiers", ["RewardCore", "AnswerExtraction", "ExactMath"]),
    module("Shapers", ["RewardCore", "ExactMath"]),
    module("RewardAudit", ["RewardCore"]),
    .target(name: "CWorkThreads"),
    module("RewardPipeline", ["RewardCore", "RewardAudit", "CZlib", "CWorkThreads"]),
    module("RewardLaws", ["RewardCore", "RewardPipeline"]),
    .target(name: "CRewardPlugins"),
    .target(name: "CPluginProcess"),
    module("RewardPlugins", ["RewardCore", "CRewardPlugins", "CPluginProcess"]),
    .target(name: "CPluginRuntime"),
    module("RewardPluginExport", ["RewardCore", "CRewardPlugins", "CPluginRuntime"]),
    module("PluginScaffold", ["RewardCore"]),
    module("PluginLaws", ["RewardLaws", "RewardPipeline", "RewardPlugins", "RewardCore", "CPluginProcess"]),
    module("RewardPlot", ["RewardCore", "RewardPipeline"]),
    module("Rewards", ["RewardCore", "AnswerExtraction", "Verifiers", "Shapers", "RewardAudit", "RewardPipeline", "RewardPlugins"]),

    module("RewardTesting", ["RewardCore", "RewardLaws", "Rewards"]),

    // Faces.
    .executableTarget(
      name: "RewardsCLI",
      dependencies: [
        "RewardCore", "RewardAudit", "PluginLaws", "PluginScaffold", "RewardLaws", "RewardPipeline", "RewardPlot", "Rewards", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .plugin(
      name: "ValidateRewards",
      capability: .command(
        intent: .custom(verb: "validate-rewards", description: "Validates the rewards in JSONL files.")),
      dependencies: ["RewardsCLI"]),
    .plugin(
      name: "NewRewardPlugin",
      capability: .command(
        intent: .custom(verb: "new-reward-plugin", description: "Makes a package with a verifier or a shaper of one's own."),
        permissions: [.writeToPackageDirectory(reason: "The new package is a folder of this one.")]),
      dependencies: ["RewardsCLI"]),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("RewardCoreTests", ["RewardCore", "Rewards"]),
    tests("ExactMathTests", ["ExactMath"]),
    tests("AnswerExtractionTests", ["AnswerExtraction", "RewardCore"]),
    tests("VerifiersTests", ["Verifiers", "ExactMath", "RewardCore", "Rewards", "RewardLaws"]),
    tests("ShapersTests", ["Shapers", "RewardCore", "RewardPipeline", "Rewards", "RewardLaws"]),
    tests("RewardTestingTests", ["RewardTesting", "RewardLaws", "RewardCore", "Rewards"]),
    tests("RewardAuditTests", ["RewardAudit", "RewardCore", "RewardPipeline", "Rewards"]),
    tests("RewardPipelineTests", ["RewardPipeline", "RewardCore", "Rewards"]),
    tests("RewardPlotTests", ["RewardPlot", "RewardPipeline", "RewardCore", "Rewards"]),
    tests(
      "PluginTests",
      ["RewardPlugins", "PluginLaws", "PluginScaffold", "RewardPipeline", "RewardLaws", "RewardCore", "Rewards", "RewardsCLI"]),
    tests("CommandTests", ["RewardsCLI", "Rewards", "RewardCore"]),
  ],
  swiftLanguageModes: [.v6]
)

// The C library and its header. The compiler checks one against the other with `@c @implementation`, which Swift 6.2 does not have.
#if compiler(>=6.3)
  package.products.append(.library(name: "RewardsC", type: .dynamic, targets: ["RewardsC"]))
  package.targets += [
    .target(name: "CRewards"),
    module("RewardsC", ["CRewards", "RewardCore", "ExactMath", "RewardPipeline", "Rewards"]),
    tests("FacesTests", ["RewardsC", "CRewards", "RewardsCLI", "Rewards", "RewardCore", "RewardPipeline"]),
  ]
#endif
