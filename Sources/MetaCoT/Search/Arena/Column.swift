#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A growing array of plain values for the inner loops of a search.
///
/// Unlike `Array` it is never copied and not zeroed. Once it is large it lies in address space of its
/// own, in which it grows without moving, and in large pages from some size on. Memory that was never
/// written is not resident, but for a little that is fetched ahead where elements are appended. Eight
/// elements beyond the end can be read (not used), so that vector loads need no tail.
///
/// What is left undefined by `extend` must be trivial (no references); other elements are
/// deinitialised where they are forgotten.
struct Column<Element>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  /// How many elements there is room for without `grow`.
  private(set) var capacity: Int
  /// Bytes of address space that are its own; 0 where it is small.
  private var reserved: Int

  private static var spare: Int { 8 }

  init() {
    base = Self.memory(malloc(Self.bytes(0)), Self.bytes(0))
    capacity = 0
    reserved = 0
  }

  /// `zeros` elements whose bytes are 0. Fresh pages are zero already, so a large column costs
  /// nothing until it is used.
  init(zeros: Int) {
    let bytes = Self.bytes(zeros)
    reserved = bytes >= AddressSpace.least ? AddressSpace.rounded(bytes) : 0
    base = Self.memory(
      reserved > 0 ? AddressSpace.reserve(reserved) : calloc(bytes, 1), bytes)
    if reserved > 0 { AddressSpace.prepare(base, reserved, 0..<bytes, writesAll: true) }
    count = zeros
    capacity = zeros
  }

  deinit {
    base.deinitialize(count: count)
    Self.release(base, reserved)
  }

  // MARK: Memory

  private static func bytes(_ capacity: Int) -> Int {
    (capacity + spare) * MemoryLayout<Element>.stride
  }

  private static func memory(
    _ address: UnsafeMutableRawPointer?, _ bytes: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let address else { fatalError("out of memory: \(bytes) bytes for a search") }
    return address.assumingMemoryBound(to: Element.self)
  }

  private static func release(_ base: UnsafeMutablePointer<Element>, _ reserved: Int) {
    if reserved > 0 { AddressSpace.release(base, reserved) } else { free(base) }
  }

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
    if count == capacity { grow(to: count + 1, writesAll: true) }
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

  /// Makes room for `needed` elements or more. `writesAll` says that all of it will be written, from the
  /// first on.
  @inline(never)
  private mutating func grow(to needed: Int, writesAll: Bool = false) {
    if reserved == 0 {
      let larger = max(needed, capacity * 2, 64)
      let bytes = Self.bytes(larger)
      if bytes < AddressSpace.least {
        base = Self.memory(realloc(base, bytes), bytes)
        capacity = larger
        return
      }
    }
    if Self.bytes(needed) > reserved { move(to: needed) }
    let stride = MemoryLayout<Element>.stride
    let ready = AddressSpace.prepare(
      base, reserved, count * stride..<Self.bytes(needed), writesAll: writesAll)
    capacity = ready / stride - Self.spare
  }

  /// Moves to address space of its own that has room for `needed` elements, and for many more where the
  /// system has it to give.
  private mutating func move(to needed: Int) {
    let wanted = AddressSpace.rounded(Self.bytes(max(needed, count * 2)))
    var larger = max(wanted, AddressSpace.usual)
    var address = AddressSpace.reserve(larger)
    if address == nil {
      larger = wanted
      address = AddressSpace.reserve(larger)
    }
    let old = base
    base = Self.memory(address, larger)
    base.moveInitialize(from: old, count: count)
    Self.release(old, reserved)
    reserved = larger
  }
}

/// Address space for large columns. Its pages are given when they are first written, and are 0 then.
private enum AddressSpace {
  /// Bytes from which on a column has its own. Elsewhere than on Linux none has.
  #if os(Linux)
    static let least = 1 << 18
  #else
    static let least = Int.max
  #endif
  /// What a column reserves: more than it will ever fill.
  static let usual = 1 << 32
  /// Bytes of a large page.
  private static let largePage = 2 << 20
  /// From here on pages are large: a search that jumps about in many megabytes spends much of its time
  /// looking up small ones. Below, half of each would be wasted.
  private static let firstLargePage = 4 * largePage
  /// Bytes that are fetched ahead of what is appended: the system is asked once for many pages, and not
  /// once for each.
  private static let ahead = 1 << 17

  static func rounded(_ bytes: Int) -> Int { (bytes + largePage - 1) & ~(largePage - 1) }

  /// Begins at a large page; nil where the system has no more.
  static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer? {
    #if os(Linux)
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      guard let all = mmap(nil, bytes + largePage, PROT_READ | PROT_WRITE, flags, -1, 0),
        all != MAP_FAILED
      else { return nil }
      // What lies before the first large page, and after the last one, is given back.
      let before = -Int(bitPattern: all) & (largePage - 1)
      let base = all + before
      if before > 0 { munmap(all, before) }
      munmap(base + bytes, largePage - before)
      return base
    #else
      return nil
    #endif
  }

  static func release(_ base: UnsafeMutableRawPointer, _ bytes: Int) {
    #if os(Linux)
      munmap(base, bytes)
    #endif
  }

  /// Prepares for bytes that come into use, and says up to where it has. That the system may
  /// refuse any of it does not matter: pages then come one by one, and small.
  @discardableResult
  static func prepare(
    _ base: UnsafeMutableRawPointer, _ reserved: Int, _ bytes: Range<Int>, writesAll: Bool
  ) -> Int {
    #if os(Linux)
      if bytes.upperBound > firstLargePage {
        _ = madvise(base, reserved, MADV_HUGEPAGE)
        // What lies there already is put into large pages too.
        if bytes.lowerBound > 0 { _ = madvise(base, firstLargePage, MADV_COLLAPSE) }
        return reserved
      }
      guard writesAll else { return min(firstLargePage, reserved) }
      let begin = bytes.lowerBound & ~(page - 1)
      let end = min((bytes.upperBound + ahead) & ~(page - 1), firstLargePage, reserved)
      _ = madvise(base + begin, end - begin, MADV_POPULATE_WRITE)
      return end
    #else
      return reserved
    #endif
  }

  private static let page = 4096
  // Of <linux/mman.h>.
  private static let MADV_HUGEPAGE: Int32 = 14
  private static let MADV_POPULATE_WRITE: Int32 = 23
  private static let MADV_COLLAPSE: Int32 = 25
}
