import Foundation
import MetaCoT
import MetaCoTNeural
import Synchronization

/// Where models come from: those that need no file, the network in the box, and checkpoints in
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
    [Entry(name: Pocket.name, help: Pocket.help, parameters: [])]
    + ModelRegistry.entries.map { Entry(name: $0.name, help: $0.help, parameters: $0.parameters) }

  /// The model that is asked where a person names none: the network in the box where it can be used
  /// on the problem, else the problem's own estimates. Throws a `FileError` if it is not in the box.
  static func standard(for problem: any Problem) throws -> String {
    try network(Pocket.name)!.refusal(of: problem) == nil ? Pocket.name : HeuristicModel.name
  }

  /// Networks that were loaded: searches with one network share what it knows of states.
  private static let networks = Mutex<[String: NeuralModel]>([:])

  /// Reads `NAME`, `NAME:PARAMETER=VALUE,…` or the path of a checkpoint's folder. The model itself is
  /// nil if it is a registered one. Throws a `SearchError`, or a `FileError` about a checkpoint.
  static func model(_ text: String) throws -> (choice: TraceHeader.Choice, model: (any Model)?) {
    if let model = try network(text) { return (.init(text), model) }
    let name = String(text.prefix { $0 != ":" })
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw SearchError.unknownModel(
        name, known: entries.map(\.name) + ["the folder of a checkpoint"])
    }
    return (try choice(name, entry.parameters, of: text), nil)
  }

  /// The network of this name or path; nil for the name of another model.
  static func network(_ text: String) throws -> NeuralModel? {
    var isFolder: ObjCBool = false
    let isPath =
      text.contains("/")
      || FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) && isFolder.boolValue
    guard
      text == Pocket.name || isPath && !ModelRegistry.entries.contains(where: { $0.name == text })
    else { return nil }
    if let known = networks.withLock({ $0[text] }) { return known }
    let checkpoint =
      try text == Pocket.name ? Pocket.checkpoint() : .load(checkpointFolder(text))
    let model = NeuralModel(checkpoint)
    return networks.withLock { networks in
      if let known = networks[text] { return known }
      networks[text] = model
      return model
    }
  }

  /// The folder of a checkpoint; of a training run, that of its latest.
  static func checkpointFolder(_ path: String) -> String {
    let latest = RunFolder.checkpointPath(in: path)
    return FileManager.default.fileExists(atPath: latest) ? latest : path
  }

  /// The choice that a text makes of a name and parameters. Throws a `SearchError`.
  static func choice(
    _ name: String, _ parameters: [Parameter], of text: String
  ) throws(SearchError) -> TraceHeader.Choice {
    var given: [String: Double] = [:]
    for assignment in text.dropFirst(name.count + 1).split(separator: ",") {
      let sides = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard let parameter = parameters.first(where: { $0.name == sides.first }) else {
        throw .unknownParameter(sides.first ?? "", of: name, known: parameters.map(\.name))
      }
      let written = sides.count > 1 ? sides[1] : ""
      guard let value = parameter.value(text: written) else {
        throw .parameterOutOfRange(parameter, of: name, Double(written) ?? .nan)
      }
      given[parameter.name] = value
    }
    return TraceHeader.Choice(name, parameters: given.isEmpty ? nil : given)
  }
}
