// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "espalier",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "MetaCoT", targets: ["MetaCoT"]),
    .library(name: "MetaCoTNeural", targets: ["MetaCoTNeural"]),
    .executable(name: "espalier", targets: ["espalier"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // The shared search-and-model core: no screens, no curses, no command line.
    .target(
      name: "MetaCoT",
      dependencies: ["CSimdJSON", "CZstd"],
      swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "CSimdJSON", cxxSettings: [.define("NDEBUG")],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    // A small transformer: network, tokenizer, checkpoints, training.
    .target(
      name: "MetaCoTNeural",
      dependencies: [
        "MetaCoT", "CNeuralKernels", "CSimdJSON",
        .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
      ],
      resources: [.copy("Pocket")],
      swiftSettings: strict,
      linkerSettings: [.linkedFramework("Accelerate", .when(platforms: [.macOS]))]),
    .target(name: "CNeuralKernels"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    // What is drawn: cells, layout, views, commands, themes. Pure Swift, no curses.
    .target(
      name: "TerminalUI",
      dependencies: ["MetaCoT", "MetaCoTNeural"],
      swiftSettings: strict),

    // The only code that talks to a terminal.
    .systemLibrary(
      name: "CNCurses",
      providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "CTerminalSupport"),
    .target(
      name: "TerminalDevice",
      dependencies: ["TerminalUI", "CNCurses", "CTerminalSupport"],
      swiftSettings: strict),

    .executableTarget(
      name: "espalier",
      dependencies: [
        "MetaCoT", "MetaCoTNeural", "TerminalUI", "TerminalDevice",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "espalier-bench",
      dependencies: ["MetaCoT", "MetaCoTNeural", "TerminalUI"],
      path: "Benchmarks",
      exclude: ["pytorch.py"],
      swiftSettings: strict),

    .testTarget(
      name: "MetaCoTTests", dependencies: ["MetaCoT"],
      exclude: ["Linearization/Snapshots", "Search/Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "MetaCoTNeuralTests", dependencies: ["MetaCoT", "MetaCoTNeural"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalUITests", dependencies: ["MetaCoTNeural", "TerminalUI"],
      exclude: ["Views/Snapshots"],
      swiftSettings: strict),
    .executableTarget(
      name: "terminal-probe",
      dependencies: ["TerminalUI", "TerminalDevice"],
      path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .testTarget(
      name: "EspalierTests",
      dependencies: [
        "MetaCoT", "MetaCoTNeural", "TerminalUI", "espalier", "terminal-probe",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
