// swift-tools-version: 6.2
import PackageDescription

// A package of its own that adds a problem, a strategy, a model and a style to Espalier's core.
let package = Package(
  name: "espalier-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "espalier", path: "..")],
  targets: [
    .executableTarget(
      name: "lights",
      dependencies: [.product(name: "MetaCoT", package: "espalier")],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
