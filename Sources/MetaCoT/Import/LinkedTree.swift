/// Records that name their parents, as a tree: the form in which most programs keep one.
///
/// Where every record comes after its parent, the order of the records is that of the search;
/// otherwise only the tree is known. Of records with the same id the last one holds. Parents that go
/// round in a circle, and parents that are not there, do no harm.
struct LinkedTree {
  /// A node with the names of its own and of its parent.
  struct Record {
    var id: String
    var parent: String?
    var node: ImportedNode
    /// What it is where its parent is not above it; nil is the same.
    var nodeAsRoot: ImportedNode?
    var isGoal = false
    /// What else is told of the node, once it is there.
    var events: [(Event.Kind, Event.Reason, String)] = []
    /// The call of a model that made it.
    var call: ModelCall?
    /// Other nodes that a step leads to.
    var links: [String] = []
  }

  private var newest: [String: Record] = [:]
  private var order: [String] = []
  private var children: [String: [String]] = [:]
  private var roots: [String] = []
  private(set) var isOrdered = true

  init(_ records: [Record]) {
    for record in records {
      if newest[record.id] == nil { order.append(record.id) }
      newest[record.id] = record
    }
    var seen: Set<String> = []
    for id in order {
      if let parent = newest[id]?.parent, newest[parent] != nil {
        children[parent, default: []].append(id)
        if !seen.contains(parent) { isOrdered = false }
      } else {
        roots.append(id)
      }
      seen.insert(id)
    }
    roots += cycles()
    for id in roots {
      if let alone = newest[id]?.nodeAsRoot { newest[id]?.node = alone }
    }
  }

  /// Records by their times, as far as these tell: of the same time parents come before their children, else
  /// it is the order that is given.
  static func ordered<Time: Comparable>(_ records: [(time: Time, record: Record)]) -> [Record] {
    let sorted = records.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    let places = Dictionary(
      sorted.enumerated().map { ($1.record.id, $0) }, uniquingKeysWith: { first, _ in first })
    var taken = Array(repeating: false, count: sorted.count)
    var ordered: [Record] = []
    for place in sorted.indices {
      // Ancestors of the same time that have not had their turn.
      var waiting: [Int] = []
      var next: Int? = place
      while let place = next, !taken[place] {
        taken[place] = true
        waiting.append(place)
        next = sorted[place].record.parent.flatMap { places[$0] }.flatMap {
          sorted[$0].time == sorted[place].time ? $0 : nil
        }
      }
      ordered += waiting.reversed().map { sorted[$0].record }
    }
    return ordered
  }

  /// The record that the whole tree lies below; nil where there are several.
  var root: Record? { roots.count == 1 ? newest[roots[0]] : nil }

  /// The tree of records with figures under usual names, as a search: `kind` and `text` are its problem's,
  /// the root's words where there is no text.
  func trace(
    kind: String, text: String? = nil, _ fields: NodeFields, values: [Double?],
    order: TraceHeader.Order? = nil
  ) -> ImportedTrace {
    let start = root.map { $0.node.state.isEmpty ? $0.node.step : $0.node.state } ?? ""
    var header = TraceHeader(
      problem: .init(kind: kind, text: text ?? start), strategy: .init("imported"), model: nil,
      root: .init(state: start))
    header.order = order
    header.values = ValueScale.found(values)
    header.metrics = fields.metrics.names.map { .init(key: $0) }
    return trace(header)
  }

  /// The tree as a search. The header gets the figures of the root, and says whether there is an order.
  func trace(_ header: TraceHeader) -> ImportedTrace {
    var header = header
    if let root { header.setRoot(root.node) }
    if !isOrdered { header.order = .unknown }
    var builder = ImportBuilder()
    var nodes: [String: NodeID] = [:]
    if let root {
      nodes[root.id] = 0
      tell(root, at: 0, &builder)
    }
    if header.order == nil {
      for id in order where nodes[id] == nil {
        guard let record = newest[id] else { continue }
        let node = builder.expand(record.parent.flatMap { nodes[$0] } ?? 0, [record.node])
        nodes[id] = node
        builder.add(Event(.select, node))
        tell(record, at: node, &builder)
      }
    } else {
      var isOpen = Set(order)
      builder.expandAll(
        nil as String?,
        children: { id in
          let below = id ?? root?.id
          return (below.map { children[$0] ?? [] } ?? roots).filter { isOpen.remove($0) != nil }
        },
        node: { id, _ in id.flatMap { newest[$0]?.node } ?? ImportedNode() },
        visit: { node, id, builder in
          guard let id, let record = newest[id] else { return }
          nodes[id] = node
          tell(record, at: node, &builder)
        })
    }
    for id in order {
      for target in newest[id]?.links ?? [] {
        if let from = nodes[id], let to = nodes[target] {
          builder.add(Event(.link, from, other: to))
        }
      }
    }
    return builder.finish(header, hasVerdict: false)
  }

  private func tell(_ record: Record, at node: NodeID, _ builder: inout ImportBuilder) {
    if let call = record.call { builder.add(call, of: node, states: 1) }
    for (kind, reason, text) in record.events {
      builder.add(Event(kind, node, reason: reason), text: text)
    }
    if record.isGoal { builder.reachGoal(node, cost: record.node.g) }
  }

  /// Where parents go round in a circle, the first record of each circle: it is hung below the root.
  private func cycles() -> [String] {
    var reached: Set<String> = []
    func reach(_ start: String) {
      var open = [start]
      while let id = open.popLast() {
        guard reached.insert(id).inserted else { continue }
        open += children[id] ?? []
      }
    }
    roots.forEach(reach)
    var found: [String] = []
    for id in order where !reached.contains(id) {
      found.append(id)
      reach(id)
    }
    return found
  }
}
