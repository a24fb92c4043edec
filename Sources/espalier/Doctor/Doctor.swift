import EspalierViews
import Foundation
import MetaCoT
import MetaCoTNeural
import TerminalDevice
import TerminalUI

/// Looks at all that the program needs of its surroundings: terminal, files, models.
struct Doctor {
  /// What the environment says.
  var environment = ProcessInfo.processInfo.environment
  /// Which glyphs its own lines may have.
  var glyphs: GlyphSet { TerminalDevice.glyphs(environment: environment) }

  private var traits: TerminalTraits { TerminalTraits(environment: environment) }

  /// All findings, in the order in which they are to be read.
  func findings() -> [Finding] {
    terminal() + [locale(), clipboard()] + configuration() + folders() + computing()
  }

  // MARK: The terminal

  private func terminal() -> [Finding] {
    guard StandardOutput.isTerminal else {
      return [
        .note(
          "terminal", "standard output is none: only what the environment says is known",
          "run doctor in the terminal that the program is to be used in"),
        terminfo(), colors(nil),
      ]
    }
    let device: TerminalDevice
    do {
      var options = TerminalDevice.Options()
      options.environment = environment
      device = try TerminalDevice(options)
    } catch {
      return [
        .wrong("terminal", "\(error)", "without a screen there are --plain and --headless"),
        terminfo(),
      ]
    }
    // Given back before anything is written.
    device.close()
    let size = "\(device.width)×\(device.height)"
    let (width, height) = WorkspaceLayout.minimum
    let isTooSmall = WorkspaceLayout.isTooSmall(width: device.width, height: device.height)
    return [
      isTooSmall
        ? .wrong("terminal", "\(traits.type), \(size)", "it needs \(width)×\(height) or more")
        : .good("terminal", "\(traits.type), \(size)"),
      terminfo(), colors(device.colorDepth), background(device),
      device.hasSynchronizedOutput
        ? .good("whole frames", "the terminal shows a frame at once (mode 2026)")
        : .good("whole frames", "the terminal does not say that it shows a frame at once"),
    ]
  }

  private func terminfo() -> Finding {
    let type = traits.type
    if traits.isDumb {
      return .wrong(
        "terminfo", type.isEmpty ? "TERM is not set" : "TERM=dumb cannot place its cursor",
        "set TERM to what the terminal is, such as xterm-256color")
    }
    if TerminalDevice.knowsType(type) { return .good("terminfo", "there is an entry \(type)") }
    let advice = "install the entry: Debian and Ubuntu have many in ncurses-term"
    return TerminalDevice.knowsType("xterm-256color")
      ? .note("terminfo", "no entry \(type): taken for xterm-256color", advice)
      : .wrong("terminfo", "neither \(type) nor xterm-256color has an entry", advice)
  }

  private func colors(_ depth: ColorDepth?) -> Finding {
    if environment["NO_COLOR", default: ""].isEmpty == false {
      return .good("colours", "none: NO_COLOR is set")
    }
    let found = traits.directTypes.first { TerminalDevice.knowsType($0) }
    if let missing = traits.directTypes.last, found == nil {
      return .note(
        "colours", "256, though the terminal has 24 bits (COLORTERM)",
        "install terminfo's entry \(missing): on Debian and Ubuntu, apt-get install ncurses-term")
    }
    let words: String
    switch depth {
    case .direct: words = "24 bits"
    case .indexed: words = "256"
    case .sixteen: words = "16"
    case .eight: words = "8"
    case .mono: words = "none: attributes alone"
    case nil: words = found.map { "24 bits, by the entry \($0)" } ?? "as terminfo says"
    }
    let isFew = depth == .eight || depth == .mono
    return isFew
      ? .note("colours", words, "TERM=xterm-256color has more, if the terminal does")
      : .good("colours", words)
  }

