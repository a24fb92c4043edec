import Foundation
import Testing

/// What `espalier problems` writes, and with what exit status.
struct ProblemsCommandTests {
  @Test(arguments: ["countdown", "24", "maze", "sliding"])
  func `Generated problems are right and can be searched`(kind: String) throws {
    let first = try Program.run(["problems", "generate", kind, "--count", "3", "--seed", "7"])
    #expect(first.status == 0 && first.objects.count == 3)
    #expect(first.objects.allSatisfy { $0["kind"] as? String == kind })
    let again = try Program.run(["problems", "generate", kind, "--count", "3", "--seed", "7"])
    #expect(again.output == first.output)
    let check = try Program.run(["problems", "validate", "-"], input: first.output)
    #expect(check.status == 0)
    #expect(check.output == "-: problem set, 3 problems\n")
    let list = try Program.run(["problems", "list", "-"], input: first.output)
    #expect(list.output.split(separator: "\n").count == 3)
  }

  @Test func `Wrong lines are all named`() throws {
    let text = """
      {"id":"a","kind":"24","text":"1 2 3 4"}
      {"id":"b","kind":"24","text":"1 2 x 4"}
      nonsense

      """
    let check = try Program.run(["problems", "validate", "-"], input: text)
    #expect(check.status == 1)
    #expect(
      check.output == """
        standard input:2: "x" is not a number from 0 to 2147483646
        standard input:3: this is not one JSON object
        -: problem set, 1 problem, 2 wrong lines

        """)
    let list = try Program.run(["problems", "list", "-"], input: text)
    #expect(list.status == 65 && list.output.isEmpty)
    #expect(list.errors.contains("standard input:2: "))
    let skipping = try Program.run(["problems", "list", "-", "--skip-invalid"], input: text)
    #expect(skipping.status == 0)
    #expect(skipping.output == "a  24  24: 1 2 3 4 → 24\n")
    #expect(skipping.errors.hasPrefix("skipped 2 lines; the first: standard input:2: "))
  }

  @Test func `Problems are shown by id and by text`() throws {
    let puzzle = try Program.run(["problems", "show", "8-puzzle-1"])
    #expect(puzzle.status == 0)
    #expect(
      puzzle.output == """
        8-puzzle-1: sliding
        I need to slide 8 tiles into order, the blank first.
        1 2 5 3 4 8 6 7 0

          1   2   5\u{20}
        [ 3][ 4]  8\u{20}
        [ 6][ 7]  ·\u{20}

        """)
    let game = try Program.run(["problems", "show", "3 3 8 8"])
    #expect(game.output.hasPrefix("24\nI need 24 from 3, 3, 8 and 8.\n3 3 8 8 → 24\n"))
    let unknown = try Program.run(["problems", "show", "nothing"])
    #expect(unknown.status == 65 && unknown.errors.contains("there is no problem \"nothing\""))
  }

  @Test func `Wrong parameters are usage errors`() throws {
    for (arguments, message) in [
      (["chess"], "there is no kind of problem \"chess\": there are countdown, 24, maze, sliding"),
      (["sliding:side=7"], "sliding: side must be a whole number from 3 to 4, not 7"),
      (["sliding:side"], "sliding: side must be a whole number from 3 to 4"),
      (
        ["sliding:side=x"],
        "sliding: side must be a whole number from 3 to 4: \"x\" is not a number"
      ),
      (
        ["countdown:draw=lots"],
        "countdown: draw must be joins or target: \"lots\" is not one of them"
      ),
      (["sliding:depth=3"], "sliding has no parameter \"depth\""),
      (["sliding", "--count", "0"], "--count is 0: give 1 or more"),
    ] {
      let run = try Program.run(["problems", "generate"] + arguments)
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    let few = try Program.run(
      ["problems", "generate", "sliding:moves=1", "--count", "9"])
    #expect(few.status == 65)
    #expect(
      few.errors.contains("there are hardly more than 2 different problems: change a parameter"))
  }
}
