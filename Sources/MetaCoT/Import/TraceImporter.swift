import Synchronization

/// Reads the searches in files of another program. A new one is one file and one line in
/// `ImporterRegistry`.
///
/// A file is told by its content, never by its name. What an importer gives is what the file says: a
/// figure that is not in it stays missing, texts stay as they are written, values keep their range,
/// and a tree without an order says that it has none.
public protocol TraceImporter: Sendable {
  /// The format's name on the command line, such as `omegaprm`.
  static var name: String { get }

  /// Whose files these are, in a clause.
  static var summary: String { get }

  /// Whether the file is of this format, by what is in its first record.
  static func recognizes(_ file: ForeignFile) -> Bool

  /// Whether every record is a search of its own: a file with a record a line is then read line by
  /// line, however large it is.
  static var readsRecordByRecord: Bool { get }

  /// The searches in the file, in its order. Throws a `FileError`.
  static func searches(in file: ForeignFile) throws -> [ImportedSearch]
}

extension TraceImporter {
  /// A search may take all records of the file.
  public static var readsRecordByRecord: Bool { false }
}

/// An importer of logs with samples, of which some may tell of no search.
protocol SampleImporter: TraceImporter {
  /// The samples of which no search is made.
  static func samplesWithoutSearch(in file: ForeignFile) -> LeftOut
}

/// A search of another program's file: what it is called there, and how to read it.
public struct ImportedSearch: Sendable {
  /// What it is called: the file's own id where that is unique, else its place from 1.
  public var id: String
  private let read: @Sendable () throws -> ImportedTrace

  /// A search that `read` reads.
  public init(id: String, read: @escaping @Sendable () throws -> ImportedTrace) {
    self.id = id
    self.read = read
  }

  /// The search as events. Throws a `FileError` where the file breaks off the format.
  public func trace() throws -> ImportedTrace { try read() }
}

extension [ImportedSearch] {
  /// The searches with ids of which each is there once: of those with the same one it is kept by the first that
  /// is called so in the file; the others are called by their places, and where that is taken `2-2`.
  var withUniqueIDs: [ImportedSearch] {
    func isPlace(_ index: Int) -> Bool { self[index].id == String(index + 1) }
    var owners: [String: Int] = [:]
    for index in indices {
      let id = self[index].id
      if owners[id].map({ isPlace($0) && !isPlace(index) }) ?? true { owners[id] = index }
    }
    var taken = Set(owners.keys)
    var searches = self
    for index in indices where owners[self[index].id] != index {
      var id = String(index + 1)
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(index + 1)-\(number)"
        number += 1
      }
      searches[index].id = id
    }
    return searches
  }
}

/// A search as a header and events.
public struct ImportedTrace: Sendable {
  /// Which search it is.
  public var header: TraceHeader
  /// All that happened.
  public var events: EventBatch

  /// A search.
  public init(header: TraceHeader, events: EventBatch) {
    self.header = header
    self.events = events
  }

  /// The search as the bytes of a trace file.
  public var bytes: [UInt8] {
    var encoder = TraceEncoder(header: header)
    var cursor = TraceEncoder.Cursor()
    while encoder.append(events, from: &cursor, limit: .max) {}
    return Array(encoder.output.bytes)
  }
}

/// The importers by name.
public enum ImporterRegistry {
  /// All importers, in the order in which a file is tried.
  public static var all: [any TraceImporter.Type] { registered.withLock { $0 } }

  /// Adds an importer of another package, tried before the others; one of the same name is replaced.
  public static func register(_ importer: any TraceImporter.Type) {
    registered.withLock { all in
      all.removeAll { $0.name == importer.name }
      all.insert(importer, at: 0)
    }
  }

  private static let registered = Mutex<[any TraceImporter.Type]>([
    TreeOfThoughts.self, Crosswords.self, Reasoners.self, TreeQuest.self, OmegaPRM.self,
    PRM800K.self, ThoughtAnchors.self, StreamOfSearchSet.self, SearchformerTokenRows.self,
    LinearizedTexts.self,
    StreamOfSearchDialects.self, SearchformerEvents.self, JupyddlTraces.self, LeelaStatistics.self,
    KataGo.self, CPProfiler.self, Crucible.self, Posthoc.self, GraphvizDot.self, Newick.self,
    NodeTables.self,
    OpenTelemetry.self, ProgramTrees.self, LangGraphCheckpoints.self, AgentTrajectories.self,
    ChatTranscript.self, NestedTree.self, LinkedRecords.self, ReasoningTexts.self,
  ])

  /// The importer of the file; nil if it is of no known format.
  public static func importer(of file: ForeignFile) -> (any TraceImporter.Type)? {
    all.first { $0.recognizes(file) }
  }
}
