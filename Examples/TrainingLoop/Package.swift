// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "TrainingLoop",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "swift-rewards", path: "../..")],
  targets: [
    .executableTarget(name: "TrainingLoop", dependencies: [.product(name: "Rewards", package: "swift-rewards")])
  ])
