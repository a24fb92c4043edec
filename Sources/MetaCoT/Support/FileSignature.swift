/// Kinds of files that are no text in UTF-8, known by their first bytes: so that an error says what a
/// file is.
package enum FileSignature {
  /// What a file that begins so is, and what to do with it; nil for anything else.
  package static func sentence(for bytes: some Collection<UInt8>) -> String? {
    for (signature, sentence) in signatures where bytes.starts(with: signature) { return sentence }
    return nil
  }

  private static let signatures: [([UInt8], String)] = [
    ([0x1F, 0x8B], "this is compressed with gzip: unpack it first"),
    ([0x42, 0x5A, 0x68], "this is compressed with bzip2: unpack it first"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "this is compressed with xz: unpack it first"),
    ([0x28, 0xB5, 0x2F, 0xFD], "this is compressed with zstd: unpack it first"),
    ([0x50, 0x4B, 0x03, 0x04], "this is a zip archive: unpack it first"),
    ([0x50, 0x41, 0x52, 0x31], "this is a Parquet file: write its rows as JSON Lines"),
    ([0xFF, 0xFE], "this is UTF-16: write it in UTF-8"),
    ([0xFE, 0xFF], "this is UTF-16: write it in UTF-8"),
  ]
}
