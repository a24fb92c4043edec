import TerminalUI

/// All commands. Dispatcher, help, footer, palette, `:` line and key reference read this table and
/// nothing else.
///
/// The keys of time come in pairs of brackets, the shifted pair taking the larger stride: `, .` a
/// phase, `< >` an iteration, `( )` an event, `[ ]` a backtrack, `{ }` a goal, `^ $` all the way.
/// Beside `- =`, which fold and unfold the whole tree, their shifted forms `_ +` set the speed.
package enum CommandTable {
  /// Every command, in the order of the help.
  package static let all: [Command] =
    general + move + tree + time + find + steer + compare
    + train + panes + output + typing

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// The command of a name.
  package static subscript(id: CommandID) -> Command { byID[id]! }

  private static func command(
    _ id: CommandID, _ title: String, _ keys: [Key], _ group: Command.Group,
    in contexts: Set<CommandContext>, needs requirements: [CommandFact] = [],
    takes argument: Command.Argument = .none, footer: Int = 0, _ help: String
  ) -> Command {
    Command(
      id: id, title: title, help: help, group: group, defaultKeys: keys, contexts: contexts,
      requirements: requirements, argument: argument, footer: footer)
  }

  private static let general: [Command] = [
    command(
      .start, "start", ["enter"], .general, in: [.home], footer: 1,
      "Starts what is chosen: a search, a replay, a comparison."),
    command(
      .open, "open", ["enter"], .general, in: [.searches], footer: 1,
      "Opens the search under the cursor; closing it comes back to the list."),
    command(
      .help, "help", ["?", "f1"], .general, in: .views, footer: 20,
      "Shows what the marks and columns of this screen mean, and its keys; the same key closes it."),
    command(
      .palette, "palette", ["ctrl-p"], .general, in: .views,
      "Finds a command by its name, or by words of its help."),
    command(
      .commandLine, "command line", [":"], .general, in: .views,
      "Takes a command by name, such as :seek-percent 50; a bare number goes to that event."),
    command(
      .leave, "leave", ["esc"], .general, in: .views,
      "Leaves what is temporary: an overlay, a filter, a zoomed pane, a half-typed number."),
    command(
      .close, "close", ["q"], .general, in: .views, footer: 21,
      "Closes this view; on the last one, ends the program."),
    command(
      .quit, "quit", ["ctrl-c"], .general, in: .everywhere, "Ends the program at once."),
    command(
      .newSearch, "new search", ["ctrl-n"], .general, in: .panes.union([.home]),
      "Goes to the home screen to choose another problem, strategy or model."),
    command(
      .mouse, "mouse on or off", ["M"], .general, in: .views,
      "Turns the mouse off, so that the terminal can select text with it, and on again."),
    command(
      .theme, "theme", ["T"], .general, in: .views, takes: .optional("name of a theme"),
      "Takes the next theme, or the one that is named."),
    command(
      .redraw, "redraw", ["ctrl-l"], .general, in: .everywhere, "Paints the whole screen anew."),
    command(
      .suspend, "suspend", ["ctrl-z"], .general, in: .everywhere,
      "Gives the terminal back to the shell; fg returns."),
    command(
      .replay, "replay", ["r"], .general, in: [.home], takes: .optional("a trace"),
      "Lists traces to replay: the last searches, those of this folder, samples; again: any path."),
    command(
      .watchTraining, "training", ["t"], .general, in: [.home],
      takes: .optional("the folder of a run"),
      "Lists the training runs of this folder; again: any path."),
    command(
      .typeProblem, "problem", ["p"], .general, in: [.home], takes: .required("a problem"),
      footer: 2,
      "Takes the text of a problem, such as 4 5 6 10 → 24; a pasted text is taken at once."),
    command(
      .searchOptions, "options", ["o"], .general, in: [.home],
      takes: .required("--strategy mcts:c=2 --budget 500 --seed 3 --problems FILE …"), footer: 4,
      "Takes parameters, budget, seed, a problem set and the rest as on the command line."),
    command(
      .nextStop, "next stop", ["t"], .general, in: .panes, needs: [.touring],
      "Goes to the next stop of espalier tour."),
    command(
      .previousStop, "previous stop", ["alt-t"], .general, in: .panes, needs: [.touring],
      "Goes back to the stop before."),
  ]

  private static let move: [Command] = [
    command(
      .up, "up", ["k", "up"], .move, in: .views, "Goes up a row, or as many as the number says."),
    command(
      .down, "down", ["j", "down"], .move, in: .views,
      "Goes down a row, or as many as the number says."),
    command(
      .left, "left", ["h", "left"], .move, in: .views,
      "In the tree: closes an open node, goes from a closed one to its parent. Else goes left."),
    command(
      .right, "right", ["l", "right"], .move, in: .views,
      "In the tree: opens a closed node, goes from an open one to its best child. Else goes right."),
    command(
      .halfPageUp, "half a page up", ["ctrl-u"], .move, in: .views, "Goes up half a page."),
    command(
      .halfPageDown, "half a page down", ["ctrl-d"], .move, in: .views, "Goes down half a page."),
    command(.pageUp, "page up", ["ctrl-b", "pgup"], .move, in: .views, "Goes up a page."),
    command(.pageDown, "page down", ["ctrl-f", "pgdn"], .move, in: .views, "Goes down a page."),
    command(
      .readOn, "read on", ["space"], .move, in: [.overlay], "Goes down a page."),
    command(.top, "first row", ["g", "home"], .move, in: .views, "Goes to the first row."),
    command(
      .bottom, "last row", ["G", "end"], .move, in: .views,
      "Goes to the last row; with a number, such as 12G, to that row."),
  ]

  private static let tree: [Command] = [
    command(
      .toggleFold, "fold", ["enter"], .tree, in: [.tree], needs: [.trace], footer: 8,
      "Opens or closes the selected node."),
    command(
      .collapseAll, "collapse all", ["-"], .tree, in: [.tree], needs: [.trace],
      "Closes all nodes but the path to the selected one."),
    command(
      .expandAll, "expand all", ["="], .tree, in: [.tree], needs: [.trace],
      "Opens all nodes below the selected one."),
    command(
      .foldSmall, "fold the small", ["Z"], .tree, in: [.tree], needs: [.trace],
      "Leaves subtrees closed that have less than 1 % of the visits, then 2, 5, 10, 20 %, then none; "
        + "5Z: less than 5 %."),
    command(
      .sort, "sort", ["S"], .tree, in: [.tree], needs: [.trace],
      "Puts the best of siblings first, by visits, value or estimated cost; or again the oldest."),
    command(
      .parent, "parent", ["p"], .tree, in: [.tree, .state], needs: [.selection],
      "Goes to the parent."),
    command(
      .nextSibling, "next sibling", ["J"], .tree, in: [.tree, .state], needs: [.selection],
      "Goes to the next child of the same parent."),
    command(
      .previousSibling, "previous sibling", ["K"], .tree, in: [.tree, .state], needs: [.selection],
      "Goes to the previous child of the same parent."),
    command(
      .follow, "follow", ["f"], .tree, in: .panes, needs: [.trace], footer: 7,
      "Follows the search again with the selection; any movement stops following."),
    command(
      .drawing, "drawing", ["v"], .tree, in: .panes, needs: [.trace],
      takes: .optional("outline, tidy, icicle or pixel"), footer: 15,
      "Draws the tree in another way: as an outline, a tidy tree, an icicle, or pixels over time; of "
        + "three or four searches also the pictures of their states, with :drawing picture."),
    command(
      .measure, "measure", ["m"], .tree, in: [.tree], needs: [.trace],
      takes: .optional("nodes, visits, tokens, seconds or US$"),
      "Lets the widths of an icicle stand for something else that the trace has figures for."),
    command(
      .subtree, "subtree alone", ["R"], .tree, in: .panes, needs: [.selection],
      "Shows nothing but the subtree of the selected node, with the way there above it; at its top, "
        + "all again."),
  ]

  private static let time: [Command] = [
    command(
      .pause, "pause", ["space"], .time, in: .panes, needs: [.trace], footer: 1,
      "Stops the search or the replay where it is, and lets it go on."),
    command(
      .stepPhase, "step", ["."], .time, in: .panes, needs: [.future], footer: 2,
      "Goes on by one phase: select, expand, evaluate or backup; or as many as the number says."),
    command(
      .backPhase, "back", [","], .time, in: .panes, needs: [.past], footer: 3,
      "Goes back by one phase, or as many as the number says."),
    command(
      .stepIteration, "step an iteration", [">"], .time, in: .panes, needs: [.future], footer: 9,
      "Goes on to the end of the iteration, or as many iterations as the number says."),
    command(
      .backIteration, "back an iteration", ["<"], .time, in: .panes, needs: [.past],
      "Goes back to the start of the iteration, or as many iterations as the number says."),
    command(
      .stepEvent, "step an event", [")", "shift-right"], .time, in: .panes, needs: [.future],
      "Goes on by one event, or as many as the number says."),
    command(
      .backEvent, "back an event", ["(", "shift-left"], .time, in: .panes, needs: [.past],
      "Goes back by one event, or as many as the number says."),
    command(
      .nextBacktrack, "next backtrack", ["]"], .time, in: .panes, needs: [.future], footer: 4,
      "Goes to the next backtrack."),
    command(
      .previousBacktrack, "previous backtrack", ["["], .time, in: .panes, needs: [.past],
      "Goes to the previous backtrack."),
    command(
      .nextGoal, "next goal", ["}"], .time, in: .panes, needs: [.future],
      "Goes to the next goal."),
    command(
      .previousGoal, "previous goal", ["{"], .time, in: .panes, needs: [.past],
      "Goes to the previous goal."),
    command(
      .nextTouch, "next node event", ["e"], .time, in: .panes, needs: [.future],
      "Goes to the next event that touches the selected node."),
    command(
      .previousTouch, "previous node event", ["E"], .time, in: .panes, needs: [.past],
      "Goes to the previous event that touches the selected node; the first one made it."),
    command(
      .nextSurprise, "next surprise", ["!"], .time, in: .panes, needs: [.future],
      "Goes to the next place where something turns out other than it looked: Q far from V, Q that "
        + "falls, an unlikely step that is best, another best answer."),
    command(
      .previousSurprise, "previous surprise", ["~"], .time, in: .panes, needs: [.past],
      "Goes to the previous surprise."),
    command(
      .watch, "watch", ["w"], .time, in: .panes, needs: [.trace],
      takes: .optional("an expression, such as Q > 0.5 or changes(N)"),
      "Goes to the next event after which an expression holds of a node of which it did not before."
    ),
    command(
      .previousHit, "previous hit", ["W"], .time, in: .panes,
      needs: [.past, .watching], "Goes to the previous event that is a hit of the watch."),
    command(
      .breakpoint, "break", ["X"], .time, in: .panes, needs: [.live, .searching],
      takes: .optional("an expression, such as status = goal or depth > 6"),
      "Pauses the search as soon as an expression begins to hold of a node, and goes there; again: "
        + "breaks no more."),
    command(
      .valueChange, "change of value", ["V"], .time, in: .panes, needs: [.past, .selection],
      "Goes back to the event that changed the value of the selected node last; w and W go through "
        + "the others."),
    command(
      .preferenceChange, "change of preference", ["C"], .time, in: .panes,
      needs: [.past, .selection],
      "Goes back to the event at which the parent of the selected node came to prefer another child; "
        + "w and W go through the others."),
    command(
      .bookmark, "bookmark", ["*"], .time, in: .panes, needs: [.selection],
      takes: .optional("a note"),
      "Marks this moment and the selected node, or takes the mark away; marks are kept for the trace."
    ),
    command(
      .note, "note", ["A"], .time, in: .panes, needs: [.selection], takes: .required("a note"),
      "Marks this moment and the selected node with a note."),
    command(
      .nextBookmark, "next bookmark", ["'"], .time, in: .panes, needs: [.trace],
      "Goes to the next bookmark and selects its node."),
    command(
      .previousBookmark, "previous bookmark", ["\""], .time, in: .panes, needs: [.trace],
      "Goes to the previous bookmark and selects its node."),
    command(
      .bookmarks, "bookmarks", ["L"], .time, in: .panes, needs: [.trace],
      "Lists the bookmarks and notes; enter goes to one, the same key goes back."),
    command(
      .seekStart, "first event", ["^"], .time, in: .panes, needs: [.trace],
      "Goes to the first event."),
    command(
      .seekEnd, "present", ["$"], .time, in: .panes, needs: [.away], footer: 10,
      "Returns to the present: the last event, and with a live search or a growing file, the "
        + "events to come."),
    command(
      .seekPercent, "seek to percent", ["%"], .time, in: .panes, needs: [.trace],
      takes: .number("a number from 0 to 100"),
      "Goes to that part of the trace: 50% is the middle."),
    command(
      .seekEvent, "seek to event", ["@"], .time, in: .panes, needs: [.trace],
      takes: .number("the number of an event"),
      "Goes to the event of that number: 120@, or :120."),
    command(
      .goToMoment, "go to this moment", ["enter"], .time, in: [.text, .log, .state],
      needs: [.trace],
      footer: 8, "Goes to the event that this line tells of, and selects its node."),
    command(
      .faster, "faster", ["+"], .time, in: .panes, needs: [.trace],
      takes: .optionalNumber("a number of events a second, such as 0.5"),
      "Doubles the speed, or sets it; the last step is no limit."),
    command(
      .slower, "slower", ["_"], .time, in: .panes, needs: [.trace], "Halves the speed."),
  ]

  private static let find: [Command] = [
    command(
      .search, "search", ["/"], .find, in: .panes, needs: [.trace], takes: .optional("a pattern"),
      footer: 11,
      "Looks for a regular expression in this pane; small letters also find capitals."),
    command(
      .searchNext, "next match", ["n"], .find, in: .panes, needs: [.pattern],
      "Goes to the next match; after the last comes the first."),
    command(
      .searchPrevious, "previous match", ["N"], .find, in: .panes, needs: [.pattern],
      "Goes to the previous match; before the first comes the last."),
    command(
      .filter, "filter", ["&"], .find, in: .panes, needs: [.trace],
      takes: .optional("a pattern, or an expression such as N > 10 and why = duplicate"),
      "Shows only what matches a pattern, among the backtracks too; in the tree also an expression; an "
        + "empty one shows all."),
    command(
      .showLess, "show less", ["|"], .find, in: .panes, needs: [.trace],
      "Hides what failed; then shows only ways to goals; then only the principal variation; then all "
        + "again."),
    command(
      .highlight, "highlight", ["#"], .find, in: .panes, needs: [.trace],
      takes: .optional("an expression, such as V < 0.2, or a pattern"),
      "Makes nodes stand out in every drawing of which an expression holds; an empty one, none."),
    command(
      .style, "style", ["r"], .find, in: .panes, needs: [.trace],
      takes: .optional("thought, stream-of-search, searchformer or walk"), footer: 12,
      "Writes the Meta-CoT in the next style: thought, stream-of-search, searchformer, walk."),
  ]

  private static let steer: [Command] = [
    command(
      .expandNext, "expand next", ["x"], .steer, in: .panes,
      needs: [.live, .present, .selection, .searching], footer: 13,
      "Makes the search expand the selected node next."),
    command(
      .forbid, "forbid", ["d"], .steer, in: .panes,
      needs: [.live, .present, .selection, .searching],
      "Forbids the subtree of the selected node."),
    command(
      .allow, "allow", ["a"], .steer, in: .panes, needs: [.live, .present, .selection, .searching],
      "Allows a forbidden subtree again."),
    command(
      .favour, "favour", ["b"], .steer, in: .panes,
      needs: [.live, .present, .selection, .searching],
      "Keeps the next ten iterations at the selected node and below it; 3b: thirty."),
    command(
      .raiseBudget, "raise the budget", ["B"], .steer, in: .panes, needs: [.live],
      takes: .optionalCount("a whole number, such as 500"),
      "Raises the budget of expansions, calls or tokens by half of what has been used, or by as much "
        + "as is given; a search that ran out goes on."),
  ]

  private static let compare: [Command] = [
    command(
      .compare, "compare", ["c"], .compare, in: .panes.union([.home]), needs: [.alone],
      takes: .optional("a strategy or a trace file"), footer: 6,
      "Sets another search beside this one; at home, chooses two strategies, or beside the trace under "
        + "the cursor another."),
    command(
      .fork, "fork", ["F"], .compare, in: .panes, needs: [.trace, .alone],
      takes: .optional("a strategy, or --seed, --model, --budget"),
      "Goes on from this moment in a second search beside this one, as it is or with another "
        + "--budget; :fork astar, or with another --seed or --model, begins at the selected node."),
    command(
      .otherSearch, "other search", ["o"], .compare, in: .panes, needs: [.comparing],
      "Moves the focus to the same pane of the next search."),
    command(
      .hold, "hold", ["H"], .compare, in: .panes, needs: [.comparing], footer: 18,
      "Holds this search where it is while the others go on; again: all go in step."),
    command(
      .syncMode, "keep in step by", ["s"], .compare, in: .panes, needs: [.comparing],
      takes: .optional("event, expansion or call"), footer: 5,
      "Keeps the searches in step by event, by expansion or by model call."),
    command(
      .nextDivergence, "next divergence", ["u"], .compare, in: .panes, needs: [.comparing],
      footer: 17,
      "Goes to the next turn in which the searches choose different nodes after they agreed, or to the "
        + "divergence of that number: 1u is the first. Of three or four, this one and the first; from "
        + "the first, the one that was left last. O and D are of the same two."),
    command(
      .previousDivergence, "previous divergence", ["U"], .compare, in: .panes,
      needs: [.comparing],
      "Goes to the previous turn in which the searches part."),
    command(
      .merge, "merge", ["O"], .compare, in: .panes, needs: [.comparing],
      "Shows two searches as one tree, as they are at this moment: the figures of both beside each "
        + "other, and a dash where one has not been; the same key goes back."),
    command(
      .alignTexts, "aligned texts", ["D"], .compare, in: .panes, needs: [.comparing], footer: 19,
      "Sets both Meta-CoTs beside each other as a diff, step by step: u and U go from difference to "
        + "difference, enter goes to the moment; the same key goes back."),
    command(
      .openProblem, "both searches", ["enter"], .compare, in: [.problems], footer: 1,
      "Runs both searches of this problem side by side; q comes back."),
    command(
      .sortProblems, "sort", ["S"], .compare, in: [.problems], footer: 2,
      "Puts problems on which the two differ most first, or those that take most, or again in the "
        + "order of the set."),
    command(
      .decideBy, "decide by", ["m"], .compare, in: [.problems],
      takes: .optional("expansions, calls, tokens or seconds"), footer: 3,
      "Lets something else decide between two that solve a problem: expansions, calls, tokens or "
        + "seconds."),
  ]

  private static let train: [Command] = [
    command(
      .pauseTraining, "pause", ["space"], .train, in: [.training], needs: [.training], footer: 1,
      "Holds the training after its step, and lets it go on."),
    command(
      .checkpoint, "checkpoint", ["c"], .train, in: [.training], needs: [.training], footer: 2,
      "Writes a checkpoint after this step."),
    command(
      .nextMetric, "next metric", ["n"], .train, in: [.training], footer: 3,
      "Plots the next figure of the list, or the one so many further."),
    command(
      .previousMetric, "previous metric", ["p"], .train, in: [.training],
      "Plots the previous figure of the list, or the one so many before."),
    command(
      .olderSample, "older sample", ["["], .train, in: [.training], needs: [.sample], footer: 4,
      "Shows what the model wrote before, or so many samples before."),
    command(
      .newerSample, "newer sample", ["]"], .train, in: [.training], needs: [.sample],
      "Shows what the model wrote after, or so many samples after."),
    command(
      .newestSample, "newest sample", ["f"], .train, in: [.training], needs: [.sample], footer: 5,
      "Shows what the model writes now, and what it will write next."),
    command(
      .settings, "settings", ["s"], .train, in: [.training], footer: 6,
      "Shows the settings of the run in place of the sample; the same key goes back."),
  ]

  private static let panes: [Command] = [
    command(
      .nextPane, "next pane", ["tab"], .panes, in: .panes.union([.home, .training, .problems]),
      footer: 14,
      "Moves the focus to the next pane, of three or four searches to the next one, or on the home "
        + "screen to the next choice."),
    command(
      .previousPane, "previous pane", ["shift-tab"], .panes,
      in: .panes.union([.home, .training, .problems]),
      "Moves the focus to the previous pane or choice."),
    command(
      .zoom, "zoom", ["z"], .panes, in: .panes.union([.training]),
      "Gives the whole screen to this pane, and takes it back."),
    command(
      .inspect, "inspect", ["i"], .panes, in: .panes, needs: [.selection], footer: 16,
      "Shows all that is known of the selected node: texts, figures and their course, why which child "
        + "is preferred, every event; the same key goes back."),
    command(
      .why, "why", ["I"], .panes, in: .panes, needs: [.trace],
      takes: .optional("an answer, or its steps separated by ;"),
      "Says of the whole search where the right step died, what was surprising, wasted and alike, "
        + "with places to go to; :why ANSWER follows the way to that answer."),
    command(
      .plots, "plots", ["P"], .panes, in: .panes, needs: [.trace],
      "Plots how the search went, what its nodes are like and how good V was, up to this moment; the "
        + "same key goes back."),
    command(
      .wider, "wider", ["alt-right", "alt-l"], .panes, in: .panes, "Makes this pane wider."),
    command(
      .narrower, "narrower", ["alt-left", "alt-h"], .panes, in: .panes,
      "Makes this pane narrower."),
    command(
      .taller, "taller", ["alt-down", "alt-j"], .panes, in: .panes, "Makes this pane taller."),
    command(
      .shorter, "shorter", ["alt-up", "alt-k"], .panes, in: .panes, "Makes this pane shorter."),
  ]

  private static let output: [Command] = [
    command(
      .copyAnswer, "copy the answer", ["y"], .output, in: .panes, needs: [.answer],
      "Sends the answer to the terminal's clipboard."),
    command(
      .copyPath, "copy the path", ["Y"], .output, in: .panes, needs: [.selection],
      "Sends the steps from the start to the selected node to the terminal's clipboard."),
    command(
      .copyNode, "copy node", ["alt-y"], .output, in: .panes, needs: [.selection],
      "Sends the selected node to the terminal's clipboard: its step, state and figures."),
    command(
      .copySpan, "copy span", ["alt-s"], .output, in: .panes, needs: [.selection],
      "Sends what the Meta-CoT says of the selected node to the terminal's clipboard."),
    command(
      .copyExpression, "copy expression", ["alt-e"], .output, in: .panes, needs: [.trace],
      "Sends the expression that filters, stands out or is watched for to the terminal's clipboard."
    ),
    command(
      .copyText, "copy the Meta-CoT", ["ctrl-y"], .output, in: .panes, needs: [.trace],
      "Sends the Meta-CoT up to this moment to the terminal's clipboard."),
    command(
      .copySample, "copy the sample", ["y"], .output, in: [.training], needs: [.sample],
      "Sends what the model wrote to the terminal's clipboard."),
    command(
      .save, "save the trace", ["ctrl-s"], .output, in: .panes, needs: [.trace],
      takes: .optional("a file name"), "Writes the trace to a file."),
    command(
      .export, "export", ["ctrl-e"], .output, in: .panes, needs: [.trace],
      takes: .optional("a file name that ends in \(TreeExport.Format.endings)"),
      "Writes the tree as it is drawn, a table of its nodes, or the text to a new file."),
  ]

  private static let typing: [Command] = [
    command(.promptAccept, "accept", ["enter"], .typing, in: [.prompt], footer: 1, "Takes it."),
    command(
      .promptCancel, "cancel", ["esc"], .typing, in: [.prompt], footer: 2,
      "Leaves all as it was."),
    command(
      .promptComplete, "complete", ["tab"], .typing, in: [.prompt], footer: 3,
      "Completes what has been typed."),
    command(
      .promptPrevious, "previous", ["up", "ctrl-p"], .typing, in: [.prompt],
      "Takes the previous choice or what was typed before."),
    command(
      .promptNext, "next", ["down", "ctrl-n"], .typing, in: [.prompt],
      "Takes the next choice or what was typed after."),
    command(
      .promptBackspace, "delete backwards", ["backspace"], .typing, in: [.prompt],
      "Deletes the character before the cursor."),
    command(
      .promptDelete, "delete", ["del", "ctrl-d"], .typing, in: [.prompt],
      "Deletes the character under the cursor."),
    command(
      .promptDeleteWord, "delete a word", ["ctrl-w", "alt-backspace"], .typing, in: [.prompt],
      "Deletes the word before the cursor."),
    command(
      .promptClear, "clear", ["ctrl-u"], .typing, in: [.prompt],
      "Deletes all before the cursor."),
    command(
      .promptLeft, "left", ["left", "ctrl-b"], .typing, in: [.prompt], "Goes left."),
    command(
      .promptRight, "right", ["right", "ctrl-f"], .typing, in: [.prompt], "Goes right."),
    command(
      .promptHome, "start of the line", ["home", "ctrl-a"], .typing, in: [.prompt],
      "Goes to the start of the line."),
    command(
      .promptEnd, "end of the line", ["end", "ctrl-e"], .typing, in: [.prompt],
      "Goes to the end of the line."),
  ]
}
