/// Room for float32 numbers that is used again and again.
final class ScratchBuffer {
  private(set) var start: UnsafeMutablePointer<Float>
  private var capacity: Int

  init() {
    capacity = 0
    start = .allocate(capacity: 1)
  }

  deinit { start.deallocate() }

  /// Room for `count` numbers; what they are is not defined.
  func buffer(_ count: Int) -> UnsafeMutablePointer<Float> {
    if count > capacity {
      start.deallocate()
      capacity = count
      start = .allocate(capacity: max(count, 1))
    }
    return start
  }

  /// Room for `count` zeros.
  func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
    let buffer = buffer(count)
    buffer.update(repeating: 0, count: count)
    return buffer
  }
}
