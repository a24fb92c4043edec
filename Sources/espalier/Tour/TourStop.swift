/// A moment of one or two sample traces worth looking at, and what is to be seen there.
struct TourStop {
  /// The files, by their names among the samples; two stand side by side.
  var traces: [String]
  /// What is done to get there, as on the `:` line: the moment, the selection, the pane.
  var commands: [String]
  /// What is to be seen: a sentence or two.
  var text: String
}

extension TourStop {
  /// The command line that shows the stop's traces, at its moment where there is one.
  func commandLine(in folder: String) -> String {
    let paths = traces.map { "\(folder)/\($0).jsonl" }.joined(separator: " ")
    guard traces.count == 1 else { return "espalier compare \(paths)" }
    let seek = commands.first?.split(separator: " ") ?? []
    let moment: String? =
      switch seek.first {
      case "seek-end": "end"
      case "seek-event": String(seek[1])
      case "seek-percent": "\(seek[1])%"
      default: nil
      }
    return "espalier replay \(moment.map { "--at \($0) " } ?? "")\(paths)"
  }

  /// The stops, in their order. All of them fit on 80×24.
  static let all = [
    TourStop(
      traces: ["24-depth-first"], commands: ["seek-event 40"],
      text: """
        A search is a list of events, here at event 40 of 252: 24 is to be made of 1, 3, 4 and 6. The tree \
        so far, and beside it or below the same as a chain of thought. , and . go through time.
        """),
    TourStop(
      traces: ["24-depth-first"], commands: ["seek-end"],
      text: """
        The end: twenty-two changes of mind, each a ✗ on the timeline, and the one way there is, \
        through fractions. What the text says of the selected node is marked with ▎.
        """),
    TourStop(
      traces: ["24-depth-first-blind"], commands: ["seek-end", "drawing pixel"],
      text: """
        The same without a value that warns: every path to its end, 238 backtracks. Depth downwards, \
        time to the right: a comb that learns nothing from tooth to tooth.
        """),
    TourStop(
      traces: ["24-mcts"], commands: ["seek-event 1354"],
      text: """
        MCTS spreads its visits N by value and doubt. At this event it changes its mind: 3 ÷ 4, which \
        looked poor (V 0.07), is now the most visited first step. ! goes to the next such surprise.
        """),
    TourStop(
      traces: ["24-mcts"],
      commands: ["seek-event 2060", "top", "inspect", "page-down"],
      text: """
        Where next? i inspects a node, here the root: for each child the terms of the selection formula, \
        as they are at this moment. Few visits can weigh as much as a good mean.
        """),
    TourStop(
      traces: ["24-mcts"], commands: ["why"],
      text: """
        I asks of the whole search: when was each right step made, seen and preferred, what was \
        surprising, what was wasted. Enter on a line goes there.
        """),
    TourStop(
      traces: ["maze-astar"],
      commands: ["seek-percent 50", "next-pane", "next-pane", "zoom", "down 6"],
      text: """
        A* takes the least f = g + h. Half way, the picture shows what that costs in a maze: · is done \
        with, + waits, and it floods every alley whose end is near as the crow flies.
        """),
    TourStop(
      traces: ["maze-astar", "maze-best-first"], commands: ["seek-end"],
      text: """
        Beside it best-first, which follows h alone: a fifth less work, but 82 steps where 68 do. \
        The scoreboard compares; ≈ marks what both have visited, u goes to where they part.
        """),
    TourStop(
      traces: ["jugs-mcts"],
      commands: ["seek-event 120"],
      text: """
        Water jugs: pouring to and fro leads again to what has been, = and d. A graph, searched as a \
        tree: five of six nodes repeat a state, and I says which, and what that cost.
        """),
    TourStop(
      traces: ["24-puct", "24-gumbel"], commands: ["seek-end"],
      text: """
        One network, two ways to spend its advice: PUCT tries what looks good until it does not, \
        Gumbel halves the first steps by the budget. Here it needs a third of the expansions.
        """),
    TourStop(
      traces: ["24-in-context"], commands: ["seek-end", "next-pane"],
      text: """
        Now the network searches by itself, in text: it tries, says what is doubtful, goes back, and \
        solves it. The tree is read from what it wrote.
        """),
    TourStop(
      traces: ["24-in-context-mistake"], commands: ["seek-end", "next-pane"],
      text: """
        The same network errs: it had 24 and a 4 left, and wrote 24 − 4 = 24. What it claims is checked \
        step by step; a mistake is underlined, ≠ in the tree, and no goal is taken on trust.
        """),
    TourStop(
      traces: ["thought"], commands: ["seek-end"],
      text: """
        Not ours at all: a <think> text, imported. Where it says “Wait” or “Alternatively” it went back, \
        and so it is a tree. Twenty-six more formats are read.
        """),
    TourStop(
      traces: ["maze-fork"],
      commands: ["seek-end", "next-pane", "next-pane", "zoom", "down 6"],
      text: """
        What if? F forks a search: where best-first stood at its event 400, A* has taken over, and finds \
        the shortest way on. q leaves the tour; espalier alone starts a search of yours.
        """),
  ]
}
