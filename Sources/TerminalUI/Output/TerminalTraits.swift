/// What can be known of a terminal from the environment alone.
package struct TerminalTraits: Sendable, Hashable {
  /// Its type: `TERM`.
  package var type: String
  /// Whether it follows xterm, so that titles, links and questions do no harm.
  package var followsXterm: Bool
  /// Whether it says that it has colours of 24 bits: `COLORTERM` is truecolor or 24bit.
  package var hasDirectColor: Bool
  /// Whether it shows a bar of progress. To some others the same sequence is a message that pops up,
  /// so it is sent only where it is known.
  package var showsProgress: Bool

  /// The traits of the terminal that an environment tells of.
  package init(environment: [String: String]) {
    let type = environment["TERM"] ?? ""
    let program = environment["TERM_PROGRAM"] ?? ""
    self.type = type
    let others = ["dumb", "linux", "vt", "ansi", "cons", "sun", "wy", "unknown"]
    followsXterm = !type.isEmpty && !others.contains { type.hasPrefix($0) }
    hasDirectColor = ["truecolor", "24bit"].contains(environment["COLORTERM"])
    showsProgress =
      followsXterm
      && (environment["WT_SESSION"]?.isEmpty == false || environment["ConEmuANSI"] == "ON"
        || ["WezTerm", "ghostty"].contains(program)
        || program == "iTerm.app" && environment["TERM_FEATURES"]?.contains("P") == true
        || Int(environment["VTE_VERSION"] ?? "").map { $0 >= 7900 } == true)
  }

  /// Whether it can do nothing but write one line after the other.
  package var isDumb: Bool { type.isEmpty || type == "dumb" }

  /// Types in terminfo that have colours of 24 bits, the likeliest first; none where the terminal
  /// does not say that it has them.
  package var directTypes: [String] {
    guard hasDirectColor, followsXterm, !type.hasSuffix("-direct") else { return [] }
    let end = "-256color"
    let own = (type.hasSuffix(end) ? String(type.dropLast(end.count)) : type) + "-direct"
    return own == "xterm-direct" ? [own] : [own, "xterm-direct"]
  }
}
