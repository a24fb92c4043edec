import Foundation
import MetaCoT

/// A lock between programs, on a file that is there for that alone.
enum FileLock {
  /// Waits for the lock at a path, which is made, and holds it as long as `body` runs. Throws a
  /// `FileError`.
  static func holding<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw fault(path) }
    }
    // A process that is being started holds a copy of the descriptor for a moment.
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  private static func fault(_ path: String) -> FileError {
    FileError(file: path, "the file cannot be locked", writing: String(cString: strerror(errno)))
  }
}
