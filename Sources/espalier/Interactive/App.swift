import EspalierViews
import Foundation
import MetaCoT
import TerminalDevice
import TerminalUI

/// The loop between terminal and screens: keys become commands, screens handle them and draw, and
/// frames follow at most sixty times a second. Nothing happens, and no time is spent, while nothing
/// changes.
///
/// Lives on the main thread. Searches and readers work on threads of their own and wake the loop
/// through the device's pipe.
final class App {
  private let device: TerminalDevice
  private var interpreter: KeyInterpreter
  private var settings: Settings
  private var files: WatchedFiles
  private var theme = 0
  /// The stack of screens; the last one is shown.
  private var screens: [any Screen] = []
  private var overlay: Overlay?
  /// What was typed into prompts before, by their lead.
  private var history: [String: [String]] = [:]
  private var message: Message?
  private var exitStatus: Int32?
  /// What could not be kept when the last screens were closed.
  private var failure: (any Error)?

  /// The shortest time from frame to frame.
  private static let frame = Duration.milliseconds(16)

  /// How often files are looked at, at most.
  private static let look = Duration.seconds(1)

  private var themes: [Theme] { settings.themes }

  /// What the message line says, until a key is pressed or its time is over.
  private struct Message {
    var text: String
    var until: ContinuousClock.Instant
  }

  /// What lies over the screen and takes the keys.
  private enum Overlay {
    case help(HelpOverlay)
    case palette(CommandPalette)
    /// A line being typed: a command, or what a command needs.
    case prompt(PromptLine, for: CommandID?)
  }

  /// Takes the terminal. Throws a `TerminalError` if there is none to take.
  init(settings: Settings) throws {
    interpreter = KeyInterpreter(settings.keymap)
    self.settings = settings
    files = WatchedFiles(settings.files)
    device = try TerminalDevice(settings.device)
    let chosen =
      settings.theme
      ?? Theme.suggested(
        background: device.background, environment: settings.device.environment)
    theme = themes.firstIndex(of: chosen) ?? 0
    if let notice = device.notices.first { showMessage(notice) }
  }

