/// Texts of steps that are sentences of their own, as models and other programs write them.
extension String {
  /// Whether the text speaks for itself, so that no word of ours may stand before it: it ends as a
  /// sentence, or it begins with a word that joins it to what was said or with a label (`Answer: …`).
  ///
  /// Complexity: linear in the first line.
  var speaksForItself: Bool {
    let line = prefix { !$0.isNewline }
    let end = line.last { !$0.isWhitespace && !Self.closing.contains($0) }
    if let end, Self.sentenceEnds.contains(end) { return true }
    let words = line.split(maxSplits: 3, whereSeparator: \.isWhitespace)
    guard let first = words.first else { return false }
    if first.first?.isUppercase == true, words.prefix(2).contains(where: { $0.last == ":" }) {
      return true
    }
    return Self.openers.contains(
      first.lowercased().filter { $0.isLetter || $0 == "'" || $0 == "’" })
  }

  /// The first words of a text between quotation marks, without its full stop: `“So there are 49 fours”`.
  var quotedBeginning: String {
    let words = split(maxSplits: Self.mostQuoted, whereSeparator: \.isWhitespace)
    let beginning = words.prefix(Self.mostQuoted).joined(separator: " ")
    guard words.count <= Self.mostQuoted else { return "“\(beginning) …”" }
    return "“" + (beginning.hasSuffix(".") ? beginning.dropLast() : beginning[...]) + "”"
  }

  private static let mostQuoted = 8
  private static let sentenceEnds = Set(".!?…:;。！？")
  private static let closing = Set("\"'”’)]}*_`$")

  /// Words that join a sentence to the one before, or begin one that somebody thinks.
  private static let openers: Set<String> = [
    "so", "therefore", "thus", "hence", "then", "now", "next", "first", "second", "third",
    "finally",
    "wait", "hmm", "hm", "but", "however", "although", "though", "yet", "still", "instead",
    "otherwise",
    "alternatively", "maybe", "perhaps", "actually", "also", "and", "or", "because", "since", "if",
    "suppose", "assume", "consider", "again", "okay", "ok", "alright", "yes", "no", "well",
    "similarly", "meanwhile", "moreover", "furthermore", "additionally", "lastly", "let", "let's",
    "let’s", "i", "i'll", "i’ll", "i'm", "i’m", "i've", "i’ve", "we", "we'll", "we’ll", "we've",
    "we’ve",
    "this", "that", "these", "those", "there", "it", "it's", "it’s", "what", "how", "why", "oh",
  ]
}
