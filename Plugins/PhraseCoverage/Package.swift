// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "PhraseCoverage",
  platforms: [.macOS(.v15)],
  products: [
    // A shared library, which `rewards --plugin` loads.
    .library(name: "PhraseCoverage", type: .dynamic, targets: ["PhraseCoverage"])
  ],
  dependencies: [
    .package(name: "swift-rewards", path: "../..")
  ],
  targets: [
    .target(name: "PhraseCoverage", dependencies: [.product(name: "RewardPluginExport", package: "swift-rewards")]),
    .testTarget(name: "PhraseCoverageTests", dependencies: ["PhraseCoverage", .product(name: "RewardLaws", package: "swift-rewards")]),
  ]
)
