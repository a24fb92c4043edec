// The standard library's conversions end the program where a number is infinite, not a number, or out
// of range. These stand before them wherever this module is imported, so that no such conversion
// compiles: warnings are errors.

extension Int {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension Int8 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension Int16 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension Int32 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension Int64 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension UInt {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension UInt8 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension UInt16 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension UInt32 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}

extension UInt64 {
  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Double) { self.init(saturating: number) }

  /// Not to be used: `init(saturating:)` and `init(exactly:)` say what becomes of what does not fit.
  @available(*, deprecated, message: "use init(saturating:) or init(exactly:)")
  package init(_ number: Float) { self.init(saturating: number) }
}
