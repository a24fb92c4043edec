import ArgumentParser
import Foundation
import TerminalUI

/// `espalier doctor`: what the program finds around it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what terminal, files and models there are, and what to do about what is wrong.",
    discussion: """
      A line a fact: ✓ is as it should be, ! works but could be better, ✗ has to be mended. The \
      exit status is 1 where something has.
      """)

  @Flag(help: "As JSON: an array of objects with subject, state, fact and advice.")
  var json = false

  func run() throws {
    let doctor = Doctor()
    let findings = doctor.findings()
    if json {
      StandardOutput.write(data: try JSONEncoder.documents.encodedLine(findings))
    } else {
      for line in findings.flatMap(\.lines) { StandardOutput.writeLine(doctor.glyphs.shown(line)) }
    }
    if findings.contains(where: { $0.state == .wrong }) { throw ExitCode(.no) }
  }
}
