import Foundation
import MetaCoT

/// Whole inputs of every reader: what the repository has, and lines that use all that the formats know.
enum Corpus {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func files(in folder: String, _ ending: String) -> [[UInt8]] {
    let url = repository.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(ending) }.compactMap {
      try? Array(Data(contentsOf: url.appendingPathComponent($0)))
    }
  }

  private static func lines(_ lines: String...) -> [UInt8] {
    Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// The first lines of a text, and the last one.
  private static func shortened(_ text: [UInt8], to count: Int) -> [UInt8] {
    let lines = text.split(separator: 0x0A)
    guard lines.count > count, let last = lines.last else { return text }
    return Array((lines.prefix(count) + [last]).joined(separator: [0x0A])) + [0x0A]
  }

  /// Traces: the samples, shortened, and some with every kind of event and every member.
  static let traces: [[UInt8]] =
    files(in: "SampleTraces", ".jsonl").flatMap { [shortened($0, to: 12), shortened($0, to: 60)] }
    + [
      lines(
        #"{"format":"espalier-trace","version":2,"problem":{"id":"i","kind":"24","text":"3 3 8 8"},"strategy":{"name":"mcts","parameters":{"c":1.4,"select":"puct","on":true}},"model":{"name":"m"},"seed":7,"budget":"20000","root":{"state":"3 3 8 8","h":2,"V":0.5,"N":3,"Q":0.25},"values":{"range":[-1,1],"better":"lower"},"metrics":[{"key":"r","name":"Reward","unit":"points","range":[-100,100],"better":"higher","role":"value"}],"costUnit":"steps","timings":true}"#,
        #"{"e":"select","n":0,"t":1}"#,
        #"{"e":"expand","n":0,"id":1,"t":2,"m":{"r":3},"c":[{"a":"8 ÷ 3 = 8/3","s":"8/3 3 8","P":0.5,"V":0.25,"g":1,"h":2,"N":4,"Q":0.5,"m":{"r":-1,"other":2}},{"a":"two\nlines","s+":" more","same":0,"g":16777217}]}"#,
        #"{"e":"evaluate","n":1,"v":0.5,"why":"cached","t":3}"#,
        #"{"e":"modelCall","k":70000,"n":1,"v":12,"what":"propose","prompt":9,"cached":3,"logprob":-2.5,"latency":1200,"money":0.001,"t":4}"#,
        #"{"e":"backup","n":1,"v":0.5,"t":5}"#, #"{"e":"text","n":2,"text":" more","t":6}"#,
        #"{"e":"link","n":1,"to":2,"t":7}"#, #"{"e":"note","n":2,"text":"a\u2028b","t":8}"#,
        #"{"e":"mistake","n":2,"why":"wrong","text":"no","t":9}"#,
        #"{"e":"failed","n":1,"text":"timeout","t":10}"#,
        #"{"e":"steer","n":1,"why":"favour","v":3,"t":11}"#,
        #"{"e":"answer","n":2,"v":0.5,"text":"24","t":12}"#,
        #"{"e":"backtrack","n":2,"to":0,"why":"bored","t":13}"#,
        #"{"e":"prune","n":2,"why":"dead end","t":14}"#,
        #"{"e":"reflect","x":[1,{"y":null}],"t":15}"#,
        #"{"e":"goal","n":1,"v":3,"t":16}"#,
        #"{"e":"end","n":1,"solved":true,"answer":"8 / (3 - 8 / 3)","steps":["8 ÷ 3 = 8/3"],"goal":1,"cost":3,"expansions":1,"modelCalls":2,"tokens":12,"nodes":3,"stopped":"goal","seconds":0.5,"t":17}"#
      ),
      lines(
        #"{"format":"espalier-trace","version":1,"problem":{"kind":"maze","text":"S.\n#G"},"strategy":{"name":"astar"},"root":{"state":"0,0"},"order":"unknown","backtracks":true}"#,
        #"{"e":"expand","n":0,"c":[{"a":"right to 1,0","s":"1,0","g":1,"h":1}]}"#,
        #"{"e":"expand","n":1,"c":[{"a":"down to 1,1","s":"1,1","g":2,"h":0}]}"#,
        #"{"e":"goal","n":2}"#),
    ]

  /// Compressed traces.
  static let compressedTraces: [[UInt8]] = traces.compactMap { bytes in
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("espalier-corpus-\(UUID().uuidString).jsonl.zst")
    defer { try? FileManager.default.removeItem(at: file) }
    guard let reader = try? TraceReader(bytes: bytes, name: "corpus"),
      let writer = try? TraceWriter(path: file.path, header: reader.header)
    else { return nil }
    while let batch = try? reader.next() { try? writer.write(batch) }
    try? writer.close()
    return try? Array(Data(contentsOf: file))
  }

  /// Problem sets, in every form that is read.
  static let sets: [[UInt8]] =
    [
      Array(ProblemSet.builtIn.items.map { $0.jsonLine + "\n" }.joined().utf8)
    ]
    + [
      #"[{"id":"a","kind":"24","text":"3 3 8 8","answer":"8/(3-8/3)"},{"kind":"maze","text":"S.\n#G","cost":2}]"#,
      "{\n \"id\": 7,\n \"kind\": \"countdown\",\n \"text\": \"4 5 6 → 14 (any)\"\n}\n",
      #"{"target": 98, "nums": [44, 19, 35]}"# + "\n"
        + #"{"numbers":["A","J","Q"],"solutions":["x"]}"#,
      #"[{"nums": [74, 86, 9, 24], "target": 45, "solution": ["74+86=160"]}]"#,
      "[[3,3,8,8],[1,1,4,6]]",
      #"{"reward_model":{"ground_truth":{"target":98,"numbers":[44,19,35]}}}"#,
      #"{"id":"c","answer":"-1+3","metadata":{"numbers":[1,3],"target":2,"source_dataset":"countdown"}}"#,
      #"{"task":"maze","metadata":{"grid":["wwww","wa bw"],"start":"a","goal":"b","wall":"w","path":" ","shortest_path_length":2}}"#,
      "Rank,Puzzles\n1,\"1 1 4 6\"\n2,3 3 8 8\n", "hand;target\n\"A, K, Q\";36\n",
      "a,b,c,d\n1,1,4,6\n",
      "79 0 1 9 7 11 13 5 3 14 12 4 2 8 6 10 15\n2 1 0 2 3 4 5 6 7 8\n", "1 2 5\n3 4 8\n6 7 0\n",
      "3 3 8 8\n4 5 6 → 14\n", "What is 2 + 3? [5]\n", "S#...\n.#.#.\n...#G\n",
      "#####\n#@ E#\n#####\n",
      "0 0 1\n1 0 0\n", "type octile\nheight 3\nwidth 3\nmap\n@G.\n.@S\n.T.\n",
      "####\n#@$.#\n####\n",
    ].map { Array($0.utf8) }

  /// Files of other programs.
  static let foreignFiles: [[UInt8]] = foreignTexts + [constraintTree, archive]

  private static let foreignTexts: [[UInt8]] = [
    #"{"question":"Why?","root":{"state":"Why?","visits":4,"value":0.5,"children":[{"state":"Why?\nBecause.","visits":3,"value":0.6,"extra":7,"children":[]},{"state":"So","visits":1,"is_correct":true,"children":[]}]}}"#,
    #"{"uuid":"a","parentUuid":null,"message":{"role":"user","content":"Do it."}}"# + "\n"
      + #"{"uuid":"b","parentUuid":"a","message":{"role":"assistant","content":[{"type":"text","text":"I try."}]}}"#,
    #"[{"id":1,"parent":2,"step":"one","score":0.5},{"id":2,"parent":1,"step":"two"},{"id":3,"parent":9}]"#,
    #"[{"role":"user","content":"2+2?"},{"role":"assistant","content":"I ask.","tool_calls":[{"function":{"name":"sum","arguments":"2,2"}}]},{"role":"tool","content":"4"}]"#,
    #"[{"idx":910,"steps":[{"step":0,"x":"4 5 6 10","ys":[""],"new_ys":["4 + 5 = 9 (left: 6 9 10)\n","10 - 4 = 6 (left: 5 6 6)\n"],"values":[1.001,60],"select_new_ys":["10 - 4 = 6 (left: 5 6 6)\n"]}],"ys":["10 - 4 = 6 (left: 5 6 6)\n"],"infos":[{"r":0}]}]"#,
    #"[[{"total_step":0,"env_step":1,"actions":["h1. abcde"],"info":{"r_letter":0.2,"r_word":0.1,"r_game":false},"count":1},{"total_step":1,"env_step":2,"actions":["h1. abcde","v1. fghij"],"info":{"r_letter":0.4,"r_word":0.2},"count":2}]]"#,
    #"{"question":"Q?","final_answer":"4","question_id":1,"reasoning_steps":{"text":"a","mc_value":0.5,"children":[{"text":"b","mc_value":1,"children":[]}]}}"#,
    """
    Current State #0: 24:[4, 6, 2]. Operations so far : [].
    Action     : Exploring operation 4*6=25.
    Resulting numbers: [2, 25].
    Generated Node #0,0: 24:[2, 25] Operation: 4*6=25
    Moving to Node #0,0

    """,
    """
    Current State: 24:[4, 6], Operations: []
    Exploring Operation: 4*6=24, Resulting Numbers: [24]
    24,24 equal: Goal Reached

    """,
    "<think>\nFirst, I add. Wait, let me try again. So 4 + 5 = 9.\n\nTherefore 9.\n</think>\nAnswer: 9\n",
    "info string e2e4  (322 ) N:     100 (+ 2) (P: 12.50%) (Q:  0.05000) (U: 0.01000) (V:  0.0500)\n",
    "create 0,0 c0 c2\nclose 0,0 c0 c2\ncreate 1,0 c1 c1\nplan 0,0 1,0\n",
    "bos start 0 0 goal 1 0 create 0 0 c0 c1 close 0 0 c0 c1 create 1 0 c1 c0 plan 0 0 plan 1 0 eos\n",
    """
    version: 1.4.0
    events:
      - { type: source, id: &a 1, x: 8, y: 15 }
      - { type: destination, id: d }
      - { type: expanding, id: *a, g: 0, f: 3, pId: null }
      - { type: generating, id: d, g: 2, f: 4, pId: 1 }
      - { type: updating, id: d, g: 1.5e0, f: .inf, pId: 1 }
      - { type: end, id: d }

    """,
    #"digraph "g" { a [label="x\ny", N=3]; a -> b:w -> { c d } [label=<go <b>on</b>>] /* no */ }"#,
    "(A:0.1,(B_1[seen],'it''s':2)C)R;\n",
    "node,parent,N,V,status,step,state\r\n0,,3,0.5,,,\"1, 2\"\r\n1,0,2,,goal,\"a \"\"b\"\"\",c\r\n",
    #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"1","name":"a","startTimeUnixNano":"5","endTimeUnixNano":"9","attributes":[{"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"x\"}]}]"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"7"}}]},{"traceId":"t","spanId":"2","parentSpanId":"1","name":"b","status":{"code":2}}]}]}]}"#,
    #"{"nodes":[{"id":"a","step":0,"plan":"p","code":"c","metric":{"value":0.5,"maximize":true},"is_buggy":false},{"id":"b","step":1,"is_buggy":true}],"node2parent":{"b":"a"}}"#,
    #"{"id":"b","code":"y","parent_id":"a","metrics":{"combined_score":3.5},"metadata":{"changes":"f"}}"#,
    #"{"id":"g","turnNumber":3,"moveInfos":[{"move":"Q4","order":0,"visits":9,"prior":0.2,"winrate":0.4,"pv":["Q4","D4"]}],"rootInfo":{"visits":41,"winrate":0.5}}"#,
    #"{"schema_version":"ATIF-v1.4","steps":[{"step_id":1,"source":"user","message":"q"},{"step_id":2,"source":"agent","message":"a","tool_calls":[{"function_name":"f","arguments":{}}],"observation":{"results":[{"content":"r"}]},"metrics":{"prompt_tokens":3}}]}"#,
    #"{"label":{"steps":[{"completions":[{"text":"a","rating":1},{"text":"b","rating":-1}],"chosen_completion":0,"human_completion":null},{"completions":[{"text":"c","rating":0}],"chosen_completion":0}],"finish_reason":"solution"},"question":{"problem":"Q?","ground_truth_answer":"4"}}"#,
    #"[{"values":{"x":1},"config":{"configurable":{"checkpoint_id":"2"}},"parent_config":{"configurable":{"checkpoint_id":"1"}},"metadata":{"step":1}},{"values":{"x":0},"config":{"configurable":{"checkpoint_id":"1"}},"parent_config":null}]"#,
    #"{"logs":[{"nodes":{"0":{"id":0,"data":{"nums":[4,6]},"selected_edge":0},"1":{"id":1,"data":{}}},"edges":{"0":{"id":0,"source":0,"target":1,"data":{"Q":0.5,"reward":1}}}},{"nodes":{"0":{"id":0,"data":{"nums":[4,6]},"selected_edge":0},"1":{"id":1,"data":{"nums":[24],"ops":["4*6=24"]}}},"edges":{"0":{"id":0,"source":0,"target":1,"data":{"Q":1,"reward":1}}}}]}"#,
    #"{"metadata":{"treequest_version":"0.2","algorithm":"abmcts"},"nodes":[{"id":-1,"parent_id":null,"state_repr":"r"},{"id":0,"parent_id":-1,"score":0.5,"action_from_parent":"a","state_repr":"s","algo_metrics":{"visits":{"display_value":"1"},"mean":{"display_value":"0.5"},"x":{"display_name":"X","display_value":"2"}}},{"id":1,"parent_id":0,"score":1}]}"#,
    #"{"problems":[{"id":"p","prompt":"Q?"}],"step_records":[{"key":"p:e3b0c44298fc1c14","batches":[[{"text":"a","token_count":1},{"text":"b"}]]},{"key":"p:ca978112ca1bbdca","batches":[[{"text":"c"}]]}]}"#,
    #"{"format":"jupyddl.trace/1","planner":"astar","heuristic":"hmax","task":"t","solved":true,"plan":["go","stop"],"events":[{"kind":"expand","node":0,"g":0,"h":2,"open":1},{"kind":"generate","node":1,"parent":0,"action":"go","g":1,"h":1},{"kind":"expand","node":1,"parent":0,"action":"go","g":1,"h":1},{"kind":"bound","threshold":3},{"kind":"goal","node":2,"g":2}]}"#,
    #"[{"action":"create","state":{"x":0,"y":0},"cost_from_start":0,"heuristic":2},{"action":"close","state":{"x":0,"y":0},"cost_from_start":0,"heuristic":2},{"action":"create","state":{"x":1,"y":0},"cost_from_start":1,"heuristic":1},{"action":"plan","state":{"x":1,"y":0},"cost_from_start":1,"heuristic":0}]"#,
    #"{"problem":"Q?","chunks":[{"chunk":"So 2 + 2 = 5.","chunk_idx":0,"function_tags":["a"],"depends_on":[],"accuracy":0.5,"importance":-0.1},{"chunk":"Then 4.","chunk_idx":1,"depends_on":["0","9"]}]}"#,
    #"{"problem":"Q?","generations":["<think>Case 1: a.\n\nBack to Case 1.</think>1","<think>b</think>"],"correctness_math_verify":[true,0]}"#,
    #"{"conversations":[{"from":"human","value":"Q?"},{"from":"gpt","value":"<|begin_of_thought|>Wait.<|end_of_thought|>"}]}"#,
    #"{"id":"c","choices":[{"message":{"role":"assistant","reasoning_content":"Wait.","content":"1"}}]}"#,
    #"{"node_id":0,"visits":2,"value":75,"children":[{"node_id":1,"user_message":"u","visits":1,"reward":{"value":50},"action_steps":[{"action":{"action_args_class":"m.F","thoughts":"t","x":1},"observation":{"message":"o"}}],"children":[]}]}"#,
  ].map { Array($0.utf8) }

  /// A tree of four nodes as cp-profiler saves it: the parts of the database that are not zero, by their
  /// places.
  private static let constraintTree: [UInt8] = {
    let parts = [
      (0, "U1FMaXRlIGZvcm1hdCAzAAIAAQEAQCAgAAAAAgAAAAI="),
      (43, "AQAAAAQ="),
      (59, "AQ=="),
      (95, "AgAuYwENAAAAAQGOAAGO"),
      (
        398,
        "cAEHFxcXAYE/dGFibGVOb2Rlc05vZGVzAkNSRUFURSBUQUJMRSBOb2RlcyhOb2RlSUQgSU5URUdFUiBQUklNQVJZIEtFWSxQYXJlbnRJRCBJTlRFR0VSLFN0YXR1cyBJTlRFR0VSLExhYmVsIFRFWFQpDQAAAAQB2AAB9wHsAeIB2A=="
      ),
      (984, "CAMFAAgIE3g9MwgCBQAJCRN5PTIJAQUACAETAng9MQcABQABAQ3/Ag=="),
    ]
    var bytes = [UInt8](repeating: 0, count: 1024)
    for (place, text) in parts {
      for (offset, byte) in (Data(base64Encoded: text) ?? Data()).enumerated() {
        bytes[place + offset] = byte
      }
    }
    return bytes
  }()

  /// An evaluation log with one sample, stored as it is.
  private static let archive: [UInt8] = {
    let name = Array("samples/1_epoch_1.json".utf8)
    let sample = Array(
      #"{"id":1,"epoch":1,"messages":[],"message_pool":[{"role":"user","content":"attachment://h"}],"attachments":{"h":"Q?"},"events":[{"event":"model","input_refs":[[0,1]],"output":{"choices":[{"message":{"role":"assistant","content":"a","tool_calls":[{"id":"1","function":"f"},{"id":"2","function":"g"}]}}],"usage":{"input_tokens":3,"output_tokens":1}}}],"scores":{"match":{"value":"C"}},"model_usage":{"m":{"output_tokens":1}}}"#
        .utf8)
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    // The method, 0, is to store; flags, time, date and checksum are not looked at.
    let facts =
      little(20, 2) + little(0, 12) + little(sample.count, 4) + little(sample.count, 4)
      + little(name.count, 2)
    let entry = little(0x0403_4B50, 4) + facts + little(0, 2) + name + sample
    let listed = little(0x0201_4B50, 4) + little(20, 2) + facts + little(0, 16) + name
    let end =
      little(0x0605_4B50, 4) + little(0, 4) + little(1, 2) + little(1, 2)
      + little(listed.count, 4) + little(entry.count, 4) + little(0, 2)
    return entry + listed + end
  }()

  /// Texts of problems, and answers.
  static let texts: [[UInt8]] =
    (ProblemRegistry.kinds.map(\.example) + [
      "3 6 25 50 75 100 → 952 (any, positive)", "24: 1 2 3 → 10", "maze:S.\\n#G",
      "1 2 5 3 4 8 6 7 0 (linear-conflict)", "Is it? Really? [yes [no]]", "(10 - 4) * 5 - 6",
      "DDRRUURRDD",
    ]).map { Array($0.utf8) }

  /// Themes.
  static let themes: [[UInt8]] = files(in: "Themes", ".toml")

  /// Configurations: all settings, and keys.
  static let configurations: [[UInt8]] = [
    """
    theme = "dark"
    mouse = true
    ascii = false
    [run]
    strategy = "mcts:select=puct"
    model = "heuristic"
    budget = "20000, 5 s"
    speed = 8.5
    [keys]
    toggle-fold = ["enter", "ctrl+f"]
    next-match = ["n"]
    quit = ["alt+q", "f10"]

    """
  ].map { Array($0.utf8) }
}
