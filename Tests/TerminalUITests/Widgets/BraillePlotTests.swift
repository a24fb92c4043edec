import MetaCoT
import TestSupport
import Testing

@testable import TerminalUI

@Suite struct BraillePlotTests {
  static let sizes = [(100, 24), (60, 12), (30, 6)]

  /// A loss that falls, seen as raw dots, a smoothed line and a few measurements with a mark.
  private static var loss: BraillePlot {
    var random = SeededRandom(seed: 1)
    let raw = (1...300).map { step -> PlotSeries.Point in
      let x = Double(step * 10)
      let y = 0.4 + 3 * 40 / (40 + Double(step)) + Double(random.unit() - 0.5) * 0.4
      return .init(x: x, y: y, interval: y - 0.1...y + 0.1)
    }
    let smooth = raw.map { PlotSeries.Point(x: $0.x, y: 0.4 + 3 * 400 / (400 + $0.x)) }
    let heldOut = stride(from: 29, to: 300, by: 30).map {
      PlotSeries.Point(x: raw[$0].x, y: smooth[$0].y + 0.15)
    }
    return BraillePlot(
      x: PlotAxis("step", unit: .count), y: PlotAxis("loss", isLogarithmic: true),
      series: [
        PlotSeries(points: raw, ink: .dim, look: .dots),
        PlotSeries("training", points: smooth, ink: .live),
        PlotSeries("held out", points: heldOut, ink: .accent, mark: "▲"),
      ])
  }

  /// Shares with intervals against a budget.
  private static var scaling: BraillePlot {
    let budgets = [1.0, 3, 10, 30, 100, 300]
    return BraillePlot(
      x: PlotAxis("expansions", isLogarithmic: true),
      y: PlotAxis("solved", range: 0...1, unit: .share),
      series: (0..<3).map { number in
        PlotSeries(
          ["mcts, small", "mcts, large", "a*"][number],
          points: budgets.enumerated().map { index, budget in
            let share = Double(index + number) / 8
            return .init(x: budget, y: share, interval: max(0, share - 0.06)...share + 0.06)
          }, ink: PlotSeries.ink(number), mark: PlotSeries.mark(number), spread: .bars)
      })
  }

  @Test(arguments: sizes) func `A curve of losses`(_ width: Int, _ height: Int) throws {
    var canvas = Canvas(width: width, height: height)
    Self.loss.draw(in: canvas.bounds, of: &canvas)
    try expectSnapshot(canvas, "plot-loss-\(width)x\(height)")
  }

  @Test(arguments: sizes) func `A curve of shares`(_ width: Int, _ height: Int) throws {
    var canvas = Canvas(width: width, height: height)
    Self.scaling.draw(in: canvas.bounds, of: &canvas)
    try expectSnapshot(canvas, "plot-shares-\(width)x\(height)")
  }

  @Test func `Nothing is drawn outside its place`() {
    for width in 0...24 {
      for height in 0...10 {
        for plot in [Self.loss, Self.scaling, BraillePlot(x: .init(), y: .init(), series: [])] {
          var canvas = Canvas(width: 30, height: 14)
          canvas.fill(canvas.bounds, "z")
          let rect = Rect(x: 3, y: 2, width: width, height: height)
          plot.draw(in: rect, of: &canvas)
          for y in 0..<14 {
            for x in 0..<30 where !rect.contains(x: x, y: y) {
              #expect(canvas[x, y].glyph == 0x7A, "\(width)×\(height) at \(x), \(y)")
            }
          }
        }
      }
    }
  }

  /// Nothing but the curve itself: 4 columns × 2 rows of cells.
  private func curve(_ points: [PlotSeries.Point], logarithmic: Bool = false) -> String {
    let plot = BraillePlot(
      x: PlotAxis(range: 0...7), y: PlotAxis(isLogarithmic: logarithmic, range: 1...8),
      series: [PlotSeries(points: points)])
    var canvas = Canvas(width: 4, height: 2)
    plot.draw(in: canvas.bounds, of: &canvas)
    return canvas.text
  }

  @Test func `Dots lie where their values are`() {
    #expect(curve([.init(x: 0, y: 1), .init(x: 7, y: 8)]) == "  ⡠⠊\n⡠⠊")
    #expect(curve([.init(x: 0, y: 8), .init(x: 7, y: 8)]) == "⠉⠉⠉⠉\n")
    #expect(curve([.init(x: 0, y: 1)]) == "\n⡀")
    #expect(curve([.init(x: 7, y: 8)]) == "   ⠈\n")
  }

