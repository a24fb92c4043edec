extension Float {
  /// The 64-bit number that reads as this one is written: 0.1 for 0.1, to which the nearest 32 bits
  /// are 0.100000001.
  package var decimal: Double { isFinite ? Double(description) ?? Double(self) : Double(self) }
}
