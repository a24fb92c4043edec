import MetaCoT

extension Effort {
  /// What fits between two frames.
  package static let frame = Effort(8_000_000)
  /// What a key may take, and the frame after it once more.
  package static let key = Effort(2_500_000)
}
