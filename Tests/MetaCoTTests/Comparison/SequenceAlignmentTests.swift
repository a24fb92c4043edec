import Testing

@testable import MetaCoT

/// What two texts have in common, row by row.
@Suite struct SequenceAlignmentTests {
  private func items(_ words: String) -> [SequenceAlignment.Item] {
    // The letter is the place, the whole word the text.
    words.split(separator: " ").map { word in
      SequenceAlignment.Item(
        text: fnv1a(word.utf8), place: fnv1a(String(word.prefix(1)).utf8))
    }
  }

  private func marks(_ first: String, _ second: String) -> String {
    let (a, b) = (first.split(separator: " "), second.split(separator: " "))
    return SequenceAlignment(items(first), items(second)).rows.map { row in
      switch row {
      case .equal(let i, let j): "=\(a[i])" + (a[i] == b[j] ? "" : "!")
      case .changed(let i, let j): "~\(a[i])\(b[j])"
      case .first(let i): "1\(a[i])"
      case .second(let j): "2\(b[j])"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("a b c", "a b c", "=a =b =c"), ("", "a", "2a"), ("a", "", "1a"), ("", "", ""),
    ("a b c", "a c", "=a 1b =c"), ("a x b", "a y b", "=a 1x 2y =b"),
    ("a k1 b", "a k2 b", "=a ~k1k2 =b"), ("a b a b c", "a b c", "=a =b 1a 1b =c"),
    ("p q r s", "r s p q", "1p 1q =r =s 2p 2q"),
  ])
  func `Equal, changed, and of one alone`(_ first: String, _ second: String, _ rows: String) {
    let found = marks(first, second)
    // Of two runs that are equally long either may be kept.
    if rows.contains("=r") {
      #expect(found.contains("=r =s") || found.contains("=p =q"))
    } else {
      #expect(found == rows)
    }
  }

  @Test func `Every item has a row of its own, in order`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<300 {
      func some() -> [SequenceAlignment.Item] {
        (0..<Int(random.next() % 30)).map { _ in
          let text = random.next() % 12
          return SequenceAlignment.Item(text: text, place: text / 3)
        }
      }
      let (a, b) = (some(), some())
      var (first, second): ([Int], [Int]) = ([], [])
      for row in SequenceAlignment(a, b).rows {
        switch row {
        case .equal(let i, let j):
          #expect(a[i].text == b[j].text)
          first.append(i)
          second.append(j)
        case .changed(let i, let j):
          #expect(a[i].text != b[j].text && a[i].place == b[j].place)
          first.append(i)
          second.append(j)
        case .first(let i): first.append(i)
        case .second(let j): second.append(j)
        }
      }
      #expect(first == Array(a.indices) && second == Array(b.indices))
    }
  }
}
