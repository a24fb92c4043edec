import Foundation
import MetaCoT
import TrainingLog

/// What can be replayed without naming it: searches that were kept, and what lies in this folder and
/// among the samples.
enum FoundTraces {
  /// A trace, as far as its header tells.
  struct Trace {
    var path: String
    var header: TraceHeader

    /// What a list calls it.
    var name: String { URL(fileURLWithPath: path).lastPathComponent }
  }

  /// Files of a folder that a list looks at.
  private static let most = 40

  /// The traces, the newest search first, and how many files there are that were not looked at.
  static func all() -> (traces: [Trace], more: Int) {
    let recent = traces(in: RecentSearches.folder)
    let folders =
      [(recent.traces.reversed(), recent.more), traces(in: ".")]
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
      return Trace(path: path, header: reader.header)
    }
    return (traces, max(0, names.count - most))
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}
