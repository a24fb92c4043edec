import ArgumentParser

/// A moment of a trace as the command line names it: `TRACE@120`, `TRACE@50%` or `TRACE@end`.
struct ForkPoint: ExpressibleByArgument {
  /// The path of the trace.
  let trace: String
  /// The moment.
  let moment: TraceMoment

  init?(argument: String) {
    guard let mark = argument.lastIndex(of: "@"), mark > argument.startIndex,
      let moment = TraceMoment(argument: String(argument[argument.index(after: mark)...]))
    else { return nil }
    trace = String(argument[..<mark])
    self.moment = moment
  }
}
