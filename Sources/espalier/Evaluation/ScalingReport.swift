import Foundation
import MetaCoT
import MetaCoTEvaluation
import TerminalUI

/// What is solved against size and training, as text and as JSON.
struct ScalingReport {
  let arms: TrainedArms

  /// All figures: keys in alphabetical order.
  var json: Data {
    get throws {
      struct Document: Encodable {
        var format = "espalier-scaling"
        var version = 1
        var cells: [TrainedArms.Cell]
        var laws: [TrainedArms.Law]
      }
      return try JSONEncoder.documents.encodedLine(Document(cells: arms.cells, laws: arms.laws))
    }
  }

  /// The tables, and the curve so many columns wide.
  func text(width: Int) -> String {
    [shares, CurveText(curve: arms.curve).text(width: width), laws].joined(separator: "\n")
  }

  private var shares: String {
    let rows = arms.cells.map { cell in
      [
        cell.arm, NumberFormat.short(cell.parameters), NumberFormat.short(cell.tokens),
        NumberFormat.percent(cell.solvedShare),
        "\(NumberFormat.percent(cell.interval.lower))–\(NumberFormat.percent(cell.interval.upper))",
      ]
    }
    return "solved under the largest budget\n"
      + AlignedRows.table([["", "parameters", "tokens learned from", "solved", "95 %"]] + rows)
  }

  private var laws: String {
    let rows = arms.laws.map { one in
      guard let law = one.law else { return [one.arm, "–", "–", "–", "–"] }
      return [
        one.arm, exponent(law.size), exponent(law.training),
        NumberFormat.fixed(law.residual, decimals: 3), "\(law.points)",
      ]
    }
    return
      "unsolved share = a · parametersᵇ · tokensᶜ, least squares of the logarithms; it takes four "
      + "cells, of two sizes and two amounts\n"
      + AlignedRows.table([["", "b", "c", "residual", "points"]] + rows)
  }

  private func exponent(_ exponent: ScalingLaw.Exponent) -> String {
    NumberFormat.fixed(exponent.value, decimals: 3) + " ± "
      + NumberFormat.fixed(exponent.error, decimals: 3)
  }
}