  /// Runs until the last screen is closed; returns the exit status. The terminal is given back on
  /// every way out.
  func run(_ first: any Screen) throws -> Int32 {
    defer {
      device.close()
      RecentSearches.finish()
    }
    push(first)
    let clock = ContinuousClock()
    var lastTick = clock.now
    var lastDraw = clock.now - Self.frame
    var lastLook = clock.now
    var isDirty = true
    var hasArrivals = true
    while exitStatus == nil {
      let sinceDraw = clock.now - lastDraw
      if sinceDraw >= Self.frame {
        let now = clock.now
        if hasArrivals {
          hasArrivals = false
          if pollEvents() { isDirty = true }
          if top.isDone {
            closeTop()
            if screens.isEmpty { break }
          }
        }
        if now - lastLook >= Self.look {
          lastLook = now
          if files.haveChanged() {
            readSettings()
            isDirty = true
          }
        }
        if top.tick(seconds: (now - lastTick) / .seconds(1)) { isDirty = true }
        lastTick = now
        // Not over a line that is being typed.
        if overlay == nil, let notice = top.takeNotice() {
          showMessage(notice)
          isDirty = true
        }
        if let message, message.until < now {
          self.message = nil
          isDirty = true
        }
        if isDirty {
          draw()
          isDirty = false
          lastDraw = now
        }
      }
      let wait = waitingTime(isDirty: isDirty || hasArrivals, lastDraw: lastDraw, clock)
      var input = device.nextInput(timeout: wait)
      while let next = input, exitStatus == nil {
        if next == .wake { hasArrivals = true } else { isDirty = try handle(next) || isDirty }
        input = device.nextInput(timeout: .zero)
      }
    }
    // What works behind a screen may take its time to end: people see their shell meanwhile.
    device.close()
    // From the top: what a screen was lent goes back to the one beneath.
    for screen in screens.reversed() {
      do { try screen.close() } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    return exitStatus ?? 0
  }

  /// How long nothing needs to be done; nil is until something happens.
  private func waitingTime(
    isDirty: Bool, lastDraw: ContinuousClock.Instant, _ clock: ContinuousClock
  ) -> Duration? {
    if isDirty || top.isWorking { return max(.zero, Self.frame - (clock.now - lastDraw)) }
    if top.isAnimating { return Self.frame * 2 }
    // Without files to look at an idle program sleeps until something happens.
    let look = files.areThere ? Self.look : nil
    guard let message else { return look }
    return min(max(.zero, message.until - clock.now) + .milliseconds(1), look ?? .seconds(60))
  }

  private var top: any Screen { screens[screens.count - 1] }

  private func push(_ screen: any Screen) {
    screen.keymap = interpreter.keymap
    screens.append(screen)
  }

  private func pollEvents() -> Bool {
    var isNew = false
    // Screens beneath go on too: their searches do.
    for screen in screens {
      do {
        if try screen.pollEvents() { isNew = true }
      } catch {
        showMessage("\(error)")
        isNew = true
      }
    }
    if let screen = top.takeScreen() {
      push(screen)
      return true
    }
    return isNew
  }

  private func showMessage(_ text: String) {
    message = Message(text: text, until: .now + .seconds(6))
  }

  /// Reads configuration and theme again, after a person has changed them. What is wrong is said, and
  /// what there was stays.
  private func readSettings() {
    let new: Settings
    do {
      new = try Settings(settings.options)
    } catch {
      showMessage("\(error); what there was stays")
      return
    }
    interpreter = KeyInterpreter(new.keymap)
    for screen in screens { screen.keymap = new.keymap }
    if new.device.mouse != settings.device.mouse { device.mouse = new.device.mouse }
    let shown = themes[theme]
    let chosen = new.theme != settings.theme ? new.theme ?? shown : shown
    settings = new
    files = WatchedFiles(new.files)
    theme = themes.firstIndex { $0.name == chosen.name } ?? 0
    showMessage("the configuration has been read again")
  }

  private func draw() {
    var canvas = Canvas(width: device.width, height: device.height)
    top.draw(into: &canvas)
    let last = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
    switch overlay {
    case .help(var help):
      help.draw(interpreter.keymap, in: top.context, over: &canvas)
      overlay = .help(help)
    case .palette(let palette):
      palette.draw(interpreter.keymap, in: top.context, facts: top.facts, over: &canvas)
    case .prompt(let line, _): line.draw(in: last, of: &canvas)
    case nil: break
    }
    // What is being typed is not covered: the message waits.
    if let message, !isTyping {
      MessageLine.draw(message.text, atFootOf: canvas.bounds, of: &canvas)
    }
    device.title = top.title
    device.progress = top.progress
    device.present(canvas, theme: themes[theme])
  }

  private var isTyping: Bool { if case .prompt = overlay { true } else { false } }

  // MARK: Inputs

  /// Takes an input; returns whether there is something new to draw.
  private func handle(_ input: Input) throws -> Bool {
    switch input {
    case .key(let key): try handle(key)
    case .mouse(let mouse): return try handle(mouse)
    case .paste(let text): paste(text)
    case .resize, .resumed: break
    case .wake: return false
    case .terminate(let signal): exitStatus = 128 + signal
    }
    return true
  }

  private func handle(_ mouse: MouseEvent) throws -> Bool {
    switch overlay {
    case nil:
      guard mouse.kind == .press, mouse.y == device.height - 1 else { return top.handle(mouse) }
      // A message lies over the footer: a click takes it away.
      if message != nil {
        message = nil
        return true
      }
      let hints = interpreter.keymap.hints(in: top.context, top.facts)
      guard let id = Footer.command(atColumn: mouse.x, hints, width: device.width) else {
        return false
      }
      try perform(CommandInvocation(id))
      return true
    case .help(var help):
      if mouse.kind == .wheelUp { help.scroll(by: -3) }
      if mouse.kind == .wheelDown { help.scroll(by: 3) }
      overlay = .help(help)
      return true
    default: return false
    }
  }

  private var context: CommandContext {
    switch overlay {
    case nil: top.context
    case .help: .overlay
    case .palette, .prompt: .prompt
    }
  }

  private func handle(_ key: Key) throws {
    message = nil
    switch interpreter.interpret(key, in: context) {
    case .command(let invocation): try perform(invocation)
    case .text(let character): type(character)
    case .pending: if let count = interpreter.count { showMessage("\(count)") }
    case .dropped: break
    case .unbound(let key): showMessage("\(key.label) does nothing here; ? lists the keys")
    }
  }

  private func perform(_ invocation: CommandInvocation) throws {
    var invocation = invocation
    if ArgumentCompletion.takesPath.contains(invocation.id) {
      invocation.argument = invocation.argument.map(PathCompletion.expanded)
    }
    if try performInOverlay(invocation) { return }
    switch invocation.id {
    case .quit: exitStatus = 130
    case .suspend: device.suspend()
    case .redraw: device.redraw()
    case .mouse:
      device.mouse.toggle()
      showMessage(device.mouse ? "mouse on" : "mouse off: the terminal selects text")
    case .theme: chooseTheme(invocation.argument)
    case .help: overlay = .help(HelpOverlay())
    case .palette: overlay = .palette(CommandPalette())
    case .commandLine: openPrompt(for: nil)
    default: try ask(invocation)
    }
  }

  /// Gives a command to the screen, and does what it asks in turn.
  private func ask(_ invocation: CommandInvocation) throws {
    let effect: ScreenEffect
    do {
      effect = try top.handle(invocation)
    } catch {
      showMessage("\(error)")
      return
    }
    try obey(effect)
  }

  private func obey(_ effect: ScreenEffect) throws {
    switch effect {
    case .none: break
    case .message(let text): showMessage(text)
    case .prompt(let id): openPrompt(for: id)
    case .open(let screen): push(screen)
    case .copy(let text, let what):
      do {
        try device.copy(text)
        showMessage("\(what) sent to terminal")
      } catch { showMessage("\(error)") }
    case .unhandled(let invocation):
      switch invocation.id {
      case .close: closeTop()
      case .newSearch where screens.first is HomeScreen && screens.count > 1:
        while screens.count > 1 { closeTop() }
      default: showMessage("\(CommandTable[invocation.id].title) does nothing here")
      }
    }
  }

  /// Closes a screen; what could not be kept is said, and what lies beneath stays.
  private func closeTop() {
    do {
      try screens.removeLast().close()
    } catch {
      if screens.isEmpty { failure = error } else { showMessage("\(error)") }
    }
    if screens.isEmpty { exitStatus = 0 }
  }

  private func chooseTheme(_ name: String?) {
    if let name {
      guard let index = themes.firstIndex(where: { $0.name == name }) else {
        showMessage("no theme “\(name)”: there are \(themes.map(\.name).joined(separator: ", "))")
        return
      }
      theme = index
    } else {
      theme = (theme + 1) % themes.count
    }
    showMessage("theme \(themes[theme].name)")
    do {
      try StateFolder.keep(theme: themes[theme].name)
    } catch { showMessage("theme \(themes[theme].name), but not the next time: \(error)") }
  }

  // MARK: Overlays

  private func openPrompt(for id: CommandID?) {
    let lead: String
    var hint = ""
    switch id {
    case nil: (lead, hint) = (":", "a command, or the number of an event; tab completes")
    case .search?: (lead, hint) = ("/", "a regular expression")
    case .filter?:
      (lead, hint) = ("&", "a regular expression, or an expression such as N > 10; empty shows all")
    case let id?:
      lead = CommandTable[id].title + ": "
      hint = CommandTable[id].argument.words ?? ""
    }
    var line = PromptLine(lead, hint: hint, history: history[lead] ?? [])
    let arguments = ArgumentCompletion(themes: themes.map(\.name))
    line.completions = { typed in
      guard let id else {
        return CommandTable.completions(typed, arguments: arguments.completions(of:for:))
      }
      return arguments.completions(of: typed, for: id)
    }
    overlay = .prompt(line, for: id)
  }

  private func type(_ character: Character) {
    switch overlay {
    case .palette(var palette):
      palette.insert(character)
      overlay = .palette(palette)
    case .prompt(var line, let id):
      line.insert(character)
      overlay = .prompt(line, for: id)
    case .help, nil: break
    }
  }

  /// Takes a pasted text where text is typed. Elsewhere it is not keys.
  private func paste(_ text: String) {
    message = nil
    switch overlay {
    case .palette(var palette):
      palette.insert(pasted: text)
      overlay = .palette(palette)
    case .prompt(var line, let id):
      line.insert(pasted: text)
      overlay = .prompt(line, for: id)
    case .help, nil:
      do {
        guard case nil = overlay, let effect = try top.paste(text) else {
          showMessage("a pasted text is taken only where text is typed: press : or / first")
          return
        }
        try obey(effect)
      } catch { showMessage("\(error)") }
    }
  }

  /// Gives a command to what lies over the screen; false for one that is not its business.
  private func performInOverlay(_ invocation: CommandInvocation) throws -> Bool {
    switch overlay {
    case nil: return false
    case .help(var help):
      if [.help, .leave, .close].contains(invocation.id) {
        overlay = nil
        return true
      }
      guard help.handle(invocation) else { return false }
      overlay = .help(help)
    case .palette(var palette):
      guard CommandTable[invocation.id].group == .typing else { return false }
      switch palette.handle(invocation.id, in: top.context) {
      case .choosing: overlay = .palette(palette)
      case .cancelled: overlay = nil
      case .chosen(let id):
        overlay = nil
        try perform(CommandInvocation(id))
      }
    case .prompt(var line, let id):
      guard CommandTable[invocation.id].group == .typing else { return false }
      switch line.handle(invocation.id) {
      case .editing: overlay = .prompt(line, for: id)
      case .cancelled: overlay = nil
      case .accepted(let text):
        overlay = nil
        if !text.isEmpty { history[line.lead, default: []].append(text) }
        try accept(text, for: id)
      }
    }
    return true
  }

  private func accept(_ text: String, for id: CommandID?) throws {
    if let id {
      guard !text.isEmpty || [.filter, .highlight].contains(id) else { return }
      do {
        let invocation = try CommandTable.invocation(id, text)
        try perform(CommandInvocation(id, count: invocation.count, argument: text))
      } catch let error as CommandLineError { showMessage("\(error)") }
      return
    }
    do {
      try perform(CommandTable.parse(text))
    } catch let error as CommandLineError {
      if error != .empty { showMessage("\(error)") }
    }
  }
}
