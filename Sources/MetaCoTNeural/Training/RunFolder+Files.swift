import Foundation
import MetaCoT

/// Where the parts of a run folder are, and how files are read and written.
extension RunFolder {
  static func progressPath(in checkpoint: String) -> String { checkpoint + "/progress.json" }

  /// The folder of the latest checkpoint of the run in a folder.
  package static func checkpointPath(in folder: String) -> String { folder + "/checkpoint" }

  /// The process on this machine that writes the run in a folder; nil if there is none, so that a
  /// run without an end has been cut off.
  ///
  /// The lock itself is not tried: that could keep a process from taking it.
  package static func writer(of folder: String) -> Int32? {
    guard let data = FileManager.default.contents(atPath: folder + "/" + FolderLock.name),
      let word = String(decoding: data, as: UTF8.self).split(separator: " ").last,
      let process = Int32(word), kill(process, 0) == 0 || errno == EPERM
    else { return nil }
    return process
  }

  /// Throws unless nothing is there but what a run leaves that was refused.
  static func refuseUnlessEmpty(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw FileError(file: path, "this is a file; a run needs a folder of its own")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    if names.contains("run.json") {
      throw FileError(
        file: path, "there is a run in this folder already; resume it, or name another folder")
    }
    guard names.allSatisfy({ $0 == FolderLock.name }) else {
      throw FileError(
        file: path, "there are other files in this folder; a run needs a folder of its own")
    }
  }

  /// What differs between two configurations, in words; nil if nothing does.
  package static func difference(_ old: JSONValue, _ new: JSONValue) -> String? {
    // A file of others may have two values of one path.
    let before = Dictionary(old.leaves.map { ($0.path, $0.value) }) { $1 }
    let now = Dictionary(new.leaves.map { ($0.path, $0.value) }) { $1 }
    for path in Set(before.keys).union(now.keys).sorted() where before[path] != now[path] {
      let name = path.shortened
      switch (before[path], now[path]) {
      case (let old?, let new?):
        return "“\(name)” was \(old.description.shortened) and is now \(new.description.shortened)"
      case (let old?, nil): return "“\(name)” was \(old.description.shortened) and is now absent"
      case (nil, let new?): return "“\(name)” was absent and is now \(new.description.shortened)"
      case (nil, nil): break
      }
    }
    return nil
  }

  /// Writes a file as a whole: it is replaced at once, or stays as it was.
  package static func write(_ data: Data, to path: String) throws {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw FileError(
        file: path, "the file could not be written", writing: error)
    }
  }

  /// Hands bytes to the system; false, with `errno` set, if it did not take all.
  package static func writeAll(_ data: Data, to descriptor: Int32) -> Bool {
    data.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let written = Foundation.write(descriptor, rest.baseAddress!, rest.count)
        if written > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        } else if written == 0 || errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// Waits until the files of a folder are on the disk.
  static func synchronize(_ folder: String) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    for name in names.map({ folder + "/" + $0 }) + [folder] {
      let descriptor = open(name, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      _ = fsync(descriptor)
      _ = Foundation.close(descriptor)
    }
  }
}

/// Keeps other processes from writing into a folder, as long as this one lives.
package final class FolderLock {
  package static let name = "lock"
  private var descriptor: Int32

  /// Takes the lock of a folder. Throws a `FileError` if another process holds it.
  package init(folder: String) throws {
    let path = folder + "/" + Self.name
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw FileError(
        file: path, "the file cannot be opened: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      _ = Foundation.close(descriptor)
      descriptor = -1
      let holder =
        FileManager.default.contents(atPath: path)
        .map { String(decoding: $0, as: UTF8.self) } ?? ""
      throw FileError(
        file: folder, "another process is writing this run (\(holder)); wait until it has ended")
    }
    _ = ftruncate(descriptor, 0)
    _ = RunFolder.writeAll(Data("process \(getpid())".utf8), to: descriptor)
  }

  deinit { release() }

  /// Lets go.
  func release() {
    if descriptor >= 0 {
      _ = ftruncate(descriptor, 0)
      // A process that is being started holds a copy of the descriptor for a moment.
      _ = flock(descriptor, LOCK_UN)
      _ = Foundation.close(descriptor)
    }
    descriptor = -1
  }
}
