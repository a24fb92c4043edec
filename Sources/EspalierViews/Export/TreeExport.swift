import MetaCoT
import TerminalUI

/// A search at a moment as a file for other programs.
package struct TreeExport: Sendable {
  /// What kinds of files there are.
  package enum Format: String, Sendable, CaseIterable {
    /// A drawing as a picture.
    case svg
    /// A drawing in characters.
    case text
    /// The nodes and edges, for Graphviz.
    case dot
    /// A line a node, with every figure that the trace has.
    case csv
    /// What was searched, how it came out, and the Meta-CoT text.
    case markdown

    /// The format that a file's name asks for by its ending; nil if it asks for none.
    package init?(fileName: String) {
      guard let dot = fileName.lastIndex(of: ".") else { return nil }
      switch fileName[fileName.index(after: dot)...].lowercased() {
      case "svg": self = .svg
      case "txt": self = .text
      case "dot", "gv": self = .dot
      case "csv": self = .csv
      case "md", "markdown": self = .markdown
      default: return nil
      }
    }

    /// The endings of file names.
    package static let endings = ".svg, .txt, .dot, .csv or .md"
  }

  /// The search, at its moment.
  package var tree: SearchTree
  /// How it is drawn.
  package var drawing: any TreeDrawing
  /// What is selected and open.
  package var selection = TreeSelection()
  /// Colours of a picture.
  package var theme = Theme.light
  /// Style of the text.
  package var style: (any Linearizer.Type)? = Linearizers.all.first
  /// What it is called.
  package var title: String

  /// An export of a tree as it is drawn.
  package init(_ tree: SearchTree, drawing: any TreeDrawing, title: String) {
    self.tree = tree
    self.drawing = drawing
    self.title = title
  }

  /// An export of all of a tree, in a drawing with room for it.
  package init(
    _ tree: SearchTree, drawing: any TreeDrawing.Type, width: Int? = nil, height: Int? = nil,
    title: String
  ) {
    self.init(tree, drawing: drawing.init(), title: title)
    self.drawing.window.width = width ?? drawing.page.width
    self.drawing.window.height = height ?? drawing.page.height
  }

  /// The file.
  package func file(_ format: Format) -> String {
    switch format {
    case .svg: return picture.svg(theme: theme, title: title)
    case .text:
      let picture = picture
      var canvas = Canvas(width: picture.width, height: picture.height)
      picture.draw(in: canvas.bounds, on: &canvas)
      return canvas.text + "\n"
    case .dot: return DotFile(tree: tree, title: title).text
    case .csv: return NodeTable(tree).text(.csv)
    case .markdown: return MarkdownReport(tree: tree, style: style, title: title).text
    }
  }

  private var picture: Drawing { drawing.drawing(of: TreeSource(tree), selection) }
}
