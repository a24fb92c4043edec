/// What is needed to undo events, and to leap over many.
struct History: Sendable {
  /// A change of a node's status or V by an event: 16 bytes. The same whichever way it is crossed,
  /// as it holds the bits that differ.
  struct Mark: Sendable {
    var event: Int32
    var node: NodeID
    var value: UInt32
    var status: UInt8

    @inline(__always)
    func exchange(_ other: inout Float) {
      other = Float(bitPattern: other.bitPattern ^ value)
    }
  }

  /// By how much a node's statistics grew between two boundaries: 16 bytes.
  struct Sum: Sendable {
    var sum: Int64
    var visits: Int32
    var node: NodeID
  }

  /// The moment at a multiple of `interval`.
  struct Boundary: Sendable {
    var counters: Counters
    /// How many of `sums` lie before it.
    var sums: Int
  }

  /// Events between two boundaries. Tests of small traces have smaller ones.
  let interval: Int
  /// How many events have ever been applied.
  var reached = 0
  /// In the order of their events; at most one an event.
  var marks: [Mark] = []
  var sums: [Sum] = []
  var boundaries: [Boundary]

  /// The nodes that were backed up to since the last boundary, as they were there.
  var touched: [Sum] = []
  /// For each node, if there are statistics, the interval in which it was touched last.
  var touchedIn: [UInt16] = []

  /// Stands in for a history that is taken out of its tree for a while.
  static let nothing = History(interval: 1, counters: Counters())

  /// A history whose beginning has these counters.
  init(interval: Int, counters: Counters) {
    self.interval = interval
    boundaries = [Boundary(counters: counters, sums: 0)]
  }

  /// What `touchedIn` holds for a node in `touched`. Two intervals have the same number only if
  /// they are further apart than events can be numbered.
  var number: UInt16 { UInt16(truncatingIfNeeded: boundaries.count) }

  /// The boundary nearest to a moment, of those reached so far.
  func boundary(near moment: Int) -> Int {
    min((moment + interval / 2) / interval, boundaries.count - 1)
  }
}

/// What is counted at a moment.
struct Counters: Sendable, Equatable {
  var now = 0
  var nodes = 1
  var frontier = 1
  var expansions = 0
  /// Nodes that got a V or an h, as often as they did.
  var evaluations = 0
  /// States that `modelCall` events tell of, and their tokens.
  var states = 0
  var tokens = 0
  /// How many of `History.marks` have been applied.
  var marks = 0
}
