/// How the prose goes back, by the reason: slots `{back}`, where to; `{place}` and `{failure}`, of
/// what is left.
enum BacktrackTemplates {
  static func sentences(for reason: Event.Reason) -> [String] {
    switch reason {
    case .deadEnd, .hopeless:
      [
        "That cannot work: {failure}. Back to {back}.", "No, {failure}. Back to {back}.",
        "Dead end: {failure}. I go back to {back}.",
      ]
    case .exhausted:
      [
        "Nothing is left to try from {place}. Back to {back}.",
        "I have tried everything from {place}. Back to {back}.",
      ]
    case .duplicate:
      [
        "I have been here before. Back to {back}.", "That leads nowhere new. Back to {back}.",
      ]
    case .superseded: ["There is a cheaper path to this. Back to {back}."]
    case .bound: ["That cannot beat what I have. Back to {back}."]
    case .width: ["Others look better than this. Back to {back}."]
    case .depth: ["That is deep enough. Back to {back}."]
    case .better:
      [
        "Something else looks better. Back to {back}.", "Wait, back to {back}.",
        "Let me leave that for now and go back to {back}.", "Back to {back}.",
        "Hmm. Let me go back to {back}.",
      ]
    case .solved: ["That one works. Are there others? Back to {back}."]
    case .restart:
      [
        "That attempt is over. Once more from {back}.", "Not this way. Start over from {back}.",
        "Another attempt, from {back}.",
      ]
    case .cached: ["I know that already. Back to {back}."]
    case .illegal: ["That step is not allowed. Back to {back}."]
    case .wrong, .unreached, .rejected, .unreadable, .unfinished:
      ["That is not right. Back to {back}."]
    case .failed: ["I cannot get any further there. Back to {back}."]
    case .forbid: ["I should leave this alone. Back to {back}."]
    case .none, .expandNext, .allow, .favour, .budget, .other: ["Back to {back}."]
    }
  }
}
