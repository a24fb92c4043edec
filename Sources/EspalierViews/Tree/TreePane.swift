import MetaCoT
import TerminalUI

/// A search tree, drawn in one of several ways, at the moment of the tree.
///
/// It follows the search until a person moves: then what is open stays open, the selection stays
/// where it is on the screen, and the tree changes around it. While it follows it remembers
/// nothing: what it shows is a function of the tree, the size and the folds a person made.
package struct TreePane: Sendable {
  /// What is selected and open, in whichever drawing.
  package internal(set) var selection = TreeSelection()
  /// How the tree is drawn.
  package internal(set) var drawing: any TreeDrawing = OutlineDrawing()
  /// What is sought, if anything is.
  package var search: NodeSearch?
  /// What the rows are filtered by, if they are.
  package private(set) var filter: NodeFilter?
  /// What stands out.
  package private(set) var highlight: NodeFilter?
  /// Place and number of the match last gone to.
  package private(set) var matchPlace: (place: Int, count: Int)?
  /// Nodes that another search has visited too are marked.
  var shared: SharedStates?
  /// What a person marked.
  var bookmarks: [Bookmark] = []
  private var sizes = SubtreeSizes()
  private var places = OutlinePlaces()

  /// A pane that follows its search.
  package init() {}

  /// The selected node; the parent for a row of nodes that are not shown.
  package func selectedNode(in tree: SearchTree) -> NodeID { selection.node(in: tree) }

  /// Catches up with the tree, and looks further for what is sought and shown alone, with so much effort
  /// at most. Call it before `draw` and after the tree has changed.
  package mutating func update(to tree: SearchTree, effort: Effort = .key) {
    sizes.update(for: tree)
    search?.advance(in: tree, effort: effort)
    filter?.update(to: tree, effort: effort)
    highlight?.update(to: tree, effort: effort)
  }

  /// How large the subtree of a node is at the tree's moment and what it has cost, where tokens are
  /// counted.
  mutating func subtree(of node: NodeID, in tree: SearchTree) -> StatePane.Subtree? {
    guard tree.hasTokens else { return nil }
    sizes.update(for: tree)
    return StatePane.Subtree(nodes: sizes[node], cost: tree.cost(of: node) ?? ModelCost())
  }

  /// What is drawn.
  func source(_ tree: SearchTree) -> TreeSource {
    var source = TreeSource(tree, sizes: sizes)
    source.filter = filter
    source.search = search
    source.highlight = highlight
    source.shared = shared
    source.marked = Set(bookmarks.map(\.node))
    return source
  }

  /// As `source`, of the tree as it is now.
  private mutating func updated(_ tree: SearchTree) -> TreeSource {
    update(to: tree)
    return source(tree)
  }

  // MARK: Moving and folding

  /// Follows the search again: the selection is the current node, and folds make themselves.
  package mutating func follow() { selection.follow() }

  /// Stops following: all stays as it is on the screen.
  package mutating func stay(in tree: SearchTree) {
    guard selection.following else { return }
    drawing.stay(&selection, in: updated(tree))
  }

  /// Moves the selection, so many times, and stops following.
  package mutating func move(_ move: TreeMove, times: Int = 1, in tree: SearchTree) {
    guard times > 0 else { return }
    drawing.move(move, times: times, &selection, in: updated(tree))
  }

  /// Selects a node wherever it is: its ancestors open. Stops following.
  package mutating func select(_ node: NodeID, in tree: SearchTree) {
    drawing.select(OutlineRow(node), &selection, in: updated(tree))
  }

  /// Selects what stands at a cell of the pane (row 0 is the first below the heading); a second click
  /// on it folds it. Returns whether there is anything.
  @discardableResult
  package mutating func click(x: Int, y: Int, in tree: SearchTree) -> Bool {
    drawing.click(x: x, y: y, &selection, in: updated(tree))
  }

  /// Scrolls; the selection moves only where it would leave the pane.
  package mutating func scroll(rows: Int, columns: Int = 0, in tree: SearchTree) {
    drawing.scroll(rows: rows, columns: columns, &selection, in: updated(tree))
  }

  /// Opens a closed node and closes an open one; shows more of what is not shown.
  package mutating func toggleFold(in tree: SearchTree) {
    drawing.toggleFold(&selection, in: updated(tree))
  }

  /// Closes every node but the path to the selected one.
  package mutating func collapseAll(in tree: SearchTree) {
    stay(in: tree)
    selection.collapseAll(in: tree)
  }

  /// Opens every node below the selected one, and it too.
  package mutating func expandAll(in tree: SearchTree) {
    stay(in: tree)
    selection.expandAll(in: tree)
  }

  /// Opens only subtrees with at least such a share of the visits; see `TreeSelection`.
  package mutating func foldSmall(_ percent: Int?) -> Int {
    selection.raiseLeastPercent(to: percent)
    return selection.leastPercent
  }

  /// Sorts siblings the other way.
  package mutating func toggleOrder(in tree: SearchTree) {
    stay(in: tree)
    selection.order = selection.order == .creation ? .best : .creation
  }

  // MARK: Drawings

  /// Draws the tree in another way: that of a name, or the next. The selection stays. Returns the
  /// name; nil if there is none of that name.
  package mutating func choose(drawing name: String?, in tree: SearchTree) -> String? {
    let all = TreeDrawingRegistry.all
    let index: Int?
    if let name {
      index = all.firstIndex { $0.name == name }
    } else {
      index = (all.firstIndex { $0.name == drawing.name } ?? 0) + 1
    }
    guard let index else { return nil }
    var new = all[index % all.count].init()
    new.window = Rect(x: 0, y: 0, width: drawing.window.width, height: drawing.window.height)
    drawing = new
    if !selection.following {
      drawing.select(selection.row(in: tree), &selection, in: updated(tree))
    }
    return drawing.name
  }

  /// Lets areas stand for something else: what is named, or the next. Returns what; nil if the tree
  /// has no figures of that name.
  package mutating func choose(measure name: String?, in tree: SearchTree) -> String? {
    let all = TreeMeasure.all(of: tree)
    let now = all.firstIndex(of: selection.measure(in: tree)) ?? 0
    let new =
      name.map { name in all.first { $0.name(in: tree) == name } }
      ?? all[(now + 1) % all.count]
    guard let new else { return nil }
    selection.chosenMeasure = new
    return new.name(in: tree)
  }

  // MARK: Searching

  /// Seeks a pattern from the selection on; nil or an empty one ends the search. Returns false if
  /// it is not a regular expression.
  @discardableResult
  package mutating func seek(_ pattern: String?, in tree: SearchTree) -> Bool {
    matchPlace = nil
    guard let pattern, !pattern.isEmpty else {
      search = nil
      return true
    }
    guard let search = NodeSearch(pattern) else { return false }
    self.search = search
    nextMatch(in: tree)
    return true
  }

  /// Whether there are nodes that have not been searched for what is sought or shown alone.
  package func isSearching(in tree: SearchTree) -> Bool {
    search?.isComplete(in: tree) == false || filter?.isComplete(in: tree) == false
      || highlight?.isComplete(in: tree) == false
  }

  /// Goes to the next match, or to the one before; returns its place, as in `2 of 3`, or nil if there
  /// is none, or none is known yet.
  @discardableResult
  package mutating func nextMatch(
    backwards: Bool = false, in tree: SearchTree
  ) -> (place: Int, count: Int)? {
    search?.advance(in: tree)
    let node = selectedNode(in: tree)
    guard let match = search?.match(after: node, backwards: backwards, in: tree, &places) else {
      matchPlace = nil
      return nil
    }
    select(match.node, in: tree)
    matchPlace = (match.place, match.count)
    return matchPlace
  }

  /// Shows only nodes for which a question holds or that match a pattern, and their ancestors; nil or an
  /// empty text shows all.
  package mutating func filter(_ text: String?, in tree: SearchTree) throws(NodeFilter.Fault) {
    stay(in: tree)
    guard let text, !text.isEmpty else {
      filter = nil
      return
    }
    var filter = try NodeFilter(text, of: tree)
    filter.update(to: tree)
    self.filter = filter
  }

  /// Makes nodes stand out for which a question holds or that match a pattern; nil or an empty text, none.
  package mutating func highlight(_ text: String?, in tree: SearchTree) throws(NodeFilter.Fault) {
    guard let text, !text.isEmpty else {
      highlight = nil
      return
    }
    var highlight = try NodeFilter(text, of: tree, keepingAncestors: false)
    highlight.update(to: tree)
    self.highlight = highlight
  }

  /// What the ways of showing less that one key goes through ask for.
  private static let presets = ["not is failed", "is solution", "is principal"]

  /// Shows less: the next of a few filters, and after the last all.
  package mutating func showLess(in tree: SearchTree) {
    let next = filter.flatMap { Self.presets.firstIndex(of: $0.text) }.map { $0 + 1 } ?? 0
    try? filter(Self.presets.indices.contains(next) ? Self.presets[next] : nil, in: tree)
  }

  /// Shows nothing but the subtree of the selected node; at its top, all again. Returns its node.
  package mutating func showSubtree(in tree: SearchTree) -> NodeID {
    stay(in: tree)
    let node = selectedNode(in: tree)
    selection.top = node == selection.top(in: tree) ? 0 : node
    if selection.top > 0 { selection.open(node) }
    return selection.top
  }

  // MARK: Drawing

  /// Draws the heading and the tree at its moment.
  /// - Complexity: that of the drawing; of the outline O(rows × fanout).
  package mutating func draw(
    _ tree: SearchTree, focused: Bool, in rect: Rect, of canvas: inout Canvas
  ) {
    guard rect.width > 0, rect.height > 0 else { return }
    let (heading, body) = rect.splitTop(1)
    drawing.window.width = rect.width
    drawing.window.height = max(1, rect.height - 1)
    let source = updated(tree)
    let picture = drawing.drawing(of: source, selection)
    let corner = drawing.corner(of: picture, following: selection.following)
    if !drawing.isSettled { drawing.settle(at: corner) }
    let titles = picture.headingStart.map { rect.x + $0 - corner.x }
    drawHeading(tree, focused: focused, before: titles, in: heading, of: &canvas)
    picture.drawHeading(in: heading, left: corner.x, on: &canvas)
    picture.draw(in: body, left: corner.x, top: corner.y, on: &canvas)
    defer { Minimap.draw(picture, left: corner.x, top: corner.y, in: body, on: &canvas) }
    guard let place = picture.selectedPlace else { return }
    let shown = Rect(
      x: body.x + place.x - corner.x, y: body.y + place.y - corner.y, width: place.width,
      height: place.height)
    canvas.highlight(shown.clipped(to: body), focused ? .cursor : .linked)
  }

  private func drawHeading(
    _ tree: SearchTree, focused: Bool, before end: Int?, in rect: Rect, of canvas: inout Canvas
  ) {
    var notes: [String] = []
    if !(drawing is OutlineDrawing) { notes.append(drawing.name) }
    if !selection.following { notes.append("selected") }
    let top = selection.top(in: tree)
    if top > 0 {
      let steps = tree.boundedPath(to: top).suffix(3).filter { $0 > 0 }.map { tree.step($0) }
      notes.append((tree.depth(top) > 3 ? "… › " : "") + steps.joined(separator: " › "))
    }
    if selection.order == .best { notes.append("best first") }
    if selection.leastPercent > 0 { notes.append("from \(selection.leastPercent) % on") }
    if let filter {
      if !filter.isComplete(in: tree) {
        let all = NumberFormat.grouped(tree.nodeCount)
        notes.append("\(NumberFormat.grouped(filter.looked)) of \(all) looked at")
      }
      notes.append("& " + filter.text)
    }
    if let highlight { notes.append("# " + highlight.text) }
    if let search {
      let place = matchPlace.map { "\($0.place) of \($0.count)" } ?? "\(search.count(in: tree))"
      let more = search.isComplete(in: tree) ? "" : "…"
      notes.append("/" + search.pattern.text + " " + place + more)
    }
    PaneHeading.draw(
      "tree", notes: notes, focused: focused, before: end, in: rect, of: &canvas)
  }
}
