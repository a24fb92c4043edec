import MetaCoT

extension CommandTable {
  /// Reads the `:` line: a command's name or the beginning of it, then what it takes. A bare number
  /// goes to the event of that number, a number and `%` to that part of the trace.
  package static func parse(_ line: String) throws(CommandLineError) -> CommandInvocation {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let name = words.first.map(String.init) else { throw .empty }
    let argument = words.count > 1 ? trimmed(words[1]) : nil
    if let event = Int(name), event >= 0 { return CommandInvocation(.seekEvent, count: event) }
    if name.hasSuffix("%"), let percent = Int(name.dropLast()) {
      return try invocation(.seekPercent, String(percent))
    }
    return try invocation(command(named: name), argument)
  }

  /// The command of a name or of its beginning, which must be that of one only.
  private static func command(named name: String) throws(CommandLineError) -> CommandID {
    if let id = CommandID(rawValue: name) { return id }
    let found = all.map(\.id).filter { $0.rawValue.hasPrefix(name) && isNamed($0) }
    if found.count > 1 { throw .ambiguous(name, found.map(\.rawValue)) }
    guard let id = found.first else { throw .unknown(name, nearest(to: name)?.rawValue) }
    return id
  }

  /// What completes what has been typed on the `:` line: names in the order of the table; after a name
  /// and a space what `arguments` gives for the beginning of what the command takes.
  package static func completions(
    _ typed: String, arguments: (String, CommandID) -> [String] = { _, _ in [] }
  ) -> [String] {
    guard let space = typed.firstIndex(of: " ") else {
      return all.map(\.id).filter { isNamed($0) && $0.rawValue.hasPrefix(typed) }.map(\.rawValue)
    }
    guard let id = try? command(named: String(typed[..<space])), isNamed(id) else { return [] }
    let argument = typed[space...].drop { $0 == " " }
    return arguments(String(argument), id).map { typed[..<argument.startIndex] + $0 }
  }

  /// Commands whose name or title holds the letters of a text in their order, best first; then those
  /// whose help has all its words: for the palette. Complexity: O(commands × letters).
  package static func matching(_ text: String, in context: CommandContext) -> [Command] {
    let wanted = text.lowercased().filter { $0 != " " }
    var found: [(score: Int, place: Int, command: Command)] = []
    for (place, command) in all.enumerated() where command.contexts.contains(context) {
      let scores = [command.title.lowercased(), command.id.rawValue].compactMap {
        subsequenceScore(of: wanted, in: $0)
      }
      if let best = scores.min() {
        found.append((best, place, command))
      } else if speaks(command, of: text) {
        found.append((.max, place, command))
      }
    }
    return found.sorted { ($0.score, $0.place) < ($1.score, $1.place) }.map(\.command)
  }

  /// Whether a command's help has all words of a text, as words or their beginnings.
  private static func speaks(_ command: Command, of text: String) -> Bool {
    let help = command.help.lowercased().split { !$0.isLetter && !$0.isNumber }
    return text.lowercased().split(separator: " ").allSatisfy { word in
      help.contains { $0.hasPrefix(word) }
    }
  }

  /// The command whose name is nearest in spelling, if any is near.
  package static func nearest(to name: String) -> CommandID? {
    let candidates = CommandID.allCases.map { ($0, editDistance(name, $0.rawValue)) }
    guard let best = candidates.min(by: { $0.1 < $1.1 }), best.1 <= max(2, name.count / 3) else {
      return nil
    }
    return best.0
  }

  /// Commands for typing text have no place on a line that is itself being typed.
  private static func isNamed(_ id: CommandID) -> Bool {
    CommandTable[id].contexts != [.prompt]
  }

  /// A command with what was typed after its name, or when it asked for it. Throws where that is not what
  /// it takes.
  package static func invocation(
    _ id: CommandID, _ argument: String?
  ) throws(CommandLineError) -> CommandInvocation {
    guard isNamed(id) else { throw .unknown(id.rawValue, nil) }
    switch CommandTable[id].argument {
    case .none:
      // A number counts, as it does before a key.
      if let argument {
        guard let count = Int(argument), count >= 0 else { throw .takesNothing(id, argument) }
        return CommandInvocation(id, count: count)
      }
    case .optional: break
    case .required(let what): if argument == nil { throw .missing(id, what) }
    case .number(let what):
      let digits =
        id == .seekPercent && argument?.last == "%" ? argument?.dropLast() : argument?[...]
      guard let digits, let number = Int(digits), number >= 0 else { throw .missing(id, what) }
      return CommandInvocation(id, count: number, argument: String(digits))
    case .optionalCount(let what):
      if let argument, Int(argument).map({ $0 > 0 }) != true { throw .missing(id, what) }
    case .optionalNumber(let what):
      if let argument, Double(argument).map({ $0 > 0 && $0.isFinite }) != true {
        throw .missing(id, what)
      }
    }
    return CommandInvocation(id, count: argument.flatMap { Int($0) }, argument: argument)
  }

  private static func trimmed(_ text: Substring) -> String? {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text.isEmpty ? nil : String(text)
  }

  /// Gaps before and between the letters found; nil where they are not all there.
  private static func subsequenceScore(of wanted: String, in text: String) -> Int? {
    var score = 0
    var gap = 0
    var rest = wanted[...]
    for character in text {
      guard let next = rest.first else { break }
      if character == next {
        rest.removeFirst()
        score += gap
        gap = 0
      } else {
        gap += 1
      }
    }
    return rest.isEmpty ? score : nil
  }

  private static func editDistance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == b[j] ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

/// What is wrong with a line typed after `:`.
package enum CommandLineError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nothing was typed.
  case empty
  /// There is no such command; perhaps the second is meant.
  case unknown(String, String?)
  /// Several commands begin so.
  case ambiguous(String, [String])
  /// The command needs something after its name.
  case missing(CommandID, String)
  /// The command takes nothing but a number.
  case takesNothing(CommandID, String)

  /// One sentence.
  package var description: String {
    switch self {
    case .empty: "nothing typed"
    case .unknown(let name, let nearest):
      "there is no command “\(name.shortened)”" + (nearest.map { "; did you mean “\($0)”?" } ?? "")
    case .ambiguous(let name, let found):
      "“\(name)” could be \(found.joined(separator: ", "))"
    case .missing(let id, let what): "\(id.rawValue) needs \(what)"
    case .takesNothing(let id, let text):
      "\(id.rawValue) takes only a number, not “\(text.shortened)”"
    }
  }
}
