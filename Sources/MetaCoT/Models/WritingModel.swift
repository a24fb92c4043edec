/// A model that can write: a search as text, token by token, not only judgements of states.
///
/// What it writes follows a prompt; the strategy `in-context` reads it with a `WalkReader`.
public protocol WritingModel: Model {
  /// Begins a text that follows the prompt. Equal arguments give equal texts. The stream is cut off
  /// after `limit` tokens, or where the model has no room for more.
  func text(
    after prompt: String, sampling: Sampling, limit: Int, seed: UInt64
  ) -> any TextStream
}

/// A text while it is written.
public protocol TextStream {
  /// Writes on, up to the end of a line at most. Not to be called after the last piece.
  mutating func next() -> WrittenPiece
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
public struct Sampling: Sendable, Equatable {
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
