/// What keeps the numbers of tensors in memory: mapped files, and memory of its own for those that
/// were converted.
final class TensorMemory {
  private var files: [MappedFile] = []
  private var converted: [UnsafeMutableBufferPointer<Float>] = []

  deinit { for floats in converted { floats.deallocate() } }

  /// Keeps a file mapped.
  func keep(_ file: MappedFile) {
    if files.last !== file { files.append(file) }
  }

  /// Numbers in memory of its own.
  func floats(_ count: Int, _ number: (Int) -> Float) -> UnsafePointer<Float> {
    let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
    for place in 0..<count { floats.initializeElement(at: place, to: number(place)) }
    converted.append(floats)
    return UnsafePointer(floats.baseAddress!)
  }
}
