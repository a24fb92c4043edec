// A small program for the tests of the terminal device: it shows what it hears, and does on request
// what programs should not do.

import Foundation
import TerminalDevice
import TerminalUI

/// Times of `present` in milliseconds, medians of 100 frames: everything changed, one cell changed,
/// nothing changed.
func measure(_ device: TerminalDevice) -> String {
  let inks = Ink.allCases
  func frame(_ number: Int) -> Canvas {
    var canvas = Canvas(width: device.width, height: device.height)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let glyph = UInt32(0x21 + (x * 7 + y * 3 + number * 31) % 90)
        let box = UInt32(0x2500 + (x + y + number) % 0x80)
        canvas[x, y] = Canvas.Cell(
          Unicode.Scalar(x % 9 == 0 ? box : glyph) ?? " ", Style(inks[(x / 8 + y) % inks.count]))
      }
    }
    return canvas
  }
  func median(_ change: (Int, inout Canvas) -> Void) -> Double {
    var canvas = frame(0)
    device.present(canvas, theme: .dark)
    let times = (1...100).map { number in
      change(number, &canvas)
      let time = ContinuousClock().measure { device.present(canvas, theme: .dark) }
      return time / .milliseconds(1)
    }
    return times.sorted()[50]
  }
  let size = "\(device.width)x\(device.height)"
  let all = median { number, canvas in canvas = frame(number) }
  let one = median { number, canvas in
    canvas[number % canvas.width, 0] = Canvas.Cell(number % 2 == 0 ? "a" : "b")
  }
  let none = median { _, _ in }
  return "present \(size): all \(all) ms, one cell \(one) ms, nothing \(none) ms"
}

do {
  var options = TerminalDevice.Options()
  options.mouse = !CommandLine.arguments.contains("--no-mouse")
  let device = try TerminalDevice(options)
  defer { device.close() }
  var heard = ["ready"]
  var theme = Theme.dark
  var signal: Int32?

  func frame() -> Canvas {
    var canvas = Canvas(width: device.width, height: device.height)
    canvas.draw(
      "probe \(device.width)x\(device.height) \(device.colorDepth) \(device.glyphs)", x: 0, y: 0,
      Style(.strong, on: .bar))
    canvas.draw("┌─▸ ★ ✗ ↶ ▁▄█ ÷ é 日本 ⣿ end", x: 0, y: 1, Style(.goal))
    for (row, text) in heard.suffix(max(0, device.height - 3)).enumerated() {
      canvas.draw(text, x: 0, y: 2 + row, Style(row == 0 ? .accent : .text, on: .plain))
    }
    return canvas
  }

  if CommandLine.arguments.contains("--measure") {
    let report = measure(device)
    device.close()
    print(report)
    exit(0)
  }
  heard += device.notices
  if let background = device.background { heard.append("background \(background)") }
  if device.hasSynchronizedOutput { heard.append("synchronised") }
  device.title = "the probe\u{7}"
  loop: while true {
    device.present(frame(), theme: theme)
    guard var input = device.nextInput() else { continue }
    while true {
      switch input {
      case .key("q"), .key("ctrl-c"): break loop
      case .key("!"):
        let empty: [Int] = []
        print(empty[device.width])
      case .key("E"): exit(3)
      case .key("ctrl-z"):
        device.suspend()
      case .key("ctrl-l"): device.redraw()
      case .key("p"): device.progress = (device.progress ?? 0) + 0.421
      case .key("P"): device.progress = nil
      case .key("M"): device.mouse.toggle()
      case .key("T"): theme = theme == .dark ? .light : .dark
      case .key("y"):
        do {
          try device.copy("copied: 6 × 4 = 24")
          heard.append("sent to terminal")
        } catch { heard.append(error.description) }
      case .key("Y"):
        do {
          try device.copy(String(repeating: "x", count: 100_000))
        } catch { heard.append(error.description) }
      case .key("w"):
        let wake = WakePipe()
        for _ in 0..<8 { Thread.detachNewThread { for _ in 0..<1000 { wake.signal() } } }
      case .key("e"): FileHandle.standardError.write(Data("a line of standard error\n".utf8))
      case .key(let key): heard.append("key \(key)")
      case .mouse(let event):
        heard.append("mouse \(event.kind) \(event.button) \(event.x),\(event.y)")
      case .paste(let text): heard.append("paste “\(text)”")
      case .resize(let width, let height): heard.append("resize \(width)x\(height)")
      case .wake: if heard.last != "wake" { heard.append("wake") }
      case .resumed: heard.append("resumed")
      case .terminate(let number):
        signal = number
        break loop
      }
      guard let next = device.nextInput(timeout: .zero) else { break }
      input = next
    }
  }
  if let signal {
    device.close()
    exit(128 + signal)
  }
} catch {
  print("plain: \(error)")
}
