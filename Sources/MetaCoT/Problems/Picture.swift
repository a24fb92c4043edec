/// A problem whose states can be shown as a picture: a maze, a board.
public protocol PicturedProblem: Problem {
  /// A picture of a state in the light of the search around it; nil if the text is not a state of
  /// this problem.
  func picture(ofState text: String, amid search: SearchedStates) -> Picture?

  /// Whether `picture` uses the searched states (a maze does, a sliding puzzle does not).
  var pictureShowsSearch: Bool { get }
}

extension PicturedProblem {
  /// False.
  public var pictureShowsSearch: Bool { false }
}

/// The states that a search has been to, as texts, for a picture that shows them.
public struct SearchedStates: Sendable {
  /// From the start to the state that is shown.
  public var path: [String]
  /// Reached and waiting to be expanded.
  public var frontier: [String]
  /// Expanded.
  public var closed: [String]

  /// Searched states; none by default.
  public init(path: [String] = [], frontier: [String] = [], closed: [String] = []) {
    self.path = path
    self.frontier = frontier
    self.closed = closed
  }
}

/// A small picture made of characters, each with a role that a theme gives a colour.
public struct Picture: Sendable, Equatable {
  /// What a cell stands for.
  public enum Role: String, Sendable, CaseIterable {
    case plain, dim, wall, start, goal, current, path, frontier, closed, right
  }

  /// One character cell.
  public struct Cell: Sendable, Equatable {
    /// A character one cell wide.
    public var glyph: Character
    /// What it stands for.
    public var role: Role

    /// A cell.
    public init(_ glyph: Character, _ role: Role) {
      self.glyph = glyph
      self.role = role
    }
  }

  /// The rows, top to bottom; they may differ in length.
  public var rows: [[Cell]]

  /// The cell that must stay visible where the picture is cropped.
  public var focus: (row: Int, column: Int)

  /// A picture of these rows.
  public init(rows: [[Cell]], focus: (row: Int, column: Int) = (0, 0)) {
    self.rows = rows
    self.focus = focus
  }

  /// Whether rows and focus are the same.
  public static func == (a: Picture, b: Picture) -> Bool {
    a.rows == b.rows && a.focus == b.focus
  }
}
