/// A figure of a node that its record has no room for: a metric, a stated N or Q, or a V, g or h
/// that 32 bits would round to another whole number.
public struct FigureRecord: Sendable, Equatable {
  /// The event that brought it, as an index into the batch's events.
  public var event: Int32
  /// The node it belongs to.
  public var node: NodeID
  /// A metric from 0; below 0 one of `stored`.
  private var code: Int32
  /// The figure. NaN: there is none from here on.
  public var value: Double

  /// Which figure it is: a metric, N, Q, V, g or h.
  public var field: NodeField {
    code >= 0 ? .metric(Int(code)) : Self.stored[Int(~code)]
  }

  /// A record of `field`: a metric, N, Q, V, g or h.
  public init(event: Int32, node: NodeID, field: NodeField, value: Double) {
    self.event = event
    self.node = node
    self.value = value
    if case .metric(let index) = field {
      code = Int32(index)
    } else {
      guard let place = Self.stored.firstIndex(of: field) else {
        preconditionFailure("\(field) is not stored")
      }
      code = ~Int32(place)
    }
  }

  /// As a reader of files numbers fields: a metric from 0; -1, -2 … N, Q, V, g, h.
  init(event: Int32, node: NodeID, code: Int32, value: Double) {
    self.event = event
    self.node = node
    self.code = code
    self.value = value
  }

  /// Where a tree keeps it: the named ones first, then the metrics.
  var slot: Int { code >= 0 ? Int(code) + Self.stored.count : Int(~code) }

  /// The fields that are no metrics and can be stored.
  static let stored: [NodeField] = [.N, .Q, .V, .g, .h]

  /// Where a tree keeps a stated N.
  static let statedN = 0
  /// Where a tree keeps a stated Q.
  static let statedQ = 1

  /// Where a tree keeps a field that can be stored.
  static func slot(of field: NodeField) -> Int? {
    if case .metric(let index) = field { return index + stored.count }
    return stored.firstIndex(of: field)
  }
}
