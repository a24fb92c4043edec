import Foundation

/// The modules of the package and the folders of the core, as the sources have them.
struct ModulePicture {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let document = root.appending(path: "docs/modules.md")

  /// Which module of this package depends on which, as `Package.swift` says.
  let modules: DependencyGraph
  /// Which module imports which, as the sources say.
  let imports: DependencyGraph
  /// Which folder of `MetaCoT` uses types that are declared in which.
  let folders: DependencyGraph

  init() throws {
    let package = try String(
      contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    modules = Self.modules(of: package)
    var imports = DependencyGraph(modules.rooms)
    for module in modules.rooms {
      let folder = module == "espalier-bench" ? "Benchmarks" : "Sources/\(module)"
      for (_, source) in try Self.sources(in: folder) {
        for other in source.imports where modules.rooms.contains(other) {
          imports.add(module, uses: other, by: "import")
        }
      }
    }
    self.imports = imports
    folders = Self.folders(of: try Self.sources(in: "Sources/MetaCoT"))
  }

  /// What `docs/modules.md` has to say.
  var markdown: String {
    """
    # Modules and folders

    Drawn from `Package.swift` and the sources by a test, which fails on a circle and where this page
    is out of date (`RECORD_SNAPSHOTS=1 swift test --filter ModulePictureTests` draws it anew). What
    stands on a floor uses only what stands on lower ones. [Architecture](architecture.md) says what
    each is for.

    ## Modules

    \(modules.table(of: "module"))

    ## Folders of `MetaCoT`

    A folder uses another if the name of a type that is declared there occurs in its code.

    \(folders.table(of: "folder"))

    """
  }

  /// The targets that are no tests, with those of their dependencies that are in this package.
  private static func modules(of package: String) -> DependencyGraph {
    var dependencies: [String: [Substring]] = [:]
    for target in package.split(separator: "\n    .").dropFirst() {
      let isModule = ["target(", "executableTarget(", "systemLibrary("].contains {
        target.hasPrefix($0)
      }
      let quoted = target.split(separator: "\"", omittingEmptySubsequences: false)
        .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
      guard isModule, let name = quoted.first, !target.contains("path: \"Tests") else { continue }
      dependencies[String(name)] = Array(quoted.dropFirst())
    }
    var graph = DependencyGraph(Array(dependencies.keys))
    for (name, quoted) in dependencies {
      for other in quoted where dependencies[String(other)] != nil {
        graph.add(name, uses: String(other), by: "Package.swift")
      }
    }
    return graph
  }

  private static func folders(of sources: [(path: String, source: SwiftSource)]) -> DependencyGraph
  {
    let byFolder = Dictionary(grouping: sources) { String($0.path.prefix { $0 != "/" }) }
    var homes: [String: String] = [:]
    for (folder, files) in byFolder {
      for file in files { for name in file.source.declared { homes[name] = folder } }
    }
    var graph = DependencyGraph(Array(byFolder.keys))
    for (folder, files) in byFolder {
      let own = files.reduce(into: Set<String>()) {
        $0.formUnion($1.source.declared)
        $0.formUnion($1.source.nested)
      }
      for file in files {
        for word in file.source.words where !own.contains(word) {
          guard let home = homes[word] else { continue }
          graph.add(folder, uses: home, by: "\(word) in \(file.path)")
        }
      }
    }
    return graph
  }

  /// The Swift files in a folder and those below it, by their paths within it.
  private static func sources(in folder: String) throws -> [(path: String, source: SwiftSource)] {
    let place = root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: place.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: place.appending(path: path), encoding: .utf8)
      return (path, SwiftSource(text))
    }
  }
}