  private func background(_ device: TerminalDevice) -> Finding {
    let theme = Theme.suggested(background: device.background, environment: environment).name
    guard let color = device.background else {
      let reason = device.hasAnswered ? "the terminal does not say" : "the terminal did not answer"
      return .note(
        "background", "\(reason): the theme is \(theme), if none is chosen",
        "the key T chooses a theme, for the next time too")
    }
    return .good("background", "\(color): the theme is \(theme), if none is chosen")
  }

  private func locale() -> Finding {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let shown = name ?? "none is set"
    return glyphs == .unicode
      ? .good("locale", "\(shown): UTF-8, all glyphs")
      : .note("locale", "\(shown): not UTF-8, ASCII glyphs", "set LC_ALL=C.UTF-8")
  }

  private func clipboard() -> Finding {
    let bytes = NumberFormat.grouped(TerminalDevice.clipboardLimit)
    let words = "through the terminal (OSC 52), up to \(bytes) bytes"
    guard environment["TMUX"]?.isEmpty == false else { return .good("clipboard", words) }
    return .note(
      "clipboard", words + "; tmux is between", "tmux lets it through with: set -s set-clipboard on"
    )
  }

  // MARK: Files

  private func configuration() -> [Finding] {
    let path = Configuration.path
    var findings: [Finding] = []
    var configuration = Configuration.none
    do {
      configuration = try .load()
      _ = try Keymap(overrides: configuration.keys ?? [:])
      let isThere = FileManager.default.fileExists(atPath: path)
      findings.append(.good("configuration", isThere ? path : "\(path): none, which is fine"))
    } catch {
      let text = "\(error)"
      findings.append(
        .wrong(
          "configuration", text.hasPrefix(path) ? text : "\(path): \(text)",
          "espalier keys lists the commands; the README says what else there is"))
    }
    do {
      if let name = configuration.theme {
        findings.append(.good("theme", "\(try Settings.theme(name).name), by the configuration"))
      } else if let name = StateFolder.theme {
        let isKnown = Theme.builtIn.contains { $0.name == name }
        findings.append(
          isKnown
            ? .good("theme", "\(name), chosen before")
            : .note(
              "theme", "“\(name)” was chosen before and is none any more", "T chooses another"))
      } else {
        findings.append(.good("theme", "by the terminal's background"))
      }
    } catch { findings.append(.wrong("theme", "\(error)", "docs/themes.md describes the files")) }
    return findings
  }

  private func folders() -> [Finding] {
    let temporary = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return [
      folder("state", StateFolder.path, "searches and the chosen theme are not kept"),
      folder("temporary", temporary, "what is said on standard error is lost behind the screen"),
    ]
  }

  /// Whether files can be made in a folder, or in the nearest one above it that is there.
  private func folder(_ subject: String, _ path: String, _ loss: String) -> Finding {
    var place = URL(fileURLWithPath: path)
    while place.path != "/", !FileManager.default.fileExists(atPath: place.path) {
      place.deleteLastPathComponent()
    }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
    if isFolder.boolValue, access(place.path, W_OK | X_OK) == 0 {
      return .good(subject, place.path == path ? path : "\(path), made when it is needed")
    }
    let reason = isFolder.boolValue ? "cannot be written" : "is no folder"
    return .wrong(subject, "\(path): \(place.path) \(reason), so \(loss)", "make it writable")
  }

  // MARK: Models

  private func computing() -> [Finding] {
    let cores = NumberFormat.counted(ProcessInfo.processInfo.activeProcessorCount, "core")
    var findings: [Finding] = [
      .good("threads", "\(cores); each search has a thread, and BLAS one a search")
    ]
    do {
      let shape = try Pocket.checkpoint().shape
      let count = NumberFormat.grouped(shape.parameterCount)
      findings.append(.good("network", "\(Pocket.name), \(count) parameters"))
    } catch {
      findings.append(
        .wrong("network", "\(error)", "make build or make install puts it beside the program"))
    }
    let names = ModelSource.entries.map(\.name).filter { $0 != Pocket.name }
    findings.append(.good("models", names.joined(separator: ", ")))
    return findings
  }
}
