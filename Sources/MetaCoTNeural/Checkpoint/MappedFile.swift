import Foundation
import MetaCoT

/// The bytes of a file, mapped into memory: read from disk as they are touched, and shared between
/// programs.
final class MappedFile {
  /// The file, as it was named.
  let path: String
  /// All of it; empty for an empty file.
  let bytes: UnsafeRawBufferPointer

  /// Maps a file. Throws a `FileError`.
  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(
        file: path,
        errno == ENOENT
          ? "there is no such file"
          : "the file cannot be read: \(String(cString: strerror(errno)))"
      )
    }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
      throw FileError(file: path, "this is not a file")
    }
    self.path = path
    let count = Int(info.st_size)
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else {
      throw FileError(
        file: path, "the file cannot be mapped: \(String(cString: strerror(errno)))")
    }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}
