/// Graphs in the language of Graphviz: a node is a node, a step the label of the edge to it; attributes
/// that are figures under their usual names are figures. A node with several edges to it lies below the
/// first, the others are links; so are edges that are dashed and do not rank (`constraint=false`).
enum GraphvizDot: TraceImporter {
  static let name = "dot"
  static let summary = "graphs of Graphviz (DOT)"

  static func recognizes(_ file: ForeignFile) -> Bool {
    file.records.isEmpty && DotReader.beginsGraph(file.bytes.prefix(4096))
  }

  static func searches(in file: ForeignFile) throws -> [ImportedSearch] {
    let graphs = try DotReader.graphs(in: file.text, file: file.name)
    return graphs.enumerated().map { place, graph in
      ImportedSearch(id: String(place + 1)) { trace(of: graph) }
    }
  }

  private static func trace(of graph: DotGraph) -> ImportedTrace {
    var edges: [String: DotGraph.Edge] = [:]
    var links: [String: [String]] = [:]
    for edge in graph.edges where edge.from != edge.to {
      let isLink = edge.attributes["constraint"] == "false" && edge.attributes["style"] == "dashed"
      if isLink || edges[edge.to] != nil {
        links[edge.from, default: []].append(edge.to)
      } else {
        edges[edge.to] = edge
      }
    }
    let values = graph.nodes.map { id in
      value(of: graph.attributes[id] ?? [:], id: id, edge: edges[id])
    }
    let fields = NodeFields(of: values)
    let tree = LinkedTree(
      zip(graph.nodes, values).map { id, value in
        LinkedTree.Record(
          id: id, parent: edges[id]?.from, node: fields.node(value, below: nil),
          isGoal: NodeFields.isGoal(value) || graph.attributes[id]?["shape"] == "doublecircle",
          links: links[id] ?? [])
      })
    return tree.trace(
      kind: "graph", text: graph.name, fields, values: values.map(NodeFields.value),
      order: .unknown)
  }

  /// What Graphviz itself reads: looks, not figures.
  private static let looks: Set<String> = [
    "color", "fillcolor", "fontcolor", "fontname", "fontsize", "fixedsize", "group", "height",
    "image", "labelfontsize", "layer", "margin", "nojustify", "ordering", "orientation",
    "penwidth", "peripheries", "pos", "rank", "regular", "rotate", "sides", "shape", "skew",
    "sortv", "style", "URL", "href", "target", "tooltip", "width", "xlabel", "z",
  ]

  private static func value(
    of attributes: [String: String], id: String, edge: DotGraph.Edge?
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    let derived: Set<String> = attributes["state"] == nil ? [] : NodeFields.derived
    for (name, text) in attributes where !looks.contains(name) && !derived.contains(name) {
      members[name] = Double(text).map { JSONValue($0) } ?? .text(text)
    }
    let label = attributes["label"].map { $0.replacing("\\N", with: id) }
    members["state"] = .text(attributes["state"] ?? label ?? id)
    members["label"] = nil
    if let step = edge?.attributes["label"] { members["step"] = .text(step) }
    return .object(members)
  }
}
