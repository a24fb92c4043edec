import CSimdJSON
import Foundation

/// Reads a trace bit by bit: from a file, also one that is still being written, or from standard
/// input; plain or compressed (told by the first bytes, not by the name).
///
/// Every line is checked. A trace that was cut off reads up to its last whole event, and
/// `truncation` says so; `NaN` and the like is read as what would be right, and `mending` says so.
/// Used from one thread at a time.
public final class TraceReader: @unchecked Sendable {
  /// The path, or `standard input`.
  public let name: String
  /// The first line.
  public let header: TraceHeader
  /// Events read so far.
  public private(set) var eventCount = 0
  /// Nodes that exist after the events read so far, the root included.
  public private(set) var nodeCount = 1
  /// Lines read so far, the header included.
  public private(set) var lineCount = 1
  /// Whether the `end` event has been read.
  public private(set) var hasEnded = false
  /// Words that are not known here, and how often they came. What has them is kept.
  public private(set) var unknownWords = UnknownWords()
  /// Lines that are no JSON but for what was put right in them (`NaN`, half a surrogate pair): what is
  /// wrong with each, and what would be right. The first hundred.
  public private(set) var mendedLines: [FileError] = []
  /// How many such lines there are.
  public private(set) var mendedLineCount = 0

  /// The keys of metrics that the header does not declare.
  private var otherMetrics: [String] = []
  var source: ByteSource
  private let parser: OpaquePointer
  private var failure: FileError?
  /// Bytes of steps and states read so far.
  private var textCount = 0
  /// What follows the last event read is not a whole line.
  private var hasFragment = false
  private var hasMadeRoom = false

  /// The longest line that is read, in bytes: a bound on memory for files that are no traces.
  static let longestLine = 1 << 28

  /// What standard input is called.
  static let standardInput = "standard input"

  /// Opens the trace at `path`, `-` for standard input, and reads its header. Throws a
  /// `FileError`.
  public convenience init(path: String) throws {
    try self.init(name: PipedInput.name(of: path), source: try ByteSource.opening(path))
  }

  /// Reads a trace that is in memory.
  public convenience init(bytes: [UInt8], name: String) throws {
    try self.init(name: name, source: try ByteSource(bytes: bytes, name: name))
  }

  private init(name: String, source: consuming ByteSource) throws {
    self.name = name
    let fault: JSONFault?
    (header, fault) = try Self.readHeader(&source)
    self.source = source
    parser = csj_create(header.timings == true ? 1 : 0)
    for kind in Event.Kind.allCases where kind != .other {
      let (form, needs) = Self.form(of: kind)
      csj_add_kind(parser, kind.rawValue, form, Int32(needs), kind.word)
    }
    for reason in Event.Reason.allCases where reason != .none && reason != .other {
      csj_add_reason(parser, reason.rawValue, reason.word)
    }
    csj_set_others(parser, Event.Kind.other.rawValue, Event.Reason.other.rawValue)
    for metric in header.metrics ?? [] { csj_add_metric(parser, metric.key) }
    if let fault { noteMending(fault) }
  }

  deinit { csj_destroy(parser) }

  private static func form(of kind: Event.Kind) -> (form: csj_form, needs: Int) {
    let node = CSJ_NEEDS_NODE
    return switch kind {
    case .select, .prune: (CSJ_PLAIN, node)
    case .goal: (CSJ_GOAL, node)
    case .expand: (CSJ_EXPAND, node)
    case .evaluate, .backup: (CSJ_PLAIN, node | CSJ_NEEDS_VALUE)
    case .backtrack, .link: (CSJ_PLAIN, node | CSJ_NEEDS_OTHER)
    case .modelCall: (CSJ_CALL, CSJ_NEEDS_COUNT)
    case .steer: (CSJ_PLAIN, node | CSJ_NEEDS_REASON)
    case .note, .failed, .text: (CSJ_NOTE, node)
    case .answer: (CSJ_NOTE, node | CSJ_NEEDS_VALUE)
    case .mistake: (CSJ_NOTE, node | CSJ_NEEDS_REASON)
    case .end: (CSJ_END, 0)
    case .other: preconditionFailure("other events have no word of their own")
    }
  }

  /// Whether the file ends in the middle of a line or of a compressed block: what was read is the
  /// part before. Meaningful once `next` has returned nil; a file that grows may become whole.
  public var isTruncated: Bool { failure == nil && (hasFragment || source.isCut && !hasEnded) }

  /// `file:line: …`, where the file was cut off and what is whole; nil if it was not. Not an
  /// error: what was read is good.
  public var truncation: String? {
    guard isTruncated else { return nil }
    let whole =
      eventCount == 1 ? "the event before it is" : "the \(eventCount) events before it are"
    return "\(name):\(lineCount + 1): the file is cut off here; \(whole) whole"
  }

