import Foundation
import MetaCoT
import Testing

@testable import MetaCoTNeural

@Suite struct CheckpointTests {
  @Test(arguments: [true, false])
  func `What is saved is loaded, bit for bit, and mapped`(tied: Bool) throws {
    let checkpoint = CheckpointFixtures.random(CheckpointFixtures.shape(tied: tied))
    try CheckpointFixtures.withFolder { folder in
      try checkpoint.save(to: folder)
      let loaded = try Checkpoint.load(folder)
      #expect(loaded.shape == checkpoint.shape)
      #expect(loaded.card == checkpoint.card)
      #expect(loaded.tokenizer == checkpoint.tokenizer)
      #expect(
        CheckpointFixtures.bits(loaded.weights) == CheckpointFixtures.bits(checkpoint.weights))
      #expect(loaded.weights.all == nil)
      #expect(Int(bitPattern: loaded.weights["model.embed_tokens.weight"]) % 64 == 0)
    }
  }

  @Test func `A newer one takes the place of an older one, which whoever mapped it keeps`() throws {
    let old = CheckpointFixtures.random(seed: 1)
    let new = CheckpointFixtures.random(seed: 2)
    try CheckpointFixtures.withFolder { folder in
      try old.save(to: folder)
      try Data("old".utf8).write(to: URL(filePath: folder + "/old.txt"))
      let mapped = try Checkpoint.load(folder)
      try new.save(to: folder)
      let loaded = try Checkpoint.load(folder)
      #expect(CheckpointFixtures.bits(loaded.weights) == CheckpointFixtures.bits(new.weights))
      #expect(CheckpointFixtures.bits(mapped.weights) == CheckpointFixtures.bits(old.weights))
      #expect(
        try Self.names(in: folder) == [
          "config.json", "espalier.json", "model.safetensors", "tokenizer.json",
          "tokenizer_config.json", "value_head.safetensors",
        ])
      #expect(try Self.names(in: folder + "/..") == ["twig"])
    }
  }

  @Test func `Saving that fails leaves the old one and nothing else`() throws {
    struct Failure: Error {}
    let old = CheckpointFixtures.random(seed: 1)
    try CheckpointFixtures.withFolder { folder in
      try old.save(to: folder)
      #expect(throws: Failure.self) {
        try AtomicDirectory.replace(folder, ifItHas: "espalier.json") { draft in
          try CheckpointFixtures.random(seed: 2).write(into: draft)
          throw Failure()
        }
      }
      let loaded = try Checkpoint.load(folder)
      #expect(CheckpointFixtures.bits(loaded.weights) == CheckpointFixtures.bits(old.weights))
      #expect(try Self.names(in: folder + "/..") == ["twig"])
    }
  }

  @Test func `A folder of something else is not replaced, an empty one is`() throws {
    let checkpoint = CheckpointFixtures.random()
    try CheckpointFixtures.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let thesis = URL(filePath: folder + "/thesis.tex")
      try Data("chapter".utf8).write(to: thesis)
      let error = #expect(throws: FileError.self) { try checkpoint.save(to: folder) }
      #expect(error?.file == folder)
      #expect(try Self.names(in: folder) == ["thesis.tex"])
      try FileManager.default.removeItem(at: thesis)
      try checkpoint.save(to: folder)
      #expect(try Checkpoint.load(folder).card == checkpoint.card)
    }
  }

  @Test func `A link to a folder stays one`() throws {
    let new = CheckpointFixtures.random(seed: 2)
    try CheckpointFixtures.withFolder { folder in
      try CheckpointFixtures.random(seed: 1).save(to: folder)
      let link = folder + "-best"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
      try new.save(to: link)
      let loaded = try Checkpoint.load(folder)
      #expect(CheckpointFixtures.bits(loaded.weights) == CheckpointFixtures.bits(new.weights))
      #expect(try Self.names(in: folder + "/..") == ["twig", "twig-best"])
    }
  }

  @Test func `A network of others has the value of one half, and the folder's name`() throws {
    try CheckpointFixtures.withFolder { folder in
      try CheckpointFixtures.random().save(to: folder)
      for name in ["espalier.json", "value_head.safetensors"] {
        try FileManager.default.removeItem(atPath: folder + "/" + name)
      }
      let loaded = try Checkpoint.load(folder)
      #expect(loaded.card == Checkpoint.Card(name: "twig"))
      let bits = CheckpointFixtures.bits(loaded.weights)
      #expect(bits["value_head.weight"]?.allSatisfy { $0 == 0 } == true)
      #expect(bits["value_head.bias"] == [0])
    }
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
