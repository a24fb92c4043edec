import Foundation
import Synchronization

/// What models answered, kept in a file: a search that asks the same again gets the same answers, and
/// asks nobody.
///
/// JSON Lines, an object an answer: `{"model":…,"request":…,"answer":…}`. A line is appended when its
/// answer comes, in one piece, so several searches and processes can keep theirs in one file.
package final class ModelRecording: Sendable {
  /// The file.
  package let path: String

  /// A model with its parameters, as JSON with sorted keys, and what it was asked.
  private struct Key: Hashable {
    var model: String
    var request: ModelRequest
  }

  private struct Line: Codable {
    var model: JSONValue
    var request: ModelRequest
    var answer: ModelAnswer
  }

  private struct Contents {
    var answers: [Key: ModelAnswer] = [:]
    var descriptor: Int32
  }

  private let contents: Mutex<Contents>

  /// Opens a recording, or begins one where there is no such file. Half a line at the end, of a
  /// process that was killed, is cut off. Throws a `FileError` for any other line that is not an
  /// answer.
  package init(path: String) throws {
    self.path = path
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    var contents = Contents(descriptor: descriptor)
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      let whole = (data.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      let decoder = JSONDecoder.lines
      for (index, text) in TextLines(data.prefix(whole)).lines.enumerated() where !text.isEmpty {
        guard let line = try? decoder.decode(Line.self, from: Data(text.utf8)) else {
          throw FileError(
            file: path, line: index + 1,
            "this is not an answer of a model: a line is "
              + "{\"model\":…,\"request\":…,\"answer\":…}, as --answers writes it")
        }
        contents.answers[Key(model: Self.text(of: line.model), request: line.request)] = line.answer
      }
      if whole < data.count, ftruncate(descriptor, off_t(whole)) != 0 { throw Self.failure(path) }
    } catch {
      close(descriptor)
      throw error
    }
    self.contents = Mutex(contents)
  }

  deinit { contents.withLock { _ = close($0.descriptor) } }

  /// How many answers it has.
  package var count: Int { contents.withLock { $0.answers.count } }

  /// What this model answered to a request; nil if it was not asked.
  func answer(of model: JSONValue, to request: ModelRequest) -> ModelAnswer? {
    let key = Key(model: Self.text(of: model), request: request)
    return contents.withLock { $0.answers[key] }
  }

  /// Keeps an answer. Throws a `FileError` if it cannot be written.
  func keep(_ answer: ModelAnswer, of model: JSONValue, to request: ModelRequest) throws {
    let line = Line(model: model, request: request, answer: answer)
    let bytes = [UInt8](try JSONEncoder.lines.encodedLine(line))
    let key = Key(model: Self.text(of: model), request: request)
    try contents.withLock { contents in
      let written = write(contents.descriptor, bytes, bytes.count)
      guard written == bytes.count else {
        let failure = Self.failure(path)
        Self.takeBack(written, of: contents.descriptor)
        throw failure
      }
      contents.answers[key] = answer
    }
  }

  /// Cuts off half a line that was just written, so that the next does not go on in it; not where
  /// another process has written behind it.
  private static func takeBack(_ written: Int, of descriptor: Int32) {
    let end = lseek(descriptor, 0, SEEK_CUR)
    guard written > 0, end >= off_t(written), lseek(descriptor, 0, SEEK_END) == end else { return }
    _ = ftruncate(descriptor, end - off_t(written))
  }

  private static func text(of model: JSONValue) -> String {
    String(decoding: (try? JSONEncoder.lines.encode(model)) ?? Data(), as: UTF8.self)
  }

  private static func failure(_ path: String) -> FileError {
    FileError(
      file: path, "answers cannot be kept here", writing: String(cString: strerror(errno)))
  }
}

/// A model whose answers are kept in a `ModelRecording`, and are taken from it where it was asked the
/// same before.
package struct RecordedModel: AsyncModel {
  private let model: any AsyncModel
  /// The name and the parameters under which its answers are kept.
  private let identity: JSONValue
  private let recording: ModelRecording

  /// A model of this name and these parameters with a recording.
  package init(
    _ model: any AsyncModel, named name: String, parameters: [String: JSONValue]?,
    _ recording: ModelRecording
  ) {
    self.model = model
    identity = .object(["name": .text(name), "parameters": .object(parameters ?? [:])])
    self.recording = recording
  }

  /// As the model.
  package var hasPolicy: Bool { model.hasPolicy }
  /// As the model.
  package var givesCostsToGo: Bool { model.givesCostsToGo }
  /// As the model.
  package var isDeterministic: Bool { model.isDeterministic }
  /// As the model.
  package var capacity: Int { model.capacity }

  /// As the model.
  package func refusal(of problem: any Problem) -> String? { model.refusal(of: problem) }

  /// From the recording, or else from the model.
  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    if let known = recording.answer(of: identity, to: request) { return known }
    let answer = try await model.answer(request)
    do {
      try recording.keep(answer, of: identity, to: request)
    } catch { throw ModelError("its answer was lost: \(error)") }
    return answer
  }
}
