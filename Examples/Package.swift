// swift-tools-version: 6.2
import PackageDescription

// A package of its own: `lights` adds a problem, a strategy, a model, a style and an importer to
// Espalier's core; `ask` records a search, or reads one, and asks about its nodes.
let package = Package(
  name: "espalier-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "espalier", path: "..")],
  targets: [
    .executableTarget(
      name: "lights",
      dependencies: [.product(name: "MetaCoT", package: "espalier")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "ask",
      dependencies: [.product(name: "MetaCoT", package: "espalier")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
