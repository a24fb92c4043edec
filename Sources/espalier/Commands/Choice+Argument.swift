import ArgumentParser
import MetaCoT

/// `NAME` or `NAME:PARAMETER=VALUE,…`, as strategies and models are written on the command line.
extension TraceHeader.Choice: ExpressibleByArgument {
  /// Reads the text; nil if a value is no number.
  public init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    var parameters: [String: Double] = [:]
    if parts.count == 2 {
      for assignment in parts[1].split(separator: ",") {
        let sides = assignment.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, let value = Double(sides[1]) else { return nil }
        parameters[String(sides[0])] = value
      }
    }
    self.init(String(parts[0]), parameters: parameters.isEmpty ? nil : parameters)
  }
}
