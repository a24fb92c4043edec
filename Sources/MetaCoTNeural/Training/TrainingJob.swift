/// A stage of training that can be run: on a screen or without one, from the start or from a
/// checkpoint.
///
/// A value that says what to train; the network and all that goes with it are made in `run`, on the
/// thread that trains.
package protocol TrainingJob: Sendable {
  /// Trains until the planned steps have been made or `control` asks to stop.
  ///
  /// Goes on from the checkpoint if `folder` has one. Before every step it asks `control` for what
  /// is wished; whatever happens it appends to the log of `folder`: a start record first (but not
  /// when it goes on from a checkpoint), an end record last, before which it writes a checkpoint.
  func run(in folder: RunFolder, control: TrainingControl) throws
}
