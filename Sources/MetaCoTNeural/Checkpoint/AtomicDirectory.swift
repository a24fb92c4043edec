import Foundation
import MetaCoT

/// A folder that is written beside another and then takes its place, so that there is always a
/// whole one.
enum AtomicDirectory {
  /// Writes a folder with `write`, which is given the path of an empty one, and puts it at `path`.
  /// What stands there is replaced if it is empty or has a file named `mark`. If anything fails,
  /// what stands there stays. Throws a `FileError`, and what `write` throws.
  static func replace(
    _ path: String, ifItHas mark: String, write: (_ draft: String) throws -> Void
  ) throws {
    let files = FileManager.default
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    if files.fileExists(atPath: target), !files.fileExists(atPath: target + "/" + mark),
      (try? files.contentsOfDirectory(atPath: target))?.isEmpty != true
    {
      throw FileError(
        file: path, "this is something else, which is not replaced: name a new folder")
    }
    let place = URL(filePath: target)
    let draft = place.deletingLastPathComponent()
      .appending(path: ".\(place.lastPathComponent).\(UUID().uuidString)").path
    do {
      try files.createDirectory(atPath: draft, withIntermediateDirectories: true)
    } catch {
      throw FileError(file: path, writing: error)
    }
    // After an exchange this is the old folder.
    defer { try? files.removeItem(atPath: draft) }
    do {
      try write(draft)
    } catch var error as FileError where error.file.hasPrefix(draft) {
      error.file = path + error.file.dropFirst(draft.count)
      throw error
    }
    flush(draft)
    // An empty folder is replaced by the first, any other by the second.
    guard rename(draft, target) == 0 || exchange(draft, target) else {
      throw FileError(file: path, "it cannot be written", writing: String(cString: strerror(errno)))
    }
  }

  /// Has the files of a folder on the disk before the folder gets its name.
  private static func flush(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for path in names.map({ folder + "/" + $0 }) + [folder] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      fsync(descriptor)
      close(descriptor)
    }
  }

  /// Exchanges two folders at once; where the system cannot, by three renames.
  private static func exchange(_ first: String, _ second: String) -> Bool {
    #if canImport(Darwin)
      if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
    #else
      // The C library has it, its module for Swift does not.
      typealias Renameat2 =
        @convention(c) (
          CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
        ) -> CInt
      let exchange: CUnsignedInt = 2
      if let address = dlsym(nil, "renameat2"),
        unsafeBitCast(address, to: Renameat2.self)(AT_FDCWD, first, AT_FDCWD, second, exchange) == 0
      {
        return true
      }
    #endif
    let aside = first + ".old"
    guard rename(second, aside) == 0 else { return false }
    guard rename(first, second) == 0 else {
      let reason = errno
      rename(aside, second)
      errno = reason
      return false
    }
    return rename(aside, first) == 0
  }
}

extension FileError {
  /// What the file system says of a file that cannot be written.
  init(file: String, writing error: any Error) {
    self.init(file: file, "it cannot be written", writing: error)
  }
}
