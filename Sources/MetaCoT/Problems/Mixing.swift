/// Mixes the bits of a word so that every input bit reaches every output bit: the finaliser of
/// SplitMix64 (Steele, Lea, Flood 2014), a bijection.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var z = word
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
