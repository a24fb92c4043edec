import TerminalUI
import TrainingLog

/// A figure of a run that can be plotted: a measure on held-out data, or one of the training itself.
struct TrainingMetric: Sendable, Equatable {
  /// Which figure, also when there are more of them.
  struct ID: Sendable, Hashable {
    var name: String
    var isHeldOut: Bool
  }

  /// Its course.
  var curve: TrainingCurve
  /// Whether it was measured on held-out data.
  var isHeldOut: Bool
  /// Which it is.
  var id: ID { ID(name: curve.name, isHeldOut: isHeldOut) }
}

extension TrainingLog {
  /// What there is to choose from, measures on held-out data first. The losses of training have a
  /// plot of their own.
  var figures: [TrainingMetric] {
    measures.map { TrainingMetric(curve: $0, isHeldOut: true) }
      + curves.filter { $0.name != "loss" && $0.name != "value loss" }
      .map { TrainingMetric(curve: $0, isHeldOut: false) }
  }

  /// The figure that is worth looking at first: a share of held-out problems solved, if there is one.
  var firstFigure: TrainingMetric? {
    let figures = figures
    return figures.first { $0.isHeldOut && $0.curve.name.lowercased().hasPrefix("solved") }
      ?? figures.first { $0.isHeldOut && $0.curve.isShare } ?? figures.first
  }
}

extension TrainingCurve {
  /// A value of it as people read it: a share in percent, else three digits.
  package func text(_ value: Double) -> String {
    isShare && value.isFinite
      ? NumberFormat.fixed(value * 100, decimals: 1) + "%" : NumberFormat.significant(value)
  }

  /// The last value as people read it.
  package var latestText: String { text(latest) }
}
