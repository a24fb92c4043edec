import CSimdJSON

/// What is wrong with a line.
extension TraceReader {
  /// What is wrong with the next line.
  func error(_ error: csj_error) -> FileError {
    if error.status == CSJ_NOT_JSON,
      let fault = JSONFault(in: source.bytes.prefix { $0 != 0x0A })
    {
      return FileError(file: name, line: lineCount + 1, fault.sentence)
    }
    let word = withUnsafeBytes(of: error.word) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self).escapingControls
    }
    return FileError(
      file: name, line: lineCount + 1,
      TraceReader.message(
        error.status, word, Int(error.number), Int(error.limit)))
  }

  static func message(
    _ status: csj_status, _ word: String, _ number: Int, _ limit: Int
  ) -> String {
    switch status {
    case CSJ_NOT_JSON: "this is not one JSON object: \(word)"
    case CSJ_NOT_UTF8: "this is not UTF-8; a trace is JSON Lines in UTF-8"
    case CSJ_NOT_AN_OBJECT: "this is not a JSON object; an event is {\"e\":\"select\",\"n\":0}"
    case CSJ_MISSING: "\"\(word)\" is missing"
    case CSJ_NOT_WHOLE: "\"\(word)\" should be a whole number"
    case CSJ_NOT_A_NUMBER: "\"\(word)\" should be a number, null, \"inf\" or \"-inf\""
    case CSJ_NOT_TEXT: "\"\(word)\" should be a string"
    case CSJ_NOT_AN_ARRAY: "\"\(word)\" should be an array of objects, one a child"
    case CSJ_NOT_A_MAP:
      word == "c"
        ? "a child in \"c\" should be an object such as {\"a\":\"6 × 4 = 24\",\"s\":\"5 24\"}"
        : "\"\(word)\" should be an object such as {\"reward\":0.5}"
    case CSJ_NO_SUCH_NODE:
      noSuchNode(word, number, limit)
    case CSJ_WRONG_FIRST_CHILD:
      "\"id\" is \(number), but the next new node is \(limit): "
        + "nodes are numbered in the order of creation"
    case CSJ_TOO_MANY:
      switch word {
      case "c": "\"c\" has \(number), more than \(limit - 1); an expansion can be several events"
      case "m": "there are more than \(limit - 1) metrics that the header does not declare"
      default: "\"\(word)\" is \(number), more than \(limit - 1)"
      }
    case CSJ_AFTER_END: "an event after the end; \"end\" should be the last line"
    default: "this line cannot be read"
    }
  }

  static func noSuchNode(_ key: String, _ number: Int, _ limit: Int) -> String {
    "\"\(key)\" is \(number), but there "
      + (limit == 1 ? "is only node 0, the root" : "are only nodes 0 to \(limit - 1) here")
  }
}
