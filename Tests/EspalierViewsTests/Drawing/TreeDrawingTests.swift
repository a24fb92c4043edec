import MetaCoT
import TestSupport
import Testing

@testable import EspalierViews
@testable import TerminalUI

/// What holds for every drawing of a tree, and how each looks.
@Suite struct TreeDrawingTests {
  static let sizes = [(200, 60), (80, 24), (40, 12)]
  static let cases = TreeDrawingRegistry.names.dropFirst().flatMap { name in
    sizes.map { (name, $0.0, $0.1) }
  }

  private func workspace(_ drawing: String, at moment: Int = 151) -> Workspace {
    var workspace = Workspace(
      tree: RecordedSearchFixture.mcts(), problem: nil, linearizers: [PlainRegister()])
    workspace.seek(to: moment)
    _ = workspace.handle(CommandInvocation(.drawing, argument: drawing))
    return workspace
  }

  @Test(arguments: cases)
  func `Each looks as it did`(_ name: String, _ width: Int, _ height: Int) throws {
    var workspace = workspace(name)
    var canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    _ = workspace.handle(CommandInvocation(.down))
    canvas = Canvas(width: width, height: height)
    workspace.draw(into: &canvas)
    try expectSnapshot(canvas, "\(name)-\(width)x\(height)")
  }

