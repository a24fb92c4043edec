/// The range of values of a file that does not declare one.
enum ValueScale {
  /// Nil where all lie between 0 and 1, the range of a trace that says nothing.
  static func found(_ values: [Double?]) -> TraceHeader.Scale? {
    let values = values.compactMap { $0 }.filter(\.isFinite)
    guard let least = values.min(), let greatest = values.max(), least < 0 || greatest > 1 else {
      return nil
    }
    return TraceHeader.Scale(range: min(least, 0)...max(greatest, 0), better: nil)
  }
}
