import Foundation
import MetaCoT
import Testing

/// Feeds a reader with inputs made from a corpus, as long as it is asked to: a second a reader in
/// the suite, `FUZZ_SECONDS` of them all together with `make fuzz`.
///
/// An input follows from the seed (`FUZZ_SEED`, else 1) and its number alone. What an input must not do
/// is end the program, take more than five seconds, or break what `check` expects. Before each input
/// its number is written to a file, which is gone when all went well: where the program ended, it
/// names the input that did it, and the next run begins with that one.
struct Fuzzing {
  /// The reader's name.
  let reader: String
  /// Whole inputs.
  let corpus: [[UInt8]]

  /// Where files of inputs lie: in memory where there is a place for that, since files that are written
  /// again and again wait for the disk.
  static let folder =
    FileManager.default.isWritableFile(atPath: "/dev/shm")
    ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory

  /// How many readers share the time.
  static let readers = 20
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init).map {
    $0 / Double(readers)
  }
  private static let seed = environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  /// Runs `check`, which says whether an input was read, on one input after the other; returns how many
  /// were read, and how many refused. Throws what the file of the last input cannot be written for.
  func run(
    _ check: (_ input: [UInt8], _ random: inout SeededRandom) throws -> Bool
  ) throws -> (read: Int, refused: Int) {
    var count = (read: 0, refused: 0)
    let file = Self.folder.appending(path: "espalier-fuzz-\(reader)-\(Self.seed)")
    let clock = ContinuousClock()
    let end = clock.now + .seconds(Self.seconds ?? 1)
    var slowest = (number: 0, time: Duration.zero)
    let last = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var number = Int(last.trimmingCharacters(in: .whitespaces)) ?? 0
    let first = number
    try Data().write(to: file)
    let note = try FileHandle(forWritingTo: file)
    while clock.now < end {
      try note.seek(toOffset: 0)
      try note.write(contentsOf: Data("\(number)".utf8))
      var random = SeededRandom(seed: Self.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
      let input = mutated(using: &random)
      let start = clock.now
      do {
        if try check(input, &random) { count.read += 1 } else { count.refused += 1 }
      } catch {
        Issue.record("\(reader), seed \(Self.seed), input \(number): \(error)")
      }
      let time = clock.now - start
      if time > slowest.time { slowest = (number, time) }
      number += 1
    }
    try FileManager.default.removeItem(at: file)
    #expect(slowest.time < .seconds(5), "\(reader), seed \(Self.seed), input \(slowest.number)")
    if Self.seconds != nil {
      print(
        "fuzz: \(reader): \(number - first) inputs, \(count.read) of them read, the slowest "
          + "\(slowest.time)")
    }
    return count
  }

  private func mutated(using random: inout SeededRandom) -> [UInt8] {
    var mutation = Mutation(corpus[random.below(corpus.count)])
    for _ in 0..<random.below(6) {
      mutation.mutate(using: &random, corpus: corpus)
    }
    return mutation.bytes
  }
}

/// A copy of an input that is changed step by step: bytes, numbers, strings, lines.
private struct Mutation {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// No input grows beyond this.
  private static let most = 1 << 17

  private static let numbers = [
    "0", "-1", "-0", "1e400", "-1e400", "1e308", "4e-324", "NaN", "-Infinity", "inf", "\"inf\"",
    "null",
    "true", "2147483646", "2147483647", "2147483648", "-2147483649", "4294967296",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "16777217", "65535",
    "65536",
    "0.1", "1e15", "123456789012345678901234567890", "\"7\"", "[]", "{}",
  ]

  private static let texts = [
    "\\ud83d", "\\udcb2", "\\u0000", "\u{2028}", "\u{FEFF}", "\u{202E}", "\u{1B}[31m",
    "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "\\n", "\\\"", "\\", "\r\n", "\t", "→", "->", "×", "−",
    "A J Q K",
    "(any, positive)", "SG", "#####", "[[", "]", "}", ",", "24:", "maze:", "?", "[7]",
  ].map { Array($0.utf8) }

  mutating func mutate(using random: inout SeededRandom, corpus: [[UInt8]]) {
    guard !bytes.isEmpty else {
      bytes = corpus[random.below(corpus.count)]
      return
    }
    let place = random.below(bytes.count)
    switch random.below(12) {
    case 0: bytes[place] = UInt8(random.below(256))
    case 1: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(contentsOf: Self.texts[random.below(Self.texts.count)], at: place)
    case 4: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(60)))
    case 5: bytes.removeSubrange(place...)
    case 6, 7: replaceNumber(after: place, Self.numbers[random.below(Self.numbers.count)])
    case 8: moveLine(at: place, to: random.below(bytes.count), isCopy: random.below(2) == 0)
    case 9:
      let other = corpus[random.below(corpus.count)]
      guard !other.isEmpty else { break }
      let start = random.below(other.count)
      bytes.replaceSubrange(
        place..<min(bytes.count, place + random.below(80)),
        with: other[start..<min(other.count, start + random.below(400))])
    case 10:
      let piece = bytes[place..<min(bytes.count, place + 1 + random.below(8))]
      for _ in 0..<random.below(300) { bytes.insert(contentsOf: piece, at: place) }
    default: bytes.swapAt(place, random.below(bytes.count))
    }
    if bytes.count > Self.most { bytes.removeSubrange(Self.most...) }
  }

  private mutating func replaceNumber(after place: Int, _ number: String) {
    func isDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
    }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    bytes.replaceSubrange(start..<end, with: Array(number.utf8))
  }

  private mutating func moveLine(at place: Int, to other: Int, isCopy: Bool) {
    func line(at place: Int) -> Range<Int> {
      let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      return start..<max(start, end)
    }
    let from = line(at: place)
    let text = bytes[from]
    let to = line(at: other).lowerBound
    bytes.insert(contentsOf: text, at: to)
    if !isCopy {
      let start = from.lowerBound >= to ? from.lowerBound + text.count : from.lowerBound
      bytes.removeSubrange(start..<start + text.count)
    }
  }
}
