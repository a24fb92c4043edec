/// What of a file cannot be read and was left out: half a line at the end, `NaN`.
public struct LeftOut: Sendable, Equatable {
  /// How many lines, documents or figures.
  public private(set) var count = 0
  /// Where the first of them are, such as `line 3`; none where that is not known.
  public private(set) var places: [String] = []
  /// Whether there are more places than are kept.
  private var hasMore = false

  /// As many places as are kept.
  private static let mostPlaces = 3

  /// Some at a place.
  mutating func add(_ number: Int = 1, at place: String) {
    guard number > 0 else { return }
    count += number
    keep(place)
  }

  /// Some in a line, from 1.
  mutating func add(_ number: Int = 1, line: Int) { add(number, at: "line \(line)") }

  /// What was left out of a later part of the file.
  mutating func add(_ other: LeftOut) {
    count += other.count
    other.places.forEach { keep($0) }
    hasMore = hasMore || other.hasMore
  }

  private mutating func keep(_ place: String) {
    guard !places.contains(place) else { return }
    if places.count < Self.mostPlaces { places.append(place) } else { hasMore = true }
  }

  /// What a reader is told, where something was left out; nil where nothing was.
  public var remark: String? {
    guard count > 0 else { return nil }
    let what = count == 1 ? "1 unreadable line or figure" : "\(count) unreadable lines or figures"
    let list = places.joined(separator: ", ") + (hasMore ? " and more" : "")
    return "skipped \(what)" + (places.isEmpty ? "" : ": \(list)")
  }
}
