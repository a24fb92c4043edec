if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--open" {
  try TraceBenchmarks.open(CommandLine.arguments[2])
} else {
  // Names of groups choose among them; none means all.
  let chosen = Set(CommandLine.arguments.dropFirst())
  if chosen.isEmpty || chosen.contains("trace") { try TraceBenchmarks.run() }
  if chosen.isEmpty || chosen.contains("redraw") { RedrawBenchmarks.run() }
}
