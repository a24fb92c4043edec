/// A sentence with slots, such as `Let me try {step}: that leaves {place}.`, and what fills them.
///
/// A slot whose name begins with a capital begins with one when it is filled, too.
struct SentenceTemplate {
  /// What a slot is filled with.
  struct SlotContent {
    /// The words.
    var text: String
    /// What they are.
    var role: TextFragment.SpanKind
    /// The node they speak of.
    var node: NodeID

    /// A filling.
    init(_ text: String, _ role: TextFragment.SpanKind, _ node: NodeID) {
      self.text = text
      self.role = role
      self.node = node
    }
  }

  /// Appends the sentence to a fragment, its slots filled. Words around the slots have `role`. A full
  /// stop after a filling that ends with one is left out.
  static func append(
    _ sentence: String, _ role: TextFragment.SpanKind = .plain, to fragment: inout TextFragment,
    changingCase: Bool = true, filling slot: (String) -> SlotContent?
  ) {
    var rest = sentence[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      fragment.append(String(rest[..<open]), role)
      let name = String(rest[rest.index(after: open)..<close])
      if let filling = slot(name.lowercased()) {
        let isCapital = changingCase && name.first?.isUppercase == true
        fragment.append(
          isCapital ? capitalized(filling.text) : filling.text, filling.role, node: filling.node)
      }
      rest = rest[rest.index(after: close)...]
      if rest.hasPrefix("."), let last = fragment.text.last, ".!?:…".contains(last) {
        rest = rest.dropFirst()
      }
    }
    fragment.append(String(rest), role)
  }

  /// A sentence as it is within another, after a colon.
  static func continued(_ sentence: String) -> String {
    if sentence.hasPrefix("I ") { return sentence }
    guard sentence.first == "{" else {
      return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
    return "{" + sentence.dropFirst().prefix(1).lowercased() + sentence.dropFirst(2)
  }

  /// One of the sentences, the same one for the same number.
  static func pick(_ sentences: [String], _ number: Int) -> String {
    var random = SeededRandom(seed: UInt64(truncatingIfNeeded: number))
    return sentences[random.below(sentences.count)]
  }

  /// With a capital at the beginning.
  static func capitalized(_ text: String) -> String {
    guard let first = text.first, first.isLowercase else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
