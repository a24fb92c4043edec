#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A growing array of plain values for the inner loops of a search.
///
/// Unlike `Array` it is never copied, is not zeroed, and moves large blocks by remapping or into large pages.
/// Memory that was never written is never resident. Eight elements beyond the end can be read (not
/// used), so that vector loads need no tail.
///
/// The elements must be trivial (no references): nothing is deinitialised one by one, except
/// through `deinit` where the element type needs it.
struct Column<Element>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private(set) var capacity: Int

  private static var spare: Int { 8 }

  init(capacity: Int = 0) {
    self.capacity = capacity
    base = Self.allocated(capacity)
  }

  /// `zeros` elements whose bytes are 0. Fresh pages are zero already, so a large column costs
  /// nothing until it is used.
  init(zeros: Int) {
    guard let memory = calloc(zeros + Self.spare, MemoryLayout<Element>.stride) else {
      fatalError("out of memory: \(zeros * MemoryLayout<Element>.stride) bytes for a search")
    }
    base = memory.assumingMemoryBound(to: Element.self)
    count = zeros
    capacity = zeros
  }

  deinit {
    base.deinitialize(count: count)
    free(base)
  }

  private static func allocated(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    reallocated(nil, capacity)
  }

  private static func reallocated(
    _ old: UnsafeMutablePointer<Element>?, _ capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let bytes = (capacity + spare) * MemoryLayout<Element>.stride
    guard let memory = realloc(old, bytes) else {
      fatalError("out of memory: \(bytes) bytes for a search")
    }
    return memory.assumingMemoryBound(to: Element.self)
  }

  #if os(Linux)
    /// A block of large pages, where the system has them to give: a search that jumps about in a
    /// hundred megabytes spends much of its time looking up small pages.
    private static func largePages(_ capacity: Int) -> UnsafeMutablePointer<Element>? {
      let bytes = (capacity + spare) * MemoryLayout<Element>.stride
      guard bytes >= largeBytes else { return nil }
      var memory: UnsafeMutableRawPointer?
      guard posix_memalign(&memory, 2 << 20, bytes) == 0, let memory else { return nil }
      // 14 is MADV_HUGEPAGE. That it may be refused does not matter.
      _ = madvise(memory, bytes, 14)
      return memory.assumingMemoryBound(to: Element.self)
    }

    private static var largeBytes: Int { 8 << 20 }
  #endif

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

  /// Makes room for `extra` elements whose content is not defined yet.
  @inline(__always)
  mutating func extend(by extra: Int) {
    if count + extra > capacity { grow(to: count + extra) }
    count += extra
  }

  /// Forgets the elements from `newCount` on.
  @inline(__always)
  mutating func truncate(to newCount: Int) {
    count = newCount
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2, 64)
    #if os(Linux)
      if let larger = Self.largePages(capacity) {
        memcpy(larger, base, bytes)
        free(base)
        base = larger
        return
      }
    #endif
    base = Self.reallocated(base, capacity)
  }
}
