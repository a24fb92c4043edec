/// What a search wants of a model that writes: data, so that it can be recorded, cached and played
/// again. Equal requests may be given equal texts.
public struct TextRequest: Hashable, Codable, Sendable {
  /// What the text follows.
  public var prompt: String
  /// How its tokens are drawn.
  public var sampling: Sampling
  /// The tokens after which it is cut off; nil for as many as the model has room for.
  public var limit: Int?
  /// For whatever is left to chance.
  public var seed: UInt64

  /// A request.
  public init(_ prompt: String, sampling: Sampling = Sampling(), limit: Int? = nil, seed: UInt64) {
    self.prompt = prompt
    self.sampling = sampling
    self.limit = limit
    self.seed = seed
  }
}

/// A model that can write: a search as text, token by token, not only judgements of states.
///
/// What it writes follows a prompt; the strategy `in-context` reads it as a search, in the style `walk`. This one
/// writes where it is asked; an `AsyncWritingModel` writes elsewhere.
public protocol WritingModel: Model {
  /// Begins a text.
  func text(for request: TextRequest) -> any TextStream
}

/// A model that writes elsewhere: behind a network, on another thread.
public protocol AsyncWritingModel: Model {
  /// Writes a text. The last piece has an ending; where the stream ends without, the text has. It is
  /// cancelled through its task when the search no longer wants it.
  func text(for request: TextRequest) -> AsyncThrowingStream<WrittenPiece, any Error>
}

/// A text while it is written.
public protocol TextStream {
  /// Writes on, up to the end of a line at most. Not to be called after the last piece. Throws a
  /// `ModelError` where the model cannot go on.
  mutating func next() throws(ModelError) -> WrittenPiece
}

/// What a model wrote at a stroke: usually a token.
public struct WrittenPiece: Sendable, Equatable {
  /// Why there is no more.
  public enum Ending: Sendable {
    /// The model ended its text.
    case finished
    /// The text was cut off: at its limit, or because the model had no room for more.
    case cut
  }

  /// The text; perhaps none, where a character takes several tokens.
  public var text: String
  /// The tokens that it took, that which ends the text among them.
  public var tokens: Int
  /// Set in the last piece.
  public var ending: Ending?

  /// A piece.
  public init(_ text: String, tokens: Int, ending: Ending? = nil) {
    self.text = text
    self.tokens = tokens
    self.ending = ending
  }
}

/// How the next token is drawn from those that a model thinks possible: first the probabilities are
/// sharpened, then the improbable ones are left out.
public struct Sampling: Hashable, Codable, Sendable {
  /// What logits are divided by; 0 always takes the most probable token.
  public var temperature: Float
  /// How many tokens are drawn from, the most probable ones; 0 is all.
  public var topK: Int
  /// The least probability that the tokens drawn from have together, the most probable first
  /// (Holtzman et al., 2020, arXiv 1904.09751); 1 is all.
  public var topP: Float

  /// The most probable token each time, unless something else is said.
  public init(temperature: Float = 0, topK: Int = 0, topP: Float = 1) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
  }
}
