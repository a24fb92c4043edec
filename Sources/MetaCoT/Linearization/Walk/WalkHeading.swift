/// What a text in the style `walk` begins with: the problem, and on a line of its own what is asked for.
///
/// ```
/// 4 5 6 10 → 24
/// search
/// ```
/// The problem stands as it is, on as many lines as it has. Where one of these reads as an instruction, or
/// all of it as a quoted text, it is quoted, on one line: so the first instruction ends it.
struct WalkHeading {
  /// The problem.
  let problem: String
  /// What is asked for.
  let instruction: WalkLinearizer.Instruction
  /// What follows.
  let lines: Substring
  /// How many lines it has.
  let lineCount: Int

  /// The heading as it is written, with the end of its last line.
  static func text(
    _ problem: String, _ instruction: WalkLinearizer.Instruction
  ) -> String {
    var rest = problem[...]
    let isMistaken =
      Quoting.readQuoted(from: &rest) != nil && rest.isEmpty
      || problem.utf8.split(separator: UInt8(ascii: "\n")).contains {
        Self.instruction(Substring($0)) != nil
      }
    return "\(isMistaken ? Quoting.quoted(problem) : problem)\n\(instruction.rawValue)\n"
  }

  /// The heading of a text; nil where it has none.
  ///
  /// The problem in a text by others may have lines that read as instructions. What ends the heading is the
  /// first after which comes a line of a walk, or nothing; if that is none, the first of all.
  static func find(in text: Substring) -> WalkHeading? {
    if let quoted = quoted(text) { return quoted }
    var first: WalkHeading?
    var (start, lineCount, tried) = (text.startIndex, 0, 0)
    while tried < most, let end = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lineCount += 1
      let next = text.utf8.index(after: end)
      if start > text.startIndex, let instruction = instruction(text[start..<end]) {
        let heading = WalkHeading(
          problem: String(text[..<text.utf8.index(before: start)]), instruction: instruction,
          lines: text[next...], lineCount: lineCount)
        if heading.isFollowedByWalk { return heading }
        first = first ?? heading
        tried += 1
      }
      start = next
    }
    return first
  }

  /// So many lines that read as instructions are looked at.
  private static let most = 16

  private static func quoted(_ text: Substring) -> WalkHeading? {
    var rest = text
    guard let problem = Quoting.readQuoted(from: &rest), rest.first == "\n" else { return nil }
    rest = rest.dropFirst()
    let line = rest.prefix { $0 != "\n" }
    guard line.endIndex < rest.endIndex, let instruction = instruction(line) else { return nil }
    return WalkHeading(
      problem: problem, instruction: instruction, lines: rest[line.endIndex...].dropFirst(),
      lineCount: 2)
  }

  private static func instruction(_ line: Substring) -> WalkLinearizer.Instruction? {
    WalkLinearizer.Instruction.allCases.first { $0.rawValue == line }
  }

  private var isFollowedByWalk: Bool {
    let rest = lines.drop { $0 == "\n" || $0 == " " }
    guard !rest.isEmpty else { return true }
    // Blanks at its beginning are part of a line.
    let start = lines[..<rest.startIndex].lastIndex(of: "\n").map(lines.index(after:))
    return WalkGrammar.line(lines[(start ?? lines.startIndex)...].prefix { $0 != "\n" }) != nil
  }
}
