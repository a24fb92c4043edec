import ArgumentParser
import MetaCoT

/// The options that choose a problem, a strategy, a model and limits; the same for every command
/// that searches.
struct SearchOptions: ParsableArguments {
  @Option(help: "A problem set: JSON Lines, or one of the formats in docs/problems.md.")
  var problems: String?

  @Option(help: "The problem's id in the set, or a problem's text such as '4 5 6 10 → 24'.")
  var problem: String?

  @Flag(help: "Skip the lines of a problem set that can not be read, and count them.")
  var skipInvalid = false

  @Option(help: "Strategy, as NAME or NAME:PARAMETER=VALUE,… See 'espalier strategies'.")
  var strategy: String?

  @Option(help: "Model, as NAME or NAME:PARAMETER=VALUE,… One of uniform, heuristic, rollout.")
  var model: String?

  @Option(
    help: "Limits: '20000' (expansions), '500 calls', '2 s', '512 MB', or several with commas.")
  var budget: String?

  @Option(help: "When to stop: first (goal), all (goals), or tree (only when a budget is used up).")
  var until: SearchConfiguration.Goal?

  @Option(help: "The seed of all randomness: same seed, same events.")
  var seed: UInt64 = 1

  @Flag(help: "Record wall-clock times in the trace (it then differs from run to run).")
  var timings = false
}

extension SearchConfiguration.Goal: ExpressibleByArgument {}
