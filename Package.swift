// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// Flags for our C and C++: the tests ask for fast kernels, the sanitized build for traps. A package
// that others depend on may not ask for any itself.
let flags = Context.environment["C_FLAGS"]?.split(separator: " ").map(String.init) ?? []
let flagsOfC: [CSetting] = flags.isEmpty ? [] : [.unsafeFlags(flags)]
let flagsOfCXX: [CXXSetting] = flags.isEmpty ? [] : [.unsafeFlags(flags)]

let package = Package(
  name: "espalier",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "MetaCoT", targets: ["MetaCoT"]),
    .library(name: "MetaCoTEvaluation", targets: ["MetaCoTEvaluation"]),
    .library(name: "MetaCoTNeural", targets: ["MetaCoTNeural"]),
    .executable(name: "espalier", targets: ["espalier"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // Conversions to integers that cannot end the program.
    .target(name: "SaturatingIntegers", swiftSettings: strict),

    // The shared search-and-model core: no screens, no curses, no command line.
    .target(
      name: "MetaCoT",
      dependencies: [
        "SaturatingIntegers", "CSimdJSON", "CRE2", "CZstd", "CSQLite", "CYAML", "CZlib",
      ],
      swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "CSimdJSON", cxxSettings: [.define("NDEBUG")] + flagsOfCXX,
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CRE2", cxxSettings: flagsOfCXX, linkerSettings: [.linkedLibrary("re2")]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // Strategies and models measured: plans, records, tables, scaling curves.
    .target(
      name: "MetaCoTEvaluation", dependencies: ["MetaCoT", "SaturatingIntegers"],
      swiftSettings: strict),

    // The log of a training run, as plain values.
    .target(
      name: "TrainingLog", dependencies: ["MetaCoT", "SaturatingIntegers"], swiftSettings: strict),

    // A small transformer: network, tokenizer, checkpoints, training.
    .target(
      name: "MetaCoTNeural",
      dependencies: [
        "MetaCoT", "MetaCoTEvaluation", "TrainingLog", "SaturatingIntegers", "CNeuralKernels",
        "CSimdJSON",
        .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
      ],
      resources: [.copy("Pocket")],
      swiftSettings: strict,
      linkerSettings: [.linkedFramework("Accelerate", .when(platforms: [.macOS]))]),
    .target(name: "CNeuralKernels", cSettings: flagsOfC),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    // The toolkit: cells, keys, themes, widgets. Pure Swift; knows no curses and no search.
    .target(name: "TerminalUI", dependencies: ["SaturatingIntegers"], swiftSettings: strict),

    // What is drawn of searches and trainings, and the commands that act on it.
    .target(
      name: "EspalierViews",
      dependencies: [
        "MetaCoT", "MetaCoTEvaluation", "TrainingLog", "TerminalUI", "SaturatingIntegers",
      ],
      swiftSettings: strict),

    // The only code that talks to a terminal.
    .systemLibrary(
      name: "CNCurses",
      providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "CTerminalSupport", cSettings: flagsOfC),
    .target(
      name: "TerminalDevice",
      dependencies: ["TerminalUI", "SaturatingIntegers", "CNCurses", "CTerminalSupport"],
      swiftSettings: strict),

    .executableTarget(
      name: "espalier",
      dependencies: [
        "MetaCoT", "MetaCoTEvaluation", "MetaCoTNeural", "TrainingLog", "EspalierViews",
        "TerminalUI", "TerminalDevice", "SaturatingIntegers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "espalier-bench",
      dependencies: ["MetaCoT", "MetaCoTNeural", "EspalierViews", "TerminalUI"],
      path: "Benchmarks",
      exclude: ["pytorch.py"],
      swiftSettings: strict),

    .testTarget(
      name: "MetaCoTTests", dependencies: ["MetaCoT", "TestSupport"],
      exclude: ["Linearization/Snapshots", "Search/Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "MetaCoTEvaluationTests", dependencies: ["MetaCoTEvaluation", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingLogTests", dependencies: ["TrainingLog"], swiftSettings: strict),
    .testTarget(
      name: "MetaCoTNeuralTests", dependencies: ["MetaCoT", "MetaCoTNeural", "TrainingLog"],
      swiftSettings: strict),
    // What several test targets share: fixtures, and frames compared with stored ones.
    .target(
      name: "TestSupport", dependencies: ["MetaCoT", "TerminalUI"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "TerminalUITests", dependencies: ["MetaCoT", "TerminalUI", "TestSupport"],
      exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "EspalierViewsTests",
      dependencies: ["EspalierViews", "TestSupport"],
      exclude: ["Snapshots"],
      swiftSettings: strict),
    // Reads the sources, and draws which module and folder uses which.
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .executableTarget(
      name: "terminal-probe",
      dependencies: ["TerminalUI", "TerminalDevice"],
      path: "Tests/TerminalProbe",
      swiftSettings: strict),
    .testTarget(
      name: "EspalierTests",
      dependencies: [
        "MetaCoT", "MetaCoTEvaluation", "MetaCoTNeural", "TrainingLog", "EspalierViews",
        "TerminalUI", "espalier", "terminal-probe",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),
    // Readers, fed with mutated inputs: a second each, or as long as `make fuzz` asks.
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "MetaCoT", "MetaCoTEvaluation", "MetaCoTNeural", "EspalierViews", "TerminalUI",
        "TrainingLog", "espalier",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
