import ArgumentParser
import EspalierViews
import MetaCoT

/// A style of text by its name.
struct StyleName: ExpressibleByArgument {
  let linearizer: any Linearizer.Type

  init(_ linearizer: any Linearizer.Type) { self.linearizer = linearizer }

  init?(argument: String) {
    guard let linearizer = LinearizerRegistry.named(argument) else { return nil }
    self.linearizer = linearizer
  }

  static var allValueStrings: [String] { LinearizerRegistry.names }
  var defaultValueDescription: String { linearizer.name }
}

/// A drawing of trees by its name.
struct DrawingName: ExpressibleByArgument {
  let drawing: any TreeDrawing.Type

  init(_ drawing: any TreeDrawing.Type) { self.drawing = drawing }

  init?(argument: String) {
    guard let drawing = TreeDrawingRegistry.named(argument) else { return nil }
    self.drawing = drawing
  }

  static var allValueStrings: [String] { TreeDrawingRegistry.names }
  var defaultValueDescription: String { drawing.name }
}
