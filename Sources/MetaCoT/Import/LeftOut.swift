/// What of a file was left out: what cannot be read, such as half a line at the end or `NaN`, lines and samples
/// in which there is no search, and searches beyond the first of a line.
public struct LeftOut: Sendable, Equatable {
  /// How many lines, documents or figures cannot be read.
  public private(set) var count = 0
  /// In how many lines and samples there is no search.
  package private(set) var withoutSearch = 0
  /// How many searches stand in lines of which the first alone is given.
  package private(set) var moreSearches = 0
  /// Where the first of them are, such as `line 3`; none where that is not known.
  public private(set) var places: [String] = []
  /// Whether there are more places than are kept.
  private var hasMore = false

  /// All of it.
  package var total: Int { count + withoutSearch + moreSearches }

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

  /// A line or sample in which there is no search.
  mutating func add(withoutSearchAt place: String) {
    withoutSearch += 1
    keep(place)
  }

  /// Searches beyond the first of a line, from 1.
  mutating func add(moreSearches number: Int, line: Int) {
    guard number > 0 else { return }
    moreSearches += number
    keep("line \(line)")
  }

  /// What was left out of a later part of the file.
  mutating func add(_ other: LeftOut) {
    count += other.count
    withoutSearch += other.withoutSearch
    moreSearches += other.moreSearches
    other.places.forEach { keep($0) }
    hasMore = hasMore || other.hasMore
  }

  private mutating func keep(_ place: String) {
    guard !places.contains(place) else { return }
    if places.count < Self.mostPlaces { places.append(place) } else { hasMore = true }
  }

  /// What a reader is told, where something was left out; nil where nothing was.
  public var remark: String? {
    var parts: [String] = []
    if count > 0 {
      parts.append(
        count == 1 ? "1 unreadable line or figure" : "\(count) unreadable lines or figures")
    }
    if withoutSearch > 0 {
      parts.append(
        (withoutSearch == 1 ? "1 line or sample" : "\(withoutSearch) lines or samples")
          + " without a search")
    }
    if moreSearches > 0 {
      parts.append(
        (moreSearches == 1 ? "1 search" : "\(moreSearches) searches")
          + " beyond the first of a line")
    }
    guard !parts.isEmpty else { return nil }
    let what = parts.joined(separator: " and ")
    let list = places.joined(separator: ", ") + (hasMore ? " and more" : "")
    return "skipped \(what)" + (places.isEmpty ? "" : ": \(list)")
  }
}
