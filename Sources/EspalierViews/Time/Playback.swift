import MetaCoT
import TerminalUI

/// Where in time a screen is, and how it moves: the same for a recorded trace, a growing one, and
/// the past of a live search.
package struct Playback: Sendable, Equatable {
  /// Whether time runs, when it is not the present of a live search.
  package var playing = false
  /// Events a second; nil is no limit.
  package var speed: Double? = 8
  private var owed = 0.0

  /// Standing still.
  package init() {}

  /// The speeds that the keys go through.
  package static let speeds: [Double?] = [
    0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16_384, nil,
  ]

  /// Twice as fast, up to no limit.
  package mutating func accelerate() {
    guard let now = speed else { return }
    speed = Self.speeds.first { $0.map { $0 > now } ?? true } ?? nil
  }

  /// Half as fast.
  package mutating func slowDown() {
    let slower = Self.speeds.last { candidate in
      guard let candidate else { return false }
      return speed.map { candidate < $0 } ?? true
    }
    if let slower { speed = slower }
  }

  /// Changes the speed as a command asks: to a number of events a second, up or down.
  mutating func changeSpeed(_ invocation: CommandInvocation) {
    let given = invocation.argument.flatMap { Double($0) } ?? invocation.count.map { Double($0) }
    if invocation.id == .faster, let given {
      speed = max(0.01, given)
    } else if invocation.id == .faster {
      accelerate()
    } else {
      slowDown()
    }
  }

  /// How many events are due after so many seconds.
  mutating func eventsDue(after seconds: Double, of all: Int) -> Int {
    guard let speed else { return max(1, all / 50) }
    owed += seconds * speed
    let due = owed.rounded(.down)
    owed -= due
    return due >= Double(all) ? all : Int(saturating: due)
  }

  /// The speed in words.
  package var speedText: String {
    guard let speed else { return "no limit" }
    let isWhole = speed.rounded() == speed
    return
      (isWhole ? NumberFormat.short(Int(saturating: speed)) : NumberFormat.brief(speed)) + "/s"
  }
}

/// A stride through time.
package enum TimeStep: Sendable, CaseIterable {
  /// One event.
  case event
  /// To the end of a phase: select, expand, evaluate, backup.
  case phase
  /// To the end of an iteration: the next `select`.
  case iteration
  /// To the end of the next expansion.
  case expansion
  /// To the end of the next model call or evaluation.
  case modelCall
}

extension SearchTree {
  /// The moment after so many strides from `now`; negative goes back. Stops at the ends.
  /// - Complexity: O(events passed).
  package func moment(after strides: Int, of stride: TimeStep) -> Int {
    if stride == .event { return max(0, min(events.count, now + strides)) }
    return events.withUnsafeBufferPointer { events in
      var moment = now
      for _ in 0..<strides.magnitude {
        if strides > 0 {
          guard moment < events.count else { break }
          moment += 1
          while moment < events.count, !Self.isBoundary(moment, stride, events) { moment += 1 }
        } else {
          guard moment > 0 else { break }
          moment -= 1
          while moment > 0, !Self.isBoundary(moment, stride, events) { moment -= 1 }
        }
      }
      return moment
    }
  }

  private static func isBoundary(
    _ moment: Int, _ stride: TimeStep, _ events: UnsafeBufferPointer<Event>
  ) -> Bool {
    guard moment > 0, moment < events.count else { return true }
    switch stride {
    case .event: return true
    case .phase: return phase(events[moment].kind) != phase(events[moment - 1].kind)
    case .iteration: return events[moment].kind == .select
    case .expansion: return events[moment - 1].kind == .expand
    case .modelCall: return events[moment - 1].kind == .modelCall
    }
  }

  private static func phase(_ kind: Event.Kind) -> Int {
    switch kind {
    case .select: 0
    case .expand: 1
    case .modelCall, .failed, .evaluate, .goal: 2
    case .backup: 3
    case .backtrack: 4
    case .prune: 5
    case .steer: 6
    case .note, .mistake, .answer, .text, .link, .other: 7
    case .end: 8
    }
  }

  /// The moment just after the next of some events (ascending indices), or after the one before;
  /// nil if there is none. - Complexity: O(log n).
  func moment(ofNext indices: [Int32], backwards: Bool) -> Int? {
    // An event's moment is that after it.
    if backwards {
      return indices[..<indices.partitioningIndex { Int($0) + 1 >= now }].last.map { Int($0) + 1 }
    }
    return indices[indices.partitioningIndex { Int($0) >= now }...].first.map { Int($0) + 1 }
  }
}
