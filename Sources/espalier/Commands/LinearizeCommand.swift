import ArgumentParser
import Foundation
import MetaCoT
import TerminalUI

/// `espalier linearize`: a trace as Meta-CoT text, on stdout.
struct LinearizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "linearize", abstract: "Write a trace as Meta-CoT text.",
    discussion: """
      The text goes to stdout while the trace is read. The tree can be read back from \
      stream-of-search and searchformer; from walk, what the search came to. The style cot is the \
      final path alone.

      Into a file or a pipe the text goes byte for byte. On a terminal, what a terminal would obey \
      is shown as �.
      """)

  /// A style, or the final path alone.
  struct Style: ExpressibleByArgument {
    /// The name on the command line.
    var name: String
    /// Nil for the final path alone.
    var linearizer: (any Linearizer.Type)?

    /// The prose, which is the style unless another is asked for.
    static let standard = Style(LinearizerRegistry.all[0])

    private init(_ linearizer: any Linearizer.Type) {
      name = linearizer.name
      self.linearizer = linearizer
    }

    init?(argument: String) {
      linearizer = LinearizerRegistry.named(argument)
      guard linearizer != nil || argument == Self.cot else { return nil }
      name = argument
    }

    static let cot = "cot"
    static var allValueStrings: [String] { LinearizerRegistry.names + [cot] }
    var defaultValueDescription: String { name }
  }

  @Argument(
    help: "A trace; - for standard input.", completion: .file(extensions: ["jsonl", "zst"]))
  var trace: String

  @OptionGroup var pick: PickOptions

  @Option(help: "How it is written: \(Style.allValueStrings.joined(separator: ", ")).")
  var style = Style.standard

  @Flag(
    help: """
      Instead of the text, a JSON object a line for each part of it: the event, the node, and the \
      UTF-8 offsets of its start and end in the text.
      """)
  var spans = false

  func run() throws {
    let reader = try TraceFile(path: try pick.path(in: trace)).tellingReader()
    var tree = SearchTree(header: reader.header)
    var output = Output(givesSpans: spans)
    let linearizer = style.linearizer?.init(header: reader.header)
    if let linearizer { output.write(linearizer.opening(of: tree)) }
    var written = 0
    let failure = try reader.tell { batch in
      tree.append(batch)
      guard let linearizer else { return }
      while written < tree.events.count {
        if let fragment = linearizer.fragment(at: written, in: tree) { output.write(fragment) }
        written += 1
      }
    }
    if linearizer == nil {
      guard let solution = CoT.fragment(of: tree) else {
        output.flush()
        throw FileError(
          file: reader.name, "the search found no goal: there is no final path to write")
      }
      output.write(solution)
    }
    output.flush()
    if let failure { throw failure }
  }
}

/// Fragments on their way to stdout, as text or as spans.
private struct Output {
  let givesSpans: Bool
  private var buffer: [UInt8] = []
  private var offset = 0

  init(givesSpans: Bool) {
    self.givesSpans = givesSpans
  }

  mutating func write(_ fragment: TextFragment) {
    let length = fragment.text.utf8.count
    if givesSpans {
      append(event: fragment.event, node: fragment.node, 0..<length)
      for span in fragment.spans { append(event: fragment.event, node: span.node, span.range) }
    } else {
      buffer.append(contentsOf: fragment.text.utf8)
      buffer.append(UInt8(ascii: "\n"))
    }
    offset += length + 1
    if buffer.count > 1 << 16 { flush() }
  }

  private mutating func append(event: Int, node: NodeID, _ range: Range<Int>) {
    let (start, end) = (offset + range.lowerBound, offset + range.upperBound)
    buffer.append(
      contentsOf: "{\"event\":\(event),\"node\":\(node),\"start\":\(start),\"end\":\(end)}\n".utf8)
  }

  mutating func flush() {
    StandardOutput.write(data: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
