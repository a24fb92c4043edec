import Foundation
import MetaCoT

/// Reading a trace without a screen: the same for all commands.
extension TraceReader {
  /// Hands over all batches up to the end, or to the first line that is wrong, and gives the error:
  /// what comes before it can be used, and then it is to be thrown. Where the file is cut off, or
  /// something in it was put right, stderr says so.
  func tell(_ take: (EventBatch) throws -> Void) throws -> FileError? {
    var batch = EventBatch()
    var failure: FileError?
    while true {
      do {
        guard try next(into: &batch) else { break }
      } catch let error as FileError {
        failure = error
        break
      }
      try take(batch)
    }
    for remark in [mending, truncation].compactMap({ $0 }) {
      StandardError.writeLine(remark)
    }
    return failure
  }
}

extension TraceFile {
  /// Opens a search without a screen; what is to be known of an imported one goes to stderr.
  func tellingReader() throws -> TraceReader {
    if let remark { StandardError.writeLine(remark) }
    return try reader()
  }
}
