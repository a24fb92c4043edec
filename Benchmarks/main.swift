// `espalier-bench [NAME]` prints `name value unit` a line; NAME is the beginning of a row's name, or
// one of the groups `trace`, `redraw`, `view`, `mcts`, `astar`.
if CommandLine.arguments.count == 3, let role = Bench.roles[CommandLine.arguments[1]] {
  // A measurement that needs a process of its own.
  try role(CommandLine.arguments[2])
} else {
  let bench = Bench(filter: CommandLine.arguments.dropFirst().first ?? "")
  if bench.wantsGroup("trace") { try TraceBenchmarks.run() }
  if bench.wantsGroup("redraw") { RedrawBenchmarks.run() }
  if bench.wants("view") { try ViewBenchmarks.run(bench) }
  try LiveBenchmarks.run(bench)
  try SearchBenchmarks.run(bench)
  if bench.wants("neural") { NeuralBenchmarks.run(bench) }
}
