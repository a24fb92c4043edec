/// Plays a part: what it proposes and how it judges stands in a script. It shows what a search over
/// free text does, without a language model.
package struct ScriptedModel: RegisteredModel, AsyncModel {
  /// `scripted`.
  package static let name = "scripted"
  /// One line.
  package static let help =
    "plays a script for the built-in questions: a language model to try things with"
  /// How slow it is, and how much it does at a time.
  package static let parameters = [
    Parameter("delay", whole: 0...600_000, default: 0, "milliseconds that an answer takes"),
    Parameter("capacity", whole: 1...256, default: 4, "requests that it works on at a time"),
  ]

  private let script: Script
  private let delay: Duration
  /// Requests that it works on at a time.
  package let capacity: Int

  /// The model that knows the built-in questions.
  package init(_ values: ParameterValues) {
    self.init(
      .builtIn, delay: .milliseconds(values[whole: "delay"]), capacity: values[whole: "capacity"])
  }

  /// A model that plays this script.
  package init(_ script: Script, delay: Duration = .zero, capacity: Int = 4) {
    self.script = script
    self.delay = delay
    self.capacity = capacity
  }

  /// True: what the script thinks probable.
  package var hasPolicy: Bool { true }
  /// False: −ln V stands in.
  package var givesCostsToGo: Bool { false }
  /// False: what it proposes is drawn.
  package var isDeterministic: Bool { false }

  /// Refuses questions that the script does not know.
  package func refusal(of problem: any Problem) -> String? {
    script.questions[problem.statement] == nil
      ? "it knows \(script.questions.count) questions by heart, and this is none of them" : nil
  }

  /// Looks the path up, and draws proposals by their probabilities.
  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    if delay > .zero { try await Task.sleep(for: delay) }
    guard let line = script.line(request.problem, request.steps) else {
      throw ModelError("the script has no such line: \"\(request.steps.last ?? request.problem)\"")
    }
    var answer = ModelAnswer(tokens: 1)
    for output in request.outputs {
      switch output {
      case .value: answer.value = line.value
      case .costToGo: break
      case .scores(let texts):
        answer.scores = texts.map { text in
          line.next.first { $0.text == text }?.probability ?? 0.001
        }
      case .proposals(let count):
        var random = SeededRandom(seed: request.seed)
        answer.proposals = (0..<count).compactMap { _ in
          line.draw(&random).map {
            answer.tokens += $0.words
            return .init($0.text)
          }
        }
      case .rollouts(let count):
        var random = SeededRandom(seed: request.seed)
        answer.returns = (0..<count).map { _ in
          var end = line
          while let next = end.draw(&random) {
            answer.tokens += next.words
            end = next
          }
          return end.value
        }
      }
    }
    return answer
  }
}

/// What a `ScriptedModel` says: for each question a tree of steps, each with a probability and a
/// value.
package struct Script: Sendable {
  /// A step, and what may follow.
  package struct Line: Sendable {
    /// The step.
    package var text: String
    /// How probable it is after the step before it.
    package var probability: Float
    /// The value of the state after it.
    package var value: Float
    /// What may follow.
    package var next: [Line]

    fileprivate var words: Int { text.split(separator: " ").count }

    fileprivate func draw(_ random: inout SeededRandom) -> Line? {
      random.draw(from: next) { $0.probability } ?? next.last
    }
  }

  /// What may follow each question.
  package var questions: [String: Line]

  /// Reads a script: a question a line; below it, indented by two spaces a level, steps as
  /// `PROBABILITY VALUE TEXT`. Lines that are not of that form are passed over.
  package init(_ text: String) {
    questions = [:]
    var open: [Line] = []
    func close(to depth: Int) {
      while open.count > max(depth, 0) {
        let line = open.removeLast()
        if open.isEmpty {
          questions[line.text] = line
        } else {
          open[open.count - 1].next.append(line)
        }
      }
    }
    for line in text.split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count / 2
      let words = line.split(separator: " ", maxSplits: 2)
      if depth == 0 {
        close(to: 0)
        open = [Line(text: String(line), probability: 1, value: 0.5, next: [])]
      } else if depth <= open.count, words.count == 3, let probability = Float(words[0]),
        let value = Float(words[1])
      {
        close(to: depth)
        open.append(
          Line(text: String(words[2]), probability: probability, value: value, next: []))
      }
    }
    close(to: 0)
  }

  fileprivate func line(_ question: String, _ steps: [String]) -> Line? {
    steps.reduce(questions[question]) { line, step in line?.next.first { $0.text == step } }
  }

  /// The script for the built-in questions. Its most probable first thoughts are wrong, as it is
  /// with those of people.
  package static let builtIn = Script(
    """
    A bat and a ball cost 110 cents. The bat costs 100 cents more than the ball. How many cents does the ball cost?
      0.6 0.55 The bat costs 100 cents, so the ball costs 110 − 100 = 10 cents.
        0.8 0.3 Answer: 10
        0.2 0.6 Check: then the bat costs 10 + 100 = 110, and both cost 120. That is too much.
          1 0.7 So the ball costs less: with b for the ball, b + (b + 100) = 110.
            1 0.8 2 × b = 10, so b = 5.
              1 0.95 Answer: 5
      0.3 0.7 Let b be the price of the ball. Then the bat costs b + 100, and b + (b + 100) = 110.
        0.7 0.85 2 × b = 10, so b = 5.
          1 0.95 Answer: 5
        0.3 0.4 2 × b = 110 + 100 = 210, so b = 105.
          1 0.1 Answer: 105
      0.1 0.2 The ball costs half of it: 110 ÷ 2 = 55 cents.
        1 0.1 Answer: 55
    A snail climbs a well of 10 metres: 3 metres up each day, 2 metres down each night. On which day does it reach the top?
      0.6 0.5 Each day and night it gains 3 − 2 = 1 metre, so it needs 10 days.
        0.8 0.35 Answer: 10
        0.2 0.6 Wait: on the last day it does not slip back.
          1 0.8 After 7 days and nights it is at 7 metres, and on day 8 it climbs to 10.
            1 0.95 Answer: 8
      0.4 0.6 It is out as soon as it stands at 7 metres in the morning, since 7 + 3 = 10.
        0.7 0.85 It gains 1 metre a day, so it stands at 7 metres after 7 nights, and day 8 does it.
          1 0.95 Answer: 8
        0.3 0.4 It stands at 7 metres on day 7.
          1 0.3 Answer: 7
    """)
}
