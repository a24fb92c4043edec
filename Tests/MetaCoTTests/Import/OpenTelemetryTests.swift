import Testing

@testable import MetaCoT

struct OpenTelemetryTests {
  private static let spans = """
    {"resourceSpans":[{"scopeSpans":[{"spans":[
     {"traceId":"t","spanId":"3","parentSpanId":"1","name":"tool","startTimeUnixNano":"3000000000","endTimeUnixNano":"3500000000",
      "attributes":[{"key":"gen_ai.tool.name","value":{"stringValue":"sum"}},
       {"key":"gen_ai.tool.call.arguments","value":{"stringValue":"2, 2"}},
       {"key":"gen_ai.tool.call.result","value":{"stringValue":"4"}}],"status":{"code":2,"message":"slow"}},
     {"traceId":"t","spanId":"1","parentSpanId":"","name":"invoke_agent","startTimeUnixNano":"1000000000","endTimeUnixNano":"9000000000",
      "attributes":[{"key":"gen_ai.agent.name","value":{"stringValue":"adder"}}]},
     {"traceId":"t","spanId":"2","parentSpanId":"1","name":"chat","startTimeUnixNano":"2000000000","endTimeUnixNano":"2500000000",
      "attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"small"}},
       {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
       {"key":"gen_ai.input.messages","value":{"stringValue":"[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"2+2?\\"}]}]"}},
       {"key":"gen_ai.output.messages","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[
         {"key":"role","value":{"stringValue":"assistant"}},
         {"key":"parts","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"type","value":{"stringValue":"text"}},{"key":"content","value":{"stringValue":"I add."}}]}}]}}}]}}]}}},
       {"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
       {"key":"gen_ai.usage.output_tokens","value":{"intValue":"5"}}]},
     {"traceId":"u","spanId":"9","name":"alone","startTimeUnixNano":"1"}]}]}]}
    """

  @Test func `A trace is a search, a span a node in the order of starts`() throws {
    let found = try ImportFixture.searches(Self.spans)
    #expect(found.format == "otlp" && found.searches.map(\.id) == ["t", "u"])
    let tree = try ImportFixture.tree(of: found.searches[0])
    #expect(tree.nodeCount == 3 && tree.header.strategy.name == "adder")
    #expect(tree.header.problem.text == "2+2?" && tree.header.model?.name == "small")
    #expect(tree.step(1) == "I add." && tree.step(2) == "sum(2, 2)" && tree.state(2) == "4")
    #expect(tree.value(.tokens, of: 1) == 5 && tree.metric(0, of: 1) == 0.5)
    #expect(tree.events.contains { $0.kind == .failed && $0.node == 2 })
    #expect(tree.header.order == nil)
  }

  @Test func `Of the same time a parent comes before its children`() throws {
    func span(_ id: String, below parent: String) -> String {
      #"{"traceId":"t","spanId":"\#(id)","parentSpanId":"\#(parent)","name":"\#(id)","startTimeUnixNano":"7"}"#
    }
    let spans = [span("c", below: "b"), span("b", below: "a"), span("a", below: "")]
    let text = #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans.joined(separator: ","))]}]}]}"#
    let tree = try ImportFixture.tree(text, "otlp")
    #expect(tree.header.order != .unknown && tree.step(1) == "b" && tree.step(2) == "c")
  }
}
