// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "swift-rewards", path: "..")],
  targets: [
    .executableTarget(
      name: "MathBenchmark",
      dependencies: [
        .product(name: "Rewards", package: "swift-rewards"),
        .product(name: "ExactMath", package: "swift-rewards"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "ShaperBenchmark", dependencies: [.product(name: "Rewards", package: "swift-rewards")], swiftSettings: strict),
    .executableTarget(
      name: "ReaderProbe", dependencies: [.product(name: "ExactMath", package: "swift-rewards")], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
