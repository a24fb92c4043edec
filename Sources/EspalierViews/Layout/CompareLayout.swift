import TerminalUI

/// Where everything stands on a screen that two searches share. A pure function of size, options
/// and which search is active.
public struct CompareLayout: Sendable, Equatable {
  /// The halves that are shown: both side by side, or the active one where there is no room.
  public var halves: [WorkspaceLayout?]
  /// The column between them.
  public var divider: Rect?
  /// The table of figures; empty where there is no room.
  public var scoreboard: Rect
  /// The line of time.
  public var timeline: Rect
  /// The line at the bottom.
  public var footer: Rect

  /// The arrangement on a screen of a size.
  public init(width: Int, height: Int, options: LayoutOptions, active: Int) {
    let screen = Rect(x: 0, y: 0, width: width, height: height)
    let below = screen.splitTop(height - 2)
    (timeline, footer) = below.rest.splitTop(1)
    let rows = height >= 12 ? 3 : 0
    let upper = below.top.splitTop(below.top.height - rows)
    scoreboard = upper.rest
    let body = upper.top
    if width < 60 {
      halves = [nil, nil]
      halves[active] = Self.half(body, options)
      return
    }
    let (left, rest) = body.splitLeft((width - 1) / 2)
    let (middle, right) = rest.splitLeft(1)
    divider = middle
    halves = [Self.half(left, options), Self.half(right, options)]
  }

  private static func half(_ rect: Rect, _ options: LayoutOptions) -> WorkspaceLayout {
    let (status, rest) = rect.splitTop(1)
    var half = WorkspaceLayout(half: rest, options: options)
    half.status = status
    return half
  }
}