  /// What was put right in lines that were no JSON: the first of them, and how many more there are;
  /// nil if there are none.
  public var mending: String? {
    guard let first = mendedLines.first else { return nil }
    let more = mendedLineCount - 1
    return "\(first); the line was read so"
      + (more == 0 ? "" : ", and \(more) more like it \(more == 1 ? "was" : "were")")
  }

  private func noteMending(_ fault: JSONFault) {
    mendedLineCount += 1
    guard mendedLines.count < 100 else { return }
    mendedLines.append(FileError(file: name, line: lineCount, fault.sentence))
  }

  /// How much of the file the events read so far are, 0...1; nil where its size is not known. Of a
  /// compressed file it is how much was read, which may be ahead.
  public var progress: Double? { source.progress }

  /// The next events, at most `maximum` of them (fewer where fewer are at hand); nil if there are
  /// no more for the moment. A file may grow: then a later call goes on. Blocks only where the
  /// source does (standard input).
  ///
  /// Throws a `FileError` at the first line that is wrong, after the events before it were given.
  public func next(maximum: Int = 16384) throws -> EventBatch? {
    var batch = EventBatch()
    return try next(maximum: maximum, into: &batch) ? batch : nil
  }

  /// As `next(maximum:)`, into a batch whose memory is used again; false if there are no more
  /// events for the moment.
  public func next(maximum: Int = 16384, into batch: inout EventBatch) throws -> Bool {
    batch.removeAll()
    if let failure { throw failure }
    hasFragment = false
    while true {
      let atEnd = try !fill()
      let block = csj_parse(
        parser, source.bytes.baseAddress, source.bytes.count, maximum, atEnd ? 1 : 0)
      textCount += block.text_length
      guard textCount < Int(UInt32.max) else {
        throw FileError(
          file: name, line: lineCount + 1,
          "the texts of the steps and states up to here are more than 4 GB; a tree holds no more")
      }
      take(block, into: &batch)
      let endLine = block.ended != 0 ? line(of: block, in: source.bytes) : nil
      source.drop(block.consumed)
      if let endLine { try takeEnd(endLine, into: &batch) }
      // A line that is wrong is looked at again once what comes before it has been given.
      if !batch.isEmpty { return true }
      if block.error.status != CSJ_OK {
        if try mendLine(block.error.status, into: &batch) { return true }
        let isCut = block.error.status == CSJ_NOT_JSON || block.error.status == CSJ_NOT_UTF8
        hasFragment = atEnd && isCut && !hasLineEnd(from: 0)
        if hasFragment { return false }
        let error = error(block.error)
        failure = error
        throw error
      }
      if atEnd && block.consumed == 0 { return false }
    }
  }

  /// Reads the next line with its faults put right; false if that does not make it a good one.
  private func mendLine(_ status: csj_status, into batch: inout EventBatch) throws -> Bool {
    guard status == CSJ_NOT_JSON else { return false }
    let length = source.bytes.firstIndex(of: 0x0A) ?? source.bytes.count
    guard let fault = JSONFault(in: source.bytes[..<length]) else { return false }
    let padded = fault.mended + Array(repeating: 0, count: Int(CSJ_PADDING))
    let endLine: Data? = padded.withUnsafeBufferPointer { bytes in
      let block = csj_parse(parser, bytes.baseAddress, fault.mended.count, 1, 1)
      guard block.error.status == CSJ_OK, block.event_count == 1 else { return nil }
      take(block, into: &batch)
      return block.ended != 0 ? line(of: block, in: bytes) : nil
    }
    guard !batch.isEmpty else { return false }
    noteMending(fault)
    source.drop(min(length + 1, source.bytes.count))
    if let endLine { try takeEnd(endLine, into: &batch) }
    return true
  }

  /// Reads the next events into the batch and appends them to the tree, which makes room for the
  /// whole file as soon as its size can be guessed. False if there are no more for the moment.
  ///
  /// Complexity: about 0.3 µs an event.
  public func read(
    maximum: Int = 16384, using batch: inout EventBatch, into tree: inout SearchTree
  ) throws -> Bool {
    guard try next(maximum: maximum, into: &batch) else { return false }
    tree.append(batch)
    if !hasMadeRoom, let progress, eventCount >= 4096 {
      hasMadeRoom = true
      tree.reserve(forShare: progress)
    }
    return true
  }

  /// Reads on if there is no whole line at hand; false at the end of the source.
  private func fill() throws -> Bool {
    while source.bytes.isEmpty || !hasLineEnd(from: 0) {
      guard source.bytes.count < Self.longestLine else {
        throw FileError(
          file: name, line: lineCount + 1, "the line is longer than \(Self.longestLine) bytes")
      }
      if try !source.readMore() { return false }
    }
    return true
  }

  private func hasLineEnd(from start: Int) -> Bool {
    let bytes = source.bytes
    return start < bytes.count
      && memchr(bytes.baseAddress! + start, 0x0A, bytes.count - start) != nil
  }

  // MARK: From packed records to a batch

