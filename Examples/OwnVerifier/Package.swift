// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "OwnVerifier",
  platforms: [.macOS(.v15)],
  products: [.library(name: "Parity", targets: ["Parity"])],
  dependencies: [.package(name: "swift-rewards", path: "../..")],
  targets: [
    .target(name: "Parity", dependencies: [.product(name: "Rewards", package: "swift-rewards")]),
    .executableTarget(name: "own-verifier", dependencies: ["Parity", .product(name: "Rewards", package: "swift-rewards")]),
    .testTarget(
      name: "ParityTests",
      dependencies: [
        "Parity", .product(name: "Rewards", package: "swift-rewards"), .product(name: "RewardTesting", package: "swift-rewards"),
      ]),
  ])
