import TerminalUI

/// The first screen: what the program can be used for, and of the use that is shown what can be chosen,
/// with a default under the cursor of each choice, so that one key starts.
package struct HomeView: Sendable {
  /// Something that can be chosen.
  package struct Option: Sendable, Equatable {
    /// What the program calls it.
    package var id: String
    /// What the screen calls it.
    package var title: String
    /// A sentence or two about it.
    package var summary: String
    /// Why it cannot be had together with what else is chosen; nil where it can.
    package var refusal: String?

    /// An option.
    package init(id: String, title: String, summary: String = "", refusal: String? = nil) {
      self.id = id
      self.title = title
      self.summary = summary
      self.refusal = refusal
    }
  }

  /// One of the choices to make.
  package struct Choice: Sendable, Equatable {
    /// Such as `problem`.
    package var title: String
    /// What there is.
    package var options: [Option]
    /// Which of them is chosen.
    package var selected: Int
    /// What the list does not say, such as how many more there are; may be empty.
    package var remark: String

    /// A choice with a default.
    package init(title: String, options: [Option], selected: Int = 0, remark: String = "") {
      self.title = title
      self.options = options
      self.selected = selected
      self.remark = remark
    }
  }

  /// The uses that there are; the one that is shown is lit.
  package var uses: [String] = []
  /// Which of them this is.
  package var use = 0
  /// What Enter does, such as `starts`.
  package var verb = "starts"
  /// What else goes with it, such as a budget; may be empty.
  package var note = ""
  /// What stands in place of choices where there are none.
  package var absence = ""
  /// The choices, left to right.
  package var choices: [Choice]
  /// Which of them the cursor is in.
  package private(set) var focus = 0
  private var lists: [Rect] = []

  /// A home screen with these choices.
  package init(choices: [Choice]) { self.choices = choices }

  /// The option chosen of each choice.
  package var chosen: [Option] {
    choices.compactMap { $0.options.indices.contains($0.selected) ? $0.options[$0.selected] : nil }
  }

  /// Why what is chosen cannot be started; nil where it can.
  package var refusal: String? { chosen.lazy.compactMap(\.refusal).first }

  /// Moves the cursor. Returns false for commands that mean nothing here, `start` among them.
  package mutating func handle(_ invocation: CommandInvocation) -> Bool {
    guard !choices.isEmpty else { return false }
    let times = max(1, min(1000, invocation.count ?? 1))
    switch invocation.id {
    case .left: focus = max(0, focus - times)
    case .right: focus = min(choices.count - 1, focus + times)
    case .nextPane: focus = (focus + times) % choices.count
    case .previousPane: focus = (focus + choices.count - times % choices.count) % choices.count
    default:
      let window = lists.indices.contains(focus) ? lists[focus].height : 1
      guard let move = RowMove(invocation, window: window) else { return false }
      let choice = choices[focus]
      choices[focus].selected = move.row(from: choice.selected, of: choice.options.count)
    }
    return true
  }

  /// Chooses in each list what was chosen in another screen's, where it is there too.
  package mutating func choose(_ ids: [String?]) {
    for (place, id) in zip(choices.indices, ids) {
      guard let found = choices[place].options.firstIndex(where: { $0.id == id }) else { continue }
      choices[place].selected = found
    }
  }

  /// Chooses the option at a place. Returns whether there is one.
  package mutating func click(x: Int, y: Int) -> Bool {
    for (index, rect) in lists.enumerated() where rect.contains(x: x, y: y) {
      let choice = choices[index]
      let row = Self.top(of: choice, rows: rect.height) + y - rect.y
      guard choice.options.indices.contains(row) else { return false }
      focus = index
      choices[index].selected = row
      return true
    }
    return false
  }

  private static func top(of choice: Choice, rows: Int) -> Int {
    max(0, min(choice.selected - rows / 2, choice.options.count - rows))
  }

  // MARK: Drawing

  /// Paints the whole frame but for the last row, which is the footer's.
  package mutating func draw(into canvas: inout Canvas) {
    guard !WorkspaceLayout.isTooSmall(width: canvas.width, height: canvas.height) else {
      TooSmall.draw(minimum: WorkspaceLayout.minimum, into: &canvas)
      return
    }
    lists = Array(repeating: Rect(x: 0, y: 0, width: 0, height: 0), count: choices.count)
    let screen = canvas.bounds.splitTop(canvas.height - 1).top
    let roomy = canvas.width >= 72 && canvas.height >= 16
    let width = min(screen.width - (roomy ? 8 : 2), 124)
    let longest = choices.map(\.options.count).max() ?? 1
    let wanted = min(longest, 24) + 10
    let height = roomy ? min(screen.height - 2, wanted) : screen.height
    let area = Rect(
      x: (screen.width - width) / 2, y: roomy ? max(1, (screen.height - height) / 3) : 0,
      width: width, height: height)
    let (title, rest) = area.splitTop(roomy ? 3 : 1)
    let name = canvas.draw(
      "espalier", x: title.x, y: title.y, Style(.strong, on: .plain, .bold), in: title)
    drawUses(from: name + 3, in: title, of: &canvas)
    if roomy {
      drawColumns(in: rest, of: &canvas)
    } else {
      drawOne(in: rest, of: &canvas)
    }
  }

  /// The uses beside each other; where there is no room, the one that is shown.
  private func drawUses(from x: Int, in rect: Rect, of canvas: inout Canvas) {
    guard !uses.isEmpty else {
      canvas.draw("watch a search think", x: x, y: rect.y, Style(.dim), in: rect)
      return
    }
    let width = uses.map { TextWidth.columns(of: $0) + 3 }.reduce(0, +)
    var x = x
    let isWhole = x + width <= rect.x + rect.width + 3
    for (index, title) in uses.enumerated() where isWhole || index == use {
      let style = index == use ? Style(.accent, on: .plain, .bold) : Style(.dim)
      x = canvas.draw(title, x: x, y: rect.y, style, in: rect) + 3
    }
  }

  private mutating func drawColumns(in rect: Rect, of canvas: inout Canvas) {
    let (upper, lower) = rect.splitTop(rect.height - 5)
    let gap = 3
    let all = upper.width - gap * (choices.count - 1)
    let widths = choices.indices.map { index in
      index == 0 ? all - (all / 4) * (choices.count - 1) : all / 4
    }
    var x = upper.x
    for index in choices.indices {
      let column = Rect(x: x, y: upper.y, width: widths[index], height: upper.height)
      drawList(index, in: column, of: &canvas)
      x += widths[index] + gap
    }
    drawSummary(in: Rect(x: lower.x, y: lower.y + 1, width: lower.width, height: 4), of: &canvas)
  }

  private mutating func drawList(_ index: Int, in rect: Rect, of canvas: inout Canvas) {
    let focused = index == focus
    let (heading, list) = rect.splitTop(1)
    let remark = choices[index].remark
    PaneHeading.draw(
      choices[index].title, notes: remark.isEmpty ? [] : [remark], focused: focused, in: heading,
      of: &canvas)
    lists[index] = list
    let choice = choices[index]
    let top = Self.top(of: choice, rows: list.height)
    for (row, option) in choice.options.dropFirst(top).prefix(list.height).enumerated() {
      let y = list.y + row
      let chosen = top + row == choice.selected
      let isRefused = option.refusal != nil
      let ink: Ink = isRefused ? .dim : chosen ? .strong : focused ? .text : .dim
      let mark = isRefused ? "✗" : chosen ? "›" : " "
      canvas.draw(mark, x: list.x, y: y, Style(isRefused ? .dead : .accent), in: list)
      canvas.draw(
        NumberFormat.clipped(option.title, to: list.width - 3), x: list.x + 2, y: y, Style(ink),
        in: list)
      if chosen {
        canvas.shade(
          Rect(x: list.x, y: y, width: list.width, height: 1), focused ? .cursor : .linked)
      }
    }
  }

  /// Where there is no room for columns: what is chosen, a line each, and the list in focus.
  private mutating func drawOne(in rect: Rect, of canvas: inout Canvas) {
    let (top, list) = rect.splitTop(min(choices.count, rect.height))
    for (index, choice) in choices.enumerated() where index < top.height {
      let style = index == focus ? Style(.strong, on: .plain, .bold) : Style(.dim)
      canvas.draw(choice.title, x: top.x, y: top.y + index, style, in: top)
      let title =
        choice.options.indices.contains(choice.selected)
        ? choice.options[choice.selected].title : ""
      canvas.draw(
        NumberFormat.clipped(title, to: top.width - 10), x: top.x + 10, y: top.y + index,
        Style(.text), in: top)
    }
    guard list.height > 1 else { return }
    guard let words = choices[focus].options.isEmpty ? absence : refusal else {
      drawList(focus, in: list, of: &canvas)
      return
    }
    // What stands in the way, in as many lines as it takes, and as much of the list as is left.
    let lines = TextWrapping.lines(words, width: list.width).prefix(max(1, list.height - 2))
    let (above, below) = list.splitTop(list.height - lines.count)
    drawList(focus, in: above, of: &canvas)
    for (row, line) in lines.enumerated() {
      canvas.draw(line, x: below.x, y: below.y + row, Style(.warning), in: below)
    }
  }

  private func drawSummary(in rect: Rect, of canvas: inout Canvas) {
    guard choices.indices.contains(focus) else { return }
    let choice = choices[focus]
    guard choice.options.indices.contains(choice.selected) else {
      for (row, line) in TextWrapping.lines(absence, width: rect.width).prefix(3).enumerated() {
        canvas.draw(line, x: rect.x, y: rect.y + row, Style(.text), in: rect)
      }
      return
    }
    let lines = TextWrapping.lines(choice.options[choice.selected].summary, width: rect.width)
    for (row, line) in lines.prefix(rect.height - 1).enumerated() {
      canvas.draw(line, x: rect.x, y: rect.y + row, Style(.dim), in: rect)
    }
    let y = rect.y + rect.height - 1
    if let refusal {
      canvas.draw(
        "✗ " + NumberFormat.clipped(refusal, to: rect.width - 2), x: rect.x, y: y,
        Style(.warning), in: rect)
      return
    }
    let words = chosen.map(\.title).joined(separator: " · ")
    let x = canvas.draw("Enter ", x: rect.x, y: y, Style(.strong, on: .plain, .bold), in: rect)
    let room = rect.x + rect.width - x - (note.isEmpty ? 0 : TextWidth.columns(of: note) + 2)
    let end = canvas.draw(
      NumberFormat.clipped("\(verb)  \(words)", to: room), x: x, y: y, Style(.text), in: rect)
    canvas.draw(note, x: end + 2, y: y, Style(.dim), in: rect)
  }
}
