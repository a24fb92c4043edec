/// Which rooms of a house use which, and by what.
struct DependencyGraph {
  /// The rooms, in the order of their names.
  let rooms: [String]
  /// For each room the rooms that it uses, with what shows it.
  private(set) var uses: [String: [String: [String]]] = [:]

  init(_ rooms: [String]) { self.rooms = rooms.sorted() }

  /// Notes that one room uses another.
  mutating func add(_ room: String, uses other: String, by evidence: String) {
    uses[room, default: [:]][other, default: []].append(evidence)
  }

  /// The rooms that a room uses, in the order of their names.
  func used(by room: String) -> [String] { (uses[room] ?? [:]).keys.sorted() }

  /// A circle of rooms, each of which uses the next; nil if there is none.
  func circle() -> [String]? {
    var done: Set<String> = []
    func search(_ room: String, below path: [String]) -> [String]? {
      if let start = path.firstIndex(of: room) { return path[start...] + [room] }
      guard !done.contains(room) else { return nil }
      for other in used(by: room) {
        if let circle = search(other, below: path + [room]) { return circle }
      }
      done.insert(room)
      return nil
    }
    for room in rooms {
      if let circle = search(room, below: []) { return circle }
    }
    return nil
  }

  /// The circle in words, a line a step; nil if there is none.
  func circleText() -> String? {
    guard let circle = circle() else { return nil }
    return zip(circle, circle.dropFirst()).map { room, other in
      "\(room) uses \(other): \(uses[room]![other]!.sorted().joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  /// The floors of the house: each room stands above all that it uses, as low as it can.
  /// There must be no circle.
  func floors() -> [[String]] {
    var floor: [String: Int] = [:]
    func height(_ room: String) -> Int {
      if let known = floor[room] { return known }
      let above = used(by: room).map { height($0) + 1 }.max() ?? 0
      floor[room] = above
      return above
    }
    let heights = rooms.map(height)
    return (0...(heights.max() ?? 0)).map { level in
      rooms.filter { floor[$0] == level }
    }
  }

  /// A table in Markdown, the highest floor first.
  func table(of what: String) -> String {
    var lines = ["| floor | \(what) | uses |", "|---|---|---|"]
    for (level, rooms) in floors().enumerated().reversed() {
      for room in rooms {
        let used = used(by: room).map { "`\($0)`" }.joined(separator: " ")
        lines.append("| \(level + 1) | `\(room)` | \(used.isEmpty ? "–" : used) |")
      }
    }
    return lines.joined(separator: "\n")
  }
}
