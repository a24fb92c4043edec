import CNeuralKernels

/// The legal steps of a state as a tree of tokens.
///
/// The probability of a step is the product, over the places where steps part, of the probability
/// of its next token among those that are legal there: what a network would write whose words are
/// held to legal steps. Where only one step is left nothing needs to be computed, so that of
/// `10 − 4 = 6` mostly `10 −` is enough.
struct StepTrie {
  /// A token after which steps part, or the way to one.
  struct Node {
    var token: Int32
    /// The node before; 0 for the first, which stands for the end of the state.
    var parent: Int
    /// The tokens that can be next, with the steps that have them.
    var edges: [(token: Int32, steps: [Int])]
  }

  /// The nodes that must be computed; the first is there already. Parents come before children.
  private(set) var nodes: [Node] = []
  /// For each step, one divided by how many read like it.
  private var shares: [Float]

  /// How many steps there are.
  var count: Int { shares.count }

  /// A tree of these steps.
  init(_ steps: [[Int32]]) {
    shares = Array(repeating: 1, count: steps.count)
    var open: [(token: Int32, parent: Int, steps: [Int], depth: Int)] = [
      (0, 0, Array(steps.indices), 0)
    ]
    var place = 0
    while place < open.count {
      let (token, parent, members, depth) = open[place]
      place += 1
      var edges: [(token: Int32, steps: [Int])] = []
      for member in members where depth < steps[member].count {
        let next = steps[member][depth]
        if let edge = edges.firstIndex(where: { $0.token == next }) {
          edges[edge].steps.append(member)
        } else {
          edges.append((next, [member]))
        }
      }
      // Steps that read alike share what comes to their text.
      let ending = members.filter { steps[$0].count == depth }
      for member in ending { shares[member] = 1 / Float(ending.count) }
      for edge in edges where edge.steps.count > 1 {
        open.append((edge.token, nodes.count, edge.steps, depth + 1))
      }
      nodes.append(Node(token: token, parent: parent, edges: edges))
    }
  }

  /// The probability of each step, given the logits after the nodes that have several edges, in
  /// their order.
  func probabilities(_ logits: UnsafePointer<Float>, vocabulary: Int) -> [Float] {
    var probabilities = shares
    var row = logits
    for node in nodes where node.edges.count > 1 {
      let chosen = node.edges.map { row[Int($0.token)] }
      let sum = nk_log_sum_exp(chosen, chosen.count)
      for (edge, logit) in zip(node.edges, chosen) {
        var factor = logit - sum
        nk_scaled_exp(&factor, 0, 1, 1)
        for step in edge.steps { probabilities[step] *= factor }
      }
      row += vocabulary
    }
    return probabilities
  }
}