  @Test func `The key goes through all of them, and the selection stays`() {
    var workspace = workspace("outline")
    var canvas = Canvas(width: 120, height: 40)
    workspace.select(17)
    var seen: [String] = []
    for _ in TreeDrawingRegistry.all {
      _ = workspace.handle(CommandInvocation(.drawing))
      seen.append(workspace.treePane.drawing.name)
      workspace.draw(into: &canvas)
      #expect(workspace.selectedNode == 17)
    }
    #expect(seen == ["tidy", "icicle", "pixel", "outline"])
    let effect = workspace.handle(CommandInvocation(.drawing, argument: "sunburst"))
    #expect(
      effect == .message("no drawing “sunburst”: there are outline, tidy, icicle, pixel"))
  }

  @Test(arguments: TreeDrawingRegistry.names)
  func `A click selects what stands there`(_ name: String) {
    var workspace = workspace(name)
    var canvas = Canvas(width: 120, height: 40)
    workspace.draw(into: &canvas)
    workspace.treePane.move(.home, in: workspace.tree)
    workspace.draw(into: &canvas)
    let pane = workspace.treePane
    let drawing = pane.drawing.drawing(of: pane.source(workspace.tree), pane.selection)
    let corner = pane.drawing.window
    #expect(drawing.targets.count > 5)
    for target in drawing.targets.prefix(40) where target.row != drawing.selected {
      var clicked = pane
      let (x, y) = (target.rect.x - corner.x, target.rect.y - corner.y)
      guard x >= 0, y >= 0, x < corner.width, y < corner.height else { continue }
      let isHit = clicked.click(x: x, y: y, in: workspace.tree)
      #expect(isHit)
      let expected = drawing.target(atX: target.rect.x, y: target.rect.y)?.row
      #expect(clicked.selection.row(in: workspace.tree) == expected)
    }
  }

  @Test(arguments: TreeDrawingRegistry.names)
  func `Moves lead to nodes that are drawn, and back to the root`(_ name: String) {
    var workspace = workspace(name)
    var canvas = Canvas(width: 120, height: 40)
    workspace.draw(into: &canvas)
    var pane = workspace.treePane
    let tree = workspace.tree
    var visited: Set<NodeID> = []
    for move in [TreeMove.home, .right, .down, .down, .right, .down, .left, .up, .pageDown, .end] {
      pane.move(move, in: tree)
      visited.insert(pane.selectedNode(in: tree))
      let drawing = pane.drawing.drawing(of: pane.source(tree), pane.selection)
      #expect(drawing.selectedPlace != nil, "after \(move)")
    }
    #expect(visited.count > 3)
    pane.move(.parent, times: 100, in: tree)
    #expect(pane.selectedNode(in: tree) == 0)
  }

  @Test(arguments: TreeDrawingRegistry.names.dropFirst())
  func `The same moment looks the same, whichever way it was reached`(_ name: String) {
    var workspace = workspace(name, at: 0)
    func frame() -> Canvas {
      var canvas = Canvas(width: 120, height: 36)
      workspace.draw(into: &canvas)
      return canvas
    }
    let moments = Array(stride(from: 0, through: workspace.tree.events.count, by: 7))
    let forward = moments.map { moment -> Canvas in
      workspace.seek(to: moment)
      return frame()
    }
    for (moment, old) in zip(moments, forward).reversed() {
      workspace.seek(to: moment)
      #expect(frame() == old, "\(name) at \(moment)")
    }
  }

  @Test func `Of a large open tree a tidy drawing shows what is near the selection`() throws {
    // Every node has two children: 16,383 nodes.
    let tree = LongChainTests.tree(parents: (1..<16_383).map { NodeID(($0 - 1) / 2) })
    let source = TreeSource(tree)
    var drawing: any TreeDrawing = TidyDrawing()
    var selection = TreeSelection()
    drawing.stay(&selection, in: source)
    selection.folds.allOpenBelow = [0]
    for node in [0, 1, 16_382, 9000] as [NodeID] {
      drawing.select(OutlineRow(node), &selection, in: source)
      let picture = drawing.drawing(of: source, selection)
      #expect(picture.selectedPlace != nil)
      #expect((1000...1100).contains(picture.targets.count))
      if node < 1000 { #expect(picture.target(of: OutlineRow(2 * node + 1)) != nil) }
    }
  }

  @Test func `An icicle is as wide as the share of the visits`() throws {
    let tree = RecordedSearchFixture.mcts()
    var icicle = IcicleDrawing()
    icicle.window.width = 400
    let source = TreeSource(tree)
    let drawing = icicle.drawing(of: source, TreeSelection())
    let root = try #require(drawing.target(of: OutlineRow(0)))
    #expect(root.rect.width == 400)
    for child in tree.children(of: 0) where tree.N(child) * 100 > tree.N(0) {
      let place = try #require(drawing.target(of: OutlineRow(child))?.rect)
      let share = 400 * Double(tree.N(child)) / Double(tree.N(0))
      #expect((Double(place.width) - share).magnitude <= 1)
    }
    var selection = TreeSelection()
    selection.chosenMeasure = .nodes
    let byNodes = icicle.drawing(of: source, selection)
    #expect(byNodes != drawing)
  }

  @Test func `Enter gives the whole width to the selected node, and takes it back`() throws {
    var workspace = workspace("icicle")
    var canvas = Canvas(width: 120, height: 40)
    workspace.draw(into: &canvas)
    let best = try #require(
      workspace.tree.children(of: 0).max { workspace.tree.N($0) < workspace.tree.N($1) })
    workspace.select(best)
    func width() -> Int? {
      let pane = workspace.treePane
      return pane.drawing.drawing(of: pane.source(workspace.tree), pane.selection)
        .target(of: OutlineRow(best))?.rect.width
    }
    let narrow = try #require(width())
    _ = workspace.handle(CommandInvocation(.toggleFold))
    #expect(width() == workspace.treePane.drawing.window.width)
    _ = workspace.handle(CommandInvocation(.toggleFold))
    #expect(width() == narrow)
  }

  @Test func `A search that goes down and back is a slope in pixels`() throws {
    let tree = LongChainTests.tree(parents: Array(0..<19).map { NodeID($0) })
    var pixel = PixelDrawing()
    pixel.window = Rect(x: 0, y: 0, width: 46, height: 21)
    let drawing = pixel.drawing(of: TreeSource(tree), TreeSelection())
    var dots: [Drawing.Point] = []
    for case .dot(let point, _) in drawing.marks { dots.append(point) }
    #expect(Set(dots.map(\.x)).count == 19)
    let lowest = Dictionary(dots.map { ($0.x, $0.y) }, uniquingKeysWith: max)
    let slope = lowest.sorted { $0.key < $1.key }.map(\.value)
    #expect(zip(slope, slope.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `Small subtrees stay closed, but for the way to the selection`() {
    var workspace = workspace("outline")
    workspace.seek(to: workspace.tree.events.count)
    var canvas = Canvas(width: 120, height: 60)
    workspace.draw(into: &canvas)
    let tree = workspace.tree
    workspace.select(0)
    _ = workspace.handle(CommandInvocation(.expandAll))
    func opened() -> [NodeID] {
      let pane = workspace.treePane
      var outline = pane.selection.outline(of: pane.source(tree), rows: 60)
      return (0..<NodeID(tree.nodeCount)).filter { outline.showsChildren($0) }
    }
    let all = opened()
    #expect(
      workspace.handle(CommandInvocation(.foldSmall, count: 10))
        == .message("subtrees below 10 % of the visits stay closed"))
    #expect(opened() == all.filter { tree.N($0) * 10 >= tree.N(0) })
    #expect(opened().count < all.count)
    let small = all.first { tree.N($0) * 10 < tree.N(0) }!
    workspace.select(tree.children(of: small)[0])
    #expect(opened().contains(small))
    workspace.select(0)
    for _ in 0..<2 { _ = workspace.handle(CommandInvocation(.foldSmall)) }
    #expect(opened() == all)
  }
}
