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
    /// A page with the tree, the text and a timeline, that needs nothing else.
    case html
    /// A replay, for asciinema.
    case asciicast
    /// A search trace of Posthoc.
    case posthoc
    /// Spans of OpenTelemetry.
    case otlp
    /// Chat messages to tune a model on.
    case sft
    /// Pairs of good and bad branches, to prefer one to the other.
    case dpo
    /// Ways with a label for each step, for process reward models.
    case prm

    /// The format that a file's name asks for by its ending; nil if it asks for none.
    package init?(fileName: String) {
      let name = fileName.lowercased()
      let format = Self.allCases.first { $0.endings.contains { name.hasSuffix($0) } }
      guard let format else { return nil }
      self = format
    }

    /// How names of such files end, the usual one first.
    private var endings: [String] {
      switch self {
      case .svg: [".svg"]
      case .text: [".txt"]
      case .dot: [".dot", ".gv"]
      case .csv: [".csv"]
      case .markdown: [".md", ".markdown"]
      case .html: [".html", ".htm"]
      case .asciicast: [".cast"]
      case .posthoc: [".trace.yaml", ".posthoc.yaml"]
      case .otlp: [".otlp.json"]
      case .sft: [".sft.jsonl"]
      case .dpo: [".dpo.jsonl"]
      case .prm: [".prm.jsonl"]
      }
    }

    /// What it is, in a clause.
    package var help: String {
      switch self {
      case .svg: "a drawing as a picture"
      case .text: "a drawing in characters"
      case .dot: "nodes and edges, for Graphviz"
      case .csv: "a line a node, every figure"
      case .markdown: "what came of it, and the Meta-CoT text"
      case .html: "a page with tree, text and timeline"
      case .asciicast: "a replay, for asciinema"
      case .posthoc: "a search trace of Posthoc"
      case .otlp: "spans of OpenTelemetry"
      case .sft: "chat messages to tune a model on"
      case .dpo: "pairs of good and bad branches"
      case .prm: "ways with a label for each step"
      }
    }

    /// The endings of file names.
    package static let endings: String = {
      let usual = allCases.compactMap(\.endings.first)
      return usual.dropLast().joined(separator: ", ") + " or " + (usual.last ?? "")
    }()
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
  package var style: any Linearizer.Type = LinearizerRegistry.all[0]
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
    case .html: return HTMLPage(tree: tree, style: style, title: title).text
    case .asciicast: return Asciicast(tree: tree, theme: theme, style: style, title: title).text
    case .posthoc: return PosthocTrace(tree: tree).text
    case .otlp: return OpenTelemetrySpans(tree: tree, title: title).text
    case .sft: return SFTRows(tree: tree, style: style).text
    case .dpo: return DPOPairs(tree: tree).text
    case .prm: return PRMRows(tree: tree).text
    }
  }

  private var picture: Drawing { drawing.drawing(of: TreeSource(tree), selection) }
}
