"""The adapters with the real libraries; a test is skipped, saying so, where its library is missing."""

import heapq
import random
import sys
import tempfile
import types
import unittest
from importlib.util import find_spec
from pathlib import Path

from espalier_trace import Metric, Trace, Tracer
from espalier_trace.adapters import astar, langgraph, llm_reasoners, mctx, openspiel, treequest


def needs(name: str):
    return unittest.skipUnless(find_spec(name), f"{name} is not installed: pip install {name}")


class AdapterTests(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "t.jsonl"

    def tearDown(self) -> None:
        self.folder.cleanup()

    @needs("networkx")
    def test_astar_of_networkx_finds_what_it_finds_without_a_trace(self) -> None:
        import networkx

        draw = random.Random(1)
        graph = networkx.grid_2d_graph(8, 8)
        for edge in graph.edges:
            graph.edges[edge]["cost"] = draw.randint(1, 9)
        goal = (7, 7)
        heuristic = lambda a, b: abs(a[0] - b[0]) + abs(a[1] - b[1])  # noqa: E731
        for kind in (graph, networkx.DiGraph(graph), networkx.MultiGraph(graph)):
            with Tracer(self.path, problem="a grid", exploration="cost", state="(0, 0)") as t:
                path = astar.astar_path(kind, (0, 0), goal, heuristic, "cost", tracer=t)
            self.assertEqual(path, networkx.astar_path(kind, (0, 0), goal, heuristic, "cost"))
            trace = Trace.read(self.path)
            end = trace.events[-1]
            self.assertEqual(end["cost"], networkx.path_weight(graph, path, "cost"))
            node, way = trace.nodes[end["goal"]], []
            while node.parent is not None:
                way.insert(0, node.state)
                node = trace.nodes[node.parent]
            self.assertEqual(way, [str(cell) for cell in path[1:]])

    def test_an_astar_of_ones_own_with_heapq_is_traced(self) -> None:
        def search(neighbours, source, target, h):
            queue, cost, came_from = [(h(source, target), source)], {source: 0}, {}
            while queue:
                _, state = heapq.heappop(queue)
                if state == target:
                    path = [state]
                    while path[0] in came_from:
                        path.insert(0, came_from[path[0]])
                    return path, cost[target]
                for after, step in neighbours(state):
                    if cost[state] + step < cost.get(after, float("inf")):
                        cost[after], came_from[after] = cost[state] + step, state
                        heapq.heappush(queue, (cost[after] + h(after, target), after))

        draw = random.Random(2)
        steps = {n: [(n + d, draw.randint(d, 9)) for d in (1, 2, 3)] for n in range(30)}
        heuristic = lambda n, goal: max(0, goal - n) / 3  # noqa: E731
        with Tracer(self.path, problem="a line", exploration="cost", state="0") as t:
            traced = astar.TracedNeighbours(steps.__getitem__, 0, 27, heuristic, tracer=t)
            path, cost = search(traced, 0, 27, heuristic)
            traced.finish(path)
        self.assertEqual((path, cost), search(steps.__getitem__, 0, 27, heuristic))
        trace = Trace.read(self.path)
        end = trace.events[-1]
        self.assertEqual(end["cost"], cost)
        node, way = trace.nodes[end["goal"]], []
        while node.parent is not None:
            way.insert(0, node.state)
            node = trace.nodes[node.parent]
        self.assertEqual(way, [str(n) for n in path[1:]])

    @needs("reasoners")
    def test_a_search_of_llm_reasoners_iteration_by_iteration(self) -> None:
        # The library imports two large ones that its tree search does not use.
        stubs = {name: types.ModuleType(name) for name in ("torch", "transformers")}
        stubs["transformers"].StoppingCriteriaList = object
        missing = {name: stub for name, stub in stubs.items() if find_spec(name) is None}
        sys.modules.update(missing)
        try:
            from reasoners import SearchConfig, WorldModel
            from reasoners.algorithm import MCTS
        finally:
            for name in missing:
                del sys.modules[name]

        class Counting(WorldModel):
            def init_state(self):
                return 0

            def step(self, state, action):
                return state + action, {}

            def is_terminal(self, state):
                return state >= 5

        class Config(SearchConfig):
            def get_actions(self, state):
                return [1, 2, 3]

            def fast_reward(self, state, action):
                return action / 10, {}

            def reward(self, state, action, **kwargs):
                return (1.0 if state + action == 5 else 0.1), {}

        search = MCTS(n_iters=8, output_trace_in_each_iter=True)
        result = search(Counting(), Config())
        with Tracer(
            self.path, problem="make 5", exploration="backups", state="0",
            metrics=[Metric("fast_reward"), Metric("cum_reward")],
        ) as t:
            llm_reasoners.write(result, t)
        trace = Trace.read(self.path)

        def size(node) -> int:
            return 1 + sum(size(child) for child in node.children or [])

        self.assertEqual(len(trace.nodes), size(result.tree_state))
        self.assertEqual(sum(event["e"] == "select" for event in trace.events), 8)
        children = result.tree_state.children
        place, first = max(enumerate(children), key=lambda entry: len(entry[1].cum_rewards))
        made = next(event for event in trace.events if event["e"] == "expand")["c"][place]
        self.assertEqual((made["N"], made["Q"]), (len(first.cum_rewards), float(first.Q)))
        self.assertEqual(trace.nodes[1 + place].state, str(first.state))

    @needs("treequest")
    def test_a_tree_of_treequest_trial_by_trial(self) -> None:
        import treequest as library

        algorithm = library.StandardMCTS(samples_per_action=2)
        state = algorithm.init_tree()
        draw = random.Random(2)
        generate = {"go": lambda parent: ((parent or "") + draw.choice("ab"), draw.random())}
        for _ in range(20):
            state = algorithm.step(state, generate)
        with Tracer(self.path, problem="p", exploration="backups") as t:
            treequest.write(state.tree, t)
        trace = Trace.read(self.path)
        nodes = state.tree.get_nodes()
        self.assertEqual([node.state for node in trace.nodes[1:]], [node.state for node in nodes[1:]])
        self.assertEqual([node.figures["V"] for node in trace.nodes[1:]], [n.score for n in nodes[1:]])
        self.assertEqual(
            [node.parent for node in trace.nodes[1:]], [n.parent.expand_idx + 1 for n in nodes[1:]]
        )

    @needs("mctx")
    def test_a_tree_of_mctx(self) -> None:
        import jax
        import jax.numpy as jnp
        import mctx as library

        root = library.RootFnOutput(
            prior_logits=jnp.array([[0.0, 1.0, 2.0]]), value=jnp.array([0.5]),
            embedding=jnp.zeros((1, 1)),
        )

        def step(params, key, action, embedding):
            output = library.RecurrentFnOutput(
                reward=action.astype(jnp.float32), discount=jnp.ones(1) * 0.9,
                prior_logits=jnp.zeros((1, 3)), value=jnp.ones(1) * 0.25,
            )
            return output, embedding + 1

        output = library.muzero_policy(
            params=(), rng_key=jax.random.PRNGKey(0), root=root, recurrent_fn=step, num_simulations=12,
        )
        with Tracer(self.path, problem="p", snapshot=True) as t:
            mctx.write(output.search_tree, t)
        trace = Trace.read(self.path)
        visits = [int(count) for count in output.search_tree.node_visits[0] if int(count) > 0]
        self.assertEqual([node.figures["N"] for node in trace.nodes[1:]], visits[1:])
        self.assertTrue(all(0 < node.figures["P"] <= 1 for node in trace.nodes[1:]))

    @needs("pyspiel")
    def test_a_tree_of_openspiel(self) -> None:
        import numpy
        import pyspiel
        from open_spiel.python.algorithms import mcts

        game = pyspiel.load_game("tic_tac_toe")
        draw = numpy.random.RandomState(3)
        bot = mcts.MCTSBot(
            game, 2, 60, mcts.RandomRolloutEvaluator(1, draw), random_state=draw, solve=False
        )
        root = bot.mcts_search(game.new_initial_state())
        with Tracer(self.path, problem="tic-tac-toe", values=(-1, 1), snapshot=True) as t:
            openspiel.write(root, t)
        trace = Trace.read(self.path)
        first = [trace.nodes[child] for child in trace.nodes[0].children]
        self.assertEqual(
            [node.figures.get("N", 0) for node in first],
            [child.explore_count for child in root.children],
        )

    @needs("langgraph")
    def test_a_thread_of_langgraph_with_a_branch(self) -> None:
        from typing import TypedDict

        from langgraph.checkpoint.memory import InMemorySaver
        from langgraph.graph import END, START, StateGraph

        class Count(TypedDict):
            count: int

        builder = StateGraph(Count)
        builder.add_node("add", lambda state: {"count": state["count"] + 1})
        builder.add_edge(START, "add")
        builder.add_conditional_edges("add", lambda s: END if s["count"] > 2 else "add")
        graph = builder.compile(checkpointer=InMemorySaver())
        config = {"configurable": {"thread_id": "1"}}
        graph.invoke({"count": 0}, config)
        earlier = [s for s in graph.get_state_history(config) if s.values.get("count") == 1][0]
        graph.update_state(earlier.config, {"count": 7})
        with Tracer(self.path, problem="count to three") as t:
            langgraph.write(graph.get_state_history(config), t, text=lambda v: str(v.get("count")))
        trace = Trace.read(self.path)
        states = [node.state for node in trace.nodes]
        self.assertEqual(states[-1], "7")
        self.assertEqual(sorted(states[2:-1]), ["0", "1", "2", "3"])
        branch = trace.nodes[trace.nodes[-1].parent]
        self.assertEqual((branch.state, len(branch.children)), ("1", 2))


if __name__ == "__main__":
    unittest.main()
