/// The figures that have no room in nodes' records, a column a field, as they are at a moment.
///
/// 8 bytes a node and field that is used, and for each figure the one that it took the place of, so
/// that it can be undone.
struct FigureColumns: Sendable {
  /// By slot (`FigureRecord.slot`), then by node; NaN where there is none.
  private var columns: [[Double]] = []
  /// How many of the tree's figures have been applied.
  private var applied = 0
  /// For each figure that was ever applied the one before it.
  private var previous: [Double] = []

  /// A node's figure at the moment; NaN if there is none. O(1).
  subscript(slot: Int, node: NodeID) -> Double {
    slot < columns.count && Int(node) < columns[slot].count ? columns[slot][Int(node)] : .nan
  }

  /// Puts a figure in its place, and gives the one that was there.
  @discardableResult
  mutating func set(_ figure: FigureRecord) -> Double {
    let slot = figure.slot
    let node = Int(figure.node)
    while columns.count <= slot { columns.append([]) }
    let missing = node + 1 - columns[slot].count
    if missing > 0 { columns[slot].append(contentsOf: repeatElement(.nan, count: missing)) }
    let before = columns[slot][node]
    columns[slot][node] = figure.value
    return before
  }

  /// Goes to the moment after `now` events. Complexity: O(figures between here and there).
  mutating func move(to now: Int, in figures: [FigureRecord]) {
    while applied < figures.count, Int(figures[applied].event) < now {
      let before = set(figures[applied])
      if applied == previous.count { previous.append(before) }
      applied += 1
    }
    while applied > 0, Int(figures[applied - 1].event) >= now {
      applied -= 1
      var figure = figures[applied]
      figure.value = previous[applied]
      set(figure)
    }
  }
}
