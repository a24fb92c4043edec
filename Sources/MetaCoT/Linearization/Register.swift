import Synchronization

/// A register of Meta-CoT text: how events are written as words.
///
/// A register is a pure function of a tree's immutable records, texts and events: the same event
/// gives the same piece, whether the search is live, replayed or compared, whatever was written
/// before and wherever `tree.now` is. So a pane can write just the pieces it shows, and no text is
/// stored. What a piece needs to know of its context (where the thought stood before, what was just
/// said) it finds by looking back a few events; it never looks ahead, so text once written stays.
public protocol Register: Sendable {
  /// The name on the command line, such as `thought`.
  static var name: String { get }

  /// What it is, in a clause for menus and help.
  static var summary: String { get }

  /// A register for the search that the header describes.
  init(header: TraceHeader)

  /// What stands before the first event: the problem, as this register states it.
  func opening(of tree: SearchTree) -> Piece

  /// The text of one event; nil if this register passes over it. Does not depend on `tree.now`.
  func piece(at event: Int, in tree: SearchTree) -> Piece?
}

/// The registers by name: a new one is one file and one line here.
public enum Registers {
  /// All registers; the first is the default.
  public static var all: [any Register.Type] { registered.withLock { $0 } }

  /// Adds a register of another package; one of the same name is replaced.
  public static func register(_ register: any Register.Type) {
    registered.withLock { all in
      all.removeAll { $0.name == register.name }
      all.append(register)
    }
  }

  private static let registered = Mutex<[any Register.Type]>([
    Thought.self, StreamOfSearch.self, Searchformer.self, Walk.self,
  ])

  /// The names, in the order of `all`.
  public static var names: [String] { all.map { $0.name } }

  /// The register of this name; nil if there is none.
  public static func named(_ name: String) -> (any Register.Type)? {
    all.first { $0.name == name }
  }
}
