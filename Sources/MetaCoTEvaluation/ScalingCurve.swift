/// Solved share against what was spent: does search add what training does not?
public struct ScalingCurve: Sendable, Equatable {
  /// What is counted along the horizontal axis, as the mean a problem.
  public enum Cost: String, Codable, Sendable, CaseIterable {
    /// Nodes expanded.
    case expansions
    /// States evaluated by the model.
    case calls
    /// Tokens generated.
    case tokens
    /// Wall-clock seconds.
    case seconds
  }

  /// The horizontal axis.
  public enum Axis: Sendable, Equatable {
    /// What was spent at inference.
    case spent(Cost)
    /// What was spent on training: 6 operations a parameter and token (Kaplan et al. 2020).
    case training

    /// What stands beneath it.
    public var title: String {
      switch self {
      case .spent(let cost): "\(cost.rawValue) a problem"
      case .training: "operations of training"
      }
    }
  }

  /// A row of the table, from its smallest budget to its largest.
  public struct Line: Sendable, Equatable {
    /// The row's label.
    public var name: String
    /// What was spent, the solved share, and its interval.
    public var points: [(cost: Double, share: Double, interval: ClosedRange<Double>)]

    /// A line.
    public init(
      name: String, points: [(cost: Double, share: Double, interval: ClosedRange<Double>)]
    ) {
      self.name = name
      self.points = points
    }

    /// Whether names and points are the same.
    public static func == (a: Line, b: Line) -> Bool {
      a.name == b.name && a.points.elementsEqual(b.points, by: ==)
    }
  }

  /// What is counted.
  public let axis: Axis
  /// The rows for which it was counted.
  public let lines: [Line]

  /// A curve of these lines.
  public init(_ axis: Axis, lines: [Line]) {
    self.axis = axis
    self.lines = lines
  }

  /// The curve of a table.
  public init(_ table: EvaluationTable, cost: Cost) {
    axis = .spent(cost)
    let rows = Dictionary(grouping: table.cells, by: \.row)
    lines = table.plan.rows.compactMap { row in
      let points: [(Double, Double, ClosedRange<Double>)] = (rows[row] ?? []).compactMap { cell in
        guard let spent = Self.spent(cell.spent, cost), spent > 0 else { return nil }
        return (spent, cell.solvedShare, cell.interval.range)
      }
      return points.isEmpty ? nil : Line(name: row.label, points: points)
    }
  }

  private static func spent(_ spent: EvaluationTable.Spending, _ cost: Cost) -> Double? {
    switch cost {
    case .expansions: spent.expansions
    case .calls: spent.modelCalls
    case .tokens: spent.tokens
    case .seconds: spent.seconds
    }
  }
}
