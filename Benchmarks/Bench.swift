import Foundation

/// What is to be measured, and how a figure is printed.
struct Bench {
  /// Rows are measured whose names begin so.
  var filter: String

  /// Measurements that this program makes by calling itself with `ROLE ARGUMENT`.
  nonisolated(unsafe) static let roles: [String: (String) throws -> Void] = [
    "--memory-of": SearchBenchmarks.printMemory,
    "--open": TraceBenchmarks.open,
  ]

  /// Whether rows are asked for whose names begin so.
  func wants(_ name: String) -> Bool { name.hasPrefix(filter) || filter.hasPrefix(name) }

  /// Whether a group of rows is asked for that makes no use of the filter itself.
  func wantsGroup(_ name: String) -> Bool { filter.isEmpty || filter == name }

  /// Measures a row several times and prints the median.
  func row(_ name: String, _ unit: String, runs: Int = 5, _ body: () throws -> Double) rethrows {
    guard wants(name) else { return }
    var values: [Double] = []
    for _ in 0..<runs { values.append(try body()) }
    report(name, values.sorted()[runs / 2], unit)
  }

  /// Prints a row.
  func report(_ name: String, _ value: Double, _ unit: String) {
    print(name, String(format: "%.4g", value), unit)
    fflush(nil)
  }

  /// The processor time that `work` takes, in seconds, all threads together.
  static func cpuSeconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// The processor time that `work` takes on this thread, in seconds: for searches, which have no
  /// other, while those of a library that was linked may wait busily.
  static func threadSeconds(_ work: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    try work()
    return now() - start
  }

  /// What this program prints when it is called in a role: a number.
  static func inOwnProcess(_ role: String, _ argument: String) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = [role, argument]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .nan
  }

  /// Resident memory of this process now, in bytes.
  static var residentBytes: Double {
    #if os(Linux)
      let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
        .split(separator: " ").dropFirst().first.flatMap { Double($0) }
      return (pages ?? .nan) * Double(getpagesize())
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss)
    #endif
  }
}
