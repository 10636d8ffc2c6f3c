// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "RunningLength",
  platforms: [.macOS(.v15)],
  products: [
    // A shared library, which `rewards --plugin` loads.
    .library(name: "RunningLength", type: .dynamic, targets: ["RunningLength"])
  ],
  dependencies: [
    .package(name: "swift-rewards", path: "../..")
  ],
  targets: [
    .target(name: "RunningLength", dependencies: [.product(name: "RewardPluginExport", package: "swift-rewards")]),
    .testTarget(name: "RunningLengthTests", dependencies: ["RunningLength", .product(name: "RewardLaws", package: "swift-rewards")]),
  ]
)
