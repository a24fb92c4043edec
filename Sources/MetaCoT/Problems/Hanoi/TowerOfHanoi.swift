/// The tower of Hanoi: disks on pegs, moved one at a time, never onto a smaller one, until all are on
/// one peg.
///
/// Text: the pegs with their disks from the bottom up, then the peg they should come to:
/// `3 2 1 | - | - → 3`. Three or four pegs, any start in which no disk lies on a smaller one. A state is
/// its pegs, a step `disk 1 from peg 1 to peg 3`, an answer the moves, `1-3 1-2 3-2`.
package struct TowerOfHanoi: EnumerableProblem {
  /// The peg of disk d (1 is the smallest) in bits 2 (d − 1) and the next.
  package typealias State = UInt32

  /// `hanoi`.
  package static let kind = "hanoi"

  /// The most disks.
  package static let mostDisks = 12

  /// How many pegs, 3 or 4.
  package let pegs: Int
  /// How many disks.
  package let disks: Int
  /// The disks before any move.
  package let start: UInt32
  /// The peg that all disks should come to, from 0.
  package let target: Int
  private let goal: UInt32

  /// Disks whose pegs are given, the smallest first, from 0, and the peg they should come to.
  package init(pegOfDisk: [Int], pegs: Int, target: Int) throws {
    guard (3...4).contains(pegs) else {
      throw ProblemError("there are \(pegs) pegs: give three or four")
    }
    guard (1...Self.mostDisks).contains(pegOfDisk.count) else {
      throw ProblemError("there are \(pegOfDisk.count) disks: give 1 to \(Self.mostDisks)")
    }
    guard (0..<pegs).contains(target), pegOfDisk.allSatisfy((0..<pegs).contains) else {
      throw ProblemError("there is no such peg: give 1 to \(pegs)")
    }
    self.pegs = pegs
    self.target = target
    disks = pegOfDisk.count
    start = Self.packed(pegOfDisk)
    goal = Self.packed(pegOfDisk.map { _ in target })
  }

  private static func packed(_ pegOfDisk: [Int]) -> UInt32 {
    pegOfDisk.enumerated().reduce(0) { $0 | UInt32($1.element) << UInt32(2 * $1.offset) }
  }

  @inline(__always)
  private func peg(ofDisk disk: Int, in state: UInt32) -> Int {
    Int(state >> UInt32(2 * disk) & 3)
  }

  /// The disks of a peg from the bottom up, from 0.
  func disks(onPeg peg: Int, in state: UInt32) -> [Int] {
    var found: [Int] = []
    for disk in (0..<disks).reversed() where self.peg(ofDisk: disk, in: state) == peg {
      found.append(disk)
    }
    return found
  }

  /// For each peg its uppermost disk, from 0; `disks` where it is empty.
  private func tops(of state: UInt32) -> [Int] {
    var tops = [Int](repeating: disks, count: pegs)
    for disk in (0..<disks).reversed() { tops[peg(ofDisk: disk, in: state)] = disk }
    return tops
  }

  /// Moves of uppermost disks onto larger ones or empty pegs: 4 times the peg it comes from, and the
  /// peg it goes to.
  package func appendSteps(from state: UInt32, to steps: inout [StepCode]) {
    guard state != goal else { return }
    let tops = tops(of: state)
    for from in 0..<pegs where tops[from] < disks {
      for to in 0..<pegs where tops[to] > tops[from] { steps.append(StepCode(4 * from + to)) }
    }
  }

  /// Moves the disk back.
  package func inverse(of step: StepCode) -> StepCode? { step % 4 * 4 + step / 4 }

  /// Moves the uppermost disk of a peg.
  package func apply(_ step: StepCode, to state: UInt32) -> UInt32 {
    let disk = tops(of: state)[Int(step / 4)]
    let shift = UInt32(2 * disk)
    return state & ~(3 << shift) | (step % 4) << shift
  }

  /// Whether all disks are on the peg they should come to.
  package func isGoal(_ state: UInt32) -> Bool { state == goal }

  /// With three pegs the moves that are left, exactly: a disk that is not where it should be waits until
  /// all smaller ones stand on the third peg, and they come after it. With four, one move for each disk that
  /// is not there yet, and two for each smaller one that has to make way.
  package func costToGo(_ state: UInt32) -> Float {
    var moves = 0
    var goal = target
    if pegs == 3 {
      for disk in (0..<disks).reversed() {
        let peg = peg(ofDisk: disk, in: state)
        guard peg != goal else { continue }
        moves += 1 << disk
        goal = 3 - goal - peg
      }
      return Float(moves)
    }
    var isLargerAway = false
    for disk in (0..<disks).reversed() {
      if peg(ofDisk: disk, in: state) != target {
        isLargerAway = true
        moves += 1
      } else if isLargerAway {
        moves += 2
      }
    }
    return Float(moves)
  }

  /// 1 at the goal; one half where as many moves are left as there are disks.
  package func heuristicValue(_ state: UInt32) -> Float {
    Float(disks) / (Float(disks) + costToGo(state))
  }

  /// All positions of the disks, where they are few.
  package var indexedStates: Int { 2 * disks <= 20 ? 1 << (2 * disks) : 0 }

  /// The state itself.
  package func index(of state: UInt32) -> Int { Int(state) }

  /// 64 bits of a hash of the positions.
  package func fingerprint(of state: UInt32) -> UInt64 { mixed(UInt64(state)) }
}
