/// SHA-256 (FIPS 180-4), for logs that name a prefix by its digest. Written out here because the package
/// that has it brings the whole of BoringSSL: minutes of every build for thirty lines.
enum SHA256 {
  /// The digest as 64 hexadecimal digits. Complexity: linear in the text.
  static func hex(of text: String) -> String {
    var bytes = Array(text.utf8)
    let bitCount = UInt64(bytes.count) * 8
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    var hash = fractions(of: { $0.squareRoot() }, count: 8)
    for block in stride(from: 0, to: bytes.count, by: 64) {
      add(bytes[block..<block + 64], to: &hash)
    }
    return hash.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static let constants: [UInt32] = fractions(of: { root(of: $0) }, count: 64)

  private static func add(_ block: ArraySlice<UInt8>, to hash: inout [UInt32]) {
    var words: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
      (0..<4).reduce(0) { $0 << 8 | UInt32(block[place + $1]) }
    }
    for index in 16..<64 {
      let (a, b) = (words[index - 15], words[index - 2])
      let first = turn(a, 7) ^ turn(a, 18) ^ a >> 3
      let second = turn(b, 17) ^ turn(b, 19) ^ b >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var state = hash
    for index in 0..<64 {
      let (a, e) = (state[0], state[4])
      let choice = e & state[5] ^ ~e & state[6]
      let majority = a & state[1] ^ a & state[2] ^ state[1] & state[2]
      let one =
        state[7] &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ choice &+ constants[index]
        &+ words[index]
      let two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ majority
      state = [one &+ two] + state[0..<3] + [state[3] &+ one] + state[4..<7]
    }
    for index in 0..<8 { hash[index] &+= state[index] }
  }

  private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractions of a root of the first primes.
  private static func fractions(of root: (Double) -> Double, count: Int) -> [UInt32] {
    let primes = (2...).lazy.filter { number in
      (2..<number).allSatisfy { number % $0 != 0 }
    }
    return primes.prefix(count).map { prime in
      let value = root(Double(prime))
      return UInt32(saturating: (value - value.rounded(.down)) * 4_294_967_296)
    }
  }

  /// The cube root, to the last bit that is needed.
  private static func root(of number: Double) -> Double {
    var value = number
    for _ in 0..<80 { value -= (value * value * value - number) / (3 * value * value) }
    return value
  }
}
