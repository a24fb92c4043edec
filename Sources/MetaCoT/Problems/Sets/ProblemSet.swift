import Foundation

/// Problems with names, in order: what a search can be run on, from a file or built in.
public struct ProblemSet: Sendable {
  /// A problem and what is known of it.
  public struct Item: Sendable {
    /// Its name, different from all others in the set.
    public var id: String
    /// The problem.
    public var problem: any Problem
    /// An answer that the file gives; the verifier has accepted it.
    public var answer: String?
    /// The cost of the best answer, as the file says.
    public var cost: Float?
    /// The line of the file it stands on, from 1; nil where there is no file.
    public var line: Int?

    /// An item.
    public init(
      id: String, problem: any Problem, answer: String? = nil, cost: Float? = nil,
      line: Int? = nil
    ) {
      self.id = id
      self.problem = problem
      self.answer = answer
      self.cost = cost
      self.line = line
    }

    /// The registered kind of the problem.
    public var kind: String { type(of: problem).kind }

    /// How a trace or a problem set names it.
    package var reference: TraceHeader.ProblemReference {
      .init(id: id, kind: kind, text: problem.text)
    }

    /// A line of a problem set, without the line break.
    package var jsonLine: String {
      let line = ProblemSetLine(
        id: id, kind: kind, text: problem.text, answer: answer, cost: cost.map(Double.init))
      guard let data = try? JSONEncoder.lines.encode(line) else {
        preconditionFailure("strings and finite numbers can be encoded")
      }
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// What a set can be read from; told apart by content.
  public enum Format: String, Sendable, CaseIterable {
    /// Problem sets as this program writes them.
    case jsonLines = "problem set"
    /// The data sets of reasoning-gym, as JSON Lines.
    case reasoningGym = "reasoning-gym"
    /// JSON objects with a list of numbers and a target, as TinyZero and Stream of Search have them.
    case numbers = "numbers and targets"
    /// A problem's text a line.
    case texts = "list of problems"
    /// Numbers in a column of a table, as of the Game of 24: `Rank,Puzzles,…`.
    case table = "table of numbers"
    /// Sliding puzzles: a number, then the tiles row by row.
    case tiles = "list of tiles"
    /// A single maze: its grid, a line a row.
    case grid = "grid"
  }

  /// The file it was read from, or `built in`.
  public let name: String
  /// What the file was.
  public let format: Format
  /// The problems in order.
  public let items: [Item]
  /// What was wrong with the lines that were skipped.
  public let skipped: [FileError]

  /// A set of these problems.
  public init(
    name: String, format: Format = .jsonLines, items: [Item], skipped: [FileError] = []
  ) {
    self.name = name
    self.format = format
    self.items = items
    self.skipped = skipped
  }

  /// The problem of this name, or the only problem whose name begins so; throws a `ProblemError`.
  public func item(id: String) throws -> Item {
    if let item = items.first(where: { $0.id == id }) { return item }
    let candidates = items.filter { $0.id.hasPrefix(id) }
    if candidates.count == 1 { return candidates[0] }
    let some = (candidates.isEmpty ? items : candidates).prefix(5).map(\.id)
    let list = some.joined(separator: ", ") + (items.count > some.count ? ", …" : "")
    let place = name == Self.builtIn.name ? "among those built in" : "in \(name)"
    throw ProblemError("there is no problem \(id.quoted) \(place): there are \(list)")
  }
}

/// A line of a problem set, as it is written.
private struct ProblemSetLine: Encodable {
  var id: String?
  var kind: String?
  var text: String?
  var answer: String?
  var cost: Double?
}
