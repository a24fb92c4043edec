import TerminalUI

/// A whole drawing in a corner of the pane that shows a part of it: dots where nodes stand, and lit what
/// of it is shown.
struct Minimap {
  /// Columns and rows that it takes at most, and the least pane that has one.
  private static let (most, least) = ((width: 28, height: 9), (width: 48, height: 12))

  /// Draws the map of a picture whose part from (`left`, `top`) on is shown in `rect`; nothing where all of
  /// it is, or the pane is too small.
  static func draw(
    _ picture: Drawing, left: Int, top: Int, in rect: Rect, on canvas: inout Canvas
  ) {
    guard picture.width > rect.width || picture.height > rect.height,
      rect.width >= least.width, rect.height >= least.height
    else { return }
    let width = min(most.width, rect.width / 4)
    let height = min(most.height, rect.height / 3)
    var grid = DotGrid(columns: width, rows: height)
    func dot(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
      (
        min(grid.width - 1, max(0, x) * grid.width / max(1, picture.width)),
        min(grid.height - 1, max(0, y) * grid.height / max(1, picture.height))
      )
    }
    for target in picture.targets {
      let place = dot(target.rect.x, target.rect.y)
      grid.set(x: place.x, y: place.y, .text)
    }
    let selected = picture.selectedPlace.map { dot($0.x, $0.y) }
    if let selected { grid.set(x: selected.x, y: selected.y, .accent) }
    // In the corner that is farther from what is selected.
    let isLow = picture.selectedPlace.map { $0.y - top < rect.height / 2 } ?? true
    let map = Rect(
      x: rect.x + rect.width - width, y: isLow ? rect.y + rect.height - height : rect.y,
      width: width, height: height)
    canvas.fill(map, " ", Style(.text, on: .overlay))
    grid.draw(x: map.x, y: map.y, on: &canvas)
    canvas.shade(map, .overlay)
    let (from, to) = (dot(left, top), dot(left + rect.width - 1, top + rect.height - 1))
    let lit = Rect(
      x: map.x + from.x / 2, y: map.y + from.y / 4, width: to.x / 2 - from.x / 2 + 1,
      height: to.y / 4 - from.y / 4 + 1)
    canvas.shade(lit.clipped(to: map), .cursor)
  }
}
