import Foundation
import MetaCoT
import Testing

@testable import TrainingLog

@Suite struct TrainingLogTests {
  private func step(_ step: Int, loss: Double, seconds: Double = 0.5) -> TrainingRecord {
    .step(
      TrainingStep(
        step: step, tokens: 1000, seconds: seconds, loss: loss, valueLoss: 0.2,
        learningRate: 1e-3, gradientNorm: 1.5, figures: ["KL": 0.01]))
  }

  @Test func `Figures are those of the last step`() {
    var log = TrainingLog()
    log.append(.start(steps: 200))
    #expect(log.secondsLeft == nil)
    for index in 1...100 { log.append(step(index, loss: 100 / Double(index))) }
    log.append(
      .evaluation(step: 100, seconds: 10, measures: ["held-out loss": 1.5, "solved": 0.2]))
    log.append(
      .evaluation(step: 100, seconds: 10, measures: ["held-out loss": 1.7, "solved": 0.1]))
    #expect(log.step == 100)
    #expect(log.tokens == 100_000)
    #expect(log.trainingSeconds == 50)
    #expect(log.latest?.tokensPerSecond == 2000)
    // Half a second a step, and a fifth of a second of evaluation.
    #expect(abs(try! #require(log.secondsLeft) - 70) < 1e-9)
    #expect(
      log.curves.map(\.name) == [
        "loss", "value loss", "KL", "learning rate", "gradient norm", "tokens per second",
      ])
    #expect(log.measures.map(\.name) == ["held-out loss", "solved"])
    #expect(log.measures.map(\.latest) == [1.7, 0.1])
    #expect(log.measures.map(\.best?.value) == [1.5, 0.2])
    log.append(.end(step: 100, reason: "stopped"))
    #expect(log.end == TrainingLog.End(step: 100, reason: "stopped"))
    #expect(log.secondsLeft == nil)
  }

  @Test func `Time left goes by the last steps`() throws {
    var log = TrainingLog()
    log.append(.start(steps: 300))
    for index in 1...100 { log.append(step(index, loss: 1, seconds: 10)) }
    for index in 101...200 { log.append(step(index, loss: 1, seconds: 1)) }
    #expect(try #require(log.secondsLeft) == 100)
  }

  @Test(arguments: [1, 2, 511, 512, 513, 1024, 1025, 5000, 100_000])
  func `Curves are thinned out`(_ count: Int) {
    var curve = TrainingCurve("loss")
    var random = SeededRandom(seed: UInt64(count))
    var values: [Double] = []
    for index in 1...count {
      values.append(index.isMultiple(of: 97) ? .nan : Double(random.unit()))
      curve.append(values[index - 1], at: index)
    }
    let buckets = curve.buckets
    #expect(buckets.count <= TrainingCurve.capacity)
    #expect(buckets.count >= min(count, TrainingCurve.capacity / 2))
    #expect(buckets.first?.firstStep == 1)
    #expect(buckets.last?.lastStep == count)
    for (bucket, next) in zip(buckets, buckets.dropFirst()) {
      #expect(bucket.lastStep + 1 == next.firstStep)
    }
    for bucket in buckets {
      let finite = values[(bucket.firstStep - 1)..<bucket.lastStep].filter(\.isFinite)
      #expect(bucket.count == finite.count)
      #expect(bucket.lowest == finite.min() ?? .infinity)
      #expect(bucket.highest == finite.max() ?? -.infinity)
      let mean = finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
      #expect(finite.isEmpty ? bucket.mean.isNaN : abs(bucket.mean - mean) < 1e-9)
    }
    let finite = values.filter(\.isFinite)
    #expect(curve.lowest?.value == finite.min())
    #expect(curve.highest?.value == finite.max())
  }

  @Test func `Samples are bounded`() {
    var log = TrainingLog()
    for index in 1...250 {
      log.append(.sample(step: index, text: String(repeating: "x", count: index * 1000)))
    }
    #expect(log.samples.map(\.step) == Array(151...250))
    #expect(log.samples.allSatisfy { $0.text.count == TrainingLog.longestSample })
  }

  @Test func `Records read back as they were written`() throws {
    let records: [TrainingRecord] = [
      .start(steps: 10),
      .step(TrainingStep(step: 1, tokens: 5, seconds: 0.1, loss: .nan, learningRate: 3e-4)),
      .step(
        TrainingStep(
          step: 2, tokens: 5, seconds: 0.1, loss: .infinity, valueLoss: 1, learningRate: 0,
          gradientNorm: -.infinity, figures: ["KL": 1e-300])),
      .evaluation(step: 3, seconds: 0, measures: ["solved greedy": 1]),
      .sample(step: 3, text: "6 × 4 = 24\n\u{1B}[31m\"“\\"),
      .end(step: 3, reason: "finished"),
    ]
    for record in records {
      let line = try record.line()
      #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
      let back = try TrainingRecord(line: line.dropLast(), number: 1, of: "log")
      #expect("\(back)" == "\(record)")
    }
  }

  @Test(arguments: [
    (#"{"event":"step","step":1}"#, "log:7: “tokens” is missing"),
    (#"{"event":"stap"}"#, "log:7: “event” is none of start, step, evaluation, sample and end"),
    (#"{"event":"start","steps":"many"}"#, "log:7: “steps” has the wrong type"),
    ("nonsense", "log:7: this is not a JSON object; a line is a record"),
    (
      #"{"event":"start","steps":-1}"#,
      "log:7: “steps” is -1: it must be a whole number from 0 to 10^15"
    ),
    (
      #"{"event":"sample","step":9223372036854775807,"text":""}"#,
      "log:7: “step” is 9223372036854775807: it must be a whole number from 0 to 10^15"
    ),
    (
      #"{"event":"step","step":1,"tokens":1,"seconds":"inf","loss":2,"learningRate":0.1}"#,
      "log:7: “seconds” is inf: it must be a number from 0 to 10^15"
    ),
    (
      #"{"event":"step","step":1,"tokens":-4,"seconds":1,"loss":2,"learningRate":0.1}"#,
      "log:7: “tokens” is -4: it must be a whole number from 0 to 10^15"
    ),
  ])
  func `What is no record is said`(_ line: String, _ message: String) {
    do {
      _ = try TrainingRecord(line: Data(line.utf8), number: 7, of: "log")
      Issue.record("\(line) was read")
    } catch { #expect("\(error)" == message) }
  }
}
