import Foundation
import MetaCoT
import MetaCoTNeural
import Synchronization

/// Where models come from: those that need no file, the built-in network, and checkpoints in
/// folders. The one place that turns what a person writes into a model.
enum ModelSource {
  /// A model that can be asked for by name.
  struct Entry {
    var name: String
    var help: String
    var parameters: [Parameter]
  }

  /// All that have a name.
  static let entries: [Entry] =
    [Entry(name: Pocket.name, help: Pocket.help, parameters: NeuralModel.parameters)]
    + ModelRegistry.entries.map { Entry(name: $0.name, help: $0.help, parameters: $0.parameters) }

  /// The model that is asked where a person names none: the built-in network where it can be used
  /// on the problem, else the problem's own estimates. A strategy that lets the model write has
  /// nothing but a network, and a problem in free text nothing but the script. Throws a `FileError` if the built-in network is missing.
  static func standard(
    for problem: any Problem, _ strategy: TraceHeader.Choice
  ) throws -> String {
    if try StrategyRegistry.entry(strategy.name).needsWritingModel { return Pocket.name }
    if problem is any TextProblem { return ScriptedModel.name }
    return try model(Pocket.name).model?.refusal(of: problem) == nil
      ? Pocket.name : HeuristicModel.name
  }

  /// Networks that were loaded: searches with one network share what it knows of states.
  private static let networks = Mutex<[Key: NeuralModel]>([:])

  /// What two networks must have in common to share what they know.
  private struct Key: Hashable {
    var name: String
    var proposals: Int
  }

  /// Reads `NAME` or `NAME:PARAMETER=VALUE,…`, where the name can be the path of a checkpoint's folder.
  /// The model itself is nil if it is a registered one. Throws a `SearchError`, or a `FileError` about
  /// a checkpoint.
  static func model(_ text: String) throws -> (choice: TraceHeader.Choice, model: NeuralModel?) {
    let name = name(in: text)
    if isNetwork(name) {
      let choice = try TraceHeader.Choice(name, NeuralModel.parameters, in: text)
      return (choice, try network(choice))
    }
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw SearchError.unknownModel(
        name, known: entries.map(\.name) + ["the folder of a checkpoint"])
    }
    return (try TraceHeader.Choice(name, entry.parameters, in: text), nil)
  }

  /// The part before the parameters. A path may have colons of its own.
  private static func name(in text: String) -> String {
    if isFolder(text) { return text }
    guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return text }
    return String(text[..<colon])
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func isNetwork(_ name: String) -> Bool {
    if name == Pocket.name { return true }
    let isRegistered = ModelRegistry.entries.contains { $0.name == name }
    return !isRegistered && (name.contains("/") || isFolder(name))
  }

  /// The network of this name or path, with these parameters; nil for another model.
  static func network(_ choice: TraceHeader.Choice) throws -> NeuralModel? {
    guard isNetwork(choice.name) else { return nil }
    let values = try ParameterValues(
      NeuralModel.parameters, given: choice.parameters, of: choice.name)
    let key = Key(name: choice.name, proposals: values[whole: "propose"])
    if let known = networks.withLock({ $0[key] }) { return known }
    let checkpoint =
      try key.name == Pocket.name ? Pocket.checkpoint() : .load(checkpointFolder(key.name))
    let model = NeuralModel(checkpoint, proposals: key.proposals)
    return networks.withLock { networks in
      if let known = networks[key] { return known }
      networks[key] = model
      return model
    }
  }

  /// The folder of a checkpoint; of a training run, that of its latest.
  static func checkpointFolder(_ path: String) -> String {
    let latest = RunFolder.checkpointPath(in: path)
    return FileManager.default.fileExists(atPath: latest) ? latest : path
  }

  // MARK: Recordings

  /// Recordings that are open: searches share them.
  private static let recordings = Mutex<[String: ModelRecording]>([:])

  /// The model of a search, with its answers kept in a file. Throws a `SearchError` for a model that
  /// answers at once, and a `FileError`.
  static func recorded(_ search: SearchConfiguration, in path: String) throws -> any Model {
    let choice = search.model
    let model =
      try search.loadedModel
      ?? ModelRegistry.entry(choice.name).model(parameters: choice.parameters)
    guard let model = model as? any AsyncModel else {
      throw SearchError.unsuitableModel(
        choice.name, reason: "--answers keeps what slow models say, and it answers at once")
    }
    let recording = try recordings.withLock { recordings in
      if let known = recordings[path] { return known }
      let recording = try ModelRecording(path: path)
      recordings[path] = recording
      return recording
    }
    return RecordedModel(model, named: choice.name, parameters: choice.parameters, recording)
  }
}
