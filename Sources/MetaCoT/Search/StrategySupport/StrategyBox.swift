/// A strategy at a place of its own, where it is never copied.
///
/// Of a value in an `any Strategy` that is too large to lie in it, Swift asks before each call whether
/// it is shared. This one is as small as a pointer: a search asks and tells once an iteration. A copy is
/// the same strategy, so a box is made for one search.
struct StrategyBox<S: Strategy>: Strategy {
  /// Used by one thread at a time, as the search that it is made for is.
  private final class Place: @unchecked Sendable {
    let strategy: UnsafeMutablePointer<S>

    init(_ initial: S) {
      strategy = .allocate(capacity: 1)
      strategy.initialize(to: initial)
    }

    deinit {
      strategy.deinitialize(count: 1)
      strategy.deallocate()
    }
  }

  private let place: Place

  private var strategy: UnsafeMutablePointer<S> { @inline(__always) get { place.strategy } }

  static var name: String { S.name }
  static var help: String { S.help }
  static var parameters: [Parameter] { S.parameters }
  static var usesBudget: Bool { S.usesBudget }

  init(_ values: ParameterValues, _ context: StrategyContext) {
    place = Place(S(values, context))
  }

  var needs: StrategyNeeds { strategy.pointee.needs }

  var exploration: Exploration? { strategy.pointee.exploration }

  func begin(_ nodes: inout NodeArena) { strategy.pointee.begin(&nodes) }

  func ask(
    limit: Int, _ nodes: inout NodeArena, _ requests: inout [EvaluationRequest],
    _ prunes: inout [Prune]
  ) {
    strategy.pointee.ask(limit: limit, &nodes, &requests, &prunes)
  }

  func expanded(_ request: inout EvaluationRequest, _ nodes: inout NodeArena) {
    strategy.pointee.expanded(&request, &nodes)
  }

  func tell(
    _ request: inout EvaluationRequest, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) {
    strategy.pointee.tell(&request, &nodes, &prunes)
  }

  func cancel(_ request: EvaluationRequest, _ nodes: inout NodeArena) {
    strategy.pointee.cancel(request, &nodes)
  }

  func steer(
    _ command: SteeringCommand, _ nodes: inout NodeArena, _ prunes: inout [Prune]
  ) -> Bool {
    strategy.pointee.steer(command, &nodes, &prunes)
  }

  func frontierCount(_ nodes: borrowing NodeArena) -> Int { strategy.pointee.frontierCount(nodes) }

  func bestValue(_ nodes: borrowing NodeArena) -> Float? { strategy.pointee.bestValue(nodes) }

  var bytes: Int { strategy.pointee.bytes }
}
