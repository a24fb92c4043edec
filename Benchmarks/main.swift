if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--open" {
  try TraceBenchmarks.open(CommandLine.arguments[2])
} else {
  try TraceBenchmarks.run()
}
