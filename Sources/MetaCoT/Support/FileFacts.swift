import Foundation

/// What the system says of a file; of the one that a link leads to.
package struct FileFacts: Equatable {
  /// Whether it is an ordinary file: no folder, pipe or device.
  package let isRegular: Bool
  /// Whether it can be read but once: a pipe, a socket or a device.
  package let isStream: Bool
  /// Bytes.
  package let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// The facts of the file at a path; nil where there is none.
  package init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    isRegular = info.st_mode & S_IFMT == S_IFREG
    isStream = [S_IFIFO, S_IFSOCK, S_IFCHR].contains(info.st_mode & S_IFMT)
    size = Int(info.st_size)
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
  }
}
