import Foundation
import MetaCoT
import TrainingLog

/// The folder of a training run, which one process at a time writes:
///
///     run.json        the configuration
///     metrics.jsonl   the log: a `TrainingRecord` a line
///     checkpoint/     the latest checkpoint, replaced as a whole
///       progress.json   the step it was written after, and how long the log was then
///     lock            held by the process that writes the run
///
/// A run that was cut off goes on from its checkpoint as if `replaceCheckpoint` had just returned:
/// what the log says of later steps is dropped, so that in the end the log is, but for times, the one
/// of a run that was never cut off.
///
/// Used from one thread at a time.
package final class RunFolder: @unchecked Sendable {
  /// Where it is.
  package let path: String
  /// The step that the checkpoint was written after; nil if there is no checkpoint.
  package private(set) var checkpointStep: Int?
  /// Sees every record after it has been written.
  package var onRecord: (@Sendable (TrainingRecord) -> Void)?
  /// What `begin` made; nil if the run goes on.
  private var beginning: Beginning?
  private let lock: FolderLock
  private var descriptor: Int32 = -1
  private var length = 0

  private enum Beginning { case inEmptyFolder, withFolder }

  /// What `progress.json` says.
  struct Progress: Codable {
    /// The step that the checkpoint was written after.
    var step: Int
    /// Bytes of the log at that moment.
    var logLength: Int
  }

  // MARK: Opening

  /// Begins a run in a new folder, or an empty one. Throws a `FileError`, and leaves what was there
  /// as it was, if the folder holds anything.
  package static func begin(
    at path: String, configuration: some Encodable
  ) throws -> RunFolder {
    let text = try JSONEncoder.documents.encodedLine(configuration)
    try refuseUnlessEmpty(path)
    let wasThere = FileManager.default.fileExists(atPath: path)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(file: path, "the folder of the run cannot be made", writing: error)
    }
    let folder = try RunFolder(path: path)
    try refuseUnlessEmpty(path)
    try write(text, to: RunFiles.configurationPath(in: path))
    try folder.openLog(keeping: 0)
    folder.beginning = wasThere ? .inEmptyFolder : .withFolder
    return folder
  }

  /// Goes on with the run in a folder, from its checkpoint or, if there is none, from the start.
  /// Throws a `FileError` if there is no run, if another process writes it, or if it was begun with
  /// another configuration.
  package static func resume(
    at path: String, configuration: some Encodable
  ) throws -> RunFolder {
    let file = RunFiles.configurationPath(in: path)
    let old = try RunFiles.decode(JSONValue.self, at: file)
    let new = try JSONDecoder().decode(
      JSONValue.self, from: JSONEncoder.documents.encodedLine(configuration))
    if let difference = difference(old, new) {
      throw FileError(
        file: file, difference + "; a run goes on with the configuration that it began with")
    }
    let folder = try RunFolder(path: path)
    try folder.recoverCheckpoint()
    let progressPath = progressPath(in: checkpointPath(in: path))
    if FileManager.default.fileExists(atPath: progressPath) {
      let progress = try RunFiles.decode(Progress.self, at: progressPath)
      guard progress.step >= 0, progress.step < 1 << 40, progress.logLength >= 0 else {
        throw FileError(
          file: progressPath,
          "“step” and “logLength” must be whole numbers from 0: the file has been changed")
      }
      try folder.openLog(keeping: progress.logLength)
      folder.checkpointStep = progress.step
    } else {
      try folder.openLog(keeping: 0)
    }
    return folder
  }

  /// Reads the configuration of the run in a folder. Throws a `FileError`.
  package static func configuration<C: Decodable>(_ type: C.Type, at path: String) throws -> C {
    try RunFiles.decode(type, at: RunFiles.configurationPath(in: path))
  }

  private init(path: String) throws {
    self.path = path
    lock = try FolderLock(folder: path)
  }

  deinit { close() }

  /// Takes back what `begin` made if nothing has been logged since: when what was wrong has been put
  /// right, the run can be begun in the same place.
  package func withdraw() {
    guard let beginning, length == 0 else { return }
    for file in [
      RunFiles.configurationPath(in: path), RunFiles.logPath(in: path),
      path + "/" + FolderLock.name,
    ] {
      try? FileManager.default.removeItem(atPath: file)
    }
    if beginning == .withFolder { rmdir(path) }
  }

  /// Lets go of the folder, so that another process may write it. Nothing can be written after it.
  package func close() {
    if descriptor >= 0 { _ = Foundation.close(descriptor) }
    descriptor = -1
    lock.release()
  }

  // MARK: The log

  /// Appends a record: its line is with the system when this returns. Throws a `FileError` if it
  /// could not be written; the log then ends with the line before.
  package func append(_ record: TrainingRecord) throws {
    let line = try record.line()
    guard Self.writeAll(line, to: descriptor) else {
      let reason = String(cString: strerror(errno))
      _ = ftruncate(descriptor, off_t(length))
      throw FileError(
        file: RunFiles.logPath(in: path), "the log could not be written", writing: reason)
    }
    length += line.count
    onRecord?(record)
  }

  /// Opens the log for appending, cut to its first bytes. A log that is cut is a new file, by which
  /// those who follow it notice.
  private func openLog(keeping kept: Int) throws {
    let file = RunFiles.logPath(in: path)
    let old = FileManager.default.contents(atPath: file) ?? Data()
    guard old.count >= kept else {
      throw FileError(
        file: file, "the log is shorter than when the checkpoint was written: it has been changed")
    }
    if old.count > kept || kept == 0 { try Self.write(old.prefix(kept), to: file) }
    descriptor = open(file, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(
        file: file, "the log cannot be opened: \(String(cString: strerror(errno)))")
    }
    length = kept
  }

  // MARK: Checkpoints

  /// The folder of the latest checkpoint.
  package var checkpointPath: String { Self.checkpointPath(in: path) }

  /// Replaces the checkpoint: `write` gets an empty folder and writes all into it that the run needs
  /// to go on (model, optimizer, places in the data), and the folder takes the place of the last one
  /// once it is whole and on the disk. If anything fails the last one stays.
  ///
  /// What the log holds at this moment is kept when the run is resumed from here, and the run goes
  /// on with the next step: so this is the last thing of a step, after its records.
  package func replaceCheckpoint(step: Int, _ write: (_ folder: String) throws -> Void) throws {
    let manager = FileManager.default
    do {
      try? manager.removeItem(atPath: draftPath)
      try manager.createDirectory(atPath: draftPath, withIntermediateDirectories: false)
      try write(draftPath)
      let progress = Progress(step: step, logLength: length)
      try Self.write(
        JSONEncoder.documents.encodedLine(progress), to: Self.progressPath(in: draftPath))
      _ = fsync(descriptor)
      try Self.synchronize(draftPath)
      try? manager.removeItem(atPath: formerPath)
      if manager.fileExists(atPath: checkpointPath) {
        try manager.moveItem(atPath: checkpointPath, toPath: formerPath)
      }
      try manager.moveItem(atPath: draftPath, toPath: checkpointPath)
    } catch {
      try? recoverCheckpoint()
      guard error is CocoaError else { throw error }
      throw FileError(
        file: checkpointPath, "the checkpoint could not be written",
        writing: error)
    }
    try? manager.removeItem(atPath: formerPath)
    checkpointStep = step
  }

  private var draftPath: String { checkpointPath + ".new" }
  private var formerPath: String { checkpointPath + ".old" }

  /// Ends a replacement that was cut off. The last checkpoint is moved away only when the new one
  /// is whole and on the disk.
  private func recoverCheckpoint() throws {
    let manager = FileManager.default
    if !manager.fileExists(atPath: checkpointPath), manager.fileExists(atPath: formerPath) {
      let whole = manager.fileExists(atPath: draftPath) ? draftPath : formerPath
      try manager.moveItem(atPath: whole, toPath: checkpointPath)
    }
    for leftover in [draftPath, formerPath] { try? manager.removeItem(atPath: leftover) }
  }
}