  @Test func `Lines from far away are cut at the edge`() {
    let far = curve([.init(x: -1e6, y: -1e6 + 1), .init(x: 1e6, y: 1e6 + 1)])
    #expect(far == "  ⡠⠊\n⡠⠊")
    #expect(curve([.init(x: 0, y: 100), .init(x: 7, y: 200)]) == "\n")
  }

  @Test func `What has no place leaves a gap`() {
    let gap = curve([.init(x: 0, y: 8), .init(x: 3, y: .nan), .init(x: 7, y: 8)])
    #expect(gap == "⠁  ⠈\n")
    let zero = curve([.init(x: 0, y: 8), .init(x: 3, y: 0), .init(x: 7, y: 8)], logarithmic: true)
    #expect(zero == "⠁  ⠈\n")
  }

  @Test func `Ticks are round and fit`() {
    func labels(_ axis: PlotAxis, _ extent: ClosedRange<Double>, _ count: Int) -> [String] {
      axis.ticks(in: extent, atMost: count).map(\.label)
    }
    #expect(labels(PlotAxis(), 0...3000, 4) == ["0", "1k", "2k", "3k"])
    #expect(labels(PlotAxis(), 0...2500, 6) == ["0", "500", "1k", "1.5k", "2k", "2.5k"])
    #expect(labels(PlotAxis(), 0...1, 6) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(labels(PlotAxis(), 1000...1010, 3) == ["1k", "1.005k", "1.01k"])
    #expect(labels(PlotAxis(), -2...2, 5) == ["-2", "-1", "0", "1", "2"])
    #expect(labels(PlotAxis(unit: .count), 0...2, 10) == ["0", "1", "2"])
    #expect(labels(PlotAxis(unit: .share), 0...1, 3) == ["0%", "50%", "100%"])
    #expect(labels(PlotAxis(unit: .share), 0.9...0.95, 3) == ["90%", "92%", "94%"])
    let log = PlotAxis(isLogarithmic: true)
    #expect(labels(log, 1...300, 10) == ["1", "2", "5", "10", "20", "50", "100", "200"])
    #expect(labels(log, 1...300, 6) == ["1", "3", "10", "30", "100", "300"])
    #expect(labels(log, 1e-5...1e-2, 4) == ["1e-5", "1e-4", "0.001", "0.01"])
    #expect(labels(log, 1...1e9, 4).count <= 4)
    #expect(labels(log, 6...9, 4) == ["6", "7", "8", "9"])
    for count in 1...12 {
      for (low, high) in [(0.0, 1.0), (3, 3.001), (1e-7, 2e-7), (5, 5e9), (0.3, 40)] {
        for axis in [PlotAxis(), PlotAxis(isLogarithmic: low > 0), PlotAxis(unit: .count)] {
          let ticks = axis.ticks(in: low...high, atMost: count)
          #expect(ticks.count <= count)
          #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks)")
        }
      }
    }
  }

  @Test func `Extents hold what is plotted`() {
    #expect(PlotAxis().extent(of: [2, .nan, 5, .infinity]) == 2...5)
    #expect(PlotAxis().extent(of: []) == 0...1)
    #expect(PlotAxis().extent(of: [3]).contains(3))
    let log = PlotAxis(isLogarithmic: true)
    #expect(log.extent(of: [0, -1, 0.5, 8]) == 0.5...8)
    #expect(log.extent(of: [4]) == 2...8)
    #expect(PlotAxis(isLogarithmic: true, range: 0...10).extent(of: [2, 3]) == 2...10)
    #expect(PlotAxis(range: 0...1).extent(of: [2]) == 0...1)
  }

  @Test func `Numbers of any size are plotted`() {
    let expected: [(Double, String)] = [
      (0, "0"), (3e-4, "3e-4"), (0.000_312_4, "3.12e-4"), (0.0312, "0.0312"), (2.305, "2.31"),
      (45.24, "45.2"), (312.4, "312"), (999.6, "1k"), (45_240, "45.2k"), (1_500_000, "1.5M"),
      (-0.5, "-0.5"), (2.5e9, "2.5G"), (.nan, "–"), (.infinity, "∞"), (1e18, "1e18"),
    ]
    for (value, text) in expected { #expect(NumberFormat.significant(value) == text) }
  }
}
