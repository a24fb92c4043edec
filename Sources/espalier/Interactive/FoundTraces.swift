import Foundation
import MetaCoT
import TrainingLog

/// What can be replayed without naming it: searches that were kept, what lies in this folder, files of
/// other programs too, and the samples.
enum FoundTraces {
  /// A file with a search in it, or several.
  struct Trace {
    /// What is known of it before it is opened.
    enum Kind {
      /// A trace of ours.
      case trace(TraceHeader)
      /// A file that an importer reads.
      case imported(format: String)
    }

    var path: String
    var kind: Kind

    /// What a list calls it.
    var name: String { URL(fileURLWithPath: path).lastPathComponent }
  }

  /// Files of a folder that a list looks at.
  private static let most = 40

  /// Files that may be other programs' which a list looks into, and their bytes, all together: each is
  /// read and tried.
  private static let mostImports = 100
  private static let mostBytes = 8 << 20

  /// The traces, the newest search first, and how many files there are that were not looked at.
  static func all() -> (traces: [Trace], more: Int) {
    let recent = traces(in: RecentSearches.folder)
    let here = traces(in: ".")
    let folders =
      [(recent.traces.reversed(), recent.more), here, imports(besides: here.traces)]
      + (Samples.folder.map { [traces(in: $0)] } ?? [])
    var seen: Set<String> = []
    let found = folders.flatMap(\.0).filter { trace in
      seen.insert(URL(fileURLWithPath: trace.path).resolvingSymlinksInPath().path).inserted
    }
    return (found, folders.reduce(0) { $0 + $1.1 })
  }

  /// The training runs in this folder and in the folders in it.
  static func runs() -> [String] {
    func isRun(_ path: String) -> Bool {
      FileManager.default.fileExists(atPath: path + "/metrics.jsonl")
    }
    return names(in: ".").flatMap { name in
      isRun(name) ? [name] : names(in: name).map { name + "/" + $0 }.filter(isRun)
    }
  }

  private static func traces(in folder: String) -> (traces: [Trace], more: Int) {
    let names = names(in: folder).filter { $0.hasSuffix(".jsonl") || $0.hasSuffix(".jsonl.zst") }
    let traces = names.suffix(most).compactMap { name -> Trace? in
      let path = folder == "." ? name : folder + "/" + name
      // Other files of lines are no traces, and to open a pipe would wait for who writes it.
      guard FileFacts(path)?.isRegular == true, let reader = try? TraceReader(path: path) else {
        return nil
      }
      return Trace(path: path, kind: .trace(reader.header))
    }
    return (traces, max(0, names.count - most))
  }

  /// The files of this folder that an importer knows, by what is in them.
  private static func imports(besides own: [Trace]) -> (traces: [Trace], more: Int) {
    let known = Set(own.map(\.path))
    var (traces, looked, more, left): ([Trace], Int, Int, Int) = ([], 0, 0, mostBytes)
    for name in names(in: ".") where !known.contains(name) {
      guard let facts = FileFacts(name), facts.isRegular, facts.size > 0 else { continue }
      guard looked < mostImports, facts.size <= left else {
        more += 1
        continue
      }
      looked += 1
      left -= facts.size
      guard let format = (try? TraceCatalog(path: name))?.format else { continue }
      traces.append(Trace(path: name, kind: .imported(format: format)))
    }
    return (traces, more)
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}
