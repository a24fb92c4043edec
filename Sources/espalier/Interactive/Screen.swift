import EspalierViews
import MetaCoT
import TerminalUI

/// One of the program's screens: home, a search, a comparison, a training run. The app gives it commands, the
/// mouse, time and a canvas; what only the app can do comes back as an effect.
protocol Screen: AnyObject {
  /// Where keys go.
  var context: CommandContext { get }
  /// What is so, for commands that need it.
  var facts: Set<CommandFact> { get }
  /// Whether time runs on it, so that `tick` must be called.
  var isAnimating: Bool { get }
  /// Whether it has more to do between frames, so that they follow each other as fast as they may.
  var isWorking: Bool { get }
  /// What the window is called meanwhile.
  var title: String { get }
  /// How much of something long is done, 0...1; nil where nothing is, or it is not known.
  var progress: Double? { get }
  /// Whether it is to be closed, as if a person had closed it.
  var isDone: Bool { get }
  /// The keys, for its footer.
  var keymap: Keymap { get set }

  /// Takes in what has arrived. Returns whether there is something new to draw.
  func pollEvents() throws -> Bool
  /// Lets time pass. Returns whether there is something new to draw.
  func tick(seconds: Double) -> Bool
  /// Paints the whole frame.
  func draw(into canvas: inout Canvas)
  /// Does what a command asks.
  func handle(_ invocation: CommandInvocation) throws -> ScreenEffect
  /// Does what the mouse asks. Returns whether anything happened.
  func handle(_ mouse: MouseEvent) -> Bool
  /// Takes a pasted text, where no line is being typed; nil where it is of no use.
  func paste(_ text: String) throws -> ScreenEffect?
  /// A notice for the message line, once.
  func takeNotice() -> String?
  /// A screen that is to lie on top of it, once.
  func takeScreen() -> (any Screen)?
  /// Ends whatever works behind it and whatever it writes. When the program ends, the terminal has
  /// been given back before.
  func close() throws
}

extension Screen {
  /// Nothing to do between frames.
  var isWorking: Bool { false }
  /// The program's name.
  var title: String { "espalier" }
  /// Nothing goes on.
  var progress: Double? { nil }
  /// Closed by people alone.
  var isDone: Bool { false }
  /// Nothing arrives.
  func pollEvents() throws -> Bool { false }
  /// Nothing moves.
  func tick(seconds: Double) -> Bool { false }
  /// No text is taken.
  func paste(_ text: String) throws -> ScreenEffect? { nil }
  /// No notice.
  func takeNotice() -> String? { nil }
  /// Nothing to open.
  func takeScreen() -> (any Screen)? { nil }
  /// Nothing to end.
  func close() throws {}
}

/// What a screen asks of the app.
enum ScreenEffect {
  /// Nothing: it is done.
  case none
  /// To show a message.
  case message(String)
  /// To let a person type what the command needs, and to give it again.
  case prompt(CommandID)
  /// To send a text to the clipboard.
  case copy(String, what: String)
  /// To put another screen on top.
  case open(any Screen)
  /// A command that is not the screen's business.
  case unhandled(CommandInvocation)
}
