import Synchronization

/// Writes the events of a search as text, in one style.
///
/// A linearizer is a pure function of a tree's immutable records, texts and events: the same event
/// gives the same fragment, whether the search is live, replayed or compared, whatever was written
/// before and wherever `tree.now` is. So a pane can write just the fragments it shows, and no text
/// is stored. What a fragment needs to know of its context (the node that was the current one, what
/// was just said) it finds by looking back a few events; it never looks ahead, so text once written
/// stays.
public protocol Linearizer: Sendable {
  /// The style's name on the command line, such as `thought`.
  static var name: String { get }

  /// What it is, in a clause for menus and help.
  static var summary: String { get }

  /// A linearizer for the search that the header describes.
  init(header: TraceHeader)

  /// What stands before the first event: the problem, as this style states it.
  func opening(of tree: SearchTree) -> TextFragment

  /// The text of one event; nil if this style passes over it. Does not depend on `tree.now`.
  func fragment(at event: Int, in tree: SearchTree) -> TextFragment?
}

extension Linearizer {
  /// The text of an event, nil if nothing is said of it; -1 is the opening.
  package func text(at event: Int, in tree: SearchTree) -> TextFragment? {
    event < 0 ? opening(of: tree) : fragment(at: event, in: tree)
  }
}

/// The linearizers by name: a new one is one file and one line here.
public enum LinearizerRegistry {
  /// All linearizers; the first is the default.
  public static var all: [any Linearizer.Type] { registered.withLock { $0 } }

  /// Adds a linearizer of another package; one of the same name is replaced.
  public static func register(_ linearizer: any Linearizer.Type) {
    registered.withLock { all in
      all.removeAll { $0.name == linearizer.name }
      all.append(linearizer)
    }
  }

  private static let registered = Mutex<[any Linearizer.Type]>([
    ProseLinearizer.self, StreamOfSearch.self, Searchformer.self, WalkLinearizer.self,
  ])

  /// The names, in the order of `all`.
  public static var names: [String] { all.map { $0.name } }

  /// The linearizer of this name; nil if there is none.
  public static func named(_ name: String) -> (any Linearizer.Type)? {
    all.first { $0.name == name }
  }
}
