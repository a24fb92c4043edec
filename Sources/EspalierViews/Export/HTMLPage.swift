import MetaCoT
import TerminalUI

/// A search as a page that needs nothing else: the tree, the text and a timeline that goes to any moment.
/// It loads nothing from anywhere, and its policy forbids it to.
///
/// `page.html#120` opens it at event 120.
struct HTMLPage {
  let tree: SearchTree
  let style: any Linearizer.Type
  let title: String

  /// The page. - Complexity: linear in nodes, events and text.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'">
    <title>\(XMLText.escaped(title))</title>
    <style>
    \(Self.styleSheet)
    </style>
    </head>
    <body>
    <header><h1>\(XMLText.escaped(title))</h1><p id="facts"></p></header>
    <nav><button id="play" title="space">play</button><button id="back" title="←">‹</button>\
    <button id="next" title="→">›</button><span id="moment"></span>
    <div id="time"><canvas id="marks" height="14"></canvas>\
    <input id="slider" type="range" min="0" aria-label="moment"></div></nav>
    <main><section id="tree" tabindex="0"><div id="rows"></div></section>
    <section id="side"><div id="node"></div><pre id="text"></pre></section></main>
    <noscript>This page draws the search with a script of its own: allow it.</noscript>
    <script id="search" type="application/json">\(data)</script>
    <script>
    \(Self.script)
    </script>
    </body>
    </html>

    """
  }

  /// The search for the script. No `<`, which could end the element.
  private var data: String {
    let whole = tree
    // Steps as they were made; what streams in comes with its events.
    var start = tree
    start.seek(to: 0)
    let fields = whole.fields.filter { $0 != .f && !isFolded($0) }
    let nodes = (0..<NodeID(whole.nodeCount)).map { node -> JSONValue in
      let record = whole.records[Int(node)]
      let figures = fields.map {
        FieldText.text($0, of: node, in: whole).map { JSONValue.text($0) } ?? .null
      }
      let first = node == 0 ? whole.header.root.V ?? .nan : Double(record.V)
      return .list([
        number(node > 0 ? Int(record.parent) : -1), number(born(node)), .text(start.step(node)),
        .text(whole.state(node)), JSONValue(Float(first).decimal), .list(figures),
      ])
    }
    let events = whole.events.prefix(whole.now).map { event -> JSONValue in
      let value = event.value == event.value ? JSONValue(event.value.decimal) : .null
      let why =
        event.kind == .text
        ? whole.notes[Int(event.other)] : event.reason == .none ? "" : event.reason.word
      return .list([
        .text(event.kind.word), number(Int(event.node)), number(Int(event.other)), value,
        .text(why),
      ])
    }
    let parts = whole.metaCoT(in: style)
    let page = JSONValue.object([
      "problem": .text(whole.header.problem.text),
      "strategy": .text(whole.header.strategy.name),
      "model": whole.header.model.map { .text($0.name) } ?? .null,
      "fields": .list(fields.map { .text(whole.name(of: $0)) }),
      "isFolded": .bool(isFolded(.N)),
      "range": .list([
        JSONValue(whole.valueRange.lowerBound), JSONValue(whole.valueRange.upperBound),
      ]),
      "isLowerBetter": .bool(whole.header.values?.better == .lower),
      "goal": whole.pathToGoal.map { .list($0.map { number(Int($0)) }) } ?? .list([]),
      "nodes": .list(nodes), "events": .list(events),
      "text": .list(parts.map { .list([number($0.event), .text($0.text)]) }),
    ])
    return page.jsonText.replacing("<", with: "\\u003c")
  }

  /// Whether the script counts a figure itself, moment by moment: visits and means where values are
  /// backed up and none are stated.
  private func isFolded(_ field: NodeField) -> Bool {
    switch field {
    case .N, .Q:
      tree.events.contains { $0.kind == .backup }
        && !(0..<NodeID(tree.nodeCount)).contains { tree.isStated(field, of: $0) }
    case .V: true
    default: false
    }
  }

  private func born(_ node: NodeID) -> Int { tree.eventThatCreated(node).map { $0 + 1 } ?? 0 }

  private func number(_ value: Int) -> JSONValue { .number(String(value)) }
}
