/// Mixes the bits of a word so that every input bit reaches every output bit: the finaliser of
/// SplitMix64 (Steele, Lea, Flood 2014), a bijection.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var z = word
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// A hash of bytes that is the same everywhere and always: FNV-1a (Fowler, Noll, Vo), 64 bits.
/// `basis` is the hash of what came before.
@inline(__always)
@inlinable
package func fnv1a(
  _ bytes: some Sequence<UInt8>, after basis: UInt64 = 0xCBF2_9CE4_8422_2325
) -> UInt64 {
  bytes.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
