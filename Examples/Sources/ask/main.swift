import Foundation
import MetaCoT

// Records a search, or reads one that somebody recorded, in whatever format, and asks about it:
//
//     swift run ask '1 3 4 6 → 24' 'N >= 10 and V < 0.1'
//     swift run ask ../SampleTraces/24-mcts.jsonl 'why = exhausted'

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 2 else {
  FileHandle.standardError.write(Data("ask: give a problem or a trace, and a question\n".utf8))
  exit(64)
}

/// Searches a problem step by step, and keeps what happened in a file.
func record(_ problem: String, in path: String) throws {
  let search = try Search(
    SearchConfiguration(
      problem: try ProblemRegistry.problem(text: problem),
      strategy: .init("mcts", parameters: ["c": 1.2]), model: .init("heuristic"),
      budget: Budget(expansions: 500)))
  let writer = try TraceWriter(path: path, header: search.header)
  var isGoingOn = true
  while isGoingOn {
    isGoingOn = search.advance(iterations: 16)
    var batch = EventBatch()
    search.takeEvents(into: &batch)
    try writer.write(batch)
  }
  try writer.close()
}

do {
  var path = arguments[0]
  if !FileManager.default.fileExists(atPath: path) {
    path = FileManager.default.temporaryDirectory.appending(path: "ask.jsonl").path
    try record(arguments[0], in: path)
  }
  let reader = try TraceFile(path: path).reader()
  var tree = SearchTree(header: reader.header)
  while let batch = try reader.next() { tree.append(batch) }

  let question = try NodeQuery(arguments[1], metrics: tree.metrics)
  var answers = QueryAnswers()
  for node in answers.nodes(question, in: tree) {
    let steps = tree.path(to: node).dropFirst().map { tree.step($0) }
    print("\(node)  N \(tree.N(node))  \(steps.joined(separator: ", "))")
  }
  for breach in TraceLint.breaches(in: tree) { print("\(breach.law): \(breach.message)") }
} catch {
  FileHandle.standardError.write(Data("ask: \(error)\n".utf8))
  exit(1)
}
