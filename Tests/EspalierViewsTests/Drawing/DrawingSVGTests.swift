import Foundation
import MetaCoT
import Testing

@testable import EspalierViews
@testable import TerminalUI

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct DrawingSVGTests {
  /// How many elements of each name a well-formed document has; nil if it is not well formed.
  private func parsed(_ text: String) -> [String: Int]? {
    final class Counter: NSObject, XMLParserDelegate {
      var counts: [String: Int] = [:]
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) { counts[name, default: 0] += 1 }
    }
    let counter = Counter()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = counter
    return parser.parse() ? counter.counts : nil
  }

  @Test(arguments: TreeDrawingRegistry.names, Theme.builtIn)
  func `Every drawing is a well-formed picture`(_ name: String, _ theme: Theme) throws {
    let type = try #require(TreeDrawingRegistry.named(name))
    var export = TreeExport(
      RecordedSearchFixture.mcts(), drawing: type, title: "a <search> & more")
    export.theme = theme
    let svg = export.file(.svg)
    #expect(svg == export.file(.svg))
    let elements = try #require(parsed(svg))
    #expect(elements["svg"] == 1)
    #expect((elements["text"] ?? 0) > 3)
    if name == "tidy" || name == "outline" { #expect((elements["path"] ?? 0) > 0) }
    if name == "icicle" || name == "pixel" { #expect((elements["rect"] ?? 0) > 20) }
    #expect(svg.contains("<title>a &lt;search&gt; &amp; more</title>"))
  }

  @Test func `Hostile text stays text, and nothing of it is lost`() throws {
    var drawing = Drawing(width: 60, height: 1)
    drawing.text("<script>\u{1b}[2J\u{202e} ▄ \"&", x: 0, y: 0, Style(.text), end: 60)
    let svg = drawing.svg(theme: .light, title: "")
    #expect(parsed(svg)?["script"] == nil)
    #expect(parsed(svg)?["rect"] == 2)
    #expect(svg.contains("&lt;script&gt;\u{FFFD}[2J\u{FFFD}</text>"))
    #expect(svg.contains("&quot;&amp;</text>"))
  }

  @Test func `Lines become one path an ink, and box-drawing characters on a canvas`() {
    var drawing = Drawing(width: 3, height: 3)
    drawing.add(.line(.init(1.5, 0), .init(1.5, 3), .dim))
    drawing.add(.line(.init(1.5, 1.5), .init(3, 1.5), .live))
    var canvas = Canvas(width: 3, height: 3)
    drawing.draw(in: canvas.bounds, on: &canvas)
    #expect(canvas.text == " │\n ├─\n │")
    #expect(canvas[1, 1].style.ink == .live)
    #expect(parsed(drawing.svg(theme: .dark, title: ""))?["path"] == 2)
    canvas = Canvas(width: 2, height: 2)
    drawing.draw(in: canvas.bounds, left: 1, top: 1, on: &canvas)
    #expect(canvas.text == "├─\n│")
  }
}
