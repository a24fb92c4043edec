"""Solves a Countdown problem breadth-first and writes the search as a trace to stdout."""
import itertools, json

put = lambda **line: print(json.dumps(line))
put(format="espalier-trace", version=2, problem={"kind": "countdown", "text": "4 5 6 10 → 24"},
    strategy={"name": "breadth-first"}, model={"name": "none"}, root={"state": "4 5 6 10"})
nodes, queue, goal = 1, [(0, (4, 5, 6, 10))], None
while queue and goal is None:
    node, state = queue.pop(0)
    put(e="select", n=node)
    steps = [(a, op, b, value, rest) for a, b, *rest in set(itertools.permutations(state))
             for op, value in (("+", a + b), ("−", a - b), ("×", a * b)) if value >= 0]
    after = [tuple(sorted([value] + rest)) for _, _, _, value, rest in steps if len(state) > 1]
    put(e="expand", n=node, c=[{"a": f"{a} {op} {b} = {value}", "s": " ".join(map(str, child))}
                               for (a, op, b, value, _), child in zip(steps, after)])
    queue += [(nodes + index, child) for index, child in enumerate(after)]
    goal = next((nodes + index for index, child in enumerate(after) if child == (24,)), None)
    nodes += len(after)
put(e="goal", n=goal, v=3) if goal is not None else None
put(e="end", solved=goal is not None, goal=goal, nodes=nodes, stopped="goal")
