import Foundation
import MetaCoT

/// A file of the safetensors format: eight bytes with the length of the header, the header in JSON,
/// and the tensors one after the other. <https://github.com/huggingface/safetensors>
struct SafeTensors {
  /// What the header says of a tensor.
  struct Tensor {
    /// The type of its numbers, such as `F32`.
    var type: String
    /// Rows first.
    var shape: [Int]
    /// Where its bytes are, in the file.
    var range: Range<Int>
  }

  /// The file.
  let file: MappedFile
  /// The tensors by name.
  let tensors: [String: Tensor]

  /// Bytes of a number, by type.
  private static let sizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2,
    "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8,
  ]

  // MARK: Reading

  /// Opens a file and checks its header: the tensors must fill the file. Throws a `FileError`.
  init(path: String) throws {
    file = try MappedFile(path: path)
    func wrong(_ message: String) -> FileError { FileError(file: path, message) }
    let bytes = file.bytes
    guard bytes.count >= 8 else {
      throw wrong("the file has \(bytes.count) bytes: a safetensors file has a header")
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= bytes.count - 8 else {
      throw wrong(
        "its header should have \(length) bytes, but \(bytes.count - 8) follow: "
          + "this is not a safetensors file, or one that was cut")
    }
    let start = 8 + Int(length)
    let header = Data(bytes[8..<start])
    guard let entries = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw wrong("its header is not a JSON object: this is not a safetensors file")
    }
    var tensors: [String: Tensor] = [:]
    for (name, entry) in entries where name != "__metadata__" {
      guard let tensor = Self.tensor(entry, from: start) else {
        throw wrong(
          "the header describes tensor \(name) wrongly: it must have a dtype, a shape, and "
            + "data_offsets as far apart as these need")
      }
      tensors[name] = tensor
    }
    var end = start
    for (name, tensor) in tensors.sorted(by: { Self.isBefore($0.value.range, $1.value.range) }) {
      guard tensor.range.lowerBound == end else {
        throw wrong(
          "tensor \(name) begins at byte \(tensor.range.lowerBound), where \(end) is right: "
            + "tensors must neither overlap nor leave gaps")
      }
      end = tensor.range.upperBound
      guard end <= bytes.count else {
        throw wrong("tensor \(name) ends at byte \(end) of \(bytes.count): the file was cut")
      }
    }
    guard end == bytes.count else {
      throw wrong("the tensors end at byte \(end) of \(bytes.count): nothing may follow them")
    }
    self.tensors = tensors
  }

  private static func isBefore(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    (first.lowerBound, first.upperBound) < (second.lowerBound, second.upperBound)
  }

  /// Reads what the header says of a tensor; nil if it contradicts itself.
  private static func tensor(_ entry: Any, from start: Int) -> Tensor? {
    guard let entry = entry as? [String: Any], let type = entry["dtype"] as? String,
      let size = sizes[type], let shape = entry["shape"] as? [Int],
      let offsets = entry["data_offsets"] as? [Int], offsets.count == 2,
      offsets[0] >= 0, offsets[1] >= offsets[0]
    else { return nil }
    var count = size
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { return nil }
      count = product
    }
    let (end, overflow) = offsets[1].addingReportingOverflow(start)
    guard count == offsets[1] - offsets[0], !overflow else { return nil }
    return Tensor(type: type, shape: shape, range: start + offsets[0]..<end)
  }

  /// The numbers of a tensor: where they lie in the file if they are float32, or else, converted
  /// from bfloat16 or float16, in memory of `memory`. Throws a `FileError`.
  func floats(
    of name: String, shape: [Int], in memory: TensorMemory
  ) throws -> UnsafePointer<Float> {
    guard let tensor = tensors[name] else {
      throw FileError(file: file.path, "tensor \(name) is missing: it must have the shape \(shape)")
    }
    guard tensor.shape == shape else {
      throw FileError(
        file: file.path,
        "tensor \(name) has the shape \(tensor.shape): by the configuration it must have \(shape)")
    }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
    switch tensor.type {
    case "F32":
      memory.keep(file)
      // Files of others need not have their tensors aligned.
      if let start = bytes.baseAddress, Int(bitPattern: start) % MemoryLayout<Float>.alignment == 0
      {
        return start.assumingMemoryBound(to: Float.self)
      }
      return memory.floats(bytes.count / 4) {
        Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
      }
    case "BF16":
      return memory.floats(bytes.count / 2) {
        Float(
          bitPattern: UInt32(bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) << 16)
      }
    case "F16":
      return memory.floats(bytes.count / 2) {
        Self.float(half: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self))
      }
    default:
      throw FileError(
        file: file.path,
        "tensor \(name) has numbers of type \(tensor.type): F32, BF16 and F16 are read")
    }
  }

  /// An IEEE half as a float. (`Float16` is not there on every machine.)
  private static func float(half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10) & 0x1F
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  // MARK: Writing

  /// A tensor to write, float32.
  struct Written {
    /// The name in the file.
    var name: String
    /// Rows first.
    var shape: [Int]
    /// Where the first of its numbers lies.
    var floats: UnsafePointer<Float>

    /// Bytes it takes.
    var size: Int { 4 * shape.reduce(1, *) }
  }

  /// Writes tensors in this order, after a header that is filled up so that the first begins at a
  /// multiple of 64 bytes. Throws a `FileError`.
  static func write(_ tensors: [Written], to path: String) throws {
    var header: [String: Any] = ["__metadata__": ["format": "pt"]]
    var end = 0
    for tensor in tensors {
      header[tensor.name] =
        ["dtype": "F32", "shape": tensor.shape, "data_offsets": [end, end + tensor.size]]
        as [String: Any]
      end += tensor.size
    }
    do {
      var start = try JSONSerialization.data(withJSONObject: header, options: .sortedKeys)
      start.append(contentsOf: repeatElement(UInt8(ascii: " "), count: -(8 + start.count) & 63))
      try Data().write(to: URL(filePath: path))
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      defer { try? file.close() }
      try file.write(contentsOf: withUnsafeBytes(of: UInt64(start.count).littleEndian) { Data($0) })
      try file.write(contentsOf: start)
      for tensor in tensors {
        let bytes = UnsafeMutableRawPointer(mutating: tensor.floats)
        try file.write(
          contentsOf: Data(bytesNoCopy: bytes, count: tensor.size, deallocator: .none))
      }
    } catch {
      throw FileError(file: path, writing: error)
    }
  }
}
