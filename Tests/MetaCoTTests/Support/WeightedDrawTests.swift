import MetaCoT
import Testing

struct WeightedDrawTests {
  @Test func `Elements come in proportion to their weights`() {
    var random = SeededRandom(seed: 1)
    let weights: [Float] = [0, 3, 1, 0]
    var counts = [0, 0, 0, 0]
    for _ in 0..<4000 {
      if let place = random.draw(from: weights.indices, weight: { weights[$0] }) {
        counts[place] += 1
      }
    }
    #expect(counts[0] == 0 && counts[3] == 0)
    #expect(counts[1] + counts[2] == 4000)
    #expect(abs(counts[1] - 3000) < 120)
  }

  @Test func `Nothing is drawn where no weight is positive`() {
    var random = SeededRandom(seed: 1)
    #expect(random.draw(from: [1, 2]) { _ in 0 } == nil)
    #expect(random.draw(from: [Int]()) { _ in 1 } == nil)
    // A number was asked for each time.
    var other = SeededRandom(seed: 1)
    _ = (other.unit(), other.unit())
    #expect(random == other)
  }
}
