import ArgumentParser
import Foundation

/// What the program says to a shell of how it ended.
enum ExitStatus: Int32, CaseIterable {
  /// All was done, and all that was asked is so.
  case success = 0
  /// All was done, and the answer is no: not all problems are solved, or not all files are good.
  case no = 1
  /// The command line asks for what there is not.
  case usage = 64
  /// A file, a model or a terminal cannot be used for what was asked.
  case input = 65
  /// A file or standard output cannot be written.
  case output = 74
  /// ^C.
  case interrupted = 130
  /// Nobody reads standard output any more.
  case closedPipe = 141

  /// What it means, in a few words.
  var meaning: String {
    switch self {
    case .success: "as asked"
    case .no: "not all solved, or not all good"
    case .usage: "usage"
    case .input: "input that cannot be used"
    case .output: "output that cannot be written"
    case .interrupted: "interrupted"
    case .closedPipe: "nobody reads the output"
    }
  }

  /// All of them, a line each, for the help.
  static let summary = allCases.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "\n")
}

extension ExitCode {
  init(_ status: ExitStatus) { self.init(status.rawValue) }
}
