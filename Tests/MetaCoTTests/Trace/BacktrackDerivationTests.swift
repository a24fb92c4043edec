import Testing

@testable import MetaCoT

/// A trace without backtracks gets them; one that has some is taken at its word.
struct BacktrackDerivationTests {
  private let search = [
    #"{"e":"select","n":0}"#, #"{"e":"expand","n":0,"c":[{},{}]}"#,
    #"{"e":"select","n":1}"#, #"{"e":"expand","n":1,"c":[{"m":{"r":7}},{}]}"#,
    #"{"e":"select","n":3}"#,
    #"{"e":"prune","n":3,"why":"bored","m":{"r":1}}"#,
    #"{"e":"select","n":4}"#, #"{"e":"select","n":2}"#, #"{"e":"select","n":0}"#,
  ]

  private func backtracks(_ tree: SearchTree) -> [[NodeID]] {
    tree.backtracks.map { [tree.events[Int($0)].node, tree.events[Int($0)].other] }
  }

  @Test func `Jumps are backtracks`() throws {
    let tree = try TraceLineFixtures.tree(search)
    #expect(backtracks(tree) == [[3, 1], [4, 0], [2, 0]])
    #expect(tree.events.count == search.count + 3)
    #expect(tree.brokenInvariants() == [])
    // What belongs to events stays with them.
    let whole = try TraceLineFixtures.reader(search)
    var atOnce = SearchTree(header: whole.header)
    atOnce.append(try #require(try whole.next()))
    #expect(atOnce.events == tree.events)
    #expect(atOnce.figures == tree.figures)
    #expect(atOnce.otherReasons == tree.otherReasons)
    #expect(tree.events[Int(tree.otherReasons[0].event)].kind == .prune)
  }

  @Test func `Times stay in order`() throws {
    let timed = search.enumerated().map { $1.dropLast() + ",\"t\":\($0)}" }.map(String.init)
    let tree = try TraceLineFixtures.tree(timed, header: #","timings":true"#)
    #expect(tree.times == [0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8, 8])
  }

  @Test func `A trace that tells of one backtrack tells of all`() throws {
    let told = [#"{"e":"backtrack","n":0,"to":0}"#] + search
    #expect(backtracks(try TraceLineFixtures.tree(told)) == [[0, 0]])
    let later = search + [#"{"e":"backtrack","n":2,"to":0}"#, #"{"e":"select","n":4}"#]
    #expect(backtracks(try TraceLineFixtures.tree(later)) == [[3, 1], [4, 0], [2, 0], [2, 0]])
  }

  @Test(arguments: [#","backtracks":true"#, #","order":"unknown""#])
  func `A header can forbid deriving them`(members: String) throws {
    #expect(try TraceLineFixtures.tree(search, header: members).backtracks.isEmpty)
  }

  @Test func `An old MCTS has none`() throws {
    let backedUp = [#"{"e":"backup","n":0,"v":1}"#] + search
    #expect(try TraceLineFixtures.tree(backedUp, version: 1).backtracks.isEmpty)
    #expect(try TraceLineFixtures.tree(search, version: 1).backtracks.count == 3)
    #expect(try TraceLineFixtures.tree(backedUp).backtracks.count == 3)
  }
}
