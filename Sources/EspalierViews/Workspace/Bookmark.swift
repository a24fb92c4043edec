import MetaCoT
import TerminalUI

/// A moment of a search, and a node, that a person marked, with a note or without.
package struct Bookmark: Codable, Sendable, Hashable {
  /// After so many events.
  package var moment: Int
  /// The node that was selected.
  package var node: NodeID
  /// What a person wrote; may be empty.
  package var note: String

  /// A bookmark.
  package init(moment: Int, node: NodeID, note: String = "") {
    self.moment = moment
    self.node = node
    self.note = note
  }
}

/// Where a screen was left.
package struct WorkspacePlace: Codable, Sendable, Equatable {
  /// After so many events.
  package var moment: Int
  /// The node that was selected; nil where the selection followed the search.
  package var node: NodeID?
  /// How the tree was drawn.
  package var drawing: String
}

extension Workspace {
  /// What a person marked, in the order of the moments.
  package var bookmarks: [Bookmark] {
    get { treePane.bookmarks }
    set { treePane.bookmarks = newValue.sorted { ($0.moment, $0.node) < ($1.moment, $1.node) } }
  }

  /// Those that are of what has arrived: a trace may still be read, and notes are files that anybody can
  /// write.
  var arrivedBookmarks: [Bookmark] {
    bookmarks.filter {
      (0...tree.events.count).contains($0.moment)
        && (0..<NodeID(tree.knownNodeCount)).contains($0.node)
    }
  }

  /// Where it is left.
  package var place: WorkspacePlace {
    WorkspacePlace(
      moment: tree.now, node: treePane.selection.following ? nil : selectedNode,
      drawing: treePane.drawing.name)
  }

  /// Goes where it was left.
  package mutating func go(to place: WorkspacePlace) {
    seek(to: place.moment)
    _ = treePane.choose(drawing: place.drawing, in: tree)
    if let node = place.node { select(node) }
  }

  mutating func handleBookmarks(_ invocation: CommandInvocation) -> WorkspaceEffect {
    switch invocation.id {
    case .bookmark: return mark(invocation.argument)
    case .note:
      guard let note = invocation.argument else { return .prompt(.note) }
      return mark(note)
    case .nextBookmark: return leapToBookmark(max(1, invocation.count ?? 1))
    case .previousBookmark: return leapToBookmark(-max(1, invocation.count ?? 1))
    case .bookmarks: return listBookmarks()
    default: return .unhandled(invocation)
    }
  }

  /// Marks this moment and node; without a note again takes the mark away.
  private mutating func mark(_ note: String?) -> WorkspaceEffect {
    let here = Bookmark(moment: tree.now, node: selectedNode, note: note ?? "")
    let isThere = bookmarks.contains { $0.moment == here.moment && $0.node == here.node }
    bookmarks.removeAll { $0.moment == here.moment && $0.node == here.node }
    guard note != nil || !isThere else { return .message("bookmark taken away") }
    bookmarks.append(here)
    return .message("bookmark at event \(NumberFormat.grouped(here.moment)), node #\(here.node)")
  }

  private mutating func leapToBookmark(_ count: Int) -> WorkspaceEffect {
    playback.playing = false
    let (now, node) = (tree.now, selectedNode)
    let bookmarks = arrivedBookmarks
    let others =
      count > 0
      ? bookmarks.filter { ($0.moment, $0.node) > (now, node) }
      : bookmarks.filter { ($0.moment, $0.node) < (now, node) }.reversed()
    guard !others.isEmpty else {
      let side = count > 0 ? "after" : "before"
      return .message(bookmarks.isEmpty ? Self.noBookmarks : "no bookmark \(side) this moment")
    }
    let bookmark = others[min(Int(count.magnitude), others.count) - 1]
    seek(to: bookmark.moment)
    select(bookmark.node)
    let place = (bookmarks.firstIndex(of: bookmark) ?? 0) + 1
    let note = bookmark.note.isEmpty ? "" : ": " + bookmark.note
    return .message("bookmark \(place) of \(bookmarks.count), node #\(bookmark.node)\(note)")
  }

  private static let noBookmarks = "no bookmark yet: * sets one, A one with a note"

  private mutating func listBookmarks() -> WorkspaceEffect {
    if insight != nil {
      closeReading()
      return .none
    }
    let bookmarks = arrivedBookmarks
    guard !bookmarks.isEmpty else { return .message(Self.noBookmarks) }
    let places = bookmarks.map { bookmark in
      let step = bookmark.node == 0 ? "the start" : tree.step(bookmark.node)
      return AnswerFate.Place(
        event: bookmark.moment - 1, node: bookmark.node,
        what: bookmark.note.isEmpty ? step : "\(bookmark.note)  (\(step))")
    }
    openReading()
    insight = InsightPane("bookmarks", places: places)
    return .none
  }
}
