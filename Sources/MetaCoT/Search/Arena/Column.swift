#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A growing array of plain values for the inner loops of a search.
///
/// Unlike `Array` it is never copied, is not zeroed, and lies in large pages where it is large.
/// Memory that was never written is never resident. Eight elements beyond the end can be read (not
/// used), so that vector loads need no tail.
///
/// What is left undefined by `extend` must be trivial (no references); other elements are
/// deinitialised where they are forgotten.
struct Column<Element>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private(set) var capacity: Int

  private static var spare: Int { 8 }

  init(capacity: Int = 0) {
    self.capacity = capacity
    base = Self.allocate(capacity)
  }

  /// `zeros` elements whose bytes are 0. Fresh pages are zero already, so a large column costs
  /// nothing until it is used.
  init(zeros: Int) {
    base = Self.allocate(zeros, zeroed: true)
    count = zeros
    capacity = zeros
  }

  deinit {
    base.deinitialize(count: count)
    Self.deallocate(base, capacity)
  }

  // MARK: Memory

  private static func bytes(_ capacity: Int) -> Int {
    (capacity + spare) * MemoryLayout<Element>.stride
  }

  private static func allocate(
    _ capacity: Int, zeroed: Bool = false
  ) -> UnsafeMutablePointer<Element> {
    let bytes = bytes(capacity)
    let memory =
      isLarge(bytes)
      ? LargePages.allocate(bytes) : zeroed ? calloc(bytes, 1) : malloc(bytes)
    guard let memory else { fatalError("out of memory: \(bytes) bytes for a search") }
    return memory.assumingMemoryBound(to: Element.self)
  }

  private static func deallocate(_ base: UnsafeMutablePointer<Element>, _ capacity: Int) {
    let bytes = bytes(capacity)
    if isLarge(bytes) { LargePages.deallocate(base, bytes) } else { free(base) }
  }

  @inline(__always)
  private static func isLarge(_ bytes: Int) -> Bool { bytes > 4 * LargePages.size }

  /// Bytes in use.
  var bytes: Int { count * MemoryLayout<Element>.stride }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < count)
      yield &base[index]
    }
  }

  @inline(__always)
  subscript(node: Int32) -> Element {
    get { self[Int(node)] }
    nonmutating _modify { yield &self[Int(node)] }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    (base + count).initialize(to: element)
    count += 1
  }

  /// Makes room for so many elements.
  @inline(__always)
  mutating func reserve(_ wanted: Int) {
    if wanted > capacity { grow(to: wanted) }
  }

  /// Makes room for `extra` elements whose content is not defined yet.
  @inline(__always)
  mutating func extend(by extra: Int) {
    if count + extra > capacity { grow(to: count + extra) }
    count += extra
  }

  /// Forgets the elements from `newCount` on.
  @inline(__always)
  mutating func truncate(to newCount: Int) {
    assert(newCount <= count)
    // Nothing to do for elements that are trivial.
    (base + newCount).deinitialize(count: count - newCount)
    count = newCount
  }

  /// Forgets all elements.
  @inline(__always)
  mutating func removeAll() {
    base.deinitialize(count: count)
    count = 0
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity * 2, 64)
    let bytes = Self.bytes(larger)
    if Self.isLarge(bytes) {
      let old = base
      base = Self.allocate(larger)
      base.moveInitialize(from: old, count: count)
      Self.deallocate(old, capacity)
    } else {
      // A block that stays small may be remapped, and is then not copied.
      guard let memory = realloc(base, bytes) else {
        fatalError("out of memory: \(bytes) bytes for a search")
      }
      base = memory.assumingMemoryBound(to: Element.self)
    }
    capacity = larger
  }
}

/// Memory in large pages, where the system has them to give: a search that jumps about in many
/// megabytes spends much of its time looking up small ones. Its bytes are 0 at first.
private enum LargePages {
  /// Two megabytes.
  static let size = 2 << 20

  static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer? {
    #if os(Linux)
      let wanted = rounded(bytes)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS
      guard let all = mmap(nil, wanted + size, PROT_READ | PROT_WRITE, flags, -1, 0),
        all != MAP_FAILED
      else { return nil }
      // What lies before the first large page, and after the last one, is given back.
      let before = -Int(bitPattern: all) & (size - 1)
      let base = all + before
      if before > 0 { munmap(all, before) }
      munmap(base + wanted, size - before)
      // 14 is MADV_HUGEPAGE. That it may be refused does not matter.
      _ = madvise(base, wanted, 14)
      return base
    #else
      return calloc(bytes, 1)
    #endif
  }

  static func deallocate(_ base: UnsafeMutableRawPointer, _ bytes: Int) {
    #if os(Linux)
      munmap(base, rounded(bytes))
    #else
      free(base)
    #endif
  }

  private static func rounded(_ bytes: Int) -> Int { (bytes + size - 1) & ~(size - 1) }
}
