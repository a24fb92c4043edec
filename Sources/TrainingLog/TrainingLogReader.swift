import Foundation
import MetaCoT

/// Reads the log of a run folder, and goes on reading while another process writes it.
package struct TrainingLogReader: Sendable {
  /// What has been read so far.
  package private(set) var log = TrainingLog()
  /// When the file was last written to; nil if there is none yet.
  package private(set) var lastWrite: Date?
  private let file: String
  private var position: UInt64 = 0
  private var lineNumber = 0
  /// Which file was read: a run that is resumed puts a shorter one in its place.
  private var identity: UInt64?

  /// A reader at the beginning of the log of a run folder.
  package init(folder: String) { file = RunFiles.logPath(in: folder) }

  /// Takes in the whole lines that are new; half a line is left for later. Where the run was taken
  /// up again from an earlier step, the log starts over. Returns whether anything is new.
  ///
  /// Throws a `FileError` about a line that is not a record.
  package mutating func read() throws -> Bool {
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    defer { try? handle.close() }
    var info = stat()
    guard fstat(handle.fileDescriptor, &info) == 0 else { return false }
    lastWrite = Self.modification(of: info)
    var isNew = false
    if let identity, identity != UInt64(info.st_ino) {
      (log, position, lineNumber) = (TrainingLog(), 0, 0)
      isNew = true
    }
    identity = UInt64(info.st_ino)
    guard UInt64(info.st_size) > position else { return isNew }
    try handle.seek(toOffset: position)
    let data = try handle.readToEnd() ?? Data()
    var start = data.startIndex
    while let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let record = try TrainingRecord(line: data[start..<end], number: lineNumber + 1, of: file)
      log.append(record)
      lineNumber += 1
      position += UInt64(end - start) + 1
      start = end + 1
      isNew = true
    }
    return isNew
  }

  private static func modification(of info: stat) -> Date {
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    return Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
  }
}
