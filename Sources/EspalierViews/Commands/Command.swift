import TerminalUI

/// Something a person can ask for: one row of the command table, which feeds the dispatcher, the
/// help overlay, the footer, the palette, the `:` line and the key reference.
package struct Command: Sendable, Identifiable {
  /// A heading of the help overlay.
  package enum Group: String, Sendable, CaseIterable {
    case general = "General"
    case move = "Moving"
    case tree = "Tree"
    case time = "Time"
    case find = "Finding"
    case steer = "Steering"
    case compare = "Comparing"
    case train = "Training"
    case panes = "Panes"
    case output = "Copying and saving"
    case typing = "Typing"
  }

  /// What a command takes after its name on the `:` line.
  package enum Argument: Sendable, Hashable {
    /// Nothing.
    case none
    /// May be left out; the text says what it is.
    case optional(String)
    /// Must be there; the text says what it is.
    case required(String)
    /// A whole number, which must be there; the text says of what.
    case number(String)
    /// A whole number above 0, which may be left out; the text says of what.
    case optionalCount(String)
    /// A number above 0, which may be left out; the text says of what.
    case optionalNumber(String)

    /// What it is; nil for nothing.
    package var words: String? {
      switch self {
      case .none: nil
      case .optional(let words), .required(let words), .number(let words),
        .optionalCount(let words),
        .optionalNumber(let words):
        words
      }
    }
  }

  /// Its name, also on the `:` line and in the configuration.
  package let id: CommandID
  /// One to four words: footer and palette.
  package let title: String
  /// One sentence: what it does, and what a number typed before it means.
  package let help: String
  /// Where in the help it stands.
  package let group: Group
  /// Keys that give it unless the configuration says otherwise.
  package let defaultKeys: [Key]
  /// Where it applies.
  package let contexts: Set<CommandContext>
  /// What must be so for it to do anything.
  package let requirements: [CommandFact]
  /// What it takes on the `:` line.
  package let argument: Argument
  /// Place in the footer, 1 first; 0 for commands that the footer does not show.
  package let footer: Int

  /// Why it can do nothing at present, in a sentence; nil when it can.
  package func disabledReason(_ facts: Set<CommandFact>) -> String? {
    requirements.first { !facts.contains($0) }?.absence
  }
}

/// Where the keys go. Exactly one applies at any moment.
package enum CommandContext: String, Sendable, CaseIterable {
  /// The home screen, where problem, strategy and model are chosen.
  case home
  /// The list of the searches in a file.
  case searches
  /// The tree pane has the focus.
  case tree
  /// The Meta-CoT pane.
  case text
  /// The list of backtracks.
  case log
  /// The picture of the state.
  case state
  /// The screen of a training run.
  case training
  /// The table of a comparison over a problem set.
  case problems
  /// Help, or another overlay to be read.
  case overlay
  /// A line of text is being typed: `:`, `/`, `&`, the palette, a file name.
  case prompt
}

extension Set<CommandContext> {
  /// The panes of the search screen.
  package static let panes: Set = [.tree, .text, .log, .state]
  /// Everywhere but where text is typed.
  package static let views = panes.union([.home, .searches, .training, .problems, .overlay])
  /// Everywhere.
  package static let everywhere = Set(CommandContext.allCases)
}

/// Something that must be so for a command to do anything.
package enum CommandFact: Sendable, Hashable, CaseIterable {
  /// There is a search or a trace on the screen.
  case trace
  /// A node is selected.
  case selection
  /// The search is live: it can go on, and be steered.
  case live
  /// The moment shown is the present.
  case present
  /// The moment shown is not the present.
  case away
  /// The search can go on by itself: it has not ended.
  case searching
  /// There are events before the moment shown.
  case past
  /// There are events after the moment shown, or the search can make more.
  case future
  /// Several searches are on the screen.
  case comparing
  /// No other search is on the screen.
  case alone
  /// A search pattern has been typed.
  case pattern
  /// Something is watched for.
  case watching
  /// A goal has been reached at the moment shown.
  case answer
  /// A training run goes on in this program.
  case training
  /// A model in training has written something.
  case sample
  /// The tour is on the screen.
  case touring

  /// The sentence for its not being so.
  package var absence: String {
    switch self {
    case .trace: "nothing has been searched yet"
    case .selection: "no node is selected"
    case .live: "this is a recorded trace: nothing is searching"
    case .present: "viewing the past: press $ to return to the present first"
    case .away: "this is the present already"
    case .searching: "the search has ended"
    case .past: "this is the first event"
    case .future: "this is the last event"
    case .comparing: "there is only one search on the screen"
    case .alone: "searches are beside each other already: q closes them"
    case .pattern: "nothing to look for yet: press / first"
    case .watching: "nothing is watched for yet: press w first"
    case .answer: "no answer yet"
    case .training: "no training goes on in this program"
    case .sample: "the model has written nothing yet"
    case .touring: "this is no tour: espalier tour goes on one"
    }
  }
}

/// A command that was asked for, with what was typed before or after it.
package struct CommandInvocation: Sendable, Hashable {
  /// Which command.
  package var id: CommandID
  /// The number typed before the key, or on the `:` line.
  package var count: Int?
  /// What followed the name on the `:` line.
  package var argument: String?

  /// A command that was asked for.
  package init(_ id: CommandID, count: Int? = nil, argument: String? = nil) {
    self.id = id
    self.count = count
    self.argument = argument
  }
}