  private func take(_ block: csj_block, into batch: inout EventBatch) {
    let records = UnsafeBufferPointer(start: block.events, count: block.event_count)
    batch.events.reserveCapacity(records.count)
    for record in records {
      var event = Event(
        Event.Kind(rawValue: record.kind) ?? .other, record.node, other: record.other,
        count: Int(record.count), value: record.value)
      event.reason = Event.Reason(rawValue: record.reason) ?? .other
      batch.events.append(event)
    }
    let nodes = UnsafeBufferPointer(start: block.nodes, count: block.node_count)
    batch.nodes.reserveCapacity(nodes.count)
    for record in nodes {
      var node = NodeRecord(parent: record.parent)
      node.same = record.same
      node.P = record.prior
      node.V = record.value
      node.g = record.cost
      node.h = record.cost_to_go
      node.text = record.text
      node.stepLength = record.step_length
      node.stateLength = record.state_length
      node.stateFollows = record.state_length & CSJ_STATE_FOLLOWS != 0
      batch.nodes.append(node)
    }
    batch.text.append(contentsOf: UnsafeBufferPointer(start: block.text, count: block.text_length))
    if block.note_count > 0 {
      var start = 0
      for length in UnsafeBufferPointer(start: block.note_lengths, count: block.note_count) {
        let end = start + Int(length)
        let note = UnsafeBufferPointer(start: block.notes, count: end)[start..<end]
        batch.notes.append(String(decoding: note, as: UTF8.self))
        start = end
      }
    }
    for record in UnsafeBufferPointer(start: block.figures, count: block.figure_count) {
      batch.figures.append(
        FigureRecord(
          event: record.event, node: record.node, code: record.field, value: record.value))
    }
    if block.word_count + block.call_count > 0 { takeWordsAndCalls(block, into: &batch) }
    if !unknownWords.metrics.isEmpty {
      let declared = header.metrics?.count ?? 0
      for figure in batch.figures {
        guard case .metric(let index) = figure.field, index >= declared else { continue }
        unknownWords.metrics[otherMetrics[index - declared], default: 0] += 1
      }
    }
    if header.timings == true {
      batch.times.append(
        contentsOf: UnsafeBufferPointer(start: block.times, count: block.event_count))
    }
    eventCount += block.event_count
    nodeCount += block.node_count
    lineCount += block.lines
  }

  private func takeWordsAndCalls(_ block: csj_block, into batch: inout EventBatch) {
    var asked: [Int32: String] = [:]
    var start = 0
    for word in UnsafeBufferPointer(start: block.words, count: block.word_count) {
      let end = start + Int(word.length)
      let bytes = UnsafeBufferPointer(start: block.word_text, count: end)[start..<end]
      let text = String(decoding: bytes, as: UTF8.self)
      start = end
      switch word.role {
      case CSJ_WORD_REASON:
        batch.otherReasons.append(OtherReason(event: word.event, word: text))
        unknownWords.reasons[text, default: 0] += 1
      case CSJ_WORD_METRIC:
        batch.otherMetrics.append(text)
        otherMetrics.append(text)
        unknownWords.metrics[text] = 0
      case CSJ_WORD_KIND: unknownWords.events[text, default: 0] += 1
      default: asked[word.event] = text
      }
    }
    func known(_ count: Int64) -> Int? { count < 0 ? nil : Int(count) }
    func known(_ figure: Double) -> Double? { figure == figure ? figure : nil }
    for record in UnsafeBufferPointer(start: block.calls, count: block.call_count) {
      var call = ModelCall()
      call.what = asked[record.event]
      call.states = known(record.states)
      call.writtenTokens = known(record.written)
      call.promptTokens = known(record.prompt)
      call.cachedTokens = known(record.cached)
      call.latency = known(record.latency).map { UInt64($0) }
      call.logProbability = known(record.log_probability)
      call.money = known(record.money)
      batch.calls.append(call)
    }
  }

  func line(of block: csj_block, in bytes: UnsafeBufferPointer<UInt8>) -> Data {
    Data(bytes[block.end_offset..<block.end_offset + block.end_length])
  }

  /// The line of the `end` event, in the middle of which nothing is at fault but its fields.
  private func takeEnd(_ line: Data, into batch: inout EventBatch) throws {
    do {
      let outcome = try JSONDecoder.lines.decode(Outcome.self, from: line)
      if let goal = outcome.goal, goal < 0 || goal >= nodeCount {
        throw FileError(
          file: name, line: lineCount, Self.noSuchNode("goal", Int(goal), nodeCount))
      }
      batch.outcome = outcome
      hasEnded = true
    } catch {
      // The events before it are good, and are given first.
      batch.events.removeLast()
      if !batch.times.isEmpty { batch.times.removeLast() }
      batch.figures.removeAll { $0.event == batch.events.count }
      batch.otherReasons.removeAll { $0.event == batch.events.count }
      eventCount -= 1
      lineCount -= 1
      let failure =
        error as? FileError
        ?? FileError(file: name, line: lineCount + 1, JSONLines.message(error, in: line))
      self.failure = failure
      if batch.isEmpty { throw failure }
    }
  }
}
