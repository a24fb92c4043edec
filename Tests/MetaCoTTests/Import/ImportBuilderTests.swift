import Testing

@testable import MetaCoT

/// What an importer builds is a trace that reads back.
struct ImportBuilderTests {
  @Test(arguments: [
    -1, 0, 7, 9_000_000_000_000_000, 9_000_000_000_000_001, Int.max, Int.min,
  ])
  func `Counts of tokens that cannot be are not known`(count: Int) throws {
    var call = ModelCall()
    call.what = "answer"
    call.promptTokens = count
    call.cachedTokens = count
    call.writtenTokens = count
    var builder = ImportBuilder()
    builder.add(call, of: 0, states: 1)
    let known = (0...9_000_000_000_000_000).contains(count) ? count : nil
    #expect(builder.events.calls.map(\.promptTokens) == [known])
    #expect(builder.events.calls.map(\.cachedTokens) == [known])
    var encoder = TraceEncoder(
      header: TraceHeader(
        problem: .init(kind: "p", text: "p"), strategy: .init("s"), model: nil,
        root: .init(state: "")))
    var cursor = TraceEncoder.Cursor()
    _ = encoder.append(builder.events, from: &cursor)
    let reader = try TraceReader(bytes: Array(encoder.output.bytes), name: "t")
    let batch = try reader.next()
    #expect(batch?.calls.map(\.promptTokens) == [known])
  }
}
