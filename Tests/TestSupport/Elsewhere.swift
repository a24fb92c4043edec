import Foundation

/// Runs on a thread of its own: a test that blocks one of the few that tasks share would keep the
/// model from answering.
package func elsewhere<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result(catching: work)) }.start()
  }
}
