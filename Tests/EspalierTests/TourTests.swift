import EspalierViews
import Foundation
import MetaCoT
import TerminalUI
import Testing

@testable import espalier

/// The sample traces and the tour of them.
struct TourTests {
  private static let folder = Program.repository.appending(path: "SampleTraces")

  @Test(arguments: TourStop.all.indices)
  func `Every stop can be shown at 80×24`(index: Int) throws {
    let stop = TourStop.all[index]
    let tour = try TourScreen([stop], folder: Self.folder.path)
    for (width, height) in [(80, 24), (200, 60), (40, 12), (1, 1)] {
      var canvas = Canvas(width: width, height: height)
      tour.draw(into: &canvas)
      guard width >= 80 else { continue }
      let rows = (0..<height).map { y in
        String(
          String.UnicodeScalarView(
            (0..<width).compactMap { Unicode.Scalar(canvas[$0, y].glyph) }.filter { $0.value != 0 })
        )
      }
      #expect(rows[0].contains("tour 1 of 1"))
      // The words leave room for what they speak of.
      let caption = TextWrapping.lines(stop.text, width: width - 2)
      #expect(caption.count <= 3, "\(stop.text)")
      for (row, line) in caption.enumerated() { #expect(rows[row + 1].contains(line)) }
    }
  }

  @Test func `Every sample is on the tour`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
    #expect(Set(TourStop.all.flatMap(\.traces)) == Set(names))
  }

  /// What a network had a part in can differ in the last digits from machine to machine.
  @Test func `The script makes the samples`() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = Self.folder.appending(path: "make.sh").path
    let run = try Program.bash("sh \(script) $E $PWD", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    for name in Set(TourStop.all.flatMap(\.traces)) {
      let kept = try Data(contentsOf: Self.folder.appending(path: name + ".jsonl"))
      let made = try Data(contentsOf: folder.appending(path: name + ".jsonl"))
      let hasNetwork =
        try TraceReader(bytes: Array(kept), name: name).header.model?.name == "pocket"
      #expect(hasNetwork || kept == made, "\(name)")
    }
  }

  @Test func `The figures in the README are those of the traces`() throws {
    let readme = try String(
      contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    var found = 0
    for match in readme.matches(
      of: #/## ([\w-]+)\.jsonl: [^\n]*\n\n([\d,]+) events, ([\d,]+) backtracks/#)
    {
      let name = String(match.1)
      let reader = try TraceReader(
        path: Self.folder.appending(path: name + ".jsonl").path)
      var tree = SearchTree(header: reader.header)
      while let batch = try reader.next() { tree.append(batch) }
      #expect(NumberFormat.grouped(tree.events.count) == match.2, "\(name)")
      #expect(NumberFormat.grouped(tree.backtracks.count) == match.3, "\(name)")
      found += 1
    }
    #expect(found == Set(TourStop.all.flatMap(\.traces)).count)
  }

  @Test func `Without a screen it is read`() throws {
    let run = try Program.run(["tour"])
    #expect(run.status == 0)
    #expect(run.output.components(separatedBy: "   espalier ").count == TourStop.all.count + 1)
    for command in ["replay --at 40 ", "replay --at end ", "replay --at 50% ", "compare "] {
      #expect(run.output.contains("   espalier \(command)"))
    }
  }
}

/// The tour as a person follows it.
@Suite(.enabled(if: Tmux.isAvailable, Tmux.missing))
struct TourScreenTests {
  @Test func `One key goes from stop to stop`() throws {
    let tmux = try Tmux(width: 80, height: 24)
    let count = TourStop.all.count
    _ = try tmux.start("\(Tmux.program("espalier")) tour", ready: "tour 1 of \(count)")
    for place in 2...count {
      try tmux.keys("t")
      try tmux.wait(for: "tour \(place) of \(count)")
    }
    try tmux.keys("t")
    try tmux.wait(for: "the tour ends here")
    try tmux.keys("M-t")
    try tmux.wait(for: "tour \(count - 1) of \(count)")
    try tmux.keys("q")
    #expect(try tmux.leaves() == 0)
  }
}
