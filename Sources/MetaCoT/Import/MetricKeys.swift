/// The names under which the nodes of a file have figures that become metrics, in alphabetical order.
struct MetricKeys: Sendable {
  /// The names; more than a thousand are no figures that anybody looks at.
  let names: [String]
  private let places: [String: Int]

  /// Metrics of these names.
  init(_ names: some Sequence<String>) {
    self.names = Array(Set(names).sorted().prefix(1000))
    places = Dictionary(uniqueKeysWithValues: zip(self.names, self.names.indices))
  }

  /// The figures of a node among its members. - Complexity: O(members · log members).
  func figures<Figure>(
    of members: [String: Figure], _ number: (Figure) -> Double?
  ) -> [(metric: Int, value: Double)] {
    members.compactMap { name, value in
      places[name].flatMap { place in number(value).map { (metric: place, value: $0) } }
    }.sorted { $0.metric < $1.metric }
  }
}
