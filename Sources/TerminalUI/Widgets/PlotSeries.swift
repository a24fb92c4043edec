/// What is plotted together: points in the order in which a line joins them.
package struct PlotSeries: Sendable, Equatable {
  /// A point, with the bounds of an interval around it if it has one.
  package struct Point: Sendable, Equatable {
    /// Along the horizontal axis.
    package var x: Double
    /// Along the vertical axis; NaN leaves a gap in the line.
    package var y: Double
    /// The interval around `y`: what lay between, or a confidence interval.
    package var interval: ClosedRange<Double>?

    /// A point.
    package init(x: Double, y: Double, interval: ClosedRange<Double>? = nil) {
      self.x = x
      self.y = y
      self.interval = interval
    }
  }

  /// How points are drawn.
  package enum Look: Sendable, Equatable {
    /// A line from point to point.
    case line
    /// A dot each.
    case dots
  }

  /// How intervals are drawn.
  package enum Spread: Sendable, Equatable {
    /// A surface of every other dot between the lower and the upper bounds of neighbours.
    case band
    /// A vertical bar at each point.
    case bars
  }

  /// What the legend calls it; without a name it is not in the legend.
  package var name: String
  /// The points.
  package var points: [Point]
  /// Its colour.
  package var ink: Ink
  /// Whether a line joins the points.
  package var look: Look
  /// Drawn at points, as far as they are not too close, so that the series is told apart without
  /// colours too.
  package var mark: Unicode.Scalar?
  /// How intervals are drawn.
  package var spread: Spread

  /// A series.
  package init(
    _ name: String = "", points: [Point], ink: Ink = .text, look: Look = .line,
    mark: Unicode.Scalar? = nil, spread: Spread = .band
  ) {
    self.name = name
    self.points = points
    self.ink = ink
    self.look = look
    self.mark = mark
    self.spread = spread
  }

  /// The mark of the n-th of several series of one rank; marks differ in ASCII too, as long as there
  /// are no more than five.
  package static func mark(_ number: Int) -> Unicode.Scalar {
    let marks: [Unicode.Scalar] = ["●", "▲", "★", "×", "▼", "◆", "+"]
    return marks[number % marks.count]
  }

  /// The ink of the n-th of several series of one rank.
  package static func ink(_ number: Int) -> Ink {
    let inks: [Ink] = [.live, .accent, .goal, .back, .shared, .warning, .strong]
    return inks[number % inks.count]
  }
}
